/**
 * Rows on random state: one instruction at a time, every row and words of none, on several engines
 * that must agree about everything the guest can see.
 *
 * <p>What must not live here: how words and numbers are chosen ({@link dev.orrery.spec.random} does
 * that), and printing.
 */
@NullMarked
package dev.orrery.machine.fuzz;

import org.jspecify.annotations.NullMarked;

/**
 * Rows on random state, one instruction at a time, and programs at random, on several engines that
 * must agree about everything the guest can see, and with a {@linkplain
 * dev.orrery.machine.fuzz.processor.Processor processor} about what the manuals say.
 *
 * <p>What must not live here: how words and numbers are chosen ({@link dev.orrery.spec.random} does
 * that), how programs are made of them ({@link dev.orrery.engine.random}), and printing.
 */
@NullMarked
package dev.orrery.machine.fuzz;

import org.jspecify.annotations.NullMarked;

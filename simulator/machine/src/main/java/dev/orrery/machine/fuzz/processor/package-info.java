/**
 * A processor that random programs are compared with: one that runs them in a process of their own,
 * the host's or an emulator's. What is about an instruction set stands in resources: a program that
 * runs others, and what they must leave out.
 *
 * <p>What must not live here: engines of ours, how programs are made, and what it means when one
 * differs.
 */
@NullMarked
package dev.orrery.machine.fuzz.processor;

import org.jspecify.annotations.NullMarked;

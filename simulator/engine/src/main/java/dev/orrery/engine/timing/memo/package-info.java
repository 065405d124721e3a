/**
 * Remembers what a core's rules do to its states, instead of doing it again: a block of
 * instructions that begins in a state that was met before takes the cycles that it took then
 * (memoisation of a pipeline's configurations: Schnarr and Larus, Fast Out-Of-Order Processor
 * Simulation Using Memoization, ASPLOS 1998). Unlike there, rules are those of any core table.
 *
 * <p>States that are small are a {@link dev.orrery.engine.timing.memo.Configuration}: numbers, and
 * times as distances from the cycle reached. What is not, such as the tags of a cache and what only
 * execution knows, is looked at by the {@link dev.orrery.engine.timing.memo.Action}s that a block
 * has behind a configuration. What a block does most becomes code ({@link
 * dev.orrery.engine.timing.memo.Walk}). They are found by evaluating the rules once ({@link
 * dev.orrery.engine.timing.memo.Recorder}), and are the same again for whatever has the same
 * outcomes.
 *
 * <p>What must not live here: the mechanism of any core, and what a program does.
 */
@NullMarked
package dev.orrery.engine.timing.memo;

import org.jspecify.annotations.NullMarked;

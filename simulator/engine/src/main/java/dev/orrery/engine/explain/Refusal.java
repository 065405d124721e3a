package dev.orrery.engine.explain;

/**
 * No region was made, though some code was hot enough.
 *
 * @param entry address at which it would have been entered
 * @param wanted address of the block that was hot
 */
public record Refusal(long entry, long wanted, Reason reason) {}

package dev.orrery.spec.core;

import org.jspecify.annotations.Nullable;

/**
 * Where cycles go.
 *
 * @param index position among the core's causes
 * @param name such as {@code load_use}
 * @param stage in which an instruction is held for these cycles; null if they are those in which it
 *     moves on, if they are spent behind it, or if the core has no stages
 * @param isBehind whether it is what comes behind an instruction that is held: it is not fetched
 *     before they have passed
 * @param category its place in the top-down view; null if the table does not say
 * @param blame what else the cycles are about
 * @param moves bytes that move between memory and the core each time; 0 if the table does not say
 * @param meaning what it is, for a reader
 */
public record Cause(
    int index,
    String name,
    @Nullable CoreStage stage,
    boolean isBehind,
    @Nullable Category category,
    Blame blame,
    long moves,
    String meaning) {}

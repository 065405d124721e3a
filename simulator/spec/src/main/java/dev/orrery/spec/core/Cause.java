package dev.orrery.spec.core;

/**
 * Where cycles go.
 *
 * @param index position among the core's causes
 * @param name such as {@code load_use}
 * @param meaning what it is, for a reader
 */
public record Cause(int index, String name, String meaning) {}

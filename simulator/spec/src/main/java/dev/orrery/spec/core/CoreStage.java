package dev.orrery.spec.core;

/**
 * A stage of a core's pipeline.
 *
 * @param index its place in the pipeline, from 0
 * @param name such as {@code EX}
 * @param meaning what it does, for a reader
 */
public record CoreStage(int index, String name, String meaning) {}

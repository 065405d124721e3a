package dev.orrery.profiler.jit;

/**
 * HotSpot's machine code met what it was not compiled for, and went on in HotSpot's interpreter.
 *
 * @param reason HotSpot's word for why, for example {@code unstable_if}
 * @param action what it did about it, for example {@code reinterpret}
 * @param insn number of the guest instruction in the region, or {@link
 *     dev.orrery.engine.explain.Bytecode#AROUND}
 * @param bytecode offset of the JVM's instruction
 * @param count how often
 */
public record Trap(String reason, String action, int insn, int bytecode, long count) {}

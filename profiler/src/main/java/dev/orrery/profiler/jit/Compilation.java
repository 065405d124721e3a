package dev.orrery.profiler.jit;

/**
 * HotSpot made machine code of a method, or tried to.
 *
 * @param compiler for example {@code c2}
 * @param level HotSpot's level of compilation, 1 to 4: 4 is the optimising compiler's
 * @param loop whether the code is entered in a loop of a call that was running (on-stack
 *     replacement)
 * @param succeeded whether there is machine code of it
 * @param nanos time that it took, in nanoseconds
 * @param codeBytes length of the machine code
 * @param inlinedBytes bytecode of other methods that became part of it
 */
public record Compilation(
    String compiler,
    int level,
    boolean loop,
    boolean succeeded,
    long nanos,
    long codeBytes,
    long inlinedBytes) {}

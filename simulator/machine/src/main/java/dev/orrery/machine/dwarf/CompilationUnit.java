package dev.orrery.machine.dwarf;

import org.jspecify.annotations.Nullable;

/**
 * What was compiled at once.
 *
 * @param name of the source file; null if unknown
 * @param directory in which the compiler ran; null if unknown
 * @param producer the compiler, its version and often its options; null if unknown
 * @param language number of the language, DWARF 5 table 7.17; 0 if unknown
 * @param version of DWARF
 */
public record CompilationUnit(
    @Nullable String name,
    @Nullable String directory,
    @Nullable String producer,
    int language,
    int version) {}

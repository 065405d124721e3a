package dev.orrery.machine.dwarf;

/**
 * A source file, as the compiler named it. Neither name is known to exist: programs are not
 * trusted.
 *
 * @param name relative to the directory of the compilation, or absolute; without a leading {@code
 *     ./}
 * @param path the same behind that directory, as {@code addr2line} prints it
 */
public record SourceFile(String name, String path) {}

package dev.orrery.machine.dwarf;

import org.jspecify.annotations.Nullable;

/**
 * A variable that has one address while the program runs.
 *
 * @param name with the namespaces and classes around it
 * @param type as the language writes it, for example {@code char *[4]}
 * @param address of its first byte
 * @param size in bytes; 0 if unknown
 * @param file where it is declared; null if unknown
 * @param line where it is declared, counted from 1; 0 if unknown
 */
public record Variable(
    String name, String type, long address, long size, @Nullable SourceFile file, int line) {}

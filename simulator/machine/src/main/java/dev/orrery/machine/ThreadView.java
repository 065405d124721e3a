package dev.orrery.machine;

import dev.orrery.engine.Hart;

/**
 * A thread of the program.
 *
 * @param id what the program knows it by
 * @param name what the program calls it; not checked for being printable
 * @param hart what runs it
 * @param state what it does, such as {@code running}, or what it waits for
 */
public record ThreadView(int id, String name, Hart hart, String state) {}

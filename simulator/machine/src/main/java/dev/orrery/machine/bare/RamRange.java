package dev.orrery.machine.bare;

/**
 * A range of RAM.
 *
 * @param base page-aligned address of its first byte
 * @param size in bytes, page-aligned
 */
public record RamRange(long base, long size) {}

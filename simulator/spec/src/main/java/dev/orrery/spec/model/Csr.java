package dev.orrery.spec.model;

/**
 * A control and status register.
 *
 * @param number its address
 * @param name its assembler name
 * @param readOnly whether writing it is illegal
 */
public record Csr(int number, String name, boolean readOnly) {}

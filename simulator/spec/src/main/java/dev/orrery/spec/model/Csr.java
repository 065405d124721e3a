package dev.orrery.spec.model;

import org.jspecify.annotations.Nullable;

/**
 * A control and status register.
 *
 * @param number its address
 * @param name its assembler name
 * @param readOnly whether writing it is illegal
 * @param register the register that it is another name for; null when its value is put together
 *     from several, computed, or not accessible
 */
public record Csr(int number, String name, boolean readOnly, @Nullable Register register) {}

package dev.orrery.spec.model;

/**
 * A single register with a name of its own, other than the program counter.
 *
 * @param name name in the tables, for example {@code frm}
 * @param width bits, 1..64
 * @param slot index in a hart's register array; -1 when {@code fpFlags}
 * @param fpFlags whether this is the register that floating-point exceptions accrue into, which a
 *     hart keeps outside its register array
 * @param reset value after reset
 */
public record Register(String name, int width, int slot, boolean fpFlags, long reset) {}

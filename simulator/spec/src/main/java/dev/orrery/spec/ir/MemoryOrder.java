package dev.orrery.spec.ir;

/** Ordering bits of an atomic access (RISC-V A extension, aq and rl). */
public record MemoryOrder(Expr acquire, Expr release) {}

package dev.orrery.spec.ir;

/** Counters of the machine that a row may read. */
public enum CounterKind {
  /** Cycles; equals retired instructions while no core model is chosen. */
  CYCLE,
  /** Wall-clock ticks of virtual time. */
  TIME,
  /** Retired instructions before this one. */
  RETIRED
}

package dev.orrery.engine;

/** Why memory could not be accessed. */
public enum FaultReason {
  /** Nothing is mapped there. */
  UNMAPPED,
  /** Something is mapped there that does not permit this access. */
  PROTECTED,
  /** An atomic access whose address is not a multiple of its size. */
  MISALIGNED
}

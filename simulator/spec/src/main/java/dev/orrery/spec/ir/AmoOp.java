package dev.orrery.spec.ir;

/** What an atomic read-modify-write stores, from the old value and its operand. */
public enum AmoOp {
  SWAP,
  ADD,
  XOR,
  AND,
  OR,
  MIN_S,
  MAX_S,
  MIN_U,
  MAX_U
}

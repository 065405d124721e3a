package dev.orrery.spec.ir;

/** Operators of one operand. Unless stated the result is as wide as the operand. */
public enum UnaryOp {
  /** Bitwise complement. */
  NOT,
  /** Two's complement negation. */
  NEG,
  /**
   * A binary16 or binary32 in a wider register of 32 or 64 bits: NaN-boxed, with ones above it
   * (RISC-V F, "NaN Boxing of Narrower Values").
   */
  BOX,
  /** The binary16 or binary32 in a wider register, the canonical NaN unless properly boxed. */
  UNBOX,
  /** Number of ones. */
  POPCOUNT,
  /** Leading zeros; the width for 0. */
  CLZ,
  /** Trailing zeros; the width for 0. */
  CTZ,
  /** Bytes in reverse order; width 16, 32 or 64. */
  BYTE_SWAP
}

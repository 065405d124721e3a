package dev.orrery.spec.ir;

/** Operators of one operand. Unless stated the result is as wide as the operand. */
public enum UnaryOp {
  /** Bitwise complement. */
  NOT,
  /** Two's complement negation. */
  NEG,
  /**
   * A binary32 in a 64-bit register: NaN-boxed (RISC-V F, "NaN Boxing of Narrower Values"). 32 to
   * 64.
   */
  BOX,
  /** The binary32 in a 64-bit register, the canonical NaN unless properly boxed. 64 to 32. */
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

package dev.orrery.spec.ir;

/**
 * Operators of two operands. Both operands have equal widths, except the shift amount, which may
 * have any; arithmetic wraps at that width. The result has the width of the first operand, a
 * comparison's has one bit.
 */
public enum BinaryOp {
  ADD,
  SUB,
  MUL,
  /** High half of the signed by signed product; width 32 or 64. */
  MULH_S,
  /** High half of the unsigned by unsigned product; width 32 or 64. */
  MULH_U,
  /** High half of the signed by unsigned product; width 32 or 64. */
  MULH_SU,
  /** Signed quotient, truncating; MIN / -1 is MIN. A zero divisor must have been excluded. */
  DIV_S,
  /** Unsigned quotient. A zero divisor must have been excluded. */
  DIV_U,
  /** Signed remainder; MIN % -1 is 0. A zero divisor must have been excluded. */
  REM_S,
  /** Unsigned remainder. A zero divisor must have been excluded. */
  REM_U,
  AND,
  OR,
  XOR,
  /** Low half of the carry-less product (polynomials over GF(2)); width 32 or 64. */
  CLMUL,
  /** High half of the carry-less product, whose top bit is 0; width 32 or 64. */
  CLMULH,
  /** Shift left; 0 when the amount reaches the width. */
  SHL,
  /** Logical shift right; 0 when the amount reaches the width. */
  SHR,
  /** Arithmetic shift right; copies of the sign when the amount reaches the width. */
  SAR,
  /** Rotate left, amount modulo the width; width 32 or 64. */
  ROTL,
  /** Rotate right, amount modulo the width; width 32 or 64. */
  ROTR,
  MIN_S,
  MIN_U,
  MAX_S,
  MAX_U,
  EQ,
  NE,
  LT_S,
  LT_U,
  LE_S,
  LE_U;

  /** Whether the result is one bit. */
  public boolean isComparison() {
    return ordinal() >= EQ.ordinal();
  }

  /** Whether the second operand is a shift or rotate amount, of any width. */
  public boolean isShift() {
    return switch (this) {
      case SHL, SHR, SAR, ROTL, ROTR -> true;
      default -> false;
    };
  }
}

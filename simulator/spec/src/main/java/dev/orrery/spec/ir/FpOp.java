package dev.orrery.spec.ir;

/**
 * Floating-point operations of IEEE 754-2019 with RISC-V's choices (canonical NaN results, tininess
 * after rounding). The format of {@link Stmt.Fp} is that of the arguments, except for {@code
 * FROM_*}, where it is that of the result.
 */
public enum FpOp {
  ADD(2, true),
  SUB(2, true),
  MUL(2, true),
  DIV(2, true),
  SQRT(1, true),
  /** a * b + c with one rounding; the signs of products and addends are flipped by the row. */
  FMA(3, true),
  /** minimumNumber. */
  MIN(2, false),
  /** maximumNumber. */
  MAX(2, false),
  /** Quiet equality, one bit. */
  EQ(2, false),
  /** Signalling less-than, one bit. */
  LT(2, false),
  /** Signalling less-or-equal, one bit. */
  LE(2, false),
  /** Ten-bit class mask (RISC-V fclass), result 10 bits wide. */
  CLASSIFY(1, false),
  TO_I32(1, true),
  TO_U32(1, true),
  TO_I64(1, true),
  TO_U64(1, true),
  FROM_I32(1, true),
  FROM_U32(1, true),
  FROM_I64(1, true),
  FROM_U64(1, true),
  /** Rounds to an integral number without raising inexact. */
  NEARBYINT(1, true),
  /** Rounds to an integral number, raising inexact if that changes it. */
  RINT(1, true),
  /** To binary16; the format is F32 or F64. */
  TO_F16(1, true),
  /** From binary16, exact; the format is F32 or F64, the argument 16 bits wide. */
  FROM_F16(1, false),
  /** binary64 to binary32; the format is F64. */
  TO_F32(1, true),
  /** binary32 to binary64, exact; the format is F64, the argument 32 bits wide. */
  FROM_F32(1, false);

  private final int arity;
  private final boolean rounds;

  FpOp(int arity, boolean rounds) {
    this.arity = arity;
    this.rounds = rounds;
  }

  /** Number of arguments. */
  public int arity() {
    return arity;
  }

  /** Whether the operation takes a rounding mode. */
  public boolean rounds() {
    return rounds;
  }
}

package dev.orrery.engine.fp;

import dev.orrery.engine.fp.SoftConversion.IntegerType;
import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;

/**
 * Calls the library by format and operation. Operands and results of 16 and 32 bits are in the low
 * bits of a long, the others being zero.
 */
final class Library {
  private Library() {}

  /** The public method, which may take a host path. */
  static long call(FpFormat format, FpOp op, long a, long b, long c, int rm, FpFlags f) {
    return switch (format) {
      case F16 -> f16(op, a, b, c, rm, f);
      case F32 -> f32(op, a, b, c, rm, f);
      case F64 -> f64(op, a, b, c, rm, f);
    };
  }

  /** The software path of an operation. */
  static long callSoft(FpFormat format, FpOp op, long a, long b, long c, int rm, FpFlags f) {
    Format in = format(format);
    return switch (op) {
      case ADD -> SoftArithmetic.add(in, a, b, rm, f);
      case SUB -> SoftArithmetic.add(in, a, b ^ in.signBit, rm, f);
      case MUL -> SoftArithmetic.mul(in, a, b, rm, f);
      case DIV -> SoftArithmetic.div(in, a, b, rm, f);
      case SQRT -> SoftArithmetic.sqrt(in, a, rm, f);
      case FMA -> SoftArithmetic.fma(in, a, b, c, rm, f);
      case TO_I32 -> unsigned((int) SoftConversion.toInteger(in, a, IntegerType.I32, rm, f));
      case TO_U32 -> unsigned((int) SoftConversion.toInteger(in, a, IntegerType.U32, rm, f));
      case TO_I64 -> SoftConversion.toInteger(in, a, IntegerType.I64, rm, f);
      case TO_U64 -> SoftConversion.toInteger(in, a, IntegerType.U64, rm, f);
      case FROM_I32 -> SoftConversion.fromInteger(in, (int) a < 0, Math.abs((long) (int) a), rm, f);
      case FROM_U32 -> SoftConversion.fromInteger(in, false, a & 0xffff_ffffL, rm, f);
      case FROM_I64 -> SoftConversion.fromInteger(in, a < 0, Math.abs(a), rm, f);
      case FROM_U64 -> SoftConversion.fromInteger(in, false, a, rm, f);
      case NEARBYINT -> SoftConversion.toIntegral(in, a, rm, false, f);
      case RINT -> SoftConversion.toIntegral(in, a, rm, true, f);
      case TO_F16 -> SoftConversion.convert(in, Format.BINARY16, a, rm, f);
      case FROM_F16 -> SoftConversion.convert(Format.BINARY16, in, a, rm, f);
      case TO_F32 -> SoftConversion.convert(Format.BINARY64, Format.BINARY32, a, rm, f);
      case FROM_F32 -> SoftConversion.convert(Format.BINARY32, Format.BINARY64, a, rm, f);
      case MIN, MAX, EQ, LT, LE, CLASSIFY -> call(format, op, a, b, c, rm, f);
    };
  }

  private static Format format(FpFormat format) {
    return switch (format) {
      case F16 -> Format.BINARY16;
      case F32 -> Format.BINARY32;
      case F64 -> Format.BINARY64;
    };
  }

  private static long f64(FpOp op, long a, long b, long c, int rm, FpFlags f) {
    return switch (op) {
      case ADD -> F64.add(a, b, rm, f);
      case SUB -> F64.sub(a, b, rm, f);
      case MUL -> F64.mul(a, b, rm, f);
      case DIV -> F64.div(a, b, rm, f);
      case SQRT -> F64.sqrt(a, rm, f);
      case FMA -> F64.fma(a, b, c, rm, f);
      case MIN -> F64.min(a, b, f);
      case MAX -> F64.max(a, b, f);
      case EQ -> F64.eq(a, b, f);
      case LT -> F64.lt(a, b, f);
      case LE -> F64.le(a, b, f);
      case CLASSIFY -> F64.classify(a);
      case TO_I32 -> unsigned(F64.toI32(a, rm, f));
      case TO_U32 -> unsigned(F64.toU32(a, rm, f));
      case TO_I64 -> F64.toI64(a, rm, f);
      case TO_U64 -> F64.toU64(a, rm, f);
      case FROM_I32 -> F64.fromI32((int) a, rm, f);
      case FROM_U32 -> F64.fromU32((int) a, rm, f);
      case FROM_I64 -> F64.fromI64(a, rm, f);
      case FROM_U64 -> F64.fromU64(a, rm, f);
      case NEARBYINT -> F64.nearbyint(a, rm, f);
      case RINT -> F64.rint(a, rm, f);
      case TO_F16 -> F64.toF16(a, rm, f);
      case FROM_F16 -> F64.fromF16((int) a, f);
      case TO_F32 -> unsigned(F64.toF32(a, rm, f));
      case FROM_F32 -> F64.fromF32((int) a, f);
    };
  }

  private static long f32(FpOp op, long wideA, long wideB, long wideC, int rm, FpFlags f) {
    int a = (int) wideA;
    int b = (int) wideB;
    int c = (int) wideC;
    return switch (op) {
      case ADD -> unsigned(F32.add(a, b, rm, f));
      case SUB -> unsigned(F32.sub(a, b, rm, f));
      case MUL -> unsigned(F32.mul(a, b, rm, f));
      case DIV -> unsigned(F32.div(a, b, rm, f));
      case SQRT -> unsigned(F32.sqrt(a, rm, f));
      case FMA -> unsigned(F32.fma(a, b, c, rm, f));
      case MIN -> unsigned(F32.min(a, b, f));
      case MAX -> unsigned(F32.max(a, b, f));
      case EQ -> F32.eq(a, b, f);
      case LT -> F32.lt(a, b, f);
      case LE -> F32.le(a, b, f);
      case CLASSIFY -> F32.classify(a);
      case TO_I32 -> unsigned(F32.toI32(a, rm, f));
      case TO_U32 -> unsigned(F32.toU32(a, rm, f));
      case TO_I64 -> F32.toI64(a, rm, f);
      case TO_U64 -> F32.toU64(a, rm, f);
      case FROM_I32 -> unsigned(F32.fromI32(a, rm, f));
      case FROM_U32 -> unsigned(F32.fromU32(a, rm, f));
      case FROM_I64 -> unsigned(F32.fromI64(wideA, rm, f));
      case FROM_U64 -> unsigned(F32.fromU64(wideA, rm, f));
      case NEARBYINT -> unsigned(F32.nearbyint(a, rm, f));
      case RINT -> unsigned(F32.rint(a, rm, f));
      case TO_F16 -> F32.toF16(a, rm, f);
      case FROM_F16 -> unsigned(F32.fromF16(a, f));
      case TO_F32, FROM_F32 -> throw new IllegalArgumentException(op + " belongs to F64");
    };
  }

  private static long f16(FpOp op, long wideA, long wideB, long wideC, int rm, FpFlags f) {
    int a = (int) wideA;
    int b = (int) wideB;
    int c = (int) wideC;
    return switch (op) {
      case ADD -> F16.add(a, b, rm, f);
      case SUB -> F16.sub(a, b, rm, f);
      case MUL -> F16.mul(a, b, rm, f);
      case DIV -> F16.div(a, b, rm, f);
      case SQRT -> F16.sqrt(a, rm, f);
      case FMA -> F16.fma(a, b, c, rm, f);
      case MIN -> F16.min(a, b, f);
      case MAX -> F16.max(a, b, f);
      case EQ -> F16.eq(a, b, f);
      case LT -> F16.lt(a, b, f);
      case LE -> F16.le(a, b, f);
      case CLASSIFY -> F16.classify(a);
      case TO_I32 -> unsigned(F16.toI32(a, rm, f));
      case TO_U32 -> unsigned(F16.toU32(a, rm, f));
      case TO_I64 -> F16.toI64(a, rm, f);
      case TO_U64 -> F16.toU64(a, rm, f);
      case FROM_I32 -> F16.fromI32(a, rm, f);
      case FROM_U32 -> F16.fromU32(a, rm, f);
      case FROM_I64 -> F16.fromI64(wideA, rm, f);
      case FROM_U64 -> F16.fromU64(wideA, rm, f);
      case NEARBYINT -> F16.nearbyint(a, rm, f);
      case RINT -> F16.rint(a, rm, f);
      case TO_F16, FROM_F16, TO_F32, FROM_F32 ->
          throw new IllegalArgumentException(op + " belongs to a wider format");
    };
  }

  private static long unsigned(int value) {
    return Integer.toUnsignedLong(value);
  }
}

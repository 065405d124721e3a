package dev.orrery.engine.oracle;

import dev.orrery.engine.fp.F16;
import dev.orrery.engine.fp.F32;
import dev.orrery.engine.fp.F64;
import dev.orrery.engine.fp.FpFlags;
import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;

/** Floating-point operations on values held zero-extended in a {@code long}. */
final class FloatingPoint {
  private FloatingPoint() {}

  /**
   * The result of {@code op}; exceptions accrue into {@code flags}. Above a result of 16 or 32 bits
   * anything may stand.
   */
  static long apply(FpOp op, FpFormat format, long[] args, int mode, FpFlags flags) {
    return switch (format) {
      case F16 -> f16(op, args, mode, flags);
      case F32 -> f32(op, args, mode, flags);
      case F64 -> f64(op, args, mode, flags);
    };
  }

  private static long f16(FpOp op, long[] args, int mode, FpFlags flags) {
    int a = (int) args[0];
    int b = args.length > 1 ? (int) args[1] : 0;
    int c = args.length > 2 ? (int) args[2] : 0;
    return switch (op) {
      case ADD -> F16.add(a, b, mode, flags);
      case SUB -> F16.sub(a, b, mode, flags);
      case MUL -> F16.mul(a, b, mode, flags);
      case DIV -> F16.div(a, b, mode, flags);
      case SQRT -> F16.sqrt(a, mode, flags);
      case FMA -> F16.fma(a, b, c, mode, flags);
      case MIN -> F16.min(a, b, flags);
      case MAX -> F16.max(a, b, flags);
      case EQ -> F16.eq(a, b, flags);
      case LT -> F16.lt(a, b, flags);
      case LE -> F16.le(a, b, flags);
      case CLASSIFY -> F16.classify(a);
      case TO_I32 -> F16.toI32(a, mode, flags);
      case TO_U32 -> F16.toU32(a, mode, flags);
      case TO_I64 -> F16.toI64(a, mode, flags);
      case TO_U64 -> F16.toU64(a, mode, flags);
      case FROM_I32 -> F16.fromI32(a, mode, flags);
      case FROM_U32 -> F16.fromU32(a, mode, flags);
      case FROM_I64 -> F16.fromI64(args[0], mode, flags);
      case FROM_U64 -> F16.fromU64(args[0], mode, flags);
      case NEARBYINT -> F16.nearbyint(a, mode, flags);
      case RINT -> F16.rint(a, mode, flags);
      case TO_F16, FROM_F16, TO_F32, FROM_F32 ->
          throw new IllegalArgumentException(op + " has the wider format");
    };
  }

  private static long f32(FpOp op, long[] args, int mode, FpFlags flags) {
    int a = (int) args[0];
    int b = args.length > 1 ? (int) args[1] : 0;
    int c = args.length > 2 ? (int) args[2] : 0;
    return switch (op) {
      case ADD -> F32.add(a, b, mode, flags);
      case SUB -> F32.sub(a, b, mode, flags);
      case MUL -> F32.mul(a, b, mode, flags);
      case DIV -> F32.div(a, b, mode, flags);
      case SQRT -> F32.sqrt(a, mode, flags);
      case FMA -> F32.fma(a, b, c, mode, flags);
      case MIN -> F32.min(a, b, flags);
      case MAX -> F32.max(a, b, flags);
      case EQ -> F32.eq(a, b, flags);
      case LT -> F32.lt(a, b, flags);
      case LE -> F32.le(a, b, flags);
      case CLASSIFY -> F32.classify(a);
      case TO_I32 -> F32.toI32(a, mode, flags);
      case TO_U32 -> F32.toU32(a, mode, flags);
      case TO_I64 -> F32.toI64(a, mode, flags);
      case TO_U64 -> F32.toU64(a, mode, flags);
      case FROM_I32 -> F32.fromI32(a, mode, flags);
      case FROM_U32 -> F32.fromU32(a, mode, flags);
      case FROM_I64 -> F32.fromI64(args[0], mode, flags);
      case FROM_U64 -> F32.fromU64(args[0], mode, flags);
      case NEARBYINT -> F32.nearbyint(a, mode, flags);
      case RINT -> F32.rint(a, mode, flags);
      case TO_F16 -> F32.toF16(a, mode, flags);
      case FROM_F16 -> F32.fromF16(a, flags);
      case TO_F32, FROM_F32 -> throw new IllegalArgumentException(op + " has the format F64");
    };
  }

  private static long f64(FpOp op, long[] args, int mode, FpFlags flags) {
    long a = args[0];
    long b = args.length > 1 ? args[1] : 0;
    long c = args.length > 2 ? args[2] : 0;
    return switch (op) {
      case ADD -> F64.add(a, b, mode, flags);
      case SUB -> F64.sub(a, b, mode, flags);
      case MUL -> F64.mul(a, b, mode, flags);
      case DIV -> F64.div(a, b, mode, flags);
      case SQRT -> F64.sqrt(a, mode, flags);
      case FMA -> F64.fma(a, b, c, mode, flags);
      case MIN -> F64.min(a, b, flags);
      case MAX -> F64.max(a, b, flags);
      case EQ -> F64.eq(a, b, flags);
      case LT -> F64.lt(a, b, flags);
      case LE -> F64.le(a, b, flags);
      case CLASSIFY -> F64.classify(a);
      case TO_I32 -> F64.toI32(a, mode, flags);
      case TO_U32 -> F64.toU32(a, mode, flags);
      case TO_I64 -> F64.toI64(a, mode, flags);
      case TO_U64 -> F64.toU64(a, mode, flags);
      case FROM_I32 -> F64.fromI32((int) a, mode, flags);
      case FROM_U32 -> F64.fromU32((int) a, mode, flags);
      case FROM_I64 -> F64.fromI64(a, mode, flags);
      case FROM_U64 -> F64.fromU64(a, mode, flags);
      case NEARBYINT -> F64.nearbyint(a, mode, flags);
      case RINT -> F64.rint(a, mode, flags);
      case TO_F16 -> F64.toF16(a, mode, flags);
      case FROM_F16 -> F64.fromF16((int) a, flags);
      case TO_F32 -> F64.toF32(a, mode, flags);
      case FROM_F32 -> F64.fromF32((int) a, flags);
    };
  }
}

package dev.orrery.spec.asm.encode;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;

/**
 * A word of which some bits are known, and what follows from them for decode-time expressions.
 *
 * @param mask the known bits
 * @param bits their values; 0 where nothing is known
 * @param pc what is known of the instruction's address
 */
record PartialWord(long mask, long bits, KnownBits pc) {

  /** This word with one more bit known. */
  PartialWord with(long bit, boolean isSet) {
    return new PartialWord(mask | bit, isSet ? bits | bit : bits, pc);
  }

  /**
   * What is known of {@code e}.
   *
   * @throws IllegalArgumentException if it is not fixed at decode time
   */
  KnownBits value(Expr e) {
    return switch (e) {
      case Expr.Const c -> KnownBits.of(c.value());
      case Expr.Field f -> value(f.operand()).low(f.width());
      case Expr.Pc p -> pc.low(p.width());
      case Expr.NextPc n -> KnownBits.unknown(n.width());
      case Expr.Unary u -> KnownBits.unary(u.op(), u.width(), u.a().width(), value(u.a()));
      case Expr.Binary b -> binary(b);
      case Expr.Extend x ->
          x.signed() ? value(x.a()).signExtended(x.a().width(), x.width()) : value(x.a());
      case Expr.Slice s -> value(s.a()).shiftedRight(s.lo()).low(s.width());
      case Expr.Concat c -> value(c.hi()).above(value(c.lo()), c.lo().width()).low(c.width());
      case Expr.Select s -> {
        KnownBits cond = value(s.cond());
        if (cond.isKnown()) {
          yield value(cond.bits() != 0 ? s.a() : s.b());
        }
        yield value(s.a()).or(value(s.b()));
      }
      case Expr.GetFile g -> throw notFixed(e);
      case Expr.GetReg g -> throw notFixed(e);
      case Expr.Tmp t -> throw notFixed(e);
    };
  }

  private KnownBits binary(Expr.Binary b) {
    KnownBits left = value(b.a());
    boolean decides =
        left.isKnown() && left.bits() == 0 && (b.op() == BinaryOp.AND || b.op() == BinaryOp.MUL);
    return decides ? left : KnownBits.binary(b.op(), b.a().width(), left, value(b.b()));
  }

  private static IllegalArgumentException notFixed(Expr e) {
    return new IllegalArgumentException("not fixed at decode: " + e);
  }

  /** What is known of an operand's value, extended to 64 bits. */
  private KnownBits value(Operand o) {
    BitField field = o.field();
    if (field != null) {
      return value(field);
    }
    return switch (o.from()) {
      case null -> KnownBits.of(o.fixed());
      case Operand.From.Computed c -> value(c.value());
      case Operand.From.Next n -> KnownBits.unknown(Long.SIZE);
    };
  }

  private KnownBits value(BitField field) {
    KnownBits v = KnownBits.ZERO;
    int width = 0;
    for (BitField.Part p : field.parts()) {
      KnownBits part =
          p.hi() < 0
              ? KnownBits.ZERO
              : new KnownBits(mask >>> p.lo(), bits >>> p.lo()).low(p.width());
      v = width == 0 ? part : v.above(part, p.width());
      width += p.width();
    }
    KnownBits raw = v.low(width);
    if (raw.isKnown()) {
      return KnownBits.of(field.extract(bits));
    }
    if (field.special() != null && raw.allows(field.special().code())) {
      return KnownBits.unknown(Long.SIZE);
    }
    KnownBits extended = field.signed() ? raw.signExtended(width, Long.SIZE) : raw;
    return field.bias() == 0
        ? extended
        : KnownBits.binary(BinaryOp.ADD, Long.SIZE, extended, KnownBits.of(field.bias()));
  }
}

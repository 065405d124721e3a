package dev.orrery.spec.ir;

import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;

/**
 * Expressions whose value is fixed once an instruction is decoded at its address: made of literals,
 * operand fields and the instruction's own address only. Engines fold them when they translate.
 */
public final class DecodeTime {
  private DecodeTime() {}

  /** Whether {@code e} depends on nothing but the decoded instruction and its address. */
  public static boolean isFixed(Expr e) {
    return switch (e) {
      case Expr.Const c -> true;
      case Expr.Field f -> true;
      case Expr.Pc p -> true;
      case Expr.NextPc n -> true;
      case Expr.GetFile g -> false;
      case Expr.GetReg g -> false;
      case Expr.Tmp t -> false;
      case Expr.Unary u -> isFixed(u.a());
      case Expr.Binary b -> isFixed(b.a()) && isFixed(b.b());
      case Expr.Extend x -> isFixed(x.a());
      case Expr.Slice s -> isFixed(s.a());
      case Expr.Concat c -> isFixed(c.hi()) && isFixed(c.lo());
      case Expr.Select s -> isFixed(s.cond()) && isFixed(s.a()) && isFixed(s.b());
    };
  }

  /** The bits of the word that {@code e} depends on, by way of computed operands, too. */
  public static long wordBits(Expr e) {
    return switch (e) {
      case Expr.Field f -> wordBits(f.operand());
      case Expr.Unary u -> wordBits(u.a());
      case Expr.Binary b -> wordBits(b.a()) | wordBits(b.b());
      case Expr.Extend x -> wordBits(x.a());
      case Expr.Slice s -> wordBits(s.a());
      case Expr.Concat c -> wordBits(c.hi()) | wordBits(c.lo());
      case Expr.Select s -> wordBits(s.cond()) | wordBits(s.a()) | wordBits(s.b());
      default -> 0;
    };
  }

  /** The bits of the word that an operand's value depends on; none if it stands behind the word. */
  public static long wordBits(Operand o) {
    return switch (o.from()) {
      case Operand.From.Computed c -> wordBits(c.value());
      case Operand.From.Next n -> 0;
      case null -> o.field() == null ? 0 : o.field().mask();
    };
  }

  /**
   * The value of a fixed expression, zero-extended from its width.
   *
   * @throws IllegalArgumentException if the expression is not fixed
   */
  public static long value(Expr e, DecodedInsn insn) {
    // The decoder comes here for every run. Tests of types need no class made at run time, as a
    // switch over them does.
    if (e instanceof Expr.Field f) {
      return Bits.zext(insn.value(f.operand()), f.width());
    }
    if (e instanceof Expr.Const c) {
      return c.value();
    }
    if (e instanceof Expr.Binary b) {
      return Fold.binary(b.op(), b.a().width(), value(b.a(), insn), value(b.b(), insn));
    }
    if (e instanceof Expr.Extend x) {
      long a = value(x.a(), insn);
      return x.signed() ? Bits.zext(Bits.sext(a, x.a().width()), x.width()) : a;
    }
    return rarer(e, insn);
  }

  private static long rarer(Expr e, DecodedInsn insn) {
    return switch (e) {
      case Expr.Pc p -> Bits.zext(insn.pc(), p.width());
      case Expr.NextPc n -> Bits.zext(insn.nextPc(), n.width());
      case Expr.Unary u -> Fold.unary(u.op(), u.width(), u.a().width(), value(u.a(), insn));
      case Expr.Slice s -> Bits.zext(value(s.a(), insn) >>> s.lo(), s.width());
      case Expr.Concat c -> value(c.hi(), insn) << c.lo().width() | value(c.lo(), insn);
      case Expr.Select s -> value(s.cond(), insn) != 0 ? value(s.a(), insn) : value(s.b(), insn);
      default -> throw notFixed(e);
    };
  }

  private static IllegalArgumentException notFixed(Expr e) {
    return new IllegalArgumentException("not fixed at decode: " + e);
  }
}

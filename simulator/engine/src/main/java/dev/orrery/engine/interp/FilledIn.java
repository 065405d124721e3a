package dev.orrery.engine.interp;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.List;

/**
 * Bodies with what the decoded instruction says filled in: operands, addresses, registers that are
 * always 0. What is left of an addressing mode then shows.
 */
final class FilledIn {
  private FilledIn() {}

  /** The specialised body of {@code insn} with literals for all that it fixes. */
  static List<Stmt> of(DecodedInsn insn, List<Stmt> body) {
    return Rewrite.stmts(body, e -> Rewrite.expr(e, part -> literal(insn, part)));
  }

  private static Expr literal(DecodedInsn insn, Expr e) {
    return switch (e) {
      case Expr.Field f -> new Expr.Const(f.width(), DecodeTime.value(f, insn));
      case Expr.Pc p -> new Expr.Const(p.width(), DecodeTime.value(p, insn));
      case Expr.NextPc n -> new Expr.Const(n.width(), DecodeTime.value(n, insn));
      case Expr.GetFile g when RegionFrame.number(insn, g.index()) == g.file().zero() ->
          new Expr.Const(g.width(), 0);
      default -> e;
    };
  }
}

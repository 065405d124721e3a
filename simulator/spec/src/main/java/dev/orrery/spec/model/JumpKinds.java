package dev.orrery.spec.model;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classifies control transfers from a row's body and its call and return hints. */
final class JumpKinds {
  private JumpKinds() {}

  static JumpKind of(DecodedInsn insn) {
    Row row = insn.row();
    JumpKind kind = inBody(row.body(), false);
    if (kind == JumpKind.NONE || kind == JumpKind.BRANCH) {
      return kind;
    }
    if (holds(row.ret(), insn)) {
      return JumpKind.RETURN;
    }
    return holds(row.call(), insn) ? JumpKind.CALL : kind;
  }

  private static boolean holds(@Nullable Expr condition, DecodedInsn insn) {
    return condition != null && DecodeTime.value(condition, insn) != 0;
  }

  private static JumpKind inBody(List<Stmt> body, boolean guarded) {
    for (Stmt s : body) {
      if (s instanceof Stmt.Goto g) {
        boolean direct = DecodeTime.isFixed(g.target());
        return !direct ? JumpKind.INDIRECT : guarded ? JumpKind.BRANCH : JumpKind.JUMP;
      }
      if (s instanceof Stmt.If i) {
        JumpKind k = inBody(i.then(), true);
        if (k == JumpKind.NONE) {
          k = inBody(i.otherwise(), true);
        }
        if (k != JumpKind.NONE) {
          return k;
        }
      }
    }
    return JumpKind.NONE;
  }
}

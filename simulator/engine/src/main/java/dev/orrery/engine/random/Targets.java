package dev.orrery.engine.random;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where direct jumps go to, and words that go elsewhere. */
public final class Targets {
  private Targets() {}

  /** The target of a jump that is known at decode; null if {@code insn} is none. */
  public static @Nullable Long of(DecodedInsn insn) {
    Expr target = fixed(insn.row().body());
    return target == null || insn.jumpKind() == JumpKind.NONE
        ? null
        : DecodeTime.value(target, insn);
  }

  private static @Nullable Expr fixed(List<Stmt> body) {
    for (Stmt s : body) {
      if (s instanceof Stmt.Goto g && DecodeTime.isFixed(g.target())) {
        return g.target();
      }
      if (s instanceof Stmt.If i) {
        Expr then = fixed(i.then());
        Expr found = then != null ? then : fixed(i.otherwise());
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /**
   * The word of a direct jump at {@code pc}, changed to go to {@code target}.
   *
   * @return null if it is no direct jump, or cannot reach so far
   */
  public static @Nullable Insn aim(Isa isa, Insn insn, long pc, long target) {
    DecodedInsn jump = isa.decoder().decode(insn.word(), pc);
    if (jump == null || of(jump) == null) {
      return null;
    }
    for (Operand o : jump.row().operands()) {
      BitField field = o.field();
      if (o.file() != null || field == null) {
        continue;
      }
      for (long value : new long[] {target - pc, target}) {
        Long bits = Words.with(insn.word(), field, value);
        if (bits == null) {
          continue;
        }
        DecodedInsn aimed = isa.decoder().decode(bits, pc);
        if (aimed != null
            && aimed.row().equals(jump.row())
            && aimed.jumpKind() == jump.jumpKind()
            && Long.valueOf(target).equals(of(aimed))) {
          return new Insn(bits, insn.bytes());
        }
      }
    }
    return null;
  }
}

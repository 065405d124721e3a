package dev.orrery.engine.random;

import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
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
    DecodedInsn jump = insn.decode(isa, pc);
    if (jump == null || of(jump) == null) {
      return null;
    }
    for (Operand o : jump.row().operands()) {
      if (o.file() != null) {
        continue;
      }
      for (long value : new long[] {target - pc, target, target - jump.nextPc()}) {
        Insn changed = with(insn, jump, o, value);
        DecodedInsn aimed = changed == null ? null : changed.decode(isa, pc);
        if (aimed != null
            && aimed.row().equals(jump.row())
            && aimed.jumpKind() == jump.jumpKind()
            && Long.valueOf(target).equals(of(aimed))) {
          return changed;
        }
      }
    }
    return null;
  }

  /** {@code insn} with another value of an immediate; null if it does not fit. */
  private static @Nullable Insn with(Insn insn, DecodedInsn decoded, Operand o, long value) {
    if (o.field() != null) {
      Long bits = insn.bytes() > Long.BYTES ? null : Words.with(insn.word(), o.field(), value);
      return bits == null ? null : new Insn(bits, insn.bytes());
    }
    if (!(o.from() instanceof Operand.From.Next)) {
      return null;
    }
    int behind = 0;
    for (Operand other : decoded.row().operands()) {
      behind += other.index() > o.index() ? bytes(other, decoded) : 0;
    }
    int bits = 8 * bytes(o, decoded);
    int shift = 8 * (insn.bytes() - behind) - bits;
    if (bits == 0 || bits > Integer.SIZE || shift + bits > Long.SIZE) {
      return null;
    }
    long mask = Bits.mask(bits) << shift;
    return Bits.sext(value, bits) == value
        ? new Insn(insn.word() & ~mask | value << shift & mask, insn.more(), insn.bytes())
        : null;
  }

  private static int bytes(Operand o, DecodedInsn insn) {
    return o.from() instanceof Operand.From.Next next
        ? (int) DecodeTime.value(next.bytes(), insn)
        : 0;
  }
}

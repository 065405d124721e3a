package dev.orrery.engine.interp;

import dev.orrery.engine.fp.Frm;
import dev.orrery.engine.fp.HostFma;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which floating-point operations of a region the host does as its hardware does them. That is
 * right where results are rounded to nearest and inexact was raised before, as long as the result
 * is an ordinary number. The first two are tested where the region is entered, and hold in all of
 * it: nothing in it writes the rounding mode or the flags, which else only accrue. The third is
 * tested at each operation, and where it does not hold, the region is left.
 */
final class HostFloats {
  /** None are. */
  static final HostFloats NONE = new HostFloats(Set.of(), false);

  private final Set<Register> modes;
  private final boolean some;

  private HostFloats(Set<Register> modes, boolean some) {
    this.modes = modes;
    this.some = some;
  }

  /** What there is in {@code plan}, whose bodies are {@code bodies}. */
  static HostFloats of(RegionPlan plan, List<List<List<Stmt>>> bodies) {
    if (plan.head().flagsExactly()) {
      return NONE;
    }
    Set<Register> modes = new HashSet<>();
    Set<Register> written = new HashSet<>();
    boolean some = false;
    for (RegionPlan.Node node : plan.nodes()) {
      DecodedInsn[] insns = node.block().insns;
      for (int i = 0; i < insns.length; i++) {
        List<Stmt> body = bodies.get(node.position()).get(i);
        addWritten(body, written);
        for (Stmt s : body) {
          if (s instanceof Stmt.Fp fp && isKnown(fp)) {
            if (fp.roundingMode() instanceof Expr.GetReg mode) {
              modes.add(mode.register());
            }
            some |= isRounded(fp, insns[i]);
          }
        }
      }
    }
    modes.removeAll(written);
    some |= !modes.isEmpty();
    return some && written.stream().noneMatch(Register::fpFlags)
        ? new HostFloats(Set.copyOf(modes), true)
        : NONE;
  }

  private static void addWritten(List<Stmt> body, Set<Register> to) {
    for (Stmt s : body) {
      switch (s) {
        case Stmt.PutReg put -> to.add(put.register());
        case Stmt.If i -> {
          addWritten(i.then(), to);
          addWritten(i.otherwise(), to);
        }
        default -> {}
      }
    }
  }

  /**
   * The body of an instruction if {@link #modes} hold what they are taken to hold.
   *
   * @param bodies where bodies come from
   */
  List<Stmt> body(DecodedInsn insn, Bodies bodies) {
    Map<Register, Long> assumed = new HashMap<>();
    modes.forEach(mode -> assumed.put(mode, (long) Frm.RNE));
    return bodies.assuming(insn, assumed);
  }

  /** Whether there are any. */
  boolean some() {
    return some;
  }

  /** The registers that hold rounding modes, and are taken to hold {@link Frm#RNE}. */
  Set<Register> modes() {
    return modes;
  }

  /**
   * Whether {@code fp} is one.
   *
   * @param body what it is part of, with what {@link #modes} says filled in; the region can be left
   *     before it only if nothing has been changed yet
   */
  boolean does(Stmt.Fp fp, DecodedInsn insn, List<Stmt> body) {
    if (!some || !isKnown(fp) || !isRounded(fp, insn)) {
      return false;
    }
    for (Stmt s : body) {
      if (s == fp) {
        return true;
      }
      if (!(s instanceof Stmt.Let || s instanceof Stmt.Load || s instanceof Stmt.Fp)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isKnown(Stmt.Fp fp) {
    return fp.format() != FpFormat.F16
        && switch (fp.op()) {
          case ADD, SUB, MUL, DIV, SQRT, EQ, LT, LE -> true;
          case FMA -> HostFma.AVAILABLE;
          case TO_I32, TO_U32, TO_I64, FROM_I32, FROM_U32, FROM_I64 -> true;
          case TO_F32, FROM_F32 -> true;
          default -> false;
        };
  }

  /** Whether it rounds as the host does. */
  private static boolean isRounded(Stmt.Fp fp, DecodedInsn insn) {
    Expr mode = fp.roundingMode();
    return mode == null
        || DecodeTime.isFixed(mode) && DecodeTime.value(mode, insn) == hostMode(fp.op());
  }

  /** Java converts to integers by leaving out the fraction. */
  private static int hostMode(FpOp op) {
    return switch (op) {
      case TO_I32, TO_U32, TO_I64 -> Frm.RTZ;
      default -> Frm.RNE;
    };
  }
}

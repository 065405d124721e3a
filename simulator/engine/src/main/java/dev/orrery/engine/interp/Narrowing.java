package dev.orrery.engine.interp;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes bitwise operations on sign-extended 32-bit values operations of 32 bits. Programs on 64-bit
 * registers compute with such values one word at a time, and combine the halves of a rotation with
 * a 64-bit or: HotSpot knows the rotation again only if that is one of 32 bits, too.
 */
final class Narrowing {
  private static final int NARROW = 32;

  /** Slots whose contents are known to be sign-extended from 32 bits here. */
  private final Set<Integer> narrow = new HashSet<>();

  private Narrowing() {}

  /** The bodies of a block's instructions, narrowed where that changes no value. */
  static List<List<Stmt>> of(DecodedInsn[] insns, List<List<Stmt>> bodies) {
    Narrowing n = new Narrowing();
    List<List<Stmt>> out = new ArrayList<>(bodies.size());
    for (int i = 0; i < insns.length; i++) {
      out.add(n.body(insns[i], bodies.get(i)));
    }
    return out;
  }

  private List<Stmt> body(DecodedInsn insn, List<Stmt> body) {
    Set<Integer> lets = new HashSet<>();
    List<Stmt> out = new ArrayList<>(body.size());
    for (Stmt s : body) {
      switch (s) {
        case Stmt.Let l -> {
          if (isNarrow(insn, l.value(), lets)) {
            lets.add(l.tmp().id());
          }
          out.add(l);
        }
        case Stmt.PutFile put -> out.add(put(insn, put, lets));
        case Stmt.PutReg put -> {
          narrow.remove(put.register().slot());
          out.add(put);
        }
        case Stmt.If i -> {
          narrow.clear();
          out.add(i);
        }
        default -> out.add(s);
      }
    }
    return out;
  }

  private Stmt put(DecodedInsn insn, Stmt.PutFile put, Set<Integer> lets) {
    int number = RegionFrame.number(insn, put.index());
    if (put.file().width() != 2 * NARROW || number == put.file().zero()) {
      return put;
    }
    int slot = put.file().writeSlot(number);
    Expr value = put.value();
    Stmt result = put;
    boolean fits = isNarrow(insn, value, lets);
    if (fits
        && value instanceof Expr.Binary b
        && (b.op() == BinaryOp.AND || b.op() == BinaryOp.OR || b.op() == BinaryOp.XOR)) {
      Expr low = new Expr.Binary(b.op(), low(b.a()), low(b.b()));
      result = new Stmt.PutFile(put.file(), put.index(), new Expr.Extend(true, value.width(), low));
    }
    if (fits) {
      narrow.add(slot);
    } else {
      narrow.remove(slot);
    }
    return result;
  }

  private static Expr low(Expr e) {
    return new Expr.Slice(e, NARROW - 1, 0);
  }

  /**
   * Whether the value is sign-extended from 32 bits.
   *
   * @param lets the temporaries of the row that are
   */
  private boolean isNarrow(DecodedInsn insn, Expr e, Set<Integer> lets) {
    if (e.width() != 2 * NARROW) {
      return false;
    }
    if (DecodeTime.isFixed(e)) {
      long value = DecodeTime.value(e, insn);
      return value == (int) value;
    }
    return switch (e) {
      case Expr.Extend x -> x.signed() ? x.a().width() <= NARROW : x.a().width() < NARROW;
      case Expr.GetFile get -> {
        int number = RegionFrame.number(insn, get.index());
        yield number == get.file().zero() || narrow.contains(get.file().readSlot(number));
      }
      case Expr.Tmp t -> lets.contains(t.id());
      case Expr.Binary b ->
          switch (b.op()) {
            case AND, OR, XOR -> isNarrow(insn, b.a(), lets) && isNarrow(insn, b.b(), lets);
            case ADD -> isZero(insn, b.b()) && isNarrow(insn, b.a(), lets);
            default -> false;
          };
      default -> false;
    };
  }

  private static boolean isZero(DecodedInsn insn, Expr e) {
    return DecodeTime.isFixed(e) && DecodeTime.value(e, insn) == 0;
  }
}

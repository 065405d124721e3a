package dev.orrery.engine.interp;

import dev.orrery.engine.emit.BodyVisitor;
import dev.orrery.engine.emit.Variant;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What an {@link Op} of a variant holds in its fields: the values that decoding fixes. Register
 * operands are held as slots of the hart's register array, so that the zero register needs no test.
 * The order is the same wherever it is computed: classes are generated in one run and used in
 * another.
 */
final class OpOperands {

  /** One field of an op. */
  sealed interface Item {
    /** Whether the field is an int, else it is a long. */
    boolean isInt();

    /** Its value for an instruction. */
    long value(DecodedInsn insn);
  }

  /** The value of a fixed expression. */
  record Fixed(Expr expr) implements Item {
    @Override
    public boolean isInt() {
      return expr.width() <= 32;
    }

    @Override
    public long value(DecodedInsn insn) {
      return DecodeTime.value(expr, insn);
    }
  }

  /** The slot to read a register operand from. */
  record Source(RegisterFile file, Operand operand) implements Item {
    @Override
    public boolean isInt() {
      return true;
    }

    @Override
    public long value(DecodedInsn insn) {
      return file.readSlot((int) insn.value(operand));
    }
  }

  /** The slot to write a register operand to. */
  record Destination(RegisterFile file, Operand operand) implements Item {
    @Override
    public boolean isInt() {
      return true;
    }

    @Override
    public long value(DecodedInsn insn) {
      return file.writeSlot((int) insn.value(operand));
    }
  }

  private OpOperands() {}

  /**
   * The fields of an op of {@code variant}.
   *
   * @param xlen bits of an address
   */
  static List<Item> of(Variant variant, int xlen) {
    LinkedHashSet<Item> items = new LinkedHashSet<>();
    new BodyVisitor() {
      @Override
      protected void fixed(Expr e) {
        items.add(new Fixed(e));
      }

      @Override
      protected void read(Expr.GetFile get) {
        if (get.index() instanceof Expr.Index.Of of) {
          items.add(new Source(get.file(), of.operand()));
        }
      }

      @Override
      protected void write(Stmt.PutFile put) {
        if (put.index() instanceof Expr.Index.Of of) {
          items.add(new Destination(put.file(), of.operand()));
        }
      }

      @Override
      protected void jump(Stmt.Goto jump) {
        items.add(next(xlen)); // where a jump that is not taken goes on
      }
    }.visit(variant.body());
    return List.copyOf(items);
  }

  /** The address of the next instruction in memory. */
  static Fixed next(int xlen) {
    return new Fixed(new Expr.NextPc(xlen));
  }

  /** Values of {@code items} for {@code insn}. */
  static long[] values(List<Item> items, DecodedInsn insn) {
    long[] values = new long[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = items.get(i).value(insn);
    }
    return values;
  }
}

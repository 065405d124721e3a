package dev.orrery.engine.interp;

import dev.orrery.engine.emit.BodyVisitor;
import dev.orrery.engine.emit.DecodeEmitter;
import dev.orrery.engine.emit.Variant;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What an {@link Op} of a variant holds in its fields: the values that decoding fixes. Register
 * operands are held as slots of the hart's register array, so that the zero register needs no test.
 */
final class OpOperands {

  /** One field of an op. */
  sealed interface Item {
    /** Whether the field is an int, else it is a long. */
    boolean isInt();

    /** Emits the computation of its value from a decoded instruction. */
    void push(DecodeEmitter decode);
  }

  /** The value of a fixed expression. */
  record Fixed(Expr expr) implements Item {
    @Override
    public boolean isInt() {
      return expr.width() <= 32;
    }

    @Override
    public void push(DecodeEmitter decode) {
      decode.push(expr);
    }
  }

  /** The slot to read a register operand from. */
  record Source(RegisterFile file, Operand operand) implements Item {
    @Override
    public boolean isInt() {
      return true;
    }

    @Override
    public void push(DecodeEmitter decode) {
      decode.pushReadSlot(file, operand);
    }
  }

  /** The slot to write a register operand to. */
  record Destination(RegisterFile file, Operand operand) implements Item {
    @Override
    public boolean isInt() {
      return true;
    }

    @Override
    public void push(DecodeEmitter decode) {
      decode.pushWriteSlot(file, operand);
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
}

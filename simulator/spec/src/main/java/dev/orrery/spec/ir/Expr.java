package dev.orrery.spec.ir;

import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;

/**
 * A pure expression over bit vectors. Its value has exactly {@link #width()} bits (1..64) and no
 * sign; operators say how they read their operands. Values are held zero-extended.
 */
public sealed interface Expr {

  /** Width of the value in bits, 1..64. */
  int width();

  /** A literal; {@code value} is zero-extended from {@code width}. */
  record Const(int width, long value) implements Expr {
    public Const {
      value = Bits.zext(value, width);
    }
  }

  /**
   * The decoded value of an operand: an immediate extended to {@code width} as its field's kind
   * says, or the number of the register (not its contents). Known once the instruction is decoded.
   */
  record Field(int width, Operand operand) implements Expr {}

  /** The address of the instruction itself. Known once the instruction is decoded. */
  record Pc(int width) implements Expr {}

  /** The address of the next instruction in memory. Known once the instruction is decoded. */
  record NextPc(int width) implements Expr {}

  /** Contents of a register of a file, before the instruction. */
  record GetFile(RegisterFile file, Index index) implements Expr {
    @Override
    public int width() {
      return file.width();
    }
  }

  /** Contents of a single register, before the instruction. */
  record GetReg(Register register) implements Expr {
    @Override
    public int width() {
      return register.width();
    }
  }

  /** The value of a temporary that an earlier statement of the same row defined. */
  record Tmp(int width, int id) implements Expr {}

  /** A unary operator. {@code width} is the result's width. */
  record Unary(UnaryOp op, int width, Expr a) implements Expr {}

  /** A binary operator; see {@link BinaryOp} for operand and result widths. */
  record Binary(BinaryOp op, Expr a, Expr b) implements Expr {
    @Override
    public int width() {
      return op.isComparison() ? 1 : a.width();
    }
  }

  /** Sign ({@code signed}) or zero extension of {@code a} to {@code width}, which is larger. */
  record Extend(boolean signed, int width, Expr a) implements Expr {}

  /** Bits {@code hi..lo} of {@code a}, both included. */
  record Slice(Expr a, int hi, int lo) implements Expr {
    @Override
    public int width() {
      return hi - lo + 1;
    }
  }

  /** {@code hi} above {@code lo}. */
  record Concat(Expr hi, Expr lo) implements Expr {
    @Override
    public int width() {
      return hi.width() + lo.width();
    }
  }

  /**
   * {@code a} when {@code cond} (one bit) is 1, else {@code b}; both are pure, so both may be
   * computed.
   */
  record Select(Expr cond, Expr a, Expr b) implements Expr {
    @Override
    public int width() {
      return a.width();
    }
  }

  /** Which register of a file: a constant, or the one an operand names. */
  sealed interface Index {
    /** A fixed register number. */
    record Fixed(int number) implements Index {}

    /** The register that a decoded operand names. */
    record Of(Operand operand) implements Index {}
  }
}

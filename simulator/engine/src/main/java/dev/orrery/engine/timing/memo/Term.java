package dev.orrery.engine.timing.memo;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Fold;
import dev.orrery.spec.ir.UnaryOp;

/** What is computed anew each time that a block is met. */
sealed interface Term {
  /** Its value in the run of a block that {@code memo} is at. */
  long in(Memo memo);

  /**
   * The only term whose value is known: a number, or a distance from a cycle.
   *
   * @param cycles how often the cycle reached when the block began is added
   * @param number what else is added
   */
  record Linear(int cycles, long number) implements Term {
    @Override
    public long in(Memo memo) {
      return cycles * memo.began() + number;
    }
  }

  /** What only execution knows, by its place among the inputs of the block. */
  record Input(int cell) implements Term {
    @Override
    public long in(Memo memo) {
      return memo.input(cell);
    }
  }

  /** What an action has read. */
  record Loaded(int number) implements Term {
    @Override
    public long in(Memo memo) {
      return memo.loaded(number);
    }
  }

  /** What stands in a cell that is no part of the configuration, and changes behind blocks only. */
  record Held(long[] memory, int index) implements Term {
    @Override
    public long in(Memo memo) {
      return memory[index];
    }
  }

  /** An operator, from operands of {@code from} bits to {@code width}. */
  record Unary(UnaryOp op, int width, int from, Term a) implements Term {
    @Override
    public long in(Memo memo) {
      return Fold.unary(op, width, from, a.in(memo));
    }
  }

  /** An operator of two operands of {@code width} bits. */
  record Binary(BinaryOp op, int width, Term a, Term b) implements Term {
    @Override
    public long in(Memo memo) {
      long x = a.in(memo);
      long y = b.in(memo);
      if (width == Long.SIZE) {
        switch (op) { // those that are met most
          case ADD -> {
            return x + y;
          }
          case SUB -> {
            return x - y;
          }
          case AND -> {
            return x & y;
          }
          case NE -> {
            return x != y ? 1 : 0;
          }
          case EQ -> {
            return x == y ? 1 : 0;
          }
          default -> {}
        }
      }
      return Fold.binary(op, width, x, y);
    }
  }

  /** The value of {@code from} bits with more copies of its sign, to {@code width} bits. */
  record Signed(int from, int width, Term a) implements Term {
    @Override
    public long in(Memo memo) {
      return Bits.zext(Bits.sext(a.in(memo), from), width);
    }
  }

  /** So many bits from bit {@code low} on. */
  record Slice(int low, int width, Term a) implements Term {
    @Override
    public long in(Memo memo) {
      return Bits.zext(a.in(memo) >>> low, width);
    }
  }

  /** Bits above others. */
  record Concat(Term high, int lowWidth, Term low) implements Term {
    @Override
    public long in(Memo memo) {
      return high.in(memo) << lowWidth | low.in(memo);
    }
  }
}

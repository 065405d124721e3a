package dev.orrery.engine.timing.memo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a block does behind a configuration that is not the same each time, one after the other. */
abstract sealed class Action {
  /** Different outcomes behind one action, at most: what has more is not worth remembering. */
  private static final int MOST_OUTCOMES = 64;

  /** How many reads and writes of the block have been done when this one is. */
  int effects;

  /** Does it. The value is what comes next; null if that is not known yet. */
  abstract @Nullable Action next(Memo memo);

  /** What comes next behind {@code outcome}; null if that is not known yet. */
  abstract @Nullable Action behind(long outcome);

  /** {@code next} comes next behind {@code outcome}. The value is whether there is room for it. */
  abstract boolean follow(long outcome, Action next);

  /** One that has one outcome. */
  private abstract static sealed class Straight extends Action {
    @Nullable Action next;

    @Override
    final @Nullable Action behind(long outcome) {
      return next;
    }

    @Override
    final boolean follow(long outcome, Action next) {
      this.next = next;
      return true;
    }
  }

  /** Reads a cell. */
  static final class Load extends Straight {
    final long[] memory;
    final Term index;
    final int number;

    /** As the {@link Term.Loaded} with that number. */
    Load(long[] memory, Term index, int number) {
      this.memory = memory;
      this.index = index;
      this.number = number;
    }

    @Override
    @Nullable Action next(Memo memo) {
      long at = index.in(memo);
      if (at < 0 || at >= memory.length) {
        return null; // what records it says what is wrong
      }
      memo.load(number, memory[(int) at]);
      return next;
    }
  }

  /** Writes a cell. */
  static final class Store extends Straight {
    final long[] memory;
    final Term index;
    final Term value;

    Store(long[] memory, Term index, Term value) {
      this.memory = memory;
      this.index = index;
      this.value = value;
    }

    @Override
    @Nullable Action next(Memo memo) {
      long at = index.in(memo);
      if (at < 0 || at >= memory.length) {
        return null;
      }
      memory[(int) at] = value.in(memo);
      return next;
    }
  }

  /** One that has two outcomes. */
  abstract static sealed class Question extends Action {
    @Nullable Action yes;
    @Nullable Action no;

    @Override
    final @Nullable Action behind(long outcome) {
      return outcome != 0 ? yes : no;
    }

    @Override
    final boolean follow(long outcome, Action next) {
      if (outcome != 0) {
        yes = next;
      } else {
        no = next;
      }
      return true;
    }
  }

  /** Reads a cell, and asks whether it holds something else than a number. */
  static final class Differs extends Question {
    final long[] memory;
    final int index;
    final int number;
    final long other;

    /** As the {@link Term.Loaded} with that number. */
    Differs(long[] memory, int index, int number, long other) {
      this.memory = memory;
      this.index = index;
      this.number = number;
      this.other = other;
    }

    @Override
    @Nullable Action next(Memo memo) {
      long value = memory[index];
      memo.load(number, value);
      return value != other ? yes : no;
    }
  }

  /** Asks whether what only execution knows is not 0. */
  static final class Happens extends Question {
    final int cell;

    /** By its place among the inputs of the block. */
    Happens(int cell) {
      this.cell = cell;
    }

    @Override
    @Nullable Action next(Memo memo) {
      return memo.input(cell) != 0 ? yes : no;
    }
  }

  /** Asks whether something is so. */
  static final class Test extends Question {
    final Term condition;

    Test(Term condition) {
      this.condition = condition;
    }

    @Override
    @Nullable Action next(Memo memo) {
      return condition.in(memo) != 0 ? yes : no;
    }
  }

  /** Asks for a number. */
  static final class Choice extends Action {
    final Term value;
    private long[] outcomes = new long[0];
    private Action[] nexts = new Action[0];

    Choice(Term value) {
      this.value = value;
    }

    @Override
    @Nullable Action next(Memo memo) {
      return behind(value.in(memo));
    }

    @Override
    @Nullable Action behind(long outcome) {
      for (int i = 0; i < outcomes.length; i++) {
        if (outcomes[i] == outcome) {
          return nexts[i];
        }
      }
      return null;
    }

    /** The outcomes that are known. */
    long[] outcomes() {
      return outcomes;
    }

    @Override
    boolean follow(long outcome, Action next) {
      int n = outcomes.length;
      if (n == MOST_OUTCOMES) {
        return false;
      }
      outcomes = Arrays.copyOf(outcomes, n + 1);
      nexts = Arrays.copyOf(nexts, n + 1);
      outcomes[n] = outcome;
      nexts[n] = next;
      return true;
    }
  }

  /** The block has retired. */
  static final class End extends Action {
    private final long[] byCause;
    private final long cycles;
    private final Spill[] spills;
    private final boolean areApart;
    private final Configuration to;
    private final int number;
    private @Nullable MemoBlock follower;
    private @Nullable Action first;

    /**
     * That of a block.
     *
     * @param byCause the cycles that it took, by number of the cause
     * @param spills what the next configuration does not hold any more
     * @param number by which it is counted
     */
    End(long[] byCause, Spill[] spills, Configuration to, int number) {
      this.number = number;
      this.byCause = byCause;
      this.cycles = Arrays.stream(byCause).sum();
      this.spills = spills;
      this.areApart = Arrays.stream(spills).allMatch(s -> s.value() instanceof Term.Linear);
      this.to = to;
    }

    long cycles() {
      return cycles;
    }

    Spill[] spills() {
      return spills;
    }

    /** Whether none of the {@link #spills} reads what another one writes. */
    boolean areApart() {
      return areApart;
    }

    Configuration to() {
      return to;
    }

    /** By which it is counted. */
    int number() {
      return number;
    }

    /** Adds to {@code sums}, by number of the cause, what it takes so many times. */
    void charge(long times, long[] sums) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += times * byCause[i];
      }
    }

    /** What {@code block} does first when it comes behind this; null if that is not known. */
    @Nullable Action first(MemoBlock block) {
      if (follower == block) {
        return first;
      }
      Action found = to.first(block);
      if (found != null) {
        follower = block;
        first = found;
      }
      return found;
    }

    @Override
    @Nullable Action next(Memo memo) {
      return null;
    }

    @Override
    @Nullable Action behind(long outcome) {
      return null;
    }

    @Override
    boolean follow(long outcome, Action next) {
      return false;
    }
  }

  /** A cell gets what it holds as long as it is not part of the configuration. */
  record Spill(long[] memory, int index, Term value) {}
}

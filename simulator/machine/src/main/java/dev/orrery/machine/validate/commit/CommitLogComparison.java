package dev.orrery.machine.validate.commit;

import dev.orrery.machine.validate.Fact;
import dev.orrery.machine.validate.Follower;
import dev.orrery.machine.validate.ReferenceComparison;
import dev.orrery.machine.validate.ReferenceException;
import dev.orrery.machine.validate.Side;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.machine.validate.commit.LoggedProgram.Went;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Runs a program on an engine beside the commit log of another emulator. The log is taken in
 * stretches; the engine runs each in one go, and then has to have the program counter and all
 * registers that the log tells, and in memory all that it says was stored. When it has not, both
 * start anew, and the stretch is compared after every instruction.
 *
 * <p>What is not the program's own doing is taken over from the log instead of compared: see {@link
 * LoggedProgram}.
 */
public final class CommitLogComparison implements ReferenceComparison {
  /** Instructions in a stretch, unless told otherwise. */
  public static final int PACE = 1 << 16;

  private final Subject subject;
  private final Side side;
  private final String name;
  private final CommitLogRun.Launcher launcher;
  private final int pace;
  private final AtomicLong agreed = new AtomicLong();
  private long checks;

  /**
   * A comparison.
   *
   * @param name of the other emulator, for messages
   * @param pace instructions in a stretch, at least 1
   */
  public CommitLogComparison(
      Subject subject, Side side, String name, CommitLogRun.Launcher launcher, int pace) {
    this.subject = subject;
    this.side = side;
    this.name = name;
    this.launcher = launcher;
    this.pace = pace;
  }

  @Override
  public long agreed() {
    return agreed.get();
  }

  @Override
  public Outcome run(BooleanSupplier giveUp) throws ReferenceException, IOException {
    long limit = subject.plan().limits().maxInstructions();
    try (LoggedProgram program = new LoggedProgram(subject, side, launcher)) {
      program.begin();
      while (program.at() < limit) {
        if (giveUp.getAsBoolean()) {
          return new Outcome(new Verdict.GivenUp(agreed(), checks));
        }
        long from = program.at();
        Went went = program.advance(Math.min(pace, limit - from));
        checks++;
        switch (went) {
          case Went.On on -> agreed.set(program.at());
          case Went.Differs d -> {
            return again(from, d.to());
          }
          case Went.Ended e -> {
            return ended(program, e);
          }
          case Went.Parted p -> {
            return parted(program, p);
          }
        }
      }
      return agreed(program, program.ours().state(), false);
    }
  }

  private Outcome agreed(LoggedProgram program, String end, boolean complete) {
    agreed.set(program.at());
    return new Outcome(new Verdict.Agreed(program.at(), checks, end, complete, 0));
  }

  private Outcome ended(LoggedProgram program, Went.Ended e) {
    return agreed(program, e.how(), true);
  }

  private Outcome parted(LoggedProgram program, Went.Parted p) {
    return new Outcome(new Verdict.Parted(program.at(), checks, p.why().formatted(name)));
  }

  /** From where they agreed last, instruction by instruction. */
  private Outcome again(long from, long to) throws ReferenceException {
    try (LoggedProgram program = new LoggedProgram(subject, side, launcher)) {
      program.begin();
      while (program.at() < from) {
        if (!(program.advance(Math.min(pace, from - program.at())) instanceof Went.On)) {
          throw new ReferenceException("it does not do the same on every run");
        }
      }
      while (program.at() <= to) {
        Follower.Before before = program.ours().before();
        Went went = program.advance(1);
        checks++;
        switch (went) {
          case Went.On on -> {}
          case Went.Differs d -> {
            return differ(program, before, d);
          }
          case Went.Ended e -> {
            return ended(program, e);
          }
          case Went.Parted p -> {
            return parted(program, p);
          }
        }
      }
    }
    return new Outcome(new Verdict.Differed(from, to, checks)); // only when the engine may run on
  }

  private Outcome differ(LoggedProgram program, Follower.Before before, Went.Differs d) {
    Follower ours = program.ours();
    long at = before.instructions();
    Verdict verdict = new Verdict.Differed(at, at + 1, checks);
    if (ours.over()) {
      return new Outcome(verdict, ours.divergence(before, name, "runs"));
    }
    List<Fact> memory =
        d.words().stream().map(w -> ours.memoryFact(w.address(), w.ours(), w.theirs())).toList();
    return new Outcome(verdict, ours.divergence(before, name, d.pc(), program.logged(), memory));
  }
}

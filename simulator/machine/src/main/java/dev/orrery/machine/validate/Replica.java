package dev.orrery.machine.validate;

import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.ThreadView;
import dev.orrery.machine.plan.Guest;
import dev.orrery.spec.diag.OrreryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program on one engine, from its first instruction to wherever it has come. */
final class Replica implements AutoCloseable {
  private final Side side;
  private final Machine machine;
  private final OutputDigest out = new OutputDigest();
  private final OutputDigest err = new OutputDigest();
  private @Nullable Ending ending;
  private @Nullable Throwable failure;

  Replica(Subject subject, Side side) {
    this.side = side;
    Guest guest = subject.load(out, err);
    this.machine =
        new Machine(
            side.engine().apply(guest.hart().isa),
            guest.hart(),
            guest.memory(),
            guest.environment(),
            guest.image());
  }

  Side side() {
    return side;
  }

  Machine machine() {
    return machine;
  }

  OutputDigest out() {
    return out;
  }

  OutputDigest err() {
    return err;
  }

  /** Instructions that all threads have retired. */
  long retired() {
    return machine.retired();
  }

  /** Whether it will not go on. */
  boolean over() {
    return ending != null || failure != null;
  }

  /** Why the program ended; null while it has not. */
  @Nullable Ending ending() {
    return ending;
  }

  /** What the engine threw that it should not have; null for nothing. */
  @Nullable Throwable failure() {
    return failure;
  }

  /**
   * Runs on in one go.
   *
   * @param retired where to stop, if the program gets so far
   */
  void advance(long retired) {
    long left = retired - retired();
    if (over() || left <= 0) {
      return;
    }
    try {
      Ending end = machine.run(new RunLimits(left, Long.MAX_VALUE)).ending();
      boolean paused =
          end instanceof Ending.LimitReached l && l.limit() == Ending.Limit.INSTRUCTIONS;
      ending = paused ? null : end;
    } catch (OrreryException e) {
      throw e; // the user can do something about it
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      failure = e; // an engine that breaks differs from one that does not
    }
  }

  /** The threads, or the one hart of a machine without an operating system. */
  List<ThreadView> threads() {
    List<ThreadView> threads = machine.environment().threads();
    return threads.isEmpty() ? List.of(new ThreadView(0, "", machine.hart(), "")) : threads;
  }

  /** How the run ended, or that it goes on. */
  String state() {
    if (failure != null) {
      return "the engine failed: " + failure;
    }
    return switch (ending) {
      case null -> "runs";
      case Ending.Exited e -> "exited with status " + e.code();
      case Ending.Killed k -> "killed by " + k.name();
      case Ending.Faulted f -> "faulted: " + f.summary();
      case Ending.LimitReached l -> l.summary();
      case Ending.Stuck s -> "waits for ever: " + s.summary();
      case Ending.Interrupted i -> "interrupted";
    };
  }

  @Override
  public void close() {
    machine.close();
  }
}

package dev.orrery.machine.validate.gdb;

import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.machine.validate.Follower;
import dev.orrery.machine.validate.ReferenceComparison;
import dev.orrery.machine.validate.ReferenceException;
import dev.orrery.machine.validate.Side;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.machine.validate.gdb.GdbClient.Stopped;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program on an engine and in another emulator, and compares the registers.
 *
 * <p>The other emulator does not count instructions. Both meet at places instead: a second replica
 * of the program, on the interpreter, goes ahead one by one and finds in every stretch an address
 * that is reached seldom; there the emulator gets a breakpoint. When they do not meet there, or
 * their registers differ, the program is started anew, taken to the last meeting, and from there
 * compared after every instruction.
 *
 * <p>The other emulator's first registers and its stack, where arguments, environment and auxiliary
 * vector are, are copied before the first instruction, so that addresses of the stack are the same.
 * Memory is not compared otherwise: what was stored wrongly shows when it is loaded, or written
 * out. What a system call does, and what a counter says, is the environment's and not the
 * instruction's: ours does it for both, see {@link ServedElsewhere}.
 */
public final class GdbComparison implements ReferenceComparison {
  /** Instructions among which a meeting is looked for, unless told otherwise. */
  private static final int PACE = 1 << 18;

  /** Instructions for each stop at a breakpoint that make it worth a stop. */
  private static final double GOOD = 20_000;

  /** So few are rather compared one by one. */
  private static final int FEW = 64;

  private final Subject subject;
  private final Side side;
  private final String name;
  private final GdbRun.Launcher launcher;
  private final int pace;
  private final double good;
  private final AtomicLong agreed = new AtomicLong();
  private final List<Meeting> meetings = new ArrayList<>();
  private long checks;

  /**
   * A place at which both have been.
   *
   * @param times how often it is reached behind the meeting before
   * @param instructions from the program's first
   * @param end whether the environment is asked then
   */
  private record Meeting(long address, int bytes, long times, long instructions, Trail.End end) {
    Meeting(Trail.Place p, Trail.End end) {
      this(p.address(), p.bytes(), p.times(), p.instructions(), end);
    }
  }

  /**
   * A comparison at places that are seldom reached, which is the fastest.
   *
   * @param name of the other emulator, for messages
   */
  public GdbComparison(Subject subject, Side side, String name, GdbRun.Launcher launcher) {
    this(subject, side, name, launcher, PACE, GOOD);
  }

  /**
   * A comparison at places that are no farther apart than asked.
   *
   * @param name of the other emulator, for messages
   * @param every instructions between two comparisons at most, at least 1; where they are few, all
   *     instructions are compared
   */
  public GdbComparison(
      Subject subject, Side side, String name, GdbRun.Launcher launcher, int every) {
    this(subject, side, name, launcher, every, 0);
  }

  private GdbComparison(
      Subject subject, Side side, String name, GdbRun.Launcher launcher, int pace, double good) {
    this.subject = subject;
    this.side = side;
    this.name = name;
    this.launcher = launcher;
    this.pace = pace;
    this.good = good;
  }

  @Override
  public long agreed() {
    return agreed.get();
  }

  /** The program on both, from its first instruction. */
  private final class Pair implements AutoCloseable {
    private final GdbRun other;
    private final Follower ours;
    private final Map<Place, String> names = new LinkedHashMap<>();
    private final ServedElsewhere environment;
    private Map<String, Long> general = Map.of();

    Pair(Side on) throws ReferenceException {
      other = launcher.launch();
      ours = new Follower(subject, on);
      Isa isa = subject.isa();
      Map<String, List<String>> synonyms = new HashMap<>();
      isa.asm()
          .synonyms()
          .forEach((n, of) -> synonyms.computeIfAbsent(of, k -> new ArrayList<>()).add(n));
      for (Place p : ours.places()) {
        List<String> candidates = new ArrayList<>(List.of(p.name()));
        candidates.addAll(synonyms.getOrDefault(p.name(), List.of()));
        candidates.stream().filter(other.client()::has).findFirst().ifPresent(n -> names.put(p, n));
      }
      environment = new ServedElsewhere(other.client(), ours, names);
    }

    /** Takes over the registers and the stack of the other side. */
    void adopt(Follower follower) throws ReferenceException {
      Map<Place, Long> values = values();
      GdbClient client = other.client();
      follower.begin(
          client.register("pc"),
          values,
          page -> {
            try {
              return client.memory(page, Follower.PAGE);
            } catch (ReferenceException e) {
              return null;
            }
          });
    }

    /** What the registers hold that both sides know. */
    Map<Place, Long> values() throws ReferenceException {
      return values(names.keySet());
    }

    /** The same of the general registers, and of others only if they are among {@code asked}. */
    Map<Place, Long> values(Collection<Place> asked) throws ReferenceException {
      general = other.client().general();
      Map<Place, Long> values = new LinkedHashMap<>();
      for (Map.Entry<Place, String> e : names.entrySet()) {
        Long known = general.get(e.getValue());
        if (known != null) {
          values.put(e.getKey(), known);
        } else if (asked.contains(e.getKey())) {
          values.put(e.getKey(), other.client().register(e.getValue()));
        }
      }
      return values;
    }

    /** Where the other side is; asked for with the general registers if they tell. */
    long pc() throws ReferenceException {
      Long known = general.get("pc");
      return known != null ? known : other.client().register("pc");
    }

    @Override
    public void close() {
      ours.close();
      other.close();
    }
  }

  @Override
  public Outcome run(BooleanSupplier giveUp) throws ReferenceException, IOException {
    long limit = subject.plan().limits().maxInstructions();
    try (Pair pair = new Pair(side);
        Follower scout = new Follower(subject, Side.of("interpreter", 0))) {
      pair.adopt(pair.ours);
      if (pace <= FEW) {
        return steps(pair, limit, giveUp);
      }
      pair.adopt(scout);
      Trail trail = new Trail(scout, pace, limit);
      while (true) {
        if (giveUp.getAsBoolean()) {
          return new Outcome(new Verdict.GivenUp(agreed(), checks), null);
        }
        trail.extend();
        if (trail.length() <= FEW && trail.complete()) {
          return steps(pair, trail.instructions(), giveUp);
        }
        Trail.End end = trail.complete() ? Trail.End.OPEN : trail.end();
        Meeting meeting = new Meeting(end == Trail.End.OPEN ? trail.next(good) : trail.last(), end);
        if (!meet(pair, meeting)) {
          return again(trail.instructions(), giveUp);
        }
        meetings.add(meeting);
        agreed.set(meeting.instructions());
        if (end == Trail.End.OPEN) {
          trail.cut(meeting.instructions());
          continue;
        }
        Outcome over = serve(pair, pair.ours.before(), end);
        if (over != null) {
          return over;
        }
        trail.pass();
      }
    }
  }

  /** Whether both come to a meeting with the same registers. */
  private boolean meet(Pair pair, Meeting m) throws ReferenceException {
    boolean raises = m.end() == Trail.End.RAISED;
    Stopped stopped =
        raises
            ? pair.other.client().goOn()
            : m.instructions() == pair.ours.at()
                ? new Stopped.Paused(GdbRun.SIGTRAP)
                : pair.other.reach(m.address(), m.bytes(), m.times());
    pair.ours.advance(m.instructions());
    checks++;
    boolean asTrap = !raises || pair.ours.before().isBreakpoint();
    return stopped instanceof Stopped.Paused p
        && p.signal() == GdbRun.SIGTRAP == asTrap
        && pair.ours.differences(pair.values(), pair.pc()).isEmpty();
  }

  /** Has our environment do for both what it does at an instruction; null if they go on. */
  private @Nullable Outcome serve(Pair pair, Follower.Before before, Trail.End end)
      throws ReferenceException {
    Follower ours = pair.ours;
    boolean raises = end == Trail.End.RAISED;
    Map<Place, Long> values = raises ? pair.values() : Map.of();
    String why = raises ? pair.environment.raise(before) : pair.environment.serve(before);
    if (why != null) {
      return new Outcome(
          new Verdict.Parted(before.instructions(), checks, why.formatted(name)), null);
    }
    if (raises && !ours.raised()) {
      return differ(ours, before, before.pc(), values);
    }
    if (!ours.over()) {
      return null;
    }
    agreed.set(raises ? before.instructions() : ours.at());
    return new Outcome(
        new Verdict.Agreed(agreed.get(), checks, ours.state(), true, ours.printed()), null);
  }

  /** From the last meeting on, instruction by instruction. */
  private Outcome again(long end, BooleanSupplier giveUp) throws ReferenceException, IOException {
    try (Pair pair = new Pair(side)) {
      pair.adopt(pair.ours);
      for (Meeting m : meetings) {
        if (!meet(pair, m)
            || m.end() != Trail.End.OPEN && serve(pair, pair.ours.before(), m.end()) != null) {
          throw new ReferenceException("it does not do the same on every run");
        }
      }
      long from = pair.ours.at();
      Outcome outcome = steps(pair, end, giveUp);
      return outcome.verdict() instanceof Verdict.Agreed
          ? new Outcome(new Verdict.Differed(from, end, checks)) // only when the engine may run on
          : outcome;
    }
  }

  private Outcome steps(Pair pair, long end, BooleanSupplier giveUp)
      throws ReferenceException, IOException {
    Follower ours = pair.ours;
    while (ours.at() < end) {
      if (giveUp.getAsBoolean()) {
        return new Outcome(new Verdict.GivenUp(agreed(), checks), null);
      }
      Follower.Before before = ours.before();
      Stopped stopped =
          before.isServed() ? new Stopped.Paused(GdbRun.SIGTRAP) : pair.other.client().step();
      boolean signalled =
          stopped instanceof Stopped.Paused p
              && (p.signal() != GdbRun.SIGTRAP || before.isBreakpoint());
      boolean raises = signalled && ours.differences(pair.values(), pair.pc()).isEmpty();
      if (before.isServed() || raises) {
        checks++;
        Outcome over = serve(pair, before, raises ? Trail.End.RAISED : Trail.End.SERVED);
        if (over != null) {
          return over;
        }
        agreed.set(ours.at());
        continue;
      }
      ours.advance(ours.at() + 1);
      checks++;
      if (stopped instanceof Stopped.Ended e) {
        return ended(pair, before, e);
      }
      Map<Place, Long> values = pair.values(before.written());
      long pc = pair.pc();
      boolean same = ours.differences(values, pc).isEmpty();
      if (!same || signalled || ours.over()) {
        return differ(ours, before, pc, values);
      }
      agreed.set(ours.at());
    }
    return new Outcome(
        new Verdict.Agreed(ours.at(), checks, ours.state(), ours.over(), ours.printed()), null);
  }

  private Outcome differ(Follower ours, Follower.Before before, long pc, Map<Place, Long> values) {
    if (before.isEnvironments()) {
      return new Outcome(
          new Verdict.Parted(
              before.instructions(),
              checks,
              "%s gives something else in %s, as it may: %s"
                  .formatted(
                      before.call() == null ? before.text() : before.call(),
                      name,
                      String.join(", ", ours.differences(values, pc)))),
          null);
    }
    return new Outcome(
        new Verdict.Differed(before.instructions(), before.instructions() + 1, checks),
        ours.divergence(before, name, pc, values));
  }

  private Outcome ended(Pair pair, Follower.Before before, Stopped.Ended end) throws IOException {
    Follower ours = pair.ours;
    String theirs =
        end.killed() ? "killed by signal " + end.status() : "exited with status " + end.status();
    if (!ours.state().equals(theirs)) {
      return new Outcome(
          new Verdict.Differed(before.instructions(), before.instructions() + 1, checks),
          ours.divergence(before, name, theirs));
    }
    if (!ours.printedTheSame(pair.other.output())) {
      return new Outcome(
          new Verdict.Parted(before.instructions(), checks, "what it printed differs in " + name),
          null);
    }
    agreed.set(ours.at());
    return new Outcome(
        new Verdict.Agreed(ours.at(), checks, ours.state(), true, ours.printed()), null);
  }
}

package dev.orrery.machine.linux;

import dev.orrery.engine.Hart;
import dev.orrery.machine.Environment.HartWatch;
import dev.orrery.machine.ThreadView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The threads of the program and whose turn it is. One runs at a time; where turns end depends on
 * the {@link Schedule} and on retired instructions alone.
 *
 * <p>A turn that ends loses its hart's reservation, as a switch of context does on a machine. A
 * sequence of a load-reserved and its store-conditional must get to its end now and then, however
 * short turns are: one that holds a reservation is prolonged by a few instructions.
 */
final class Threads {
  /** Most threads at once. */
  static final int MAX = 4096;

  /** Instructions by which a turn is prolonged at most; the manual's loops have 16. */
  private static final int GRACE = 64;

  private final TreeMap<Integer, GuestThread> all = new TreeMap<>();
  private final Schedule schedule;
  private final SplitMix draws;

  /** Threads that can run and wait for their turn, in the order in which they came. */
  private final List<GuestThread> ready = new ArrayList<>();

  /** Threads that wait with a deadline, the next one first. */
  private final TreeSet<GuestThread> sleepers = new TreeSet<>(Threads::compareDeadlines);

  private final List<HartWatch> watches = new ArrayList<>();
  private @Nullable GuestThread current;

  /** The hart whose turn it is or was last. */
  private Hart last;

  private long turnEnd;
  private int grace;
  private int nextId = Task.PID;
  private int begun;

  /** The program's first thread has its turn. */
  Threads(Hart first, byte[] name, Schedule schedule) {
    this.schedule = schedule;
    Long seed = schedule.seed();
    this.draws = new SplitMix(seed == null ? 0 : seed);
    this.last = first;
    this.current = add(first, name);
    startTurn();
  }

  private static int compareDeadlines(GuestThread a, GuestThread b) {
    int order = Long.compare(deadline(a), deadline(b));
    return order != 0 ? order : Integer.compare(a.id, b.id);
  }

  private static long deadline(GuestThread t) {
    Wait wait = t.waitsFor();
    return wait == null ? Wait.NEVER : wait.deadline();
  }

  void watch(HartWatch watch) {
    watches.add(watch);
  }

  // ---- which there are ----

  /** The thread whose turn it is. */
  GuestThread current() {
    GuestThread t = current;
    if (t == null) {
      throw new IllegalStateException("no thread runs");
    }
    return t;
  }

  /** Whether all threads wait. */
  boolean idle() {
    return current == null;
  }

  /** The hart whose turn it is, or was last. */
  Hart hart() {
    return last;
  }

  /** Instructions that all threads have retired. */
  long time() {
    return last.time();
  }

  /** By ID. */
  Collection<GuestThread> all() {
    return all.values();
  }

  @Nullable GuestThread find(int id) {
    return all.get(id);
  }

  int count() {
    return all.size();
  }

  /** Whether there ever was more than one. */
  boolean several() {
    return begun > 1;
  }

  /** What people see of them. */
  List<ThreadView> views() {
    List<ThreadView> views = new ArrayList<>();
    all.values().forEach(t -> views.add(view(t)));
    return views;
  }

  private ThreadView view(GuestThread t) {
    Wait wait = t.waitsFor();
    String state =
        wait != null ? "waits for " + wait.what() : t.equals(current) ? "running" : "ready";
    return new ThreadView(t.id, t.text(), t.hart, state);
  }

  // ---- beginning and ending ----

  private GuestThread add(Hart hart, byte[] name) {
    GuestThread t = new GuestThread(nextId++, hart, name);
    all.put(t.id, t);
    begun++;
    return t;
  }

  /** A new thread whose hart and name are like the current one's. */
  GuestThread create() {
    GuestThread creator = current();
    Hart hart = creator.hart.another(Math.min(begun, Hart.NUMBERS - 1));
    return add(hart, creator.name());
  }

  /** A new thread is ready, its hart where it is to start. */
  void start(GuestThread t) {
    ready.add(t);
    watches.forEach(w -> w.begins(view(t)));
  }

  /** The current thread has ended. */
  void end() {
    GuestThread t = current();
    all.remove(t.id);
    current = null;
    watches.forEach(w -> w.ends(view(t)));
  }

  // ---- waiting ----

  /** The current thread waits inside a call. */
  void block(GuestThread.Call call, Wait wait) {
    GuestThread t = current();
    t.block(call, wait);
    if (wait.deadline() != Wait.NEVER) {
      sleepers.add(t);
    }
    t.hart.reservation = Hart.NO_RESERVATION;
    current = null;
  }

  /** The current thread was about to wait again, but need not. */
  void blockNot(GuestThread.Call call, Wait wait, Wait.End end) {
    current().block(call, wait);
    current().unblock(end);
  }

  /** A thread's wait is over; it is ready. Nothing happens to one that does not wait. */
  void wake(GuestThread t, Wait.End end) {
    if (t.waitsFor() == null) {
      return;
    }
    sleepers.remove(t);
    t.unblock(end);
    ready.add(t);
  }

  /** Wakes who waits for files. */
  void filesChanged() {
    for (GuestThread t : all.values()) {
      Wait wait = t.waitsFor();
      if (wait != null && wait.files()) {
        wake(t, Wait.End.WOKEN);
      }
    }
  }

  /** The next deadline of any thread, or {@link Wait#NEVER}. */
  long nextDeadline() {
    return sleepers.isEmpty() ? Wait.NEVER : deadline(sleepers.first());
  }

  /** Wakes whose deadline is not behind {@code now}. */
  void expire(long now) {
    while (nextDeadline() <= now) {
      wake(sleepers.first(), Wait.End.TIMEOUT);
    }
  }

  // ---- turns ----

  /** The time at which the turn ends, if anybody else is ready; else {@link Long#MAX_VALUE}. */
  long turnEnd() {
    return ready.isEmpty() ? Long.MAX_VALUE : turnEnd;
  }

  /** Ends the turn if its time is over. */
  void endTurnIfOver() {
    if (time() < turnEnd()) {
      return;
    }
    if (current().hart.reservation != Hart.NO_RESERVATION && grace > 0) {
      grace--;
      turnEnd = time() + 1;
      return;
    }
    endTurn();
  }

  /** Ends the turn of the current thread, which stays ready. */
  void endTurn() {
    GuestThread t = current();
    if (ready.isEmpty()) {
      startTurn();
      return;
    }
    t.hart.reservation = Hart.NO_RESERVATION;
    current = null;
    next();
    ready.add(t);
  }

  /** Gives the turn to a thread that is ready, if there is one and nobody has it. */
  void next() {
    if (current != null || ready.isEmpty()) {
      return;
    }
    int choice =
        schedule.seed() == null ? 0 : (int) Long.remainderUnsigned(draws.next(), ready.size());
    GuestThread t = ready.remove(choice);
    t.hart.elsewhere = time() - t.hart.retired;
    last = t.hart;
    current = t;
    startTurn();
  }

  private void startTurn() {
    long length =
        schedule.seed() == null
            ? schedule.quantum()
            : 1 + Long.remainderUnsigned(draws.next(), 2 * schedule.quantum());
    turnEnd = time() + length;
    grace = GRACE;
  }
}

package dev.orrery.engine.interp;

import dev.orrery.engine.interp.LazyBody.Group;
import dev.orrery.engine.interp.LazyBody.Write;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.ir.Stmt;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The writes of a {@link LazyFlow} that wait at the place that code is emitted for: their leaves
 * are in locals.
 */
final class PendingWrites {
  /**
   * What waits somewhere.
   *
   * @param known by slot, what certainly waits
   * @param ways if it is not the same on all ways to the place: by the number that the code
   *     remembers, what waits for the slots of {@code open}
   * @param open the slots for which something waits that only the number tells
   */
  record Waiting(
      Map<Integer, Write> known, Map<Integer, Map<Integer, Write>> ways, Set<Integer> open) {
    Waiting {
      known = new TreeMap<>(known);
      open = new TreeSet<>(open);
    }

    /** Whether nothing does. */
    boolean isNothing() {
      return known.isEmpty() && open.isEmpty();
    }

    private Waiting copy() {
      return new Waiting(known, ways, open);
    }
  }

  /** A local of the code. */
  record Local(int number, TypeKind kind) {}

  private final LazyFlow flow;

  /** By place, the locals of leaves. */
  private final List<List<Integer>> ints = new ArrayList<>();

  private final List<List<Integer>> longs = new ArrayList<>();

  /** By group, the locals of its leaves. */
  private final Map<Group, int[]> locals = new IdentityHashMap<>();

  /** Values over the frame's temporaries. */
  private final Map<Write, Expr> values = new IdentityHashMap<>();

  /** Numbers of what may wait where several things may. */
  private final Map<Map<Integer, Write>, Integer> numbers = new HashMap<>();

  /** The local with the number of what waits. */
  private final int way;

  static final Waiting NONE = new Waiting(Map.of(), Map.of(), Set.of());

  private final Deque<Waiting> outside = new ArrayDeque<>();
  private Waiting now = new Waiting(Map.of(), Map.of(), Set.of());

  /** Locals for the leaves of {@code flow}. */
  PendingWrites(CodeBuilder code, LazyFlow flow, RegionNotes notes) {
    this.flow = flow;
    this.way = code.allocateLocal(TypeKind.INT);
    notes.local(code, way, TypeKind.INT, "way");
    for (Write w : flow.writes()) {
      locals.computeIfAbsent(w.group(), group -> allocate(code, group, notes));
    }
  }

  private int[] allocate(CodeBuilder code, Group group, RegionNotes notes) {
    int place = flow.place(group);
    while (ints.size() <= place) {
      ints.add(new ArrayList<>());
      longs.add(new ArrayList<>());
    }
    int[] found = new int[group.leaves().size()];
    int usedInts = 0;
    int usedLongs = 0;
    for (int i = 0; i < found.length; i++) {
      TypeKind kind = RegionRegisters.kind(group.leaves().get(i).width());
      boolean isInt = kind == TypeKind.INT;
      List<Integer> own = (isInt ? ints : longs).get(place);
      int used = isInt ? usedInts++ : usedLongs++;
      if (own.size() == used) {
        int local = code.allocateLocal(kind);
        own.add(local);
        notes.local(code, local, kind, "leaf" + place + "_" + i);
      }
      found[i] = own.get(used);
    }
    return found;
  }

  /** The slots for which anything waits anywhere; what they hold is narrow. */
  Set<Integer> slots() {
    Set<Integer> slots = new TreeSet<>();
    flow.writes().forEach(w -> slots.add(w.slot()));
    return slots;
  }

  /** The part of the code that every entry goes through. */
  void enter(CodeBuilder code) {
    code.iconst_0().istore(way);
    ints.forEach(own -> own.forEach(local -> code.iconst_0().istore(local)));
    longs.forEach(own -> own.forEach(local -> code.lconst_0().lstore(local)));
  }

  /** The code that follows is that of {@code node}. */
  void start(RegionPlan.Node node) {
    Set<Map<Integer, Write>> arriving = flow.arriving(node);
    if (arriving.size() < 2) {
      now =
          new Waiting(
              arriving.isEmpty() ? Map.of() : arriving.iterator().next(), Map.of(), Set.of());
      return;
    }
    Set<Integer> open = LazyFlow.different(arriving);
    Map<Integer, Write> known = new TreeMap<>(arriving.iterator().next());
    known.keySet().removeAll(open);
    Map<Integer, Map<Integer, Write>> ways = new LinkedHashMap<>();
    arriving.forEach(waiting -> ways.put(number(waiting), waiting));
    now = new Waiting(known, ways, open);
  }

  private int number(Map<Integer, Write> waiting) {
    return numbers.computeIfAbsent(waiting, k -> numbers.size());
  }

  /** What waits here. */
  Waiting waiting() {
    return now.copy();
  }

  /**
   * Makes {@code put} a write that waits.
   *
   * @param push pushes the value of a leaf
   * @return whether it can
   */
  boolean defer(CodeBuilder code, Stmt.PutReg put, Consumer<Expr> push) {
    Write w = flow.write(put);
    if (w == null) {
      return false;
    }
    int[] own = Objects.requireNonNull(locals.get(w.group()));
    List<Expr> leaves = w.group().leaves();
    if (isFirst(w)) {
      // What waits so far may be among the leaves.
      leaves.forEach(push);
      for (int i = own.length - 1; i >= 0; i--) {
        code.storeLocal(RegionRegisters.kind(leaves.get(i).width()), own[i]);
      }
    }
    written(w.slot());
    now.known.put(w.slot(), w);
    return true;
  }

  private static boolean isFirst(Write w) {
    return w.group().first() == w;
  }

  /** The register of {@code slot} is written at once. */
  void written(int slot) {
    now.known.remove(slot);
    now.open.remove(slot);
  }

  /** What the register of {@code slot} is about to hold; null if it holds what its local does. */
  @Nullable Expr value(int slot) {
    if (now.open.contains(slot)) {
      throw new IllegalStateException("slot " + slot + " is read, and its value is not known");
    }
    Write w = now.known.get(slot);
    return w == null ? null : value(w);
  }

  /** What {@code w} writes, over temporaries of the frame. */
  Expr value(Write w) {
    return values.computeIfAbsent(
        w,
        k -> {
          int[] own = Objects.requireNonNull(locals.get(k.group()));
          return Rewrite.expr(
              k.value(), e -> e instanceof Expr.Tmp t ? new Expr.Tmp(t.width(), ~own[t.id()]) : e);
        });
  }

  /**
   * Which of {@code slots} certainly have to be written before they can be left to their locals.
   */
  Set<Integer> knownOf(Set<Integer> slots) {
    Set<Integer> found = new TreeSet<>(slots);
    found.retainAll(now.known.keySet());
    return found;
  }

  /** Which slots have to be written before control goes to {@code next}. */
  Set<Integer> before(RegionPlan.Node next) {
    Set<Integer> found = new TreeSet<>(now.known.keySet());
    found.removeAll(flow.on(now.known, next).keySet());
    return found;
  }

  /** Remembers what waits when control goes from here to {@code next}. */
  void remember(CodeBuilder code, RegionPlan.Node next) {
    if (flow.arriving(next).size() > 1 && now.open.isEmpty()) {
      code.loadConstant(number(Map.copyOf(flow.on(now.known, next)))).istore(way);
    }
  }

  /** Remembers that nothing waits as control comes from outside to {@code node}. */
  void rememberNothing(CodeBuilder code, RegionPlan.Node node) {
    if (flow.arriving(node).size() > 1) {
      code.loadConstant(number(Map.of())).istore(way);
    }
  }

  /** The locals of all leaves, and the one with the number of what waits. */
  List<Local> locals() {
    List<Local> all = new ArrayList<>();
    all.add(new Local(way, TypeKind.INT));
    ints.forEach(own -> own.forEach(n -> all.add(new Local(n, TypeKind.INT))));
    longs.forEach(own -> own.forEach(n -> all.add(new Local(n, TypeKind.LONG))));
    return all;
  }

  /** The local with the number of what waits. */
  int way() {
    return way;
  }

  /** Pushes the number of what waits. */
  void pushWay(CodeBuilder code) {
    code.iload(way);
  }

  /** As {@link dev.orrery.engine.emit.RowFrame#enterBranch}. */
  void enterBranch() {
    outside.push(waiting());
  }

  /** As {@link dev.orrery.engine.emit.RowFrame#leaveBranch}: what branches write does not wait. */
  void leaveBranch() {
    now = outside.pop();
  }
}

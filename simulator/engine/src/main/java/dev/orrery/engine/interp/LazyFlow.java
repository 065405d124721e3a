package dev.orrery.engine.interp;

import dev.orrery.engine.interp.LazyBody.Group;
import dev.orrery.engine.interp.LazyBody.Write;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which writes of a {@link LazyBody} still wait where in a region. Control may come to a node with
 * different ones waiting; as long as they are few, the code remembers by which way it came, and
 * else they are made on the way there.
 */
final class LazyFlow {
  /** Most different sets of writes that may be waiting where a node starts. */
  private static final int MOST_WAYS = 8;

  private static final Map<Integer, Write> NOTHING = Map.of();

  private final RegionPlan plan;
  private final List<List<LazyBody>> bodies = new ArrayList<>();
  private final Map<Stmt.PutReg, Write> writes = new IdentityHashMap<>();

  /** By node, what may be waiting where it starts, by slot. */
  private final List<Set<Map<Integer, Write>>> arriving = new ArrayList<>();

  /** By node, slots for which nothing may be waiting there. */
  private final List<Set<Integer>> settled = new ArrayList<>();

  /** By node, slots that it needs before it writes them. */
  private final List<Set<Integer>> early = new ArrayList<>();

  /** By node, whether it writes any. */
  private final boolean[] touches;

  private final Map<Group, Integer> places = new IdentityHashMap<>();

  /** The flow through {@code plan}, whose bodies are {@code given}. */
  LazyFlow(RegionPlan plan, List<List<List<Stmt>>> given) {
    this.plan = plan;
    this.touches = new boolean[plan.nodes().size()];
    Map<DecodedInsn, LazyBody> known = new IdentityHashMap<>();
    for (RegionPlan.Node node : plan.nodes()) {
      List<LazyBody> own = new ArrayList<>();
      DecodedInsn[] insns = node.block().insns;
      for (int i = 0; i < insns.length; i++) {
        List<Stmt> body = given.get(node.position()).get(i);
        own.add(known.computeIfAbsent(insns[i], insn -> LazyBody.of(body)));
      }
      bodies.add(own);
      arriving.add(new LinkedHashSet<>());
      settled.add(new HashSet<>());
    }
    known.values().forEach(b -> writes.putAll(b.writes()));
    Set<Integer> slots = new HashSet<>();
    writes.values().forEach(w -> slots.add(w.slot()));
    for (RegionPlan.Node node : plan.nodes()) {
      early.add(early(node, slots));
    }
    boolean complete;
    do {
      complete = follow() && !settle();
    } while (!complete);
    place();
  }

  /** The bodies to emit, by node and instruction. */
  List<List<List<Stmt>>> bodies() {
    List<List<List<Stmt>>> all = new ArrayList<>();
    for (List<LazyBody> own : bodies) {
      all.add(own.stream().map(LazyBody::body).toList());
    }
    return all;
  }

  /** What {@code put}, an object of {@link #bodies}, is if it can wait. */
  @Nullable Write write(Stmt.PutReg put) {
    return writes.get(put);
  }

  /** All writes that can wait. */
  Collection<Write> writes() {
    return writes.values();
  }

  /**
   * What may be waiting where {@code node} starts, by slot: one map for each of the ways to come
   * there that differ in it.
   */
  Set<Map<Integer, Write>> arriving(RegionPlan.Node node) {
    return arriving.get(node.position());
  }

  /** What is waiting of {@code waiting} when control has gone to the start of {@code node}. */
  Map<Integer, Write> on(Map<Integer, Write> waiting, RegionPlan.Node node) {
    Set<Integer> none = settled.get(node.position());
    if (Collections.disjoint(waiting.keySet(), none)) {
      return waiting;
    }
    Map<Integer, Write> left = new TreeMap<>(waiting);
    left.keySet().removeAll(none);
    return left;
  }

  /** The slots that instruction {@code i} of {@code node} perhaps writes. */
  Set<Integer> uncertain(RegionPlan.Node node, int i) {
    return bodies.get(node.position()).get(i).uncertain();
  }

  /**
   * Where leaves are kept, a small number: groups have the same place only if they never wait at
   * once.
   */
  int place(Group group) {
    Integer place = places.get(group);
    if (place == null) {
      throw new IllegalStateException("a group that was not seen");
    }
    return place;
  }

  private Set<Integer> early(RegionPlan.Node node, Set<Integer> slots) {
    Set<Integer> found = new HashSet<>();
    Set<Integer> written = new HashSet<>();
    for (LazyBody b : bodies.get(node.position())) {
      for (int slot : slots) {
        if (!written.contains(slot) && (b.reads().contains(slot) || b.uncertain().contains(slot))) {
          found.add(slot);
        }
        touches[node.position()] |= b.uncertain().contains(slot);
      }
      for (Stmt s : b.body()) {
        if (s instanceof Stmt.PutReg p && slots.contains(p.register().slot())) {
          written.add(p.register().slot());
        }
      }
    }
    touches[node.position()] |= !written.isEmpty();
    return found;
  }

  /** Finds what arrives where, given what must not. False if more had to be settled. */
  private boolean follow() {
    arriving.forEach(Set::clear);
    arriving.getFirst().add(NOTHING);
    for (RegionPlan.Node node : plan.nodes()) {
      if (node.behind() != null) {
        arriving(node.behind()).add(NOTHING);
      }
    }
    boolean changed;
    do {
      changed = false;
      for (RegionPlan.Node node : plan.nodes()) {
        for (Map<Integer, Write> waiting : List.copyOf(arriving(node))) {
          Map<Integer, Write> after = through(waiting, node, null);
          for (RegionPlan.Node next : node.next()) {
            changed |= arriving(next).add(on(after, next));
          }
        }
      }
      if (limit()) {
        return false;
      }
    } while (changed);
    return true;
  }

  /** Settles what differs where too much may arrive. True if that was so anywhere. */
  private boolean limit() {
    boolean changed = false;
    for (RegionPlan.Node node : plan.nodes()) {
      if (arriving(node).size() > MOST_WAYS) {
        changed |= settled.get(node.position()).addAll(different(arriving(node)));
      }
    }
    return changed;
  }

  /** What is waiting where {@code node} ends; {@code made} is told of groups before and at each. */
  private Map<Integer, Write> through(
      Map<Integer, Write> waiting, RegionPlan.Node node, @Nullable Meetings made) {
    if (!touches[node.position()]) {
      return waiting;
    }
    Map<Integer, Write> now = new TreeMap<>(waiting);
    for (LazyBody b : bodies.get(node.position())) {
      now.keySet().removeAll(b.uncertain());
      for (Stmt s : b.body()) {
        if (s instanceof Stmt.PutReg p) {
          Write w = b.write(p);
          if (w == null) {
            now.remove(p.register().slot());
          } else {
            if (made != null) {
              made.meet(w.group(), now.values());
            }
            now.put(w.slot(), w);
          }
        }
      }
    }
    return now;
  }

  /** The slots for which not the same is waiting on all ways. */
  static Set<Integer> different(Set<Map<Integer, Write>> ways) {
    Set<Integer> slots = new HashSet<>();
    ways.forEach(w -> slots.addAll(w.keySet()));
    slots.removeIf(slot -> ways.stream().map(w -> w.get(slot)).distinct().count() == 1);
    return slots;
  }

  /**
   * Sees to it that whoever needs a register knows what waits for it: that is so unless different
   * things may be waiting. True if more had to be settled.
   */
  private boolean settle() {
    boolean changed = false;
    for (RegionPlan.Node node : plan.nodes()) {
      Set<Map<Integer, Write>> ways = arriving(node);
      if (ways.size() < 2) {
        continue;
      }
      Set<Integer> different = different(ways);
      Set<Integer> bad = new HashSet<>(early.get(node.position()));
      bad.retainAll(different);
      if (touches[node.position()]) {
        Set<Map<Integer, Write>> after = new LinkedHashSet<>();
        ways.forEach(w -> after.add(through(w, node, null)));
        bad.addAll(different(after));
      } else {
        Set<Integer> waiting = new HashSet<>();
        ways.forEach(w -> waiting.addAll(w.keySet()));
        for (RegionPlan.Node next : node.next()) {
          Set<Integer> there = new HashSet<>(settled.get(next.position()));
          there.retainAll(waiting);
          bad.addAll(there);
        }
      }
      changed |= settled.get(node.position()).addAll(bad);
    }
    return changed;
  }

  /** Which groups are waiting at once. */
  private static final class Meetings {
    private final Map<Group, Set<Group>> met = new IdentityHashMap<>();

    void meet(Group group, Collection<Write> waiting) {
      Set<Group> own = of(group);
      for (Write w : waiting) {
        if (w.group() != group) {
          own.add(w.group());
          of(w.group()).add(group);
        }
      }
    }

    Set<Group> of(Group group) {
      return met.computeIfAbsent(group, k -> Collections.newSetFromMap(new IdentityHashMap<>()));
    }
  }

  private void place() {
    Meetings meetings = new Meetings();
    for (RegionPlan.Node node : plan.nodes()) {
      for (Map<Integer, Write> waiting : arriving(node)) {
        through(waiting, node, meetings);
      }
    }
    for (RegionPlan.Node node : plan.nodes()) {
      for (LazyBody b : bodies.get(node.position())) {
        for (Stmt s : b.body()) {
          Write w = s instanceof Stmt.PutReg p ? b.write(p) : null;
          if (w != null && !places.containsKey(w.group())) {
            Set<Integer> taken = new HashSet<>();
            meetings.of(w.group()).forEach(g -> taken.add(places.getOrDefault(g, -1)));
            int place = 0;
            while (taken.contains(place)) {
              place++;
            }
            places.put(w.group(), place);
          }
        }
      }
    }
  }
}

package dev.orrery.engine.interp;

import dev.orrery.engine.emit.BodyVisitor;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which of the guest's registers a region needs where: what its code may have written since it last
 * told the hart, and what it still reads. Registers go by their slots.
 */
final class RegisterFlow {
  private final RegionPlan plan;
  private final SortedMap<Integer, Integer> widths = new TreeMap<>();
  private final List<Effects> effects = new ArrayList<>();
  private final List<TreeSet<Integer>> dirty = new ArrayList<>();
  private final List<TreeSet<Integer>> live = new ArrayList<>();

  /** What one node does with registers. */
  private static final class Effects {
    /** Read before they are certainly written. */
    final Set<Integer> reads = new HashSet<>();

    /** Certainly written. */
    final Set<Integer> writes = new HashSet<>();

    /** Possibly written. */
    final Set<Integer> touches = new HashSet<>();
  }

  /** The flow through {@code plan}, whose bodies are {@code bodies}. */
  RegisterFlow(RegionPlan plan, List<List<List<Stmt>>> bodies) {
    this.plan = plan;
    for (RegionPlan.Node n : plan.nodes()) {
      Effects e = new Effects();
      DecodedInsn[] insns = n.block().insns;
      for (int i = 0; i < insns.length; i++) {
        effects(bodies.get(n.position()).get(i), insns[i], e);
      }
      effects.add(e);
      dirty.add(new TreeSet<>());
      live.add(new TreeSet<>());
    }
    findDirty();
    findLive();
  }

  /** The slots that are named anywhere, with the widths of their registers. */
  SortedMap<Integer, Integer> widths() {
    return widths;
  }

  /** What may be newer than the hart's where {@code node} starts. */
  SortedSet<Integer> dirtyAt(RegionPlan.Node node) {
    return dirty.get(node.position());
  }

  /** What has to be known where {@code node} starts: it is read, or told to the hart. */
  SortedSet<Integer> liveAt(RegionPlan.Node node) {
    return live.get(node.position());
  }

  private void effects(List<Stmt> body, DecodedInsn insn, Effects e) {
    Set<Integer> written = new TreeSet<>();
    new BodyVisitor() {
      @Override
      protected void read(Expr.GetFile get) {
        int number = RegionFrame.number(insn, get.index());
        if (number != get.file().zero()) {
          reads(get.file().readSlot(number), get.file().width());
        }
      }

      @Override
      protected void read(Expr.GetReg get) {
        if (!get.register().fpFlags()) {
          reads(get.register().slot(), get.register().width());
        }
      }

      @Override
      protected void write(Stmt.PutFile put) {
        int number = RegionFrame.number(insn, put.index());
        if (number != put.file().zero()) {
          writes(put.file().writeSlot(number), put.file().width());
        }
      }

      @Override
      protected void write(Stmt.PutReg put) {
        if (!put.register().fpFlags()) {
          writes(put.register().slot(), put.register().width());
        }
      }

      private void reads(int slot, int width) {
        widths.put(slot, width);
        if (!e.writes.contains(slot)) {
          e.reads.add(slot);
        }
      }

      private void writes(int slot, int width) {
        widths.put(slot, width);
        written.add(slot);
      }
    }.visit(body);
    e.touches.addAll(written);
    written.removeIf(slot -> !isCertain(body, insn, slot));
    e.writes.addAll(written);
    for (int slot : e.touches) {
      if (!e.writes.contains(slot)) {
        e.reads.add(slot); // the old value may stay
      }
    }
  }

  /** Whether a body that comes to its end has written a slot. */
  private static boolean isCertain(List<Stmt> body, DecodedInsn insn, int slot) {
    for (Stmt s : body) {
      switch (s) {
        case Stmt.PutFile p -> {
          int number = RegionFrame.number(insn, p.index());
          if (number != p.file().zero() && p.file().writeSlot(number) == slot) {
            return true;
          }
        }
        case Stmt.PutReg p -> {
          if (p.register().slot() == slot) {
            return true;
          }
        }
        case Stmt.If i -> {
          return false; // one side may go elsewhere
        }
        default -> {}
      }
    }
    return false;
  }

  private void findDirty() {
    for (boolean changed = true; changed; ) {
      changed = false;
      for (RegionPlan.Node n : plan.nodes()) {
        for (RegionPlan.Node next : n.next()) {
          TreeSet<Integer> there = dirty.get(next.position());
          changed |= there.addAll(dirty.get(n.position()));
          changed |= there.addAll(effects.get(n.position()).touches);
        }
      }
    }
  }

  private void findLive() {
    for (boolean changed = true; changed; ) {
      changed = false;
      for (RegionPlan.Node n : plan.nodes().reversed()) {
        Effects e = effects.get(n.position());
        TreeSet<Integer> here = live.get(n.position());
        changed |= here.addAll(e.reads);
        changed |= here.addAll(dirty.get(n.position()));
        for (RegionPlan.Node next : n.next()) {
          for (int slot : live.get(next.position())) {
            changed |= !e.writes.contains(slot) && here.add(slot);
          }
        }
      }
    }
  }
}

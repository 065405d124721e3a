package dev.orrery.engine.interp;

import dev.orrery.engine.emit.BodyEmitter;
import dev.orrery.engine.emit.RowFrame;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.interp.LazyBody.Write;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The guest's registers in a {@link Region}'s locals, and which of them are newer than the hart's
 * array at the place that code is emitted for.
 */
final class RegionRegisters {
  private record Held(int local, int width) {}

  /**
   * What the hart does not know somewhere.
   *
   * @param dirty the slots whose registers are newer than the hart's array
   * @param waiting which of them are still to be computed
   */
  record Unsaved(Set<Integer> dirty, PendingWrites.Waiting waiting) {}

  private final RegisterFlow flow;
  private final PendingWrites pending;
  private final LateWrites late;
  private final RowFrame frame;
  private final Map<Integer, Held> held = new HashMap<>();

  /** The local with the hart's array. */
  private final int regs;

  /** Slots whose locals are newer than the hart's array. */
  private TreeSet<Integer> dirty = new TreeSet<>();

  /** What was dirty where the branches around this place began. */
  private final Deque<TreeSet<Integer>> outside = new ArrayDeque<>();

  /**
   * A local for each register that {@code flow} knows of.
   *
   * @param lazy which writes wait
   * @param frame what the code is emitted for
   */
  RegionRegisters(
      CodeBuilder code, RegisterFlow flow, LazyFlow lazy, RowFrame frame, RegionNotes notes) {
    this.flow = flow;
    this.frame = frame;
    this.pending = new PendingWrites(code, lazy, notes);
    this.late = new LateWrites(pending);
    this.regs = code.allocateLocal(TypeKind.REFERENCE);
    flow.widths().forEach((slot, w) -> held.put(slot, new Held(code.allocateLocal(kind(w)), w)));
    notes.local(code, regs, TypeKind.REFERENCE, "regs");
    held.forEach((slot, h) -> notes.register(code, h.local, kind(h.width), slot));
  }

  /** What holds a value of {@code width} bits. */
  static TypeKind kind(int width) {
    return width <= 32 ? TypeKind.INT : TypeKind.LONG;
  }

  private Held held(int slot) {
    Held h = held.get(slot);
    if (h == null) {
      throw new IllegalStateException("slot " + slot + " is used but was not held");
    }
    return h;
  }

  /** The part of the code that every entry goes through; the hart is in local {@code hart}. */
  void enter(CodeBuilder code, int hart, RegionPlan.Node first) {
    code.aload(hart).getfield(Types.HART, "regs", Types.LONG_ARRAY).astore(regs);
    pending.enter(code);
    // Where it waits on some ways only, the JVM wants a value on the others, too.
    for (int slot : pending.slots()) {
      code.iconst_0().istore(held(slot).local);
    }
    load(code, first);
  }

  /** Takes from the hart what is needed from {@code node} on. */
  void load(CodeBuilder code, RegionPlan.Node node) {
    for (int slot : flow.liveAt(node)) {
      Held h = held(slot);
      code.aload(regs).loadConstant(slot).laload();
      OpFrame.fromSlot(code, h.width);
      code.storeLocal(kind(h.width), h.local);
    }
    pending.rememberNothing(code, node);
  }

  /** The code that follows is that of {@code node}. */
  void start(RegionPlan.Node node) {
    dirty = new TreeSet<>(flow.dirtyAt(node));
    pending.start(node);
  }

  /** The code goes on at {@code next}, which is told what is still to be computed. */
  void goTo(CodeBuilder code, RegionPlan.Node next) {
    pending.before(next).forEach(slot -> compute(code, slot));
    pending.remember(code, next);
  }

  /** The code that follows may write {@code slots}, and may not. */
  void settle(CodeBuilder code, Set<Integer> slots) {
    for (int slot : pending.knownOf(slots)) {
      compute(code, slot);
      pending.written(slot);
    }
  }

  private void compute(CodeBuilder code, int slot) {
    Held h = held(slot);
    push(code, slot);
    code.storeLocal(kind(h.width), h.local);
  }

  /** Pushes what the register of a slot holds. */
  void push(CodeBuilder code, int slot) {
    Expr value = pending.value(slot);
    if (value != null) {
      BodyEmitter.push(code, frame, value);
    } else {
      Held h = held(slot);
      code.loadLocal(kind(h.width), h.local);
    }
  }

  /** What the register of a slot is made of if it is still to be computed; else null. */
  @Nullable Expr value(int slot) {
    return pending.value(slot);
  }

  /** Sets the register of a slot to what {@code value} pushes. */
  void set(CodeBuilder code, int slot, Runnable value) {
    Held h = held(slot);
    value.run();
    code.storeLocal(kind(h.width), h.local);
    pending.written(slot);
    dirty.add(slot);
  }

  /** As {@link dev.orrery.engine.emit.RowFrame#defer}. */
  boolean defer(CodeBuilder code, Stmt.PutReg put, Consumer<Expr> push) {
    boolean waits = pending.defer(code, put, push);
    if (waits) {
      dirty.add(put.register().slot());
    }
    return waits;
  }

  /** What the hart does not know here. */
  Unsaved unsaved() {
    return new Unsaved(new TreeSet<>(dirty), pending.waiting());
  }

  /**
   * What the hart does not know here, for whoever leaves before instruction {@code number}, without
   * what waits, which is made late.
   */
  Unsaved unsavedBefore(int number) {
    Unsaved here = unsaved();
    if (here.waiting.isNothing()) {
      return here;
    }
    late.add(number, here.waiting);
    Set<Integer> dirty = new TreeSet<>(here.dirty);
    dirty.removeAll(here.waiting.known().keySet());
    return new Unsaved(dirty, PendingWrites.NONE);
  }

  /** What is made late. */
  LateWrites late() {
    return late;
  }

  /** Tells the hart what it does not know. */
  void flush(CodeBuilder code) {
    writeBack(code, unsaved());
    dirty.clear();
  }

  /** Tells the hart what it does not know where {@code unsaved} was taken. */
  void writeBack(CodeBuilder code, Unsaved unsaved) {
    PendingWrites.Waiting waiting = unsaved.waiting;
    Set<Integer> open = new TreeSet<>();
    for (int slot : unsaved.dirty) {
      if (waiting.open().contains(slot)) {
        open.add(slot);
      } else {
        tell(code, slot, waiting.known().get(slot));
      }
    }
    if (!open.isEmpty()) {
      tellByWay(code, open, waiting.ways());
    }
  }

  private void tellByWay(
      CodeBuilder code, Set<Integer> open, Map<Integer, Map<Integer, Write>> ways) {
    List<SwitchCase> cases = new ArrayList<>();
    ways.keySet().forEach(way -> cases.add(SwitchCase.of(way, code.newLabel())));
    Label end = code.newLabel();
    pending.pushWay(code);
    code.lookupswitch(cases.getFirst().target(), cases);
    for (SwitchCase c : cases) {
      code.labelBinding(c.target());
      Map<Integer, Write> writes = ways.getOrDefault(c.caseValue(), Map.of());
      open.forEach(slot -> tell(code, slot, writes.get(slot)));
      code.goto_(end);
    }
    code.labelBinding(end);
  }

  private void tell(CodeBuilder code, int slot, @Nullable Write write) {
    Held h = held(slot);
    code.aload(regs).loadConstant(slot);
    if (write != null) {
      BodyEmitter.push(code, frame, pending.value(write));
    } else {
      code.loadLocal(kind(h.width), h.local);
    }
    OpFrame.toSlot(code, h.width);
    code.lastore();
  }

  /** As {@link dev.orrery.engine.emit.RowFrame#enterBranch}. */
  void enterBranch() {
    outside.push(new TreeSet<>(dirty));
    pending.enterBranch();
  }

  /** As {@link dev.orrery.engine.emit.RowFrame#leaveBranch}. */
  void leaveBranch() {
    dirty.addAll(outside.pop());
    pending.leaveBranch();
  }
}

package dev.orrery.engine.interp;

import dev.orrery.engine.emit.Types;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The guest's registers in a {@link Region}'s locals, and which of them are newer than the hart's
 * array at the place that code is emitted for.
 */
final class RegionRegisters {
  private record Held(int local, int width) {}

  private final RegisterFlow flow;
  private final Map<Integer, Held> held = new HashMap<>();

  /** The local with the hart's array. */
  private final int regs;

  /** Slots whose locals are newer than the hart's array. */
  private TreeSet<Integer> dirty = new TreeSet<>();

  /** What was dirty where the branches around this place began. */
  private final Deque<TreeSet<Integer>> outside = new ArrayDeque<>();

  /** A local for each register that {@code flow} knows of. */
  RegionRegisters(CodeBuilder code, RegisterFlow flow, RegionNotes notes) {
    this.flow = flow;
    this.regs = code.allocateLocal(TypeKind.REFERENCE);
    flow.widths().forEach((slot, w) -> held.put(slot, new Held(code.allocateLocal(kind(w)), w)));
    notes.local(code, regs, TypeKind.REFERENCE, "regs");
    held.forEach((slot, h) -> notes.register(code, h.local, kind(h.width), slot));
  }

  private static TypeKind kind(int width) {
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
  }

  /** The code that follows is that of {@code node}. */
  void start(RegionPlan.Node node) {
    dirty = new TreeSet<>(flow.dirtyAt(node));
  }

  /** Pushes what the register of a slot holds. */
  void push(CodeBuilder code, int slot) {
    Held h = held(slot);
    code.loadLocal(kind(h.width), h.local);
  }

  /** Sets the register of a slot to what {@code value} pushes. */
  void set(CodeBuilder code, int slot, Runnable value) {
    Held h = held(slot);
    value.run();
    code.storeLocal(kind(h.width), h.local);
    dirty.add(slot);
  }

  /** What is newer than the hart's array here. */
  Set<Integer> dirty() {
    return new TreeSet<>(dirty);
  }

  /** Tells the hart what it does not know. */
  void flush(CodeBuilder code) {
    writeBack(code, dirty);
    dirty.clear();
  }

  /** Tells the hart what the registers of {@code slots} hold. */
  void writeBack(CodeBuilder code, Iterable<Integer> slots) {
    for (int slot : slots) {
      Held h = held(slot);
      code.aload(regs).loadConstant(slot).loadLocal(kind(h.width), h.local);
      OpFrame.toSlot(code, h.width);
      code.lastore();
    }
  }

  /** As {@link dev.orrery.engine.emit.RowFrame#enterBranch}. */
  void enterBranch() {
    outside.push(new TreeSet<>(dirty));
  }

  /** As {@link dev.orrery.engine.emit.RowFrame#leaveBranch}. */
  void leaveBranch() {
    dirty.addAll(outside.pop());
  }
}

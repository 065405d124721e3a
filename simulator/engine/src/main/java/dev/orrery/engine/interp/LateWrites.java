package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.interp.LazyBody.Write;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes that still wait where a region is left in the middle of a block, which is rare: its code
 * only saves their leaves, and they are made here.
 */
final class LateWrites {
  private final PendingWrites pending;

  /** By instruction. */
  private final Map<Integer, PendingWrites.Waiting> waiting = new HashMap<>();

  /** Positions of leaves by their locals. */
  private final Map<Integer, Integer> positions = new HashMap<>();

  private long[] leaves = {};

  /** Those of {@code pending}. */
  LateWrites(PendingWrites pending) {
    this.pending = pending;
  }

  /**
   * What waits where the region is left before instruction {@code number}, the same wherever that
   * is: it is left before the instruction has changed anything.
   */
  void add(int number, PendingWrites.Waiting here) {
    PendingWrites.Waiting known = waiting.putIfAbsent(number, here);
    if (known != null && !known.equals(here)) {
      throw new IllegalStateException(
          "instruction " + number + " has changed what waits before it");
    }
  }

  /** The code that saves all leaves; local {@code self} holds the region. */
  void save(CodeBuilder code, int self) {
    if (waiting.isEmpty()) {
      return;
    }
    List<PendingWrites.Local> locals = pending.locals();
    leaves = new long[locals.size()];
    code.aload(self).getfield(Types.of(Region.class), "leaves", Types.LONG_ARRAY);
    for (int i = 0; i < locals.size(); i++) {
      PendingWrites.Local local = locals.get(i);
      positions.put(local.number(), i);
      code.dup().loadConstant(i).loadLocal(local.kind(), local.number());
      if (local.kind() == TypeKind.INT) {
        code.i2l();
      }
      code.lastore();
    }
    code.pop();
  }

  /** Where the code saves leaves. */
  long[] leaves() {
    return leaves;
  }

  /** Makes what waits before instruction {@code number}, for {@code hart}. */
  void make(Hart hart, int number) {
    PendingWrites.Waiting here = waiting.get(number);
    if (here != null) {
      here.known().forEach((slot, write) -> make(hart, slot, write));
      if (!here.open().isEmpty()) {
        int way = (int) leaves[position(pending.way())];
        Map<Integer, Write> writes = here.ways().getOrDefault(way, Map.of());
        for (int slot : here.open()) {
          Write write = writes.get(slot);
          if (write != null) {
            make(hart, slot, write);
          }
        }
      }
    }
  }

  private void make(Hart hart, int slot, Write write) {
    Expr value =
        Rewrite.expr(
            pending.value(write),
            e ->
                e instanceof Expr.Tmp t ? new Expr.Const(t.width(), leaves[position(~t.id())]) : e);
    if (!(value instanceof Expr.Const c)) {
      throw new IllegalStateException("not a value: " + value);
    }
    hart.regs[slot] = c.value();
  }

  private int position(int local) {
    Integer position = positions.get(local);
    if (position == null) {
      throw new IllegalStateException("local " + local + " was not saved");
    }
    return position;
  }
}

package dev.orrery.machine.linux;

import dev.orrery.engine.Hart;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.AbiSpec.ContextItem;
import java.util.List;

/** A hart's state as Linux saves it: item by item, as the tables say. */
public final class SavedContext {
  private SavedContext() {}

  /** How many bytes items have. */
  public static int bytes(List<ContextItem> items) {
    int bytes = 0;
    for (ContextItem item : items) { // a first stream costs every run some milliseconds
      bytes += item.bytes();
    }
    return bytes;
  }

  /**
   * Saves items.
   *
   * @param mask of blocked signals
   * @param area address of what stands elsewhere
   */
  public static void put(Struct to, List<ContextItem> items, Hart hart, long mask, long area) {
    for (ContextItem item : items) {
      switch (item) {
        case ContextItem.Pc p -> to.put(p.bytes(), hart.pc);
        case ContextItem.Slot r -> to.put(r.bytes(), hart.regs[r.slot()]);
        case ContextItem.Composed c -> to.put(c.bytes(), compose(c.parts(), hart));
        case ContextItem.Mask m -> to.put(m.bytes(), mask);
        case ContextItem.Area a -> to.put(a.bytes(), area);
        case ContextItem.Padding p -> to.zeros(p.bytes());
      }
    }
  }

  private static long compose(List<AbiSpec.Part> parts, Hart hart) {
    long value = 0;
    for (AbiSpec.Part p : parts) {
      value = value << p.width() | (p.register() == null ? p.constant() : hart.get(p.register()));
    }
    return value;
  }

  /** Restores items that stand in {@code saved} from {@code at} on. */
  public static void restore(Hart hart, List<ContextItem> items, byte[] saved, int at) {
    int next = at;
    for (ContextItem item : items) {
      switch (item) {
        case ContextItem.Pc p -> hart.pc = number(hart, saved, next, p.bytes());
        case ContextItem.Slot r -> hart.regs[r.slot()] = number(hart, saved, next, r.bytes());
        case ContextItem.Composed c ->
            decompose(hart, c.parts(), number(hart, saved, next, c.bytes()));
        case ContextItem.Mask m -> {}
        case ContextItem.Area a -> {}
        case ContextItem.Padding p -> {}
      }
      next += item.bytes();
    }
  }

  private static void decompose(Hart hart, List<AbiSpec.Part> parts, long value) {
    long rest = value;
    for (AbiSpec.Part p : parts.reversed()) {
      if (p.register() != null) {
        hart.set(p.register(), rest);
      }
      rest >>>= p.width();
    }
  }

  private static long number(Hart hart, byte[] saved, int at, int bytes) {
    long little = 0;
    for (int i = 0; i < bytes; i++) {
      little |= (saved[at + i] & 0xffL) << 8 * i;
    }
    return Bits.zext(hart.isa.dataOrder().of(little, bytes), 8 * bytes);
  }
}

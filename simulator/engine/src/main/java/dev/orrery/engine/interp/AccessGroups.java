package dev.orrery.engine.interp;

import dev.orrery.engine.MemoryPort;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accesses of a block that go to fixed distances from one value of one register: stack frames,
 * structures. Whether they are allowed is tested once for all of them, before the first.
 */
final class AccessGroups {
  /** Most bytes from the first to behind the last: so that they lie in at most two pages. */
  private static final int REACH = MemoryPort.PAGE_SIZE;

  /** Accesses that are tested together. */
  static final class Group {
    private final int base;
    private final boolean store;
    private final Stmt first;

    /** Distance and size of the largest access, by which alignment is tested. */
    private long anchor;

    private int anchorBytes;
    private long low;
    private long high;
    private int members = 1;

    private Group(int base, boolean store, Stmt first, long distance, int bytes) {
      this.base = base;
      this.store = store;
      this.first = first;
      this.anchor = distance;
      this.anchorBytes = bytes;
      this.low = distance;
      this.high = distance + bytes;
    }

    /** The slot of the register. */
    int base() {
      return base;
    }

    /** Whether there are several. */
    boolean isShared() {
      return members > 1;
    }

    /** Distance of one of the largest accesses from the register. */
    long anchor() {
      return anchor;
    }

    /** The size of the largest access. */
    int anchorBytes() {
      return anchorBytes;
    }

    /** Distance of the first byte accessed. */
    long low() {
      return low;
    }

    /** Distance of the last byte accessed. */
    long last() {
      return high - 1;
    }

    /** Whether {@code s} is the access before which they are tested. */
    boolean isFirst(Stmt s) {
      return first == s;
    }

    private boolean take(long distance, int bytes) {
      int smaller = Math.min(bytes, anchorBytes);
      long newLow = Math.min(low, distance);
      long newHigh = Math.max(high, distance + bytes);
      if ((distance - anchor) % smaller != 0
          || newHigh - newLow > REACH
          || bytes > anchorBytes && members > 1) {
        return false;
      }
      if (bytes > anchorBytes) {
        anchor = distance;
        anchorBytes = bytes;
      }
      low = newLow;
      high = newHigh;
      members++;
      return true;
    }
  }

  private final Map<Stmt, Group> groups = new IdentityHashMap<>();

  /** Groups that later accesses can join. */
  private final List<Group> open = new ArrayList<>();

  private AccessGroups() {}

  /** The groups of a block of {@code insns}, whose bodies are {@code bodies}. */
  static AccessGroups of(DecodedInsn[] insns, List<List<Stmt>> bodies) {
    AccessGroups g = new AccessGroups();
    for (int i = 0; i < insns.length; i++) {
      g.insn(insns[i], bodies.get(i));
    }
    return g;
  }

  /** The group of an access; null if it stands for itself. */
  @Nullable Group of(Stmt access) {
    Group group = groups.get(access);
    return group != null && group.isShared() ? group : null;
  }

  private void insn(DecodedInsn insn, List<Stmt> body) {
    Map<Integer, Expr> lets = new HashMap<>();
    for (Stmt s : body) {
      switch (s) {
        case Stmt.Let l -> lets.put(l.tmp().id(), l.value());
        case Stmt.Load l -> access(insn, l, false, l.bytes(), l.address(), lets);
        case Stmt.Store st -> access(insn, st, true, st.bytes(), st.address(), lets);
        case Stmt.PutFile p -> written(p.file().writeSlot(RegionFrame.number(insn, p.index())));
        case Stmt.PutReg p -> written(p.register().slot());
        case Stmt.Fp f -> {}
        case Stmt.Goto g -> {}
        case Stmt.Fence f -> {}
        // What is conditional, or goes to memory by other ways, may change what was tested.
        default -> open.clear();
      }
    }
  }

  private void written(int slot) {
    open.removeIf(g -> g.base == slot);
  }

  private void access(
      DecodedInsn insn, Stmt s, boolean store, int bytes, Expr address, Map<Integer, Expr> lets) {
    Expr a = address instanceof Expr.Tmp t ? lets.getOrDefault(t.id(), t) : address;
    long distance = 0;
    if (a instanceof Expr.Binary b && b.op() == BinaryOp.ADD && DecodeTime.isFixed(b.b())) {
      distance = DecodeTime.value(b.b(), insn);
      a = b.a();
    }
    if (!(a instanceof Expr.GetFile get) || get.width() != 64) {
      return;
    }
    int number = RegionFrame.number(insn, get.index());
    if (number == get.file().zero() || distance > REACH || distance < -REACH) {
      return;
    }
    int base = get.file().readSlot(number);
    for (Group g : open) {
      if (g.base == base && g.store == store && g.take(distance, bytes)) {
        groups.put(s, g);
        return;
      }
    }
    Group made = new Group(base, store, s, distance, bytes);
    open.add(made);
    groups.put(s, made);
  }
}

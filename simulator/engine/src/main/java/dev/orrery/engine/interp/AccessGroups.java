package dev.orrery.engine.interp;

import dev.orrery.engine.MemoryPort;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accesses of a block that go to fixed distances from one value of one register, or to fixed
 * addresses: stack frames, structures, static variables. Whether they are allowed is tested once
 * for all of them, before the first.
 */
final class AccessGroups {
  /** Most bytes from the first to behind the last: so that they lie in at most two pages. */
  private static final int REACH = MemoryPort.PAGE_SIZE;

  /** Accesses that are tested together. */
  static final class Group {
    private final int base;
    private final boolean store;
    private final Access first;

    private long low;
    private long high;
    private int members = 1;

    private Group(int base, boolean store, Access first, long distance, int bytes) {
      this.base = base;
      this.store = store;
      this.first = first;
      this.low = distance;
      this.high = distance + bytes;
    }

    /** The position in the block of the instruction that the first is of. */
    int insn() {
      return first.insn;
    }

    /** The slot of the register, or {@link #NO_BASE}. */
    int base() {
      return base;
    }

    /** Whether they are stores. */
    boolean store() {
      return store;
    }

    /** Whether there are several. */
    boolean isShared() {
      return members > 1;
    }

    /** Distance of the first byte accessed. */
    long low() {
      return low;
    }

    /** Distance of the last byte accessed. */
    long last() {
      return high - 1;
    }

    /** Whether {@code s} of instruction {@code insn} is the access before which they are tested. */
    boolean isFirst(int insn, Stmt s) {
      return first.equals(new Access(insn, s));
    }

    private boolean take(long distance, int bytes) {
      long newLow = Math.min(low, distance);
      long newHigh = Math.max(high, distance + bytes);
      if (newHigh - newLow > REACH) {
        return false;
      }
      low = newLow;
      high = newHigh;
      members++;
      return true;
    }
  }

  /** An access of the block; instructions of one variant share their statements. */
  private record Access(int insn, Stmt statement) {}

  /**
   * Where an access to a computed address probably goes.
   *
   * @param insn the position in the block of its instruction
   * @param store whether it is a store
   * @param base the slot of a register that the address is near to, or {@link #NO_BASE}
   * @param distance from what that holds
   */
  record Guess(int insn, boolean store, int base, long distance) {}

  /** In place of a slot: addresses are fixed. */
  static final int NO_BASE = -1;

  /** Those of no block. */
  static final AccessGroups NONE = new AccessGroups();

  private final Map<Access, Group> groups = new LinkedHashMap<>();

  private final Map<Access, Guess> guesses = new LinkedHashMap<>();

  /** Groups that later accesses can join. */
  private final List<Group> open = new ArrayList<>();

  private AccessGroups() {}

  /** The groups of a block of {@code insns}, whose bodies, filled in, are {@code bodies}. */
  static AccessGroups of(DecodedInsn[] insns, List<List<Stmt>> bodies) {
    AccessGroups g = new AccessGroups();
    for (int i = 0; i < insns.length; i++) {
      g.insn(i, insns[i], bodies.get(i));
    }
    return g;
  }

  /** The group of access {@code s} of instruction {@code insn}; null if its address is computed. */
  @Nullable Group of(int insn, Stmt s) {
    Group group = groups.get(new Access(insn, s));
    return group;
  }

  /** By instruction, the slot of the register that it goes to memory by; else negative. */
  static int[] bases(DecodedInsn[] insns, List<List<Stmt>> bodies) {
    int[] bases = new int[insns.length];
    Arrays.fill(bases, NO_BASE);
    AccessGroups all = of(insns, bodies);
    all.guesses.values().forEach(guess -> bases[guess.insn] = guess.base);
    all.groups.forEach((access, group) -> bases[access.insn] = group.base);
    return bases;
  }

  /** All groups, in the order of their first accesses. */
  Set<Group> all() {
    return new LinkedHashSet<>(groups.values());
  }

  /** Where those that are in no group probably go. */
  Collection<Guess> guesses() {
    return guesses.values();
  }

  private void insn(int i, DecodedInsn insn, List<Stmt> body) {
    Map<Integer, Expr> lets = new HashMap<>();
    for (Stmt s : body) {
      switch (s) {
        case Stmt.Let l -> lets.put(l.tmp().id(), l.value());
        case Stmt.Load l -> access(new Access(i, l), insn, false, l.bytes(), l.address(), lets);
        case Stmt.Store st -> access(new Access(i, st), insn, true, st.bytes(), st.address(), lets);
        case Stmt.PutFile p -> {
          written(p.file().writeSlot(RegionFrame.number(insn, p.index())));
          lets.clear(); // they may have been made of what is overwritten
        }
        case Stmt.PutReg p -> written(p.register().slot());
        case Stmt.Fp f -> {}
        case Stmt.Goto g -> {}
        case Stmt.Fence f -> {}
        case Stmt.Retire r -> {}
        // What is conditional, or goes to memory by other ways, may change what was tested.
        default -> open.clear();
      }
    }
  }

  private void written(int slot) {
    open.removeIf(g -> g.base == slot);
  }

  private void access(
      Access access,
      DecodedInsn insn,
      boolean store,
      int bytes,
      Expr address,
      Map<Integer, Expr> lets) {
    Sum sum = new Sum();
    sum.add(address, insn, lets);
    if (sum.computed) {
      guesses.put(access, new Guess(access.insn, store, sum.base, sum.distance));
      return;
    }
    for (Group g : open) {
      if (g.base == sum.base && g.store == store && g.take(sum.distance, bytes)) {
        groups.put(access, g);
        return;
      }
    }
    Group made = new Group(sum.base, store, access, sum.distance, bytes);
    open.add(made);
    groups.put(access, made);
  }

  /** An address as a sum: of a register, what is fixed, and something computed. */
  private static final class Sum {
    private int base = NO_BASE;
    private long distance;
    private boolean computed;

    void add(Expr e, DecodedInsn insn, Map<Integer, Expr> lets) {
      switch (e) {
        case Expr.Const c -> distance += c.value();
        case Expr.Binary b when b.op() == BinaryOp.ADD -> {
          add(b.a(), insn, lets);
          add(b.b(), insn, lets);
        }
        case Expr.Binary b when b.op() == BinaryOp.SUB && b.b() instanceof Expr.Const c -> {
          add(b.a(), insn, lets);
          distance -= c.value();
        }
        case Expr.Tmp t when lets.containsKey(t.id()) ->
            add(Objects.requireNonNull(lets.get(t.id())), insn, lets);
        case Expr.GetFile get when get.width() == Long.SIZE && base == NO_BASE ->
            base = get.file().readSlot(RegionFrame.number(insn, get.index()));
        default -> computed = true;
      }
    }
  }
}

package dev.orrery.machine.fuzz;

import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case in which two engines differ.
 *
 * @param insn the instruction; null if no row has the word
 * @param word its bits
 * @param bytes its length
 * @param pc where it was
 * @param seed of the batch with this case: a run of one batch from it ends here again
 * @param engines the names of the two engines
 * @param facts what the engines left different, what changed, and what the instruction reads
 */
public record Difference(
    @Nullable DecodedInsn insn,
    long word,
    int bytes,
    long pc,
    long seed,
    List<String> engines,
    List<Fact> facts) {
  public Difference {
    engines = List.copyOf(engines);
    facts = List.copyOf(facts);
  }

  /**
   * One thing a guest can see.
   *
   * @param name for example a register's
   * @param before what it was; empty if that says nothing
   * @param first what it is after the first engine's turn
   * @param second what it is after the other's
   */
  public record Fact(String name, String before, String first, String second) {
    /** Whether the engines differ here. */
    public boolean differs() {
      return !first.equals(second);
    }
  }

  static Difference of(
      @Nullable DecodedInsn insn,
      long word,
      int bytes,
      long seed,
      List<Location> reads,
      Hart before,
      FuzzGuest a,
      FuzzGuest b) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("stop", "", stop(a.hart), stop(b.hart)));
    facts.add(new Fact("pc", hex(before.pc), hex(a.hart.pc), hex(b.hart.pc)));
    facts.add(new Fact("retired", "", "" + a.hart.retired, "" + b.hart.retired));
    for (RegisterFile f : before.isa.files()) {
      for (int i = 0; i < f.count(); i++) {
        int slot = f.readSlot(i);
        boolean read = reads.contains(new Location.InFile(f, new Expr.Index.Fixed(i)));
        String name = f.names().get(i);
        add(name, read, before.regs[slot], a.hart.regs[slot], b.hart.regs[slot], facts);
      }
    }
    for (Register r : before.isa.registers()) {
      boolean read = reads.contains(new Location.Single(r));
      add(r.name(), read, before.get(r), a.hart.get(r), b.hart.get(r), facts);
    }
    Hart first = a.hart;
    Hart second = b.hart;
    add("reservation", false, before.reservation, first.reservation, second.reservation, facts);
    facts.add(new Fact("device", "", hex(a.deviceDigest()), hex(b.deviceDigest())));
    memory(a, b, facts);
    return new Difference(
        insn,
        word,
        bytes,
        before.pc,
        seed,
        List.of(a.engine.name(), b.engine.name()),
        facts.stream().filter(f -> f.differs() || !f.before().isEmpty()).toList());
  }

  private static void add(
      String name, boolean read, long before, long first, long second, List<Fact> facts) {
    if (read || first != before || second != before) {
      facts.add(new Fact(name, hex(before), hex(first), hex(second)));
    }
  }

  /** The first byte of memory that differs. */
  private static void memory(FuzzGuest a, FuzzGuest b, List<Fact> facts) {
    byte[] first = new byte[FuzzGuest.CONTENTS];
    byte[] second = new byte[FuzzGuest.CONTENTS];
    a.contents(first);
    b.contents(second);
    int at = Arrays.mismatch(first, second);
    if (at >= 0) {
      long page = FuzzGuest.PAGES[at / (FuzzGuest.CONTENTS / FuzzGuest.PAGES.length)];
      long address = page + at % (FuzzGuest.CONTENTS / FuzzGuest.PAGES.length);
      facts.add(
          new Fact("[" + hex(address) + "]", "", hex(first[at] & 0xff), hex(second[at] & 0xff)));
    }
  }

  private static String stop(Hart hart) {
    return hart.stop instanceof Stop.Budget ? "none" : hart.stop.toString();
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}

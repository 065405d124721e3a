package dev.orrery.machine.fuzz;

import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.Stop;
import dev.orrery.engine.random.World;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.machine.validate.Fact;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What two engines left of the same guest. */
final class GuestFacts {
  private GuestFacts() {}

  /** What differs. */
  static List<Fact> of(FuzzGuest a, FuzzGuest b) {
    return of(a.hart, List.of(), a, b).stream().filter(Fact::differs).toList();
  }

  /**
   * What differs, what changed, and what was read.
   *
   * @param before registers before both ran
   * @param reads registers that they read
   */
  static List<Fact> of(Hart before, List<Location> reads, FuzzGuest a, FuzzGuest b) {
    List<Fact> facts = new ArrayList<>();
    facts.add(fact("stop", "", stop(a.hart), stop(b.hart)));
    facts.add(fact("pc", hex(before.pc), hex(a.hart.pc), hex(b.hart.pc)));
    facts.add(fact("retired", "", "" + a.hart.retired, "" + b.hart.retired));
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
    facts.add(fact("device", "", hex(a.deviceDigest()), hex(b.deviceDigest())));
    cycles(a, b, facts);
    memory(a, b, facts);
    return facts.stream().filter(f -> f.differs() || !f.before().isEmpty()).toList();
  }

  private static void add(
      String name, boolean read, long before, long first, long second, List<Fact> facts) {
    if (read || first != before || second != before) {
      facts.add(fact(name, hex(before), hex(first), hex(second)));
    }
  }

  private static void cycles(FuzzGuest a, FuzzGuest b, List<Fact> facts) {
    CoreModel first = a.model();
    CoreModel second = b.model();
    if (first != null && second != null) {
      facts.add(fact("cycles", "", "" + first.cycles(), "" + second.cycles()));
      for (Cause c : first.table().causes()) {
        facts.add(
            fact(
                "cycles for " + c.name(),
                "",
                "" + first.byCause()[c.index()],
                "" + second.byCause()[c.index()]));
      }
    }
  }

  /** The first byte of memory that differs. */
  private static void memory(FuzzGuest a, FuzzGuest b, List<Fact> facts) {
    byte[] first = new byte[World.BYTES];
    byte[] second = new byte[World.BYTES];
    a.contents(first);
    b.contents(second);
    int at = Arrays.mismatch(first, second);
    if (at >= 0) {
      long page = World.PAGES.get(at / MemoryPort.PAGE_SIZE);
      long address = page + at % MemoryPort.PAGE_SIZE;
      facts.add(fact("[" + hex(address) + "]", "", hex(first[at] & 0xff), hex(second[at] & 0xff)));
    }
  }

  private static Fact fact(String name, String before, String first, String second) {
    return new Fact(name, before, List.of(first, second));
  }

  private static String stop(Hart hart) {
    return hart.stop instanceof Stop.Budget ? "none" : hart.stop.toString();
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}

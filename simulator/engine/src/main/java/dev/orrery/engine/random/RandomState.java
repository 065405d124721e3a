package dev.orrery.engine.random;

import dev.orrery.engine.Hart;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Contents of registers for a guest in a {@link World}: boundaries, numbers, and pointers into its
 * world, to the borders of its pages and just beside them.
 */
public final class RandomState {
  private final Isa isa;

  /** Files whose registers hold addresses; those of others hold mostly floating-point numbers. */
  private final Set<RegisterFile> addressing = new HashSet<>();

  private final Map<Row, Effects> effects = new HashMap<>();

  /** Contents for guests of {@code isa}. */
  public RandomState(Isa isa) {
    this.isa = isa;
    for (Row row : isa.rows()) {
      Effects of = Effects.of(row.body());
      effects.put(row, of);
      addressing.addAll(of.addressing());
    }
  }

  /** Gives all registers of {@code hart} new contents. */
  public void randomise(Hart hart, SplittableRandom random) {
    for (RegisterFile file : isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        set(hart, file, i, random);
      }
    }
    for (Register r : isa.registers()) {
      set(hart, r, random);
    }
    hart.reservation = random.nextBoolean() ? World.DATA + 8 : Hart.NO_RESERVATION;
  }

  /** Lets registers hold what programs may start with. */
  void confine(Hart hart, Confines confines, SplittableRandom random) {
    for (RegisterFile file : isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        if (confines.pinned().contains(file.names().get(i))) {
          hart.regs[file.slot() + i] = World.pointer(random);
        }
      }
    }
    for (Register r : isa.registers()) {
      List<Long> starts = confines.starts().get(r.name());
      if (starts != null) {
        hart.set(r, starts.get(random.nextInt(starts.size())));
      } else if (confines.end() && r.width() > 1) {
        hart.set(r, r.reset());
      }
    }
  }

  /** Whether {@code insn} may access memory. */
  public boolean touchesMemory(@Nullable DecodedInsn insn) {
    Effects of = insn == null ? null : effects.get(insn.row());
    return of != null && !of.memory().isEmpty();
  }

  /** The registers that {@code insn} reads; all single ones where it is no instruction. */
  public List<Location> reads(@Nullable DecodedInsn insn) {
    List<Location> reads = new ArrayList<>();
    if (insn == null) {
      isa.registers().forEach(r -> reads.add(new Location.Single(r)));
    } else {
      for (Location l : effects.getOrDefault(insn.row(), Effects.of(insn.row().body())).reads()) {
        reads.add(
            l instanceof Location.InFile f && f.index() instanceof Expr.Index.Of of
                ? new Location.InFile(
                    f.file(), new Expr.Index.Fixed((int) insn.value(of.operand())))
                : l);
      }
    }
    return reads;
  }

  /** Gives some registers of {@code hart} new contents: these, and with luck the reservation. */
  public void randomise(Hart hart, List<Location> registers, SplittableRandom random) {
    for (Location l : registers) {
      switch (l) {
        case Location.InFile f when f.index() instanceof Expr.Index.Fixed n ->
            set(hart, f.file(), n.number(), random);
        case Location.InFile f -> {}
        case Location.Single s -> set(hart, s.register(), random);
      }
    }
    hart.reservation = random.nextBoolean() ? World.DATA + 8 : Hart.NO_RESERVATION;
  }

  private void set(Hart hart, RegisterFile file, int number, SplittableRandom random) {
    if (number != file.zero()) {
      RandomValues values = new RandomValues(random);
      long value =
          !addressing.contains(file)
              ? values.floating()
              : random.nextInt(8) < 3 ? values.integer() : World.pointer(random);
      hart.regs[file.slot() + number] = Bits.zext(value, file.width());
    }
  }

  private static void set(Hart hart, Register register, SplittableRandom random) {
    hart.set(register, random.nextInt(4) == 0 ? random.nextLong() : 0);
  }
}

package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.TestSpace.Rights;
import dev.orrery.engine.random.RandomState;
import dev.orrery.engine.random.World;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.RegisterFile;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A hart in a {@link World}. */
public final class TestGuest {
  final Engine engine;
  final TestSpace space = new TestSpace();
  final Hart hart;

  /** A guest run by {@code engine}. */
  public TestGuest(Engine engine) {
    this.engine = engine;
    this.hart = new Hart(engine.isa(), space);
    for (long page : World.PAGES) {
      space.map(
          page,
          page == World.CONSTANT ? Rights.CONSTANT : page < World.DATA ? Rights.ALL : Rights.DATA);
    }
    space.attach(engine);
    space.attach(hart);
    space.mapDevice(World.DEVICE, hart);
  }

  /** Fails unless {@code other} is in the same state. */
  void assertSame(TestGuest other, Supplier<String> context) {
    boolean same =
        hart.pc == other.hart.pc
            && hart.retired == other.hart.retired
            && hart.stop.equals(other.hart.stop)
            && hart.reservation == other.hart.reservation
            && hart.fp.bits == other.hart.fp.bits
            && Arrays.equals(registers(), other.registers())
            && space.deviceLog().equals(other.space.deviceLog())
            && sameMemory(other);
    if (!same) {
      assertThat(other.describe())
          .as("%s: %s against %s", context.get(), other.engine.name(), engine.name())
          .isEqualTo(describe());
    }
  }

  /** Gives all registers of {@code guests} the same new contents. */
  static void randomise(RandomState states, SplittableRandom random, TestGuest... guests) {
    Hart first = guests[0].hart;
    states.randomise(first, random);
    for (TestGuest g : guests) {
      System.arraycopy(first.regs, 0, g.hart.regs, 0, first.regs.length);
      g.hart.fp.bits = first.fp.bits;
      g.hart.reservation = first.reservation;
    }
  }

  /** Forgets what reached the device. */
  void clearLog() {
    space.deviceLog().clear();
  }

  private boolean sameMemory(TestGuest other) {
    for (long page : World.PAGES) {
      if (!space.sameBytes(page, other.space)) {
        return false;
      }
    }
    return true;
  }

  private long[] registers() {
    return registers(hart);
  }

  /** The register array of {@code hart} without what nothing reads. */
  static long[] registers(Hart hart) {
    long[] regs = hart.regs.clone();
    for (RegisterFile f : hart.isa.files()) {
      if (f.sink() >= 0) {
        regs[f.sink()] = 0;
      }
    }
    return regs;
  }

  private String describe() {
    StringBuilder s = new StringBuilder();
    s.append("stop ").append(hart.stop).append("\npc ").append(Long.toHexString(hart.pc));
    s.append("\nretired ").append(hart.retired).append("\nflags ").append(hart.fp.bits);
    s.append("\nreservation ").append(hart.reservation).append("\nregs");
    long[] regs = registers();
    for (int i = 0; i < regs.length; i++) {
      s.append(i % 4 == 0 ? "\n" : " ").append(i).append('=').append(Long.toHexString(regs[i]));
    }
    s.append("\ndevice ").append(space.deviceLog());
    for (long page : World.PAGES) {
      s.append("\npage ").append(Long.toHexString(page)).append(' ');
      s.append(Integer.toHexString(Arrays.hashCode(space.page(page))));
    }
    return s.toString();
  }

  /** The instruction of {@code isa} that {@code word} is, for messages. */
  static String name(Isa isa, long word) {
    DecodedInsn insn = isa.decoder().decode(word, 0);
    return insn == null ? "illegal" : insn.row().name() + " 0x" + Long.toHexString(word);
  }
}

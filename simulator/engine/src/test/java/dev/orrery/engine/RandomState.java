package dev.orrery.engine;

import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.random.RandomValues;
import java.util.random.RandomGenerator;

/**
 * Register contents that find mistakes: boundaries, pointers to interesting places, special
 * numbers.
 */
final class RandomState {
  private final RandomGenerator random;
  private final RandomValues values;

  RandomState(RandomGenerator random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  /** Gives all registers of {@code guests} the same new contents. */
  void randomise(TestGuest... guests) {
    Hart first = guests[0].hart;
    for (RegisterFile f : first.isa.files()) {
      boolean floats = f.zero() < 0;
      for (int i = 0; i < f.count(); i++) {
        if (i != f.zero()) {
          first.regs[f.slot() + i] = Bits.zext(floats ? values.floating() : integer(), f.width());
        }
      }
    }
    for (Register r : first.isa.registers()) {
      boolean any = r.width() == 1 || random.nextInt(4) == 0;
      first.set(r, any ? Bits.zext(random.nextLong(), r.width()) : 0);
    }
    first.reservation = random.nextBoolean() ? TestGuest.DATA + 8 : Hart.NO_RESERVATION;
    for (TestGuest g : guests) {
      System.arraycopy(first.regs, 0, g.hart.regs, 0, first.regs.length);
      g.hart.fp.bits = first.fp.bits;
      g.hart.reservation = first.reservation;
    }
  }

  private long integer() {
    return random.nextInt(8) < 3 ? values.integer() : pointer();
  }

  private long pointer() {
    int near = random.nextInt(-12, 12);
    return switch (random.nextInt(12)) {
      case 0 -> TestGuest.DATA + 0x1000 + near; // the border of two pages
      case 1 -> TestGuest.HOLE + near;
      case 2 -> TestGuest.BEHIND + near;
      case 3 -> TestGuest.CONSTANT + random.nextInt(0x1000);
      case 4 -> TestGuest.DEVICE + 8L * random.nextInt(0x200);
      case 5, 6 -> TestGuest.CODE + 2L * random.nextInt(0x100);
      default -> TestGuest.DATA + 8L * random.nextInt(0x400);
    };
  }
}

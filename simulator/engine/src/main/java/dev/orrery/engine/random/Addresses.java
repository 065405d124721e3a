package dev.orrery.engine.random;

import dev.orrery.spec.model.Operand;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Lets instructions whose words say how an address is computed find it in pointers: one pointer,
 * perhaps with a small number beside it, and a small offset; or an offset alone that leads to data.
 */
final class Addresses {
  private static final int NEAR = 64;
  private static final int ALIGNMENT = 16;

  private final Idioms idioms;

  Addresses(Idioms idioms) {
    this.idioms = idioms;
  }

  /** Whether an instruction as it is finds its address so; its offsets are changed to. */
  boolean point(Bases bases, Shape shape, SplittableRandom random, Registers registers) {
    int zero = idioms.file().zero();
    boolean pointed = false;
    for (Operand o : bases.operands()) {
      List<Integer> wanted = pointed ? registers.indices() : registers.pointers();
      if (o.field() != null) {
        if (!shape.set(o, wanted.get(random.nextInt(wanted.size())))) {
          return false;
        }
        pointed = true;
      } else if (shape.value(o) != zero) {
        if (!wanted.contains((int) shape.value(o))) {
          return false;
        }
        pointed = true;
      }
    }
    for (Operand o : bases.offsets()) {
      if (shape.bytes(o) == 0) {
        continue;
      }
      int near = random.nextInt(-NEAR, NEAR);
      near = random.nextBoolean() ? near & -ALIGNMENT : near;
      if (pointed || !bases.fixed().isEmpty()) {
        return shape.set(o, near);
      }
      return shape.set(o, World.DATA + 2 * NEAR + near) && idioms.reachesData(shape.insn())
          || shape.set(o, World.DATA - World.CODE + near) && idioms.reachesData(shape.insn());
    }
    return pointed || !bases.fixed().isEmpty();
  }
}

package dev.orrery.spec.disasm;

import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.SplittableRandom;

/** Random words of rows in which the operands are often those that text treats apart. */
public final class SpecialWords {
  /** Numbers that aliases and address comments treat apart. */
  private static final int[] SPECIAL_REGISTERS = {0, 1, 2, 3, 4, 5, 10};

  private static final int[] SPECIAL_CSRS = {1, 2, 3, 0x300, 0xc00, 0xc01, 0xc02, 0xc80, 0xc82};

  private SpecialWords() {}

  /** A word of {@code row}: bits that mean nothing are zero, operands are often special. */
  public static long word(Row row, SplittableRandom random) {
    long meant = row.mask();
    for (Operand o : row.operands()) {
      meant |= o.field() == null ? 0 : o.field().mask();
    }
    long word = RowWords.sample(row, random) & meant;
    for (Operand o : row.operands()) {
      BitField field = o.field();
      if (field == null || random.nextInt(3) > 0) {
        continue;
      }
      long special = special(row, o, word, random);
      try {
        long changed = word & ~field.mask() | field.insert(special);
        word = RowWords.contains(row, changed) ? changed : word;
      } catch (IllegalArgumentException e) {
        // The field cannot hold the special value; the random one stays.
      }
    }
    return word;
  }

  private static long special(Row row, Operand o, long word, SplittableRandom random) {
    if (o.name().equals("csr")) {
      return SPECIAL_CSRS[random.nextInt(SPECIAL_CSRS.length)];
    }
    if (o.file() != null && random.nextBoolean()) {
      return row.operands().get(random.nextInt(row.operands().size())).value(word);
    }
    return o.file() != null
        ? SPECIAL_REGISTERS[random.nextInt(SPECIAL_REGISTERS.length)]
        : random.nextInt(-2, 3) * (random.nextBoolean() ? 1 : 0);
  }
}

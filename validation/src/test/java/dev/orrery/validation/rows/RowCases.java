package dev.orrery.validation.rows;

import dev.orrery.spec.decode.Coverage;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Words to try: of every row, and of none. Registers and immediates are random where {@link
 * RowProgram} can bear it: it keeps some registers for itself, and jumps must come back.
 */
final class RowCases {
  /** Addresses memory, or is where a jump through a register goes. */
  static final int BASE = 9;

  private static final int FIRST = 10;
  private static final int COUNT = 6;
  private static final int FIRST_FLOAT = 8;
  private static final int FLOATS = 8;
  private static final int ATTEMPTS = 200;

  /** What adds an immediate to the base register. */
  private static final Set<String> DISPLACED = Set.of("load", "store", "fload", "fstore", "jumpr");

  /** Registers that a program of ours can read here and in QEMU with the same result. */
  private static final int[] CSRS = {1, 2, 3};

  /** User-level counters: what they say is the simulator's own affair. */
  private static final int COUNTERS = 0xc00;

  private static final int LAST_COUNTER = 0xc9f;

  private final Isa isa;
  private final RandomGenerator random;

  /**
   * A word.
   *
   * @param row null for a word that no row has
   * @param displacement the immediate that the row adds to the base register, else 0
   */
  record Case(@Nullable Row row, long word, int bytes, long displacement) {
    String describe() {
      return (row == null ? "no row" : row.name()) + " 0x" + Long.toHexString(word);
    }

    boolean isClass(String... classes) {
      return row != null && List.of(classes).contains(row.insnClass());
    }
  }

  RowCases(Isa isa, RandomGenerator random) {
    this.isa = isa;
    this.random = random;
  }

  /** {@code perRow} words of every row that is wanted. */
  List<Case> ofRows(int perRow, Predicate<Row> wanted) {
    List<Case> cases = new ArrayList<>();
    for (Row row : isa.rows()) {
      for (int i = 0; i < perRow && wanted.test(row); i++) {
        cases.add(ofRow(row));
      }
    }
    return cases;
  }

  /** {@code count} words of each length that no row has. */
  List<Case> ofNoRow(int count) {
    List<Case> cases = new ArrayList<>();
    for (Coverage coverage : Coverage.of(isa)) {
      for (int i = 0; i < count; i++) {
        cases.add(new Case(null, coverage.sample(random), coverage.bytes(), 0));
      }
    }
    return cases;
  }

  private Case ofRow(Row row) {
    for (int i = 0; i < ATTEMPTS; i++) {
      long word = RowWords.sample(row, random);
      long displacement = 0;
      boolean fits = true;
      for (Operand o : row.operands()) {
        BitField field = o.field();
        if (field == null) {
          continue;
        }
        Long value = value(row, o);
        if (value != null) {
          try {
            word = word & ~field.mask() | field.insert(value);
          } catch (IllegalArgumentException e) {
            fits = false; // a field of three bits, say
          }
        } else if (o.file() == null && DISPLACED.contains(row.insnClass())) {
          displacement = o.value(word);
        }
      }
      DecodedInsn insn = fits ? isa.decoder().decode(word, 0) : null;
      if (insn != null && Objects.equals(insn.row(), row)) {
        return new Case(row, word, row.length(), displacement);
      }
    }
    throw new AssertionError("no word of " + row + " suits");
  }

  /** What an operand must be; null if anything will do. */
  private @Nullable Long value(Row row, Operand o) {
    boolean base = row.meaning().operands().get(o.index()).name().equals("rs1");
    boolean jump = row.insnClass().equals("jumpr");
    if (o.file() != null && o.file().zero() < 0) {
      return (long) FIRST_FLOAT + random.nextInt(FLOATS);
    }
    if (o.file() != null) {
      return base && (jump || accesses(row)) ? BASE : integerRegister();
    }
    return switch (row.insnClass()) {
      case "branch", "jump" -> row.length() + 4L * random.nextInt(3);
      case "csr" -> o.name().equals("csr") ? (Long) csr() : null;
      default -> null;
    };
  }

  private static boolean accesses(Row row) {
    return !Effects.of(row.body()).memory().isEmpty();
  }

  private long integerRegister() {
    return random.nextInt(12) == 0 ? 0 : FIRST + random.nextInt(COUNT);
  }

  private long csr() {
    int any = random.nextInt(0x1000);
    boolean counter = any >= COUNTERS && any <= LAST_COUNTER;
    return counter || random.nextInt(3) > 0 ? CSRS[random.nextInt(CSRS.length)] : any;
  }
}

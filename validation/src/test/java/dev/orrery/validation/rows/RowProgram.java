package dev.orrery.validation.rows;

import dev.orrery.spec.model.Isa;
import dev.orrery.spec.random.RandomValues;
import dev.orrery.validation.rows.RowCases.Case;
import java.io.ByteArrayOutputStream;
import java.util.random.RandomGenerator;

/**
 * The code and the data of a program that executes cases one after the other, each on random
 * registers; {@code rows.s} or {@code logged-rows.s} is what surrounds them. Where traps are kept,
 * it keeps of each case the registers, and the signal, code, address and pc of a trap; else nothing
 * may trap, and a log tells the rest.
 *
 * <p>{@code x3} walks over the random values, {@code x4} over the results, {@code x18} is the
 * middle of the memory to work on, {@code x20} what the signal handler found, and {@code x21} where
 * it goes on.
 */
final class RowProgram {
  /** Size of the memory to work on. A page without access follows, then a read-only one. */
  static final int MEMORY_BYTES = 8192;

  private static final int TO_NO_ACCESS = 4096;
  private static final int TO_READ_ONLY = 8192;

  private static final int FCSR = 3;
  private static final int SCRATCH = 5;
  private static final int VALUES = 3;
  private static final int RESULTS = 4;
  private static final int MIDDLE = 18;
  private static final int TRAP = 20;
  private static final int RESUME = 21;

  /** What a case sees and may change: {@code ra}, {@code sp}, the base, and the random ones. */
  private static final int[] REGISTERS = {1, 2, RowCases.BASE, 10, 11, 12, 13, 14, 15};

  private static final int FIRST_RANDOM = 3;
  private static final int FIRST_FLOAT = 8;
  private static final int FLOATS = 8;
  private static final int TRAP_WORDS = 4;

  private final RandomGenerator random;
  private final RandomValues values;
  private final int wordBytes;
  private final boolean floats;
  private final Traps traps;
  private final Assembly code;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /** Whether cases may trap. */
  enum Traps {
    /** They may, and what happened is among the results. */
    KEPT,
    /** They do not, and there are no results. */
    NONE
  }

  RowProgram(RandomGenerator random, Isa isa, Traps traps) {
    this.random = random;
    this.values = new RandomValues(random);
    this.wordBytes = isa.xlen() / 8;
    this.floats = isa.files().size() > 1;
    this.traps = traps;
    this.code = new Assembly(isa.xlen());
  }

  /** Bytes that a case leaves. */
  int resultBytes() {
    return (REGISTERS.length + TRAP_WORDS) * wordBytes + (floats ? 8 * FLOATS + 8 : 0);
  }

  byte[] code() {
    return code.bytes();
  }

  byte[] data() {
    return data.toByteArray();
  }

  /** Adds a case. */
  void add(Case c) {
    randomise();
    code.addImmediate(1, 0, 0x123);
    code.addImmediate(2, MIDDLE, 0);
    for (int i = 0; i < TRAP_WORDS && traps == Traps.KEPT; i++) {
      code.store(0, TRAP, i * wordBytes);
    }
    Assembly rest = new Assembly(8 * wordBytes);
    boolean reserve = c.isClass("sc") && random.nextInt(4) > 0;
    // QEMU lets a store that has no reservation fail before it looks at the address.
    pointBase(c, c.isClass("sc") && !reserve, rest);
    if (reserve) {
      rest.loadReserved(c.word());
    }
    rest.insn(c.word(), c.bytes());
    if (c.isClass("branch", "jump", "jumpr")) { // something to jump over
      rest.addImmediate(15, 15, 1);
      rest.addImmediate(15, 15, 1);
    }
    code.addPc(RESUME, 8 + rest.bytes().length);
    code.append(rest);
    if (traps == Traps.KEPT) {
      keep();
    }
  }

  private void randomise() {
    int at = 0;
    for (int i = FIRST_RANDOM; i < REGISTERS.length; i++, at += wordBytes) {
      value(values.integer(), wordBytes);
      code.load(REGISTERS[i], VALUES, at);
    }
    if (floats) {
      for (int f = FIRST_FLOAT; f < FIRST_FLOAT + FLOATS; f++, at += 8) {
        value(values.floating(), 8);
        code.loadDouble(f, VALUES, at);
      }
      boolean anyMode = traps == Traps.KEPT && random.nextInt(8) == 0;
      int roundingMode = random.nextInt(anyMode ? 8 : 5);
      value(roundingMode << 5 | random.nextInt(32), 8);
      code.load(SCRATCH, VALUES, at);
      code.writeCsr(FCSR, SCRATCH);
      at += 8;
    }
    code.addImmediate(VALUES, VALUES, at);
  }

  /** Points the base register into memory or, for a jump through it, behind the case. */
  private void pointBase(Case c, boolean harmless, Assembly rest) {
    boolean jump = c.isClass("jumpr");
    long offset;
    if (jump) {
      offset = -4L * random.nextInt(3) + random.nextInt(2);
    } else if (harmless) {
      offset = 8L * random.nextInt(200);
    } else {
      offset = offset(c);
    }
    value(offset - c.displacement(), wordBytes);
    rest.load(RowCases.BASE, VALUES, 0);
    rest.add(RowCases.BASE, jump ? RESUME : MIDDLE);
    rest.addImmediate(VALUES, VALUES, wordBytes);
  }

  /** Where to access, from the middle of the memory: mostly inside, sometimes at a border. */
  private long offset(Case c) {
    int near = random.nextInt(-16, 16);
    boolean atomic = c.isClass("amo", "lr", "sc");
    int misaligned = random.nextInt(4) == 0 ? near : near & -8;
    if (traps == Traps.NONE) {
      return 16L * random.nextInt(-100, 100) + (atomic ? 0 : misaligned & 15);
    }
    return switch (random.nextInt(12)) {
      case 0 -> TO_NO_ACCESS + (atomic ? misaligned : near);
      case 1 -> TO_NO_ACCESS + random.nextInt(4096);
      case 2 -> TO_READ_ONLY + misaligned;
      case 3 -> near; // the border of two pages
      default -> 8L * random.nextInt(-200, 200) + (misaligned & 7);
    };
  }

  private void keep() {
    int at = 0;
    for (int register : REGISTERS) {
      code.store(register, RESULTS, at);
      at += wordBytes;
    }
    for (int i = 0; i < TRAP_WORDS; i++) {
      code.load(SCRATCH, TRAP, i * wordBytes);
      code.store(SCRATCH, RESULTS, at);
      at += wordBytes;
    }
    if (floats) {
      for (int f = FIRST_FLOAT; f < FIRST_FLOAT + FLOATS; f++) {
        code.storeDouble(f, RESULTS, at);
        at += 8;
      }
      code.readCsr(SCRATCH, FCSR);
      code.store(SCRATCH, RESULTS, at);
      at += 8;
    }
    code.addImmediate(RESULTS, RESULTS, at);
  }

  private void value(long value, int bytes) {
    for (int b = 0; b < bytes; b++) {
      data.write((int) (value >>> 8 * b));
    }
  }

  /** What a result holds, as a name and a value for each part: for messages. */
  String describe(byte[] results, int index) {
    StringBuilder out = new StringBuilder();
    int at = index * resultBytes();
    for (int register : REGISTERS) {
      at = append(out, "x" + register, results, at, wordBytes);
    }
    for (String part : new String[] {"signal", "code", "address", "pc"}) {
      at = append(out, part, results, at, wordBytes);
    }
    if (floats) {
      for (int f = FIRST_FLOAT; f < FIRST_FLOAT + FLOATS; f++) {
        at = append(out, "f" + f, results, at, 8);
      }
      append(out, "fcsr", results, at, 4);
    }
    return out.toString();
  }

  private static int append(StringBuilder out, String name, byte[] results, int at, int bytes) {
    long value = 0;
    for (int b = bytes - 1; b >= 0; b--) {
      value = value << 8 | results[at + b] & 0xff;
    }
    out.append(name).append(' ').append(Long.toHexString(value)).append('\n');
    return at + bytes;
  }
}

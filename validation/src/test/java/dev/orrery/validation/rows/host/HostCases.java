package dev.orrery.validation.rows.host;

import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes cases of rows of x86-64: random encodings, and states on which they run without a fault.
 */
final class HostCases {
  private static final long FLAGS = 0xcd5;
  private static final long ALWAYS = 0x202;
  private static final int MASKED = 0x1f80;
  private static final int MASKED_X87 = 0x7f;
  private static final long REX = 1L << 30;
  private static final long WRXB = 15L << 26;
  private static final long W = 1L << 29;
  private static final long OSZ = 1L << 31;

  /** Bits of the opcode, and of its map. */
  private static final long X87_BITS = 1L << 39 | 0x3f8;

  private static final long X87_OPCODES = 0xd8;

  /** Instructions on what rsi and rdi point to. */
  private static final Set<String> STRINGS = Set.of("movs", "stos", "lods", "scas", "cmps");

  /** Instructions on a bit, which may stand far from the address that names it. */
  private static final Set<String> BIT_STRINGS = Set.of("bt", "bts", "btr", "btc");

  /** Shifts of two operands: of 16 bits, a count above 16 leaves everything open. */
  private static final Set<String> DOUBLE_SHIFTS = Set.of("shld", "shrd");

  private static final int MEMORY_BYTES = 384;
  private static final int ATTEMPTS = 200;

  /** In one case of so many, memory holds zeros. */
  private static final int ZERO_MEMORY = 8;

  /** In one case of so many, vector registers hold text. */
  private static final int TEXT = 4;

  private final ByteDecoder decoder;
  private final SplittableRandom random;

  HostCases(Isa isa, SplittableRandom random) {
    this.decoder = (ByteDecoder) isa.decoder();
    this.random = random;
  }

  /** Whether an instruction of the row can run as a case: it neither traps nor calls the system. */
  static boolean isPossible(Row row) {
    return !row.insnClass().equals("system");
  }

  /** A random case of {@code row} for the next place of {@code program}. */
  HostProgram.Case of(Row row, HostProgram program) {
    for (int i = 0; i < ATTEMPTS; i++) {
      HostProgram.Case c = attempt(row, program.nextPc(isX87(row)), program.nextMemory());
      if (c != null) {
        return c;
      }
    }
    throw new IllegalStateException("no case of " + row);
  }

  /** A random word of {@code row} that bytes can give; bits that mean nothing are 0. */
  long word(Row row) {
    long meant = row.mask();
    for (Operand o : row.operands()) {
      meant |= o.field() == null ? 0 : o.field().mask();
    }
    for (int i = 0; i < ATTEMPTS; i++) {
      long word = RowWords.sample(row, random) & meant;
      if ((word & WRXB) != 0 && (row.mask() & REX) == 0) {
        word |= REX; // where those bits stand
      }
      word = decoder.scheme().possible(word);
      if (RowWords.contains(row, word)) {
        return word;
      }
    }
    throw new IllegalStateException("no bytes are " + row);
  }

  /** Whether a row is one of the x87 unit: those have opcodes d8 to df. */
  private static boolean isX87(Row row) {
    return (row.match() & X87_BITS) == X87_OPCODES;
  }

  private HostProgram.@Nullable Case attempt(Row row, long pc, long memory) {
    long word = word(row);
    DecodedInsn insn = RowWords.at(row, word, pc);
    long[] registers = new long[HostProgram.REGISTERS];
    for (int r = 0; r < registers.length; r++) {
      registers[r] = value();
    }
    boolean text = random.nextInt(TEXT) == 0;
    byte[] bytes = new byte[MEMORY_BYTES];
    if (random.nextInt(ZERO_MEMORY) != 0) {
      random.nextBytes(bytes);
    }
    if (random.nextBoolean()) {
      for (int at = 0; at < MEMORY_BYTES; at += Long.BYTES) {
        put(bytes, at, text ? text() : half());
      }
    }
    registers[4] = memory + 192;
    String name = row.name();
    String plain = name.substring(name.indexOf(' ') + 1);
    if (STRINGS.contains(plain)) {
      registers[1] = random.nextInt(4);
      registers[6] = memory + 64;
      registers[7] = memory + 128;
    } else if (name.equals("maskmovdqu")) {
      registers[7] = memory + random.nextInt(64);
    } else if (name.equals("leave")) {
      registers[5] = memory + 96;
    } else if (name.equals("xlat")) {
      registers[3] = memory + 64;
    }
    boolean shiftsTwo = DOUBLE_SHIFTS.contains(name) && width(word) == 16;
    if (shiftsTwo) {
      registers[1] = registers[1] & -32 | random.nextInt(17);
    }
    byte[] head = decoder.scheme().bytes(word);
    int length = head.length + tailBytes(insn);
    long target = HostProgram.target(pc, length);
    boolean controls = name.equals("fldcw") || name.equals("fldenv");
    long disp = number(insn, "disp");
    Operand base = operand(row, "base");
    boolean jumps = plain.equals("call") || plain.equals("jmp");
    if (base != null && operand(row, "us") == null && BIT_STRINGS.contains(plain)) {
      int g = value(insn, "g");
      if (g == insn.value(base) || g == value(insn, "index")) {
        return null; // an address cannot also be the number of a bit
      }
      int bit = random.nextInt(-512, 512);
      int width = width(word);
      registers[g] = width == 64 ? bit : random.nextLong() << width | bit & (1L << width) - 1;
    }
    if (base != null && !name.equals("lea") && !plain.equals("nop")) {
      long wanted = memory + 112 + (isAligned(row) ? 16 * random.nextInt(4) : random.nextInt(64));
      int b = (int) insn.value(base);
      int x = value(insn, "index");
      int scale = 1 << value(insn, "ss");
      if (value(insn, "rip") == 1) {
        disp = wanted - pc - length;
      } else if (b == 16 && x == 16) {
        disp = wanted;
      } else if (b == 16) {
        registers[x] = random.nextInt(1 << 20);
        disp = wanted - registers[x] * scale;
      } else if (b == x) {
        boolean exactly = isAligned(row) || controls;
        if (exactly && Math.floorMod(wanted - disp, 1 + scale) != 0) {
          return null;
        }
        registers[b] = Math.floorDiv(wanted - disp, 1 + scale);
      } else {
        registers[b] = wanted - disp - (x == 16 ? 0 : registers[x] * scale);
      }
      if (controls) {
        environment(bytes, (int) (wanted - memory));
      } else if (isX87(row) && random.nextInt(4) != 0) {
        put(bytes, wanted - memory, half());
        extended(bytes, (int) (wanted - memory), random.nextInt(3) == 0);
      }
      if (plain.startsWith("cmpxchg") && random.nextBoolean()) {
        equal(plain, registers, bytes, (int) (wanted - memory));
      }
      if (jumps) {
        long address =
            (b == 16 ? 0 : registers[b])
                + (x == 16 ? 0 : registers[x] * scale)
                + disp
                + (value(insn, "rip") == 1 ? pc + length : 0);
        put(bytes, address - memory, target);
      }
    } else if (jumps && operand(row, "e") != null) {
      int e = value(insn, "e");
      if (e == 4) {
        return null; // a target cannot also be where the stack is
      }
      registers[e] = target;
    } else if (plain.equals("cmpxchg") && random.nextBoolean()) {
      registers[value(insn, "e")] = registers[0];
    }
    if (shiftsTwo && (registers[1] & 31) > 16) {
      return null; // rcx became part of the address
    }
    boolean stacks = plain.equals("call") || plain.equals("push") || plain.equals("pop");
    if (stacks && (registers[4] < memory + 16 || registers[4] > memory + MEMORY_BYTES - 16)) {
      return null; // the stack would be anywhere
    }
    if (registers[4] << 16 >> 16 != registers[4]) {
      return null; // an interrupt would not return: HostProgram.touch
    }
    if (name.startsWith("popf")) {
      put(bytes, registers[4] - memory, random.nextLong() & FLAGS | ALWAYS);
    }
    if (plain.equals("ret")) {
      put(bytes, registers[4] - memory, target);
    }
    if (name.endsWith("div")
        && traps(name, word, insn, registers, bytes, memory, disp, pc + length)) {
      return null;
    }
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    code.writeBytes(head);
    for (Operand o : row.operands()) {
      if (o.from() instanceof Operand.From.Next next) {
        long v =
            switch (o.name()) {
              case "disp" -> disp;
              case "jb", "jz" -> 2;
              case "us" -> shiftsTwo ? random.nextInt(17) : value();
              case "ub" -> name.equals("enter") ? 0 : value();
              case "uw" -> random.nextInt(64);
              case "uq" ->
                  name.equals("movabs") && operand(row, "z") == null ? memory + 64 : value();
              default -> value();
            };
        int n = (int) DecodeTime.value(next.bytes(), insn);
        for (int i = 0; i < n; i++) {
          code.write((int) (v >> 8 * i));
        }
      }
    }
    long flags = random.nextLong() & FLAGS | ALWAYS;
    long[] vectors = new long[2 * HostProgram.REGISTERS];
    for (int v = 0; v < vectors.length; v++) {
      vectors[v] = text ? text() : half();
    }
    int control = MASKED | random.nextInt(4) << 13 | random.nextInt(64);
    byte[] x87 = isX87(row) ? x87() : new byte[0];
    return new HostProgram.Case(
        row, code.toByteArray(), registers, flags, vectors, control, x87, bytes, pc);
  }

  /** An environment of the x87 unit: mostly full, of any precision and rounding. */
  private void environment(byte[] bytes, int at) {
    int precision = random.nextInt(3);
    put(bytes, at, MASKED_X87 | random.nextInt(4) << 10 | (precision == 1 ? 3 : precision) << 8);
    put(bytes, at + 4, random.nextInt() & 0x7f7f);
    int tags = 0;
    for (int r = 0; r < 8; r++) {
      tags |= random.nextInt(8) == 0 ? 3 << 2 * r : 0;
    }
    put(bytes, at + 8, random.nextInt(4) == 0 ? 0xffff : tags);
  }

  /** Environment and registers of the x87 unit. */
  private byte[] x87() {
    byte[] bytes = new byte[HostProgram.X87_BYTES];
    environment(bytes, 0);
    for (int r = 0; r < 8; r++) {
      extended(bytes, HostProgram.ENVIRONMENT + HostProgram.EXTENDED * r, true);
    }
    return bytes;
  }

  /** Puts an extended number of some kind, or whatever its bits make, unless it is not wanted. */
  private void extended(byte[] bytes, int at, boolean wanted) {
    long fraction = random.nextInt(3) == 0 ? value() : random.nextLong() << random.nextInt(64);
    long exponent =
        switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> 0x7fff;
          case 2 -> random.nextInt(0x8000);
          case 3 -> 0x3fff;
          case 4 -> random.nextInt(80);
          default -> random.nextInt(0x3fc0, 0x4042);
        };
    long significand =
        switch (random.nextInt(16)) {
          case 0 -> fraction; // perhaps none that a number has
          case 1, 2 -> exponent == 0 ? 0 : Long.MIN_VALUE;
          default -> exponent == 0 ? fraction >>> 1 : fraction | Long.MIN_VALUE;
        };
    if (wanted) {
      long sign = random.nextInt(2) * 0x8000L;
      for (int i = 0; i < HostProgram.EXTENDED; i++) {
        bytes[at + i] = (byte) (i < 8 ? significand >>> 8 * i : (exponent | sign) >>> 8 * (i - 8));
      }
    }
  }

  /** Whether an operand in memory must stand at a multiple of 16. */
  private static boolean isAligned(Row row) {
    return Effects.of(row.body()).traps().stream().anyMatch(t -> t.kind() == TrapKind.PROTECTION);
  }

  /** Half of a vector register: integers, a double, or two floats, of which many are special. */
  private long half() {
    return switch (random.nextInt(4)) {
      case 0 -> value();
      case 1 -> (long) single() << 32 | single() & 0xffff_ffffL;
      default -> twice();
    };
  }

  /** Bytes or words of few kinds, as strings that are compared have them. */
  private long text() {
    long alphabet = 0x807f_ff02_0100L >>> 8 * random.nextInt(4);
    boolean words = random.nextBoolean();
    long text = 0;
    for (int i = 0; i < Long.BYTES; i += words ? 2 : 1) {
      long letter = alphabet >>> 8 * random.nextInt(3) & 0xff;
      text |= (words ? letter << 8 * random.nextInt(2) : letter) << 8 * i;
    }
    return text;
  }

  private long twice() {
    long sign = random.nextLong() & Long.MIN_VALUE;
    return sign
        | switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> 0x7ff0_0000_0000_0000L; // infinite
          case 2 -> 0x7ff0_0000_0000_0001L | random.nextLong() >>> 12; // no number
          case 3 -> random.nextLong() >>> 12 + random.nextInt(52); // denormal
          case 4 -> Double.doubleToRawLongBits(random.nextInt(1 << random.nextInt(1, 31)) / 2.0);
          case 5 -> Double.doubleToRawLongBits(Math.scalb(1.0, random.nextInt(-1074, 1024)));
          case 6 -> (random.nextLong(0x3e0, 0x420) << 52) | random.nextLong() >>> 12;
          default -> random.nextLong() >>> 1;
        };
  }

  private int single() {
    int sign = random.nextInt() & Integer.MIN_VALUE;
    return sign
        | switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> 0x7f80_0000;
          case 2 -> 0x7f80_0001 | random.nextInt() >>> 9;
          case 3 -> random.nextInt() >>> 9 + random.nextInt(23);
          case 4 -> Float.floatToRawIntBits(random.nextInt(1 << random.nextInt(1, 31)) / 2.0f);
          case 5 -> Float.floatToRawIntBits(Math.scalb(1.0f, random.nextInt(-149, 128)));
          case 6 -> random.nextInt(0x60, 0xa0) << 23 | random.nextInt() >>> 9;
          default -> random.nextInt() >>> 1;
        };
  }

  private long value() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(-3, 4);
      case 1 -> (1L << random.nextInt(64)) - random.nextInt(2);
      default -> random.nextLong();
    };
  }

  /** Makes what is in memory what a comparison with it expects. */
  private static void equal(String name, long[] registers, byte[] bytes, int at) {
    long low = registers[0];
    if (name.equals("cmpxchg8b")) {
      low = registers[2] << 32 | low & 0xffff_ffffL;
    }
    put(bytes, at, low);
    if (name.equals("cmpxchg16b")) {
      put(bytes, at + Long.BYTES, registers[2]);
    }
  }

  /** A displacement, in the range that its bytes have. */
  private long number(DecodedInsn insn, String name) {
    Operand o = operand(insn.row(), name);
    if (o == null || !(o.from() instanceof Operand.From.Next next)) {
      return 0;
    }
    return switch ((int) DecodeTime.value(next.bytes(), insn)) {
      case 0 -> 0;
      case 1 -> random.nextInt(-128, 128);
      default -> random.nextInt();
    };
  }

  private static int tailBytes(DecodedInsn insn) {
    int n = 0;
    for (Operand o : insn.row().operands()) {
      if (o.from() instanceof Operand.From.Next next) {
        n += (int) DecodeTime.value(next.bytes(), insn);
      }
    }
    return n;
  }

  private static @Nullable Operand operand(Row row, String name) {
    for (Operand o : row.operands()) {
      if (o.name().equals(name)) {
        return o;
      }
    }
    return null;
  }

  private static int value(DecodedInsn insn, String name) {
    Operand o = operand(insn.row(), name);
    return o == null ? 0 : (int) insn.value(o);
  }

  private static void put(byte[] bytes, long at, long value) {
    for (int i = 0; i < 8; i++) {
      bytes[(int) at + i] = (byte) (value >> 8 * i);
    }
  }

  /** Bits of an operand that is not a byte. */
  private static int width(long word) {
    return (word & W) != 0 ? 64 : (word & OSZ) != 0 ? 16 : 32;
  }

  /** Whether a division traps, computed as the manual says. */
  private static boolean traps(
      String name,
      long word,
      DecodedInsn insn,
      long[] registers,
      byte[] bytes,
      long memory,
      long disp,
      long next) {
    boolean signed = name.equals("idiv");
    int width = (word & 1) == 0 ? 8 : width(word);
    long divisor;
    Operand base = operand(insn.row(), "base");
    if (base != null) {
      int b = (int) insn.value(base);
      int x = value(insn, "index");
      long address =
          (b == 16 ? 0 : registers[b])
              + (x == 16 ? 0 : registers[x] << value(insn, "ss"))
              + disp
              + (value(insn, "rip") == 1 ? next : 0);
      divisor = 0;
      for (int i = 0; i < width / 8; i++) {
        divisor |= (bytes[(int) (address - memory) + i] & 0xffL) << 8 * i;
      }
    } else {
      int e = value(insn, "e");
      boolean high = width == 8 && (word & REX) == 0 && e >= 4;
      divisor = high ? registers[e & 3] >>> 8 : registers[e];
    }
    BigInteger d = of(divisor, width, signed);
    BigInteger n =
        width == 8
            ? of(registers[0], 16, signed)
            : of(registers[2], width, signed).shiftLeft(width).add(of(registers[0], width, false));
    if (d.signum() == 0) {
      return true;
    }
    BigInteger q = n.divide(d);
    return signed ? q.bitLength() >= width : q.bitLength() > width;
  }

  private static BigInteger of(long value, int width, boolean signed) {
    BigInteger v = BigInteger.valueOf(value);
    BigInteger all = BigInteger.ONE.shiftLeft(width);
    BigInteger u = v.mod(all);
    return signed && u.testBit(width - 1) ? u.subtract(all) : u;
  }
}

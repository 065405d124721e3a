package dev.orrery.validation.rows.host;

import dev.orrery.spec.model.Row;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A static x86-64 program for Linux that runs single instructions, each on registers, flags and
 * memory of its own, and writes all of that to its standard output afterwards.
 *
 * <p>Each case has a block of data: its state before (in the order in which it is popped), its
 * state after, and memory for its operands. A case that jumps comes to code that marks its block.
 */
final class HostProgram {
  /** Bytes of a case's data. */
  static final int BLOCK = 1568;

  /** Where a case's memory starts in its block. */
  static final int MEMORY = 384;

  /** Registers of a case, of either kind: by their numbers. */
  static final int REGISTERS = 16;

  private static final int VECTORS = 768;
  private static final int VECTORS_AFTER = VECTORS + 16 * REGISTERS;
  private static final int CONTROL = VECTORS_AFTER + 16 * REGISTERS;
  private static final int CONTROL_AFTER = CONTROL + 8;

  /** The x87 unit: its environment, its registers, and an environment in which all are there. */
  private static final int X87 = 1312;

  /** Bytes of an environment of the x87 unit, as FLDENV reads it. */
  static final int ENVIRONMENT = 28;

  /** Bytes of a register of the x87 unit. */
  static final int EXTENDED = 10;

  /** Bytes of the environment and all registers of the x87 unit. */
  static final int X87_BYTES = ENVIRONMENT + 8 * EXTENDED;

  private static final int X87_FULL = X87 + X87_BYTES;
  private static final int X87_AFTER = X87_FULL + ENVIRONMENT;

  /** Bytes of the code that loads the x87 unit. */
  private static final int X87_CODE = 2 + 9 * 7;

  private static final int AFTER = 160;
  private static final int FLAGS_AFTER = AFTER + 8 * REGISTERS;
  private static final int MARK = AFTER + 8 * REGISTERS + 16;
  private static final long CODE = 0x1000_0000L;
  private static final long DATA = 0x2000_0000L;
  private static final int HEADER = 0x1000;
  private static final int WRITE_BYTES = 1 << 16;
  private static final int RSP = 4;

  /** Bytes of the code that touches all pages. */
  private static final int TOUCH = 55;

  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final List<Case> cases = new ArrayList<>();

  /**
   * An instruction, and what it starts from.
   *
   * @param vectors the vector registers, the lower half of each first
   * @param control MXCSR
   * @param x87 environment and registers of the x87 unit; of no bytes if the case leaves them alone
   */
  record Case(
      Row row,
      byte[] insn,
      long[] registers,
      long flags,
      long[] vectors,
      int control,
      byte[] x87,
      byte[] memory,
      long pc) {
    String describe() {
      StringBuilder out = new StringBuilder(row + " at " + Long.toHexString(pc) + ":");
      for (byte b : insn) {
        out.append(" %02x".formatted(b));
      }
      return out.toString();
    }
  }

  /** Where the memory of the next case stands. */
  long nextMemory() {
    return DATA + data.size() + MEMORY;
  }

  /** Where the next case's instruction stands. */
  long nextPc(boolean x87) {
    return CODE + TOUCH + code.size() + 35 + 8 + 8 * 8 + 8 * 9 + (x87 ? X87_CODE : 0);
  }

  /** Where a case's instruction that jumps over two bytes goes. */
  static long target(long pc, int length) {
    return pc + length + 2;
  }

  List<Case> cases() {
    return cases;
  }

  void add(Case c) {
    long block = DATA + data.size();
    cases.add(c);
    emit(0x48, 0xbc).quad(block); // mov rsp, block
    for (int v = 0; v < REGISTERS; v++) {
      vector(0x10, 4, v).word(VECTORS + 16L * v); // movups v, [rsp + ...]
    }
    if (c.x87.length > 0) {
      emit(0xdb, 0xe3); // fninit
      for (int r = 7; r >= 0; r--) {
        emit(0xdb, 0xac, 0x24).word(X87 + ENVIRONMENT + EXTENDED * r); // fld tbyte [rsp + ...]
      }
      emit(0xd9, 0xa4, 0x24).word(X87); // fldenv [rsp + ...]
    }
    emit(0x0f, 0xae, 0x94, 0x24).word(CONTROL); // ldmxcsr [rsp + ...]
    emit(0x9d); // popfq
    ByteBuffer before = block();
    before.putLong(c.flags);
    for (int r = REGISTERS - 1; r >= 0; r--) {
      if (r != RSP) {
        if (r >= 8) {
          emit(0x41);
        }
        emit(0x58 + (r & 7)); // pop r
        before.putLong(c.registers[r]);
      }
    }
    emit(0x5c); // pop rsp
    before.putLong(c.registers[RSP]);
    if (CODE + TOUCH + code.size() != c.pc) {
      throw new IllegalStateException("not where it was made for");
    }
    code.writeBytes(c.insn);
    emit(0xeb, 0x08); // jmp over the next one
    emit(0xc6, 0x04, 0x25).word(block + MARK).emit(1); // mov BYTE PTR [mark], 1
    emit(0x48, 0xa3).quad(block + AFTER); // mov [after], rax
    emit(0x48, 0xb8).quad(block + AFTER); // mov rax, after
    for (int r = 1; r < REGISTERS; r++) {
      emit(r >= 8 ? 0x4c : 0x48, 0x89, 0x80 | (r & 7) << 3).word(8L * r); // mov [rax + 8 * r], r
    }
    for (int v = 0; v < REGISTERS; v++) {
      vector(0x11, 0, v).word(VECTORS_AFTER - AFTER + 16L * v); // movups [rax + ...], v
    }
    emit(0x0f, 0xae, 0x98).word(CONTROL_AFTER - AFTER); // stmxcsr [rax + ...]
    if (c.x87.length > 0) {
      saveX87();
    }
    emit(0x48, 0xbc).quad(block + FLAGS_AFTER + 8); // mov rsp, behind the flags
    emit(0x9c); // pushfq
    before.position(MEMORY);
    before.put(c.memory);
    before.position(VECTORS);
    for (long half : c.vectors) {
      before.putLong(half);
    }
    before.position(CONTROL);
    before.putInt(c.control);
    before.position(X87);
    before.put(c.x87);
    before.position(X87_FULL);
    before.putInt(0x37f);
    data.writeBytes(before.array());
  }

  /**
   * Stores the x87 unit where rax points to. What it says of the last instruction is left out, and
   * empty registers are stored as well: for that they are said to be there.
   */
  private void saveX87() {
    emit(0xd9, 0xb0).word(X87_AFTER - AFTER); // fnstenv [rax + ...]
    for (int at = 12; at < ENVIRONMENT; at += 8) {
      emit(0x48, 0xc7, 0x80).word(X87_AFTER - AFTER + at).word(0); // mov QWORD PTR [rax + ...], 0
    }
    emit(0xd9, 0xa0).word(X87_FULL - AFTER); // fldenv [rax + ...]
    for (int r = 0; r < 8; r++) {
      emit(0xdb, 0xb8)
          .word(X87_AFTER - AFTER + ENVIRONMENT + EXTENDED * r); // fstp tbyte [rax + ...]
    }
  }

  private static ByteBuffer block() {
    return ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
  }

  private HostProgram emit(int... bytes) {
    for (int b : bytes) {
      code.write(b);
    }
    return this;
  }

  /** MOVUPS of a vector register and memory at a register and the four bytes that follow. */
  private HostProgram vector(int opcode, int base, int v) {
    if (v >= 8) {
      emit(0x44);
    }
    emit(0x0f, opcode, 0x80 | (v & 7) << 3 | base);
    return base == 4 ? emit(0x24) : this;
  }

  private HostProgram word(long value) {
    return emit((int) value, (int) (value >> 8), (int) (value >> 16), (int) (value >> 24));
  }

  private HostProgram quad(long value) {
    return word(value).word(value >> 32);
  }

  /**
   * Code that touches each page. Where a page comes in while the stack pointer is no canonical
   * address, as some cases leave it, some hosts end the program: the return to it faults.
   */
  private static byte[] touch(int codeBytes, int dataBytes) {
    HostProgram touch = new HostProgram();
    touch.emit(0x48, 0xb8).quad(CODE); // mov rax, code
    touch.emit(0xb9).word((codeBytes + HEADER - 1) / HEADER); // mov ecx, its pages
    touch.emit(0x8a, 0x10, 0x48, 0x05).word(HEADER).emit(0xff, 0xc9, 0x75, 0xf4); // read each
    touch.emit(0x48, 0xb8).quad(DATA); // mov rax, data
    touch.emit(0xb9).word((dataBytes + HEADER - 1) / HEADER); // mov ecx, its pages
    touch.emit(0x80, 0x08, 0, 0x48, 0x05).word(HEADER).emit(0xff, 0xc9, 0x75, 0xf3); // write each
    byte[] bytes = touch.code.toByteArray();
    if (bytes.length != TOUCH) {
      throw new IllegalStateException(bytes.length + " bytes");
    }
    return bytes;
  }

  /** The ELF file. */
  byte[] elf() {
    for (int from = 0; from < data.size(); from += WRITE_BYTES) {
      emit(0xb8).word(1).emit(0xbf).word(1); // mov eax, write; mov edi, 1
      emit(0x48, 0xbe).quad(DATA + from); // mov rsi, from
      emit(0xba).word(Math.min(WRITE_BYTES, data.size() - from)).emit(0x0f, 0x05); // syscall
    }
    emit(0xb8).word(60).emit(0x31, 0xff, 0x0f, 0x05); // exit(0)
    int codeBytes = TOUCH + code.size();
    int dataAt = HEADER + (codeBytes + HEADER - 1) / HEADER * HEADER;
    ByteBuffer elf = ByteBuffer.allocate(dataAt + data.size()).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    elf.putShort((short) 2).putShort((short) 62).putInt(1).putLong(CODE).putLong(64).putLong(0);
    elf.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 2);
    elf.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    segment(elf, 5, HEADER, CODE, codeBytes);
    segment(elf, 6, dataAt, DATA, data.size());
    elf.position(HEADER);
    elf.put(touch(codeBytes, data.size()));
    elf.put(code.toByteArray());
    elf.position(dataAt);
    elf.put(data.toByteArray());
    return elf.array();
  }

  private static void segment(ByteBuffer elf, int flags, long at, long address, long size) {
    elf.putInt(1).putInt(flags).putLong(at).putLong(address).putLong(address);
    elf.putLong(size).putLong(size).putLong(HEADER);
  }

  /** The flags after a case. */
  static long flags(int number, byte[] outcome) {
    return ByteBuffer.wrap(outcome)
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong(number * BLOCK + FLAGS_AFTER);
  }

  /**
   * How two outcomes of a case differ; empty if they do not.
   *
   * @param undefined bits of the flags that do not count
   * @param clearable number of a register whose upper half may be 0 in {@code expected} whatever it
   *     is here, or -1
   */
  String difference(int number, byte[] found, byte[] expected, long undefined, int clearable) {
    ByteBuffer ours = ByteBuffer.wrap(found).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer theirs = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
    int block = number * BLOCK;
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < BLOCK; i += 8) {
      long mask = i == FLAGS_AFTER ? ~undefined : -1;
      long a = ours.getLong(block + i) & mask;
      long b = theirs.getLong(block + i) & mask;
      boolean cleared = i == AFTER + 8 * clearable && b == (a & 0xffff_ffffL);
      if (a != b && !(clearable >= 0 && cleared)) {
        String place =
            i == FLAGS_AFTER
                ? "flags"
                : i >= X87_AFTER
                    ? "x87+" + (i - X87_AFTER)
                    : i >= CONTROL_AFTER
                        ? "mxcsr"
                        : i >= VECTORS_AFTER
                            ? "vector %d+%d".formatted((i - VECTORS_AFTER) / 16, i % 16)
                            : i >= MEMORY
                                ? "memory+" + (i - MEMORY)
                                : "register " + (i - AFTER) / 8;
        out.append(", %s %x instead of %x".formatted(place, a, b));
      }
    }
    return out.toString();
  }
}

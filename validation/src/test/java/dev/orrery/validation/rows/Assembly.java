package dev.orrery.validation.rows;

import java.io.ByteArrayOutputStream;

/**
 * The few RISC-V instructions that {@link RowProgram} puts around its cases, encoded by hand: an
 * assembler made from the tables would repeat their mistakes.
 */
final class Assembly {
  private static final int LOAD = 0x03;
  private static final int FLOAT_LOAD = 0x07;
  private static final int ADD_IMMEDIATE = 0x13;
  private static final int AUIPC = 0x17;
  private static final int STORE = 0x23;
  private static final int FLOAT_STORE = 0x27;
  private static final int ADD = 0x33;
  private static final int SYSTEM = 0x73;
  private static final int LOAD_RESERVED = 0x1000_002f;
  private static final int DOUBLE = 3;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Width field of a load or store of a whole register. */
  private final int word;

  Assembly(int xlen) {
    word = xlen == 64 ? 3 : 2;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  void append(Assembly other) {
    out.writeBytes(other.bytes());
  }

  void insn(long word, int bytes) {
    for (int b = 0; b < bytes; b++) {
      out.write((int) (word >>> 8 * b));
    }
  }

  private void immediate(int opcode, int function, int rd, int rs1, int immediate) {
    insn(immediate << 20 | rs1 << 15 | function << 12 | rd << 7 | opcode, 4);
  }

  private void store(int opcode, int function, int rs2, int rs1, int offset) {
    int high = (offset & 0xfe0) << 20;
    int low = (offset & 31) << 7;
    insn(high | rs2 << 20 | rs1 << 15 | function << 12 | low | opcode, 4);
  }

  void load(int rd, int rs1, int offset) {
    immediate(LOAD, word, rd, rs1, offset);
  }

  void loadDouble(int fd, int rs1, int offset) {
    immediate(FLOAT_LOAD, DOUBLE, fd, rs1, offset);
  }

  void store(int rs2, int rs1, int offset) {
    store(STORE, word, rs2, rs1, offset);
  }

  void storeDouble(int fs2, int rs1, int offset) {
    store(FLOAT_STORE, DOUBLE, fs2, rs1, offset);
  }

  void addImmediate(int rd, int rs1, int value) {
    immediate(ADD_IMMEDIATE, 0, rd, rs1, value);
  }

  /** {@code rd += rs2}. */
  void add(int rd, int rs2) {
    insn(rs2 << 20 | rd << 15 | rd << 7 | ADD, 4);
  }

  /** {@code rd} = address of this pair of instructions + {@code offset}. */
  void addPc(int rd, int offset) {
    insn(rd << 7 | AUIPC, 4);
    addImmediate(rd, rd, offset);
  }

  void writeCsr(int csr, int rs1) {
    immediate(SYSTEM, 1, 0, rs1, csr);
  }

  void readCsr(int rd, int csr) {
    immediate(SYSTEM, 2, rd, 0, csr);
  }

  /** The load that a store-conditional needs before it: same width, same address. */
  void loadReserved(long storeConditional) {
    int width = (int) storeConditional & 0x7000;
    insn(LOAD_RESERVED | width | RowCases.BASE << 15 | 6 << 7, 4);
  }
}

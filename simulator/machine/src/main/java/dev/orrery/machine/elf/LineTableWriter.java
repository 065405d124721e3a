package dev.orrery.machine.elf;

import dev.orrery.spec.asm.program.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes which line each instruction comes from, so that debuggers, addr2line and profiles name it:
 * a line table and the one unit that it needs around it, in DWARF version 4 (chapters 3.1 and 6.2).
 */
final class LineTableWriter {
  private static final int VERSION = 4;
  private static final int LINE_BASE = -5;
  private static final int LINE_RANGE = 14;

  /** Operand counts of the standard opcodes 1 to 12. */
  private static final byte[] STANDARD_LENGTHS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

  private static final int COPY = 1;
  private static final int ADVANCE_PC = 2;
  private static final int ADVANCE_LINE = 3;
  private static final int SET_FILE = 4;
  private static final int END_SEQUENCE = 1;
  private static final int SET_ADDRESS = 2;

  private static final int TAG_COMPILE_UNIT = 0x11;
  private static final int AT_NAME = 0x03;
  private static final int AT_STMT_LIST = 0x10;
  private static final int AT_LOW_PC = 0x11;
  private static final int AT_HIGH_PC = 0x12;
  private static final int AT_LANGUAGE = 0x13;
  private static final int AT_PRODUCER = 0x25;
  private static final int FORM_ADDR = 0x01;
  private static final int FORM_DATA2 = 0x05;
  private static final int FORM_DATA4 = 0x06;
  private static final int FORM_DATA8 = 0x07;
  private static final int FORM_STRING = 0x08;
  private static final int FORM_SEC_OFFSET = 0x17;

  /** The language of assembly text; the name is historical. */
  private static final int LANG_ASSEMBLER = 0x8001;

  private final Program program;
  private final boolean wide;

  private LineTableWriter(Program program) {
    this.program = program;
    this.wide = program.bits() == 64;
  }

  /** Debug sections by name; none if nothing is known of lines. */
  static Map<String, byte[]> sections(Program program) {
    Map<String, byte[]> out = new LinkedHashMap<>();
    if (!program.lines().isEmpty() && !program.files().isEmpty()) {
      LineTableWriter writer = new LineTableWriter(program);
      out.put(".debug_info", writer.info());
      out.put(".debug_abbrev", writer.abbreviations());
      out.put(".debug_line", writer.lines());
    }
    return out;
  }

  private byte[] lines() {
    ElfOutput out = new ElfOutput(wide, program.order());
    out.u32(0);
    out.u16(VERSION);
    out.u32(0);
    int headerFrom = out.size();
    out.u8(1); // bytes that addresses advance by
    out.u8(1); // operations in one instruction
    out.u8(1); // every row begins a statement
    out.u8(LINE_BASE);
    out.u8(LINE_RANGE);
    out.u8(STANDARD_LENGTHS.length + 1);
    out.bytes(STANDARD_LENGTHS);
    out.u8(0); // no folders
    for (String file : program.files()) {
      out.text(file);
      out.uleb128(0);
      out.uleb128(0);
      out.uleb128(0);
    }
    out.u8(0);
    out.patch32(headerFrom - 4, out.size() - headerFrom);
    statements(out);
    out.patch32(0, out.size() - 4);
    return out.toBytes();
  }

  private void statements(ElfOutput out) {
    boolean open = false;
    long address = 0;
    long line = 1;
    long file = 1;
    List<Program.Line> lines = program.lines();
    for (int i = 0; i < lines.size(); i++) {
      Program.Line l = lines.get(i);
      if (l.line() == 0) {
        if (open) {
          advance(out, l.address() - address);
          extended(out, END_SEQUENCE, 1);
        }
        open = false;
        continue;
      }
      if (!open) {
        extended(out, SET_ADDRESS, 1 + (wide ? 8 : 4));
        out.word(l.address());
        address = l.address();
        line = 1;
        file = 1;
        open = true;
      }
      boolean last = i + 1 < lines.size() && lines.get(i + 1).address() == l.address();
      if (last && lines.get(i + 1).line() != 0) {
        continue; // nothing lies between: the next line says it
      }
      advance(out, l.address() - address);
      address = l.address();
      if (l.file() + 1 != file) {
        file = l.file() + 1L;
        out.u8(SET_FILE);
        out.uleb128(file);
      }
      if (l.line() != line) {
        out.u8(ADVANCE_LINE);
        out.sleb128(l.line() - line);
        line = l.line();
      }
      out.u8(COPY);
    }
  }

  private static void advance(ElfOutput out, long bytes) {
    if (bytes != 0) {
      out.u8(ADVANCE_PC);
      out.uleb128(bytes);
    }
  }

  private static void extended(ElfOutput out, int opcode, int length) {
    out.u8(0);
    out.uleb128(length);
    out.u8(opcode);
  }

  private byte[] info() {
    long low = program.lines().getFirst().address();
    long high = program.lines().getLast().address();
    ElfOutput out = new ElfOutput(wide, program.order());
    out.u32(0);
    out.u16(VERSION);
    out.u32(0);
    out.u8(wide ? 8 : 4);
    out.uleb128(1);
    out.u32(0);
    out.word(low);
    out.word(high - low);
    out.text(program.files().getFirst());
    out.text("Orrery");
    out.u16(LANG_ASSEMBLER);
    out.patch32(0, out.size() - 4);
    return out.toBytes();
  }

  private byte[] abbreviations() {
    ElfOutput out = new ElfOutput(wide, program.order());
    out.uleb128(1);
    out.uleb128(TAG_COMPILE_UNIT);
    out.u8(0); // no children
    int[][] attributes = {
      {AT_STMT_LIST, FORM_SEC_OFFSET},
      {AT_LOW_PC, FORM_ADDR},
      {AT_HIGH_PC, wide ? FORM_DATA8 : FORM_DATA4},
      {AT_NAME, FORM_STRING},
      {AT_PRODUCER, FORM_STRING},
      {AT_LANGUAGE, FORM_DATA2},
      {0, 0}
    };
    for (int[] a : attributes) {
      out.uleb128(a[0]);
      out.uleb128(a[1]);
    }
    out.u8(0);
    return out.toBytes();
  }
}

package dev.orrery.machine.dwarf;

import dev.orrery.machine.dwarf.Die.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Runs a line number program, versions 2 to 5. Source: DWARF 5, section 6.2; for the older headers
 * DWARF 2 to 4, the same section.
 */
final class LineProgram {
  private static final int LNCT_PATH = 1;
  private static final int LNCT_DIRECTORY = 2;

  private final Values values;
  private final Budget budget;
  private final ByteReader in;
  private final Unit unit;

  // The header.
  private int offsetBytes = 4;
  private int version;
  private int minimumLength;
  private int operationsPerWord = 1;
  private int lineBase;
  private int lineRange;
  private int opcodeBase;
  private int[] operandCounts = {};

  // The state machine's registers.
  private long address;
  private long operation;
  private long file;
  private long line;
  private long column;

  /**
   * A program to be read.
   *
   * @param in at its header; afterwards behind it, if it can be read at all
   * @param unit for which it is read: it may hold texts that the program refers to
   */
  LineProgram(Values values, Budget budget, ByteReader in, Unit unit) {
    this.values = values;
    this.budget = budget;
    this.in = in;
    this.unit = unit;
  }

  /**
   * Reads it. What comes before any damage is kept.
   *
   * @return null if not even the files can be read
   */
  @Nullable LineTable read(Notes notes) {
    FileNames files = null;
    LineTable.Builder rows = new LineTable.Builder(budget);
    int start = in.at();
    try {
      long length = in.u32();
      if (length == 0xffff_ffffL) {
        offsetBytes = 8;
        length = in.uint(8);
      }
      if (length < 0 || length > in.left()) {
        notes.add("the line table at 0x%x is cut off".formatted(start));
        length = in.left();
      }
      int end = in.at() + (int) length;
      in.limit(end);
      files = header();
      run(rows, files);
    } catch (DamagedException e) {
      notes.add("the line table at 0x%x is cut short: %s".formatted(start, e.getMessage()));
    }
    if (files == null) {
      return null;
    }
    rows.endProgram();
    return rows.build(files);
  }

  private FileNames header() {
    version = in.u16();
    if (version < 2 || version > 5) {
      throw new DamagedException("its version " + version + " is unknown");
    }
    if (version >= 5) {
      in.skip(2); // sizes of addresses and segment selectors
    }
    long headerLength = in.uint(offsetBytes);
    if (headerLength < 0 || headerLength > in.left()) {
      throw new DamagedException("its header is longer than itself");
    }
    int program = in.at() + (int) headerLength;
    minimumLength = in.u8();
    operationsPerWord = version >= 4 ? Math.max(1, in.u8()) : 1;
    in.skip(1); // whether rows are statements: not asked for
    lineBase = in.s8();
    lineRange = in.u8();
    opcodeBase = in.u8();
    operandCounts = new int[Math.max(1, opcodeBase)];
    for (int i = 1; i < opcodeBase; i++) {
      operandCounts[i] = in.u8();
    }
    FileNames files = new FileNames(version, unit.directory);
    if (version >= 5) {
      entries(files, true);
      entries(files, false);
    } else {
      oldEntries(files);
    }
    in.seek(program);
    return files;
  }

  private void oldEntries(FileNames files) {
    for (String d = in.text(Values.MAX_TEXT); !d.isEmpty(); d = in.text(Values.MAX_TEXT)) {
      budget.spend(1);
      files.addDirectory(d);
    }
    for (String f = in.text(Values.MAX_TEXT); !f.isEmpty(); f = in.text(Values.MAX_TEXT)) {
      budget.spend(1);
      oldFile(f, files);
    }
  }

  private void oldFile(String name, FileNames files) {
    files.addFile(name, in.uleb());
    long unusedTime = in.uleb();
    long unusedLength = in.uleb();
  }

  /** A list of entries, each in the format that stands before all of them. */
  private void entries(FileNames files, boolean directories) {
    int formats = in.u8();
    int[] contents = new int[formats];
    int[] forms = new int[formats];
    for (int i = 0; i < formats; i++) {
      contents[i] = in.ulebInt();
      forms[i] = in.ulebInt();
    }
    long count = in.uleb();
    for (long n = 0; n != count; n++) {
      budget.spend(1 + formats);
      budget.keep(1);
      String name = null;
      long directory = 0;
      for (int i = 0; i < formats; i++) {
        switch (contents[i]) {
          case LNCT_PATH -> name = text(forms[i]);
          case LNCT_DIRECTORY -> directory = number(forms[i]);
          default -> skip(forms[i]);
        }
      }
      if (directories) {
        files.addDirectory(name);
      } else {
        files.addFile(name, directory);
      }
    }
  }

  private @Nullable String text(int form) {
    return switch (form) {
      case Form.STRING -> in.text(Values.MAX_TEXT);
      case Form.LINE_STRP -> values.text(unit, Kind.LINE_STR, in.uint(offsetBytes));
      case Form.STRP -> values.text(unit, Kind.STR, in.uint(offsetBytes));
      case Form.STRP_SUP -> values.text(unit, Kind.ELSEWHERE, in.uint(offsetBytes));
      case Form.STRX -> values.text(unit, Kind.STR_INDEX, in.uleb());
      case Form.STRX1, Form.STRX2, Form.STRX3, Form.STRX4 ->
          values.text(unit, Kind.STR_INDEX, in.uint(form - Form.STRX1 + 1));
      default -> throw unknown(form);
    };
  }

  private long number(int form) {
    return switch (form) {
      case Form.UDATA -> in.uleb();
      case Form.DATA1 -> in.u8();
      case Form.DATA2 -> in.u16();
      case Form.DATA4 -> in.u32();
      case Form.DATA8 -> in.uint(8);
      default -> throw unknown(form);
    };
  }

  private void skip(int form) {
    switch (form) {
      case Form.DATA16 -> in.skip(16);
      case Form.BLOCK -> in.skip(in.uleb());
      case Form.BLOCK1 -> in.skip(in.u8());
      case Form.BLOCK2 -> in.skip(in.u16());
      case Form.BLOCK4 -> in.skip(in.u32());
      case Form.STRING -> in.skipText();
      case Form.LINE_STRP, Form.STRP, Form.STRP_SUP -> in.skip(offsetBytes);
      case Form.STRX -> {
        long unused = in.uleb();
      }
      case Form.STRX1, Form.STRX2, Form.STRX3, Form.STRX4 -> in.skip(form - Form.STRX1 + 1);
      default -> {
        long unused = number(form);
      }
    }
  }

  private static DamagedException unknown(int form) {
    return new DamagedException("its files are written in an unknown form 0x%x".formatted(form));
  }

  private void run(LineTable.Builder rows, FileNames files) {
    reset();
    while (in.hasMore()) {
      budget.spend(1);
      int opcode = in.u8();
      if (opcode >= opcodeBase) {
        int adjusted = opcode - opcodeBase;
        advance(adjusted / range());
        line += lineBase + adjusted % range();
        row(rows);
      } else {
        switch (opcode) {
          case 0 -> extended(rows, files);
          case 1 -> row(rows); // copy
          case 2 -> advance(in.uleb()); // advance_pc
          case 3 -> line += in.sleb(); // advance_line
          case 4 -> file = in.uleb(); // set_file
          case 5 -> column = in.uleb(); // set_column
          case 8 -> advance((255 - opcodeBase) / range()); // const_add_pc
          case 9 -> { // fixed_advance_pc
            address += in.u16();
            operation = 0;
          }
          // negate_stmt, set_basic_block, set_prologue_end, set_epilogue_begin and set_isa, and
          // what later versions may add: nothing that anyone asks for.
          default -> {
            for (int i = 0; i < operandCounts[opcode]; i++) {
              long unused = in.uleb();
            }
          }
        }
      }
    }
  }

  private void extended(LineTable.Builder rows, FileNames files) {
    long length = in.uleb();
    if (length <= 0 || length > in.left()) {
      throw new DamagedException("an instruction is longer than the program");
    }
    int next = in.at() + (int) length;
    switch (in.u8()) {
      case 1 -> { // end_sequence
        rows.endSequence(address);
        reset();
      }
      case 2 -> { // set_address
        if (length - 1 > Long.BYTES) {
          throw new DamagedException("an address has " + (length - 1) + " bytes");
        }
        address = in.uint((int) length - 1);
        operation = 0;
      }
      case 3 -> oldFile(in.text(Values.MAX_TEXT), files); // define_file, before version 5
      default -> {} // set_discriminator, and what others have added
    }
    in.seek(next);
  }

  private void reset() {
    address = 0;
    operation = 0;
    file = 1;
    line = 1;
    column = 0;
  }

  private int range() {
    if (lineRange == 0) {
      throw new DamagedException("its line range is 0");
    }
    return lineRange;
  }

  private void advance(long operations) {
    if (operationsPerWord == 1) {
      address += minimumLength * operations;
      return;
    }
    long sum = operation + operations;
    address += minimumLength * (sum / operationsPerWord);
    operation = sum % operationsPerWord;
  }

  private void row(LineTable.Builder rows) {
    rows.row(address, small(file), small(line), small(column));
  }

  private static int small(long value) {
    return value < 0 || value > Integer.MAX_VALUE ? 0 : (int) value;
  }
}

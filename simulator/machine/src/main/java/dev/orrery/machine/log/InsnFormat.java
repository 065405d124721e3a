package dev.orrery.machine.log;

import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.List;

/**
 * A log for people: a line an instruction, with its number, its hart unless that is the first, its
 * place and text, and what it changed, old and new.
 *
 * <pre>
 *       12  10190 &lt;main+0x4&gt;      sd ra,8(sp)       [0x3ffff8] 0 -> 0x10144
 *       13  10192 &lt;main+0x6&gt;      li a0,5           a0 0 -> 0x5
 * </pre>
 */
public final class InsnFormat implements LogFormat {
  private static final int NUMBER_COLUMNS = 10;
  private static final int PLACE_COLUMN = NUMBER_COLUMNS + 2;
  private static final int TEXT_COLUMN = PLACE_COLUMN + 32;
  private static final int CHANGES_COLUMN = TEXT_COLUMN + 32;
  private static final int MNEMONIC_COLUMNS = 8;

  private final Disassembler disassembler;
  private final SymbolTable symbols;
  private final Symbolizer places;

  /** A log of a run of {@code isa} with the program's {@code symbols}. */
  public InsnFormat(Isa isa, SymbolTable symbols) {
    this.disassembler = new Disassembler(isa);
    this.symbols = symbols;
    this.places = Symbolizer.of(symbols::describe);
  }

  @Override
  public void retired(LoggedStep step, StringBuilder out) {
    line(step, String.join("  ", changes(step)), out);
  }

  @Override
  public void served(LoggedStep step, StringBuilder out) {
    retired(step, out);
  }

  @Override
  public void stopped(LoggedStep step, String why, StringBuilder out) {
    line(step, "does not complete: " + why, out);
  }

  private void line(LoggedStep step, String changes, StringBuilder out) {
    int start = out.length();
    DecodedInsn insn = step.insn();
    String number = Long.toString(step.number());
    out.repeat(" ", Math.max(0, NUMBER_COLUMNS - number.length())).append(number).append("  ");
    if (step.hart().number != 0) {
      out.append('[').append(step.hart().number).append("] ");
    }
    out.append(Long.toHexString(insn.pc()));
    String name = symbols.describe(insn.pc());
    if (name != null) {
      out.append(" <").append(name).append('>');
    }
    pad(start + TEXT_COLUMN, out);
    String text = disassembler.text(insn, Style.ALIASES, places);
    int tab = text.indexOf('\t');
    if (tab < 0) {
      out.append(text);
    } else {
      out.append(text, 0, tab);
      out.repeat(" ", Math.max(1, MNEMONIC_COLUMNS - tab)).append(text, tab + 1, text.length());
    }
    if (!changes.isEmpty()) {
      pad(start + CHANGES_COLUMN, out);
      out.append(changes);
    }
    out.append('\n');
  }

  private static List<String> changes(LoggedStep step) {
    List<String> changes = new ArrayList<>();
    for (int i = 0; i < step.written().size(); i++) {
      long before = step.before().get(i);
      long after = step.written().get(i).value(step.hart());
      changes.add(step.written().get(i).name() + " " + change(before, after));
    }
    for (int i = 0; i < step.accesses().size(); i++) {
      MemoryAccess access = step.accesses().get(i);
      String where = "[" + hex(access.address()) + "] ";
      changes.add(
          access.store()
              ? where + change(step.memoryBefore().get(i), access.value())
              : where + hex(access.value()));
    }
    return changes;
  }

  private static String change(long before, long after) {
    return before == after ? hex(after) : hex(before) + " -> " + hex(after);
  }

  private static String hex(long value) {
    return value == 0 ? "0" : "0x" + Long.toHexString(value);
  }

  private static void pad(int to, StringBuilder out) {
    out.repeat(" ", Math.max(2, to - out.length()));
  }
}

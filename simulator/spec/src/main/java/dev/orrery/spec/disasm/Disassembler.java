package dev.orrery.spec.disasm;

import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints instructions of one instruction set. Safe to use from several threads. */
public final class Disassembler {
  private final Isa isa;
  private final Set<String> registers = new HashSet<>();
  private final Map<Integer, String> csrs = new HashMap<>();
  private final Form[] rows;
  private final List<List<Form>> aliases = new ArrayList<>();

  /** A way to write a row's words. */
  private record Form(String name, @Nullable Expr when, Template template) {}

  /**
   * Reads the assembly templates of {@code isa}.
   *
   * @throws IllegalArgumentException if one is wrong; a compiled {@code Isa} has none
   */
  public Disassembler(Isa isa) {
    this.isa = isa;
    for (RegisterFile file : isa.files()) {
      registers.addAll(file.names());
      for (int i = 0; i < file.count(); i++) {
        registers.add(file.name().toLowerCase(Locale.ROOT) + i);
      }
    }
    for (Csr csr : isa.csrs()) {
      csrs.put(csr.number(), csr.name());
    }
    rows = new Form[isa.rows().size()];
    for (Row row : isa.rows()) {
      rows[row.id()] = new Form(row.name(), null, parse(row, row.asm()));
      aliases.add(new ArrayList<>(2));
    }
    for (Alias alias : isa.aliases()) {
      aliases
          .get(alias.row().id())
          .add(new Form(alias.name(), alias.when(), parse(alias.row(), alias.asm())));
    }
  }

  private Template parse(Row row, String asm) {
    Set<String> operands = new HashSet<>();
    for (Operand o : row.operands()) {
      operands.add(o.name());
    }
    return Template.parse(asm, operands, registers);
  }

  /** The instruction set. */
  public Isa isa() {
    return isa;
  }

  /**
   * An instruction as objdump prints it: mnemonic, and behind a tab the operands, if any.
   *
   * @param symbols how branch targets are printed
   */
  public String text(DecodedInsn insn, Style style, Symbolizer symbols) {
    Printed printed = printed(insn, style);
    StringBuilder out = new StringBuilder(32).append(printed.form.name);
    for (Piece piece : printed.form.template.suffix()) {
      append(out, piece, printed.insn, symbols);
    }
    if (!printed.form.template.operands().isEmpty()) {
      out.append('\t');
      for (Piece piece : printed.form.template.operands()) {
        append(out, piece, printed.insn, symbols);
      }
    }
    return out.toString();
  }

  /** Whether the operand at position {@code index} is part of the printed text. */
  boolean shows(DecodedInsn insn, Style style, int index) {
    Printed printed = printed(insn, style);
    String name = printed.insn.row().operands().get(index).name();
    for (Piece piece : printed.form.template.operands()) {
      if (name.equals(piece.operandName())) {
        return true;
      }
    }
    return false;
  }

  /** An instruction, or the one that it stands for, and the form that is printed. */
  private record Printed(DecodedInsn insn, Form form) {}

  private Printed printed(DecodedInsn insn, Style style) {
    Row row = insn.row();
    if (style == Style.ALIASES) {
      for (Form alias : aliases.get(row.id())) {
        if (alias.when == null || DecodeTime.value(alias.when, insn) != 0) {
          return new Printed(insn, alias);
        }
      }
      Row meaning = row.meaning();
      if (!meaning.equals(row)) {
        return printed(new DecodedInsn(meaning, insn.pc(), insn.word(), insn.values()), style);
      }
    }
    return new Printed(insn, rows[row.id()]);
  }

  /** A word that is no instruction, as data. */
  public static String data(long word, int bytes) {
    return "." + bytes + "byte\t0x" + Long.toHexString(word);
  }

  private void append(StringBuilder out, Piece piece, DecodedInsn insn, Symbolizer symbols) {
    switch (piece) {
      case Piece.Literal l -> out.append(l.text());
      case Piece.Value v -> {
        Operand operand = operand(insn, v.operand());
        RegisterFile file = operand.file();
        long value = insn.values()[operand.index()];
        if (file == null) {
          out.append(value);
        } else {
          out.append(file.names().get((int) value));
        }
      }
      case Piece.Target t ->
          out.append(symbols.text(Bits.zext(insn.pc() + value(insn, t.operand()), isa.xlen())));
      case Piece.Hex h -> out.append("0x").append(Long.toHexString(value(insn, h.operand())));
      case Piece.High h ->
          out.append("0x").append(Long.toHexString(value(insn, h.operand()) >>> 12 & 0xf_ffff));
      case Piece.CsrName c -> {
        long number = value(insn, c.operand());
        String name = csrs.get((int) number);
        out.append(name != null ? name : "0x" + Long.toHexString(number));
      }
      case Piece.Pick p -> {
        long value = value(insn, p.operand());
        out.append(value < p.texts().size() ? p.texts().get((int) value) : "?");
      }
    }
  }

  private static long value(DecodedInsn insn, String operand) {
    return insn.values()[operand(insn, operand).index()];
  }

  /**
   * The operand called {@code name}. A row that expands may fix one operand of its target and have
   * a field of the same name for another: the field is meant.
   */
  private static Operand operand(DecodedInsn insn, String name) {
    Operand found = null;
    for (Operand o : insn.row().operands()) {
      if (o.name().equals(name) && (found == null || found.field() == null)) {
        found = o;
      }
    }
    if (found == null) {
      throw new IllegalArgumentException(insn.row() + " has no operand " + name);
    }
    return found;
  }
}

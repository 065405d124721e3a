package dev.orrery.spec.disasm;

import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Fills templates with the operands of an instruction. Safe to use from several threads. */
public final class InsnText {
  private final int pcBits;
  private final Set<String> registers = new HashSet<>();
  private final Map<Integer, String> csrs = new HashMap<>();

  /**
   * Prints the names of these registers.
   *
   * @param pcBits bits of an address
   */
  public InsnText(List<RegisterFile> files, List<Csr> csrs, int pcBits) {
    this.pcBits = pcBits;
    for (RegisterFile file : files) {
      registers.addAll(file.names());
      for (int i = 0; i < file.count(); i++) {
        registers.add(file.name().toLowerCase(Locale.ROOT) + i);
      }
    }
    for (Csr csr : csrs) {
      this.csrs.put(csr.number(), csr.name());
    }
  }

  /**
   * The template {@code asm} for words of {@code row}.
   *
   * @throws IllegalArgumentException if it is wrong; a compiled row's own is not
   */
  public Template template(Row row, String asm) {
    Set<String> operands = new HashSet<>();
    for (Operand o : row.operands()) {
      operands.add(o.name());
    }
    return Template.parse(asm, operands, registers);
  }

  /** An instruction as its row writes it, whatever aliases it has. */
  public String text(DecodedInsn insn) {
    Row row = insn.row();
    return text(row.name(), template(row, row.asm()), insn, Symbolizer.NONE);
  }

  /** Mnemonic, and behind a tab the operands, if any. */
  String text(String name, Template template, DecodedInsn insn, Symbolizer symbols) {
    StringBuilder out = new StringBuilder(32).append(name);
    for (Piece piece : template.suffix()) {
      append(out, piece, insn, symbols);
    }
    if (!template.operands().isEmpty()) {
      out.append('\t');
      for (Piece piece : template.operands()) {
        append(out, piece, insn, symbols);
      }
    }
    return out.toString();
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
          out.append(
              symbols.text(
                  Bits.zext(
                      (t.fromNext() ? insn.nextPc() : insn.pc()) + value(insn, t.operand()),
                      pcBits)));
      case Piece.Hex h ->
          out.append("0x").append(Long.toHexString(Bits.zext(value(insn, h.operand()), h.bits())));
      case Piece.Signed s -> {
        long value = value(insn, s.operand());
        out.append(value < 0 ? "-0x" : "+0x").append(Long.toHexString(Math.abs(value)));
      }
      case Piece.Form f -> {
        long value = value(insn, f.operand());
        if (value < f.forms().size()) {
          f.forms().get((int) value).forEach(p -> append(out, p, insn, symbols));
        } else {
          out.append('?');
        }
      }
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

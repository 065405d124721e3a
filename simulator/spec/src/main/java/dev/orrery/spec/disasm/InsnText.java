package dev.orrery.spec.disasm;

import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Derived;
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
      registers.addAll(registers(file));
    }
    for (Csr csr : csrs) {
      this.csrs.put(csr.number(), csr.name());
    }
  }

  /** The names that registers of {@code file} have in templates. */
  public static List<String> registers(RegisterFile file) {
    List<String> out = new ArrayList<>(file.names());
    for (int i = 0; i < file.count(); i++) {
      out.add(file.name().toLowerCase(Locale.ROOT) + i);
    }
    return out;
  }

  /**
   * The template {@code asm} for words of {@code row}.
   *
   * @param derived what it may print besides operands
   * @throws IllegalArgumentException if it is wrong; a compiled row's own is not
   */
  public Template template(Row row, String asm, List<Derived> derived) {
    Set<String> operands = new HashSet<>();
    for (Derived d : derived) {
      operands.add(d.name());
    }
    for (Operand o : row.operands()) {
      operands.add(o.name());
    }
    return Template.parse(asm, operands, registers);
  }

  /** An instruction as its row writes it, whatever aliases it has. */
  public String text(DecodedInsn insn) {
    Row row = insn.row();
    Template template = template(row, row.asm(), row.derived());
    return text(row.name(), template, row.derived(), insn);
  }

  /**
   * An instruction as {@code template} writes it behind {@code name}: mnemonic, and behind a tab
   * the operands, if any.
   *
   * @param derived what the template may print besides operands
   */
  public String text(String name, Template template, List<Derived> derived, DecodedInsn insn) {
    return text(name, template, derived, insn, Symbolizer.NONE);
  }

  /** As above, addresses as {@code symbols} writes them. */
  String text(
      String name, Template template, List<Derived> derived, DecodedInsn insn, Symbolizer symbols) {
    StringBuilder out = new StringBuilder(32).append(name);
    for (Piece piece : template.suffix()) {
      append(out, piece, derived, insn, symbols);
    }
    if (!template.operands().isEmpty()) {
      out.append('\t');
      for (Piece piece : template.operands()) {
        append(out, piece, derived, insn, symbols);
      }
    }
    return out.toString();
  }

  private void append(
      StringBuilder out, Piece piece, List<Derived> derived, DecodedInsn insn, Symbolizer symbols) {
    switch (piece) {
      case Piece.Literal l -> out.append(l.text());
      case Piece.Value v -> {
        long value = value(insn, derived, v.operand());
        Operand operand = operand(insn, v.operand());
        if (operand == null || operand.file() == null) {
          out.append(value);
        } else {
          out.append(operand.names().get((int) value));
        }
      }
      case Piece.Target t ->
          out.append(
              symbols.text(
                  Bits.zext(
                      (t.fromNext() ? insn.nextPc() : insn.pc())
                          + value(insn, derived, t.operand()),
                      pcBits)));
      case Piece.Hex h ->
          out.append("0x")
              .append(Long.toHexString(Bits.zext(value(insn, derived, h.operand()), h.bits())));
      case Piece.Distance d ->
          out.append("0x").append(Long.toHexString(value(insn, derived, d.operand())));
      case Piece.Signed s -> {
        long value = value(insn, derived, s.operand());
        out.append(value < 0 ? "-0x" : "+0x").append(Long.toHexString(Math.abs(value)));
      }
      case Piece.Form f -> {
        long value = value(insn, derived, f.operand());
        if (value < f.forms().size()) {
          f.forms().get((int) value).forEach(p -> append(out, p, derived, insn, symbols));
        } else {
          out.append('?');
        }
      }
      case Piece.High h ->
          out.append("0x")
              .append(Long.toHexString(value(insn, derived, h.operand()) >>> 12 & 0xf_ffff));
      case Piece.CsrName c -> {
        long number = value(insn, derived, c.operand());
        String name = csrs.get((int) number);
        out.append(name != null ? name : "0x" + Long.toHexString(number));
      }
      case Piece.Pick p -> {
        long value = value(insn, derived, p.operand());
        out.append(value < p.texts().size() ? p.texts().get((int) value) : "?");
      }
    }
  }

  private static long value(DecodedInsn insn, List<Derived> derived, String name) {
    Operand operand = operand(insn, name);
    if (operand != null) {
      return insn.values()[operand.index()];
    }
    for (Derived d : derived) {
      if (d.name().equals(name)) {
        return DecodeTime.value(d.value(), insn);
      }
    }
    throw new IllegalArgumentException(insn.row() + " has no operand " + name);
  }

  /**
   * The operand called {@code name}. A row that expands may fix one operand of its target and have
   * a field of the same name for another: the field is meant. Null if there is none.
   */
  private static @Nullable Operand operand(DecodedInsn insn, String name) {
    Operand found = null;
    for (Operand o : insn.row().operands()) {
      if (o.name().equals(name) && (found == null || found.field() == null)) {
        found = o;
      }
    }
    return found;
  }
}

package dev.orrery.spec.disasm;

import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints instructions of one instruction set. Safe to use from several threads. */
public final class Disassembler {
  private static final int[] NO_ALIASES = {};

  private final Isa isa;
  private final InsnText texts;

  /** By id of the row, made when first printed: a start should not parse what it never prints. */
  private final @Nullable Form[] rows;

  private final @Nullable Form[] aliases;
  private final int[][] aliasesOf;

  /** A way to write a row's words. */
  private record Form(String name, Template template, List<Derived> derived) {}

  /** Prints the instructions of {@code isa}. */
  public Disassembler(Isa isa) {
    this.isa = isa;
    this.texts = new InsnText(isa.files(), isa.csrs(), isa.xlen());
    rows = new Form[isa.rows().size()];
    aliases = new Form[isa.aliases().size()];
    aliasesOf = new int[rows.length][];
    Arrays.fill(aliasesOf, NO_ALIASES);
    for (int i = 0; i < aliases.length; i++) {
      if (isa.aliases().get(i).use() == Alias.Use.READ) {
        continue;
      }
      int row = isa.aliases().get(i).row().id();
      int[] known = aliasesOf[row];
      aliasesOf[row] = Arrays.copyOf(known, known.length + 1);
      aliasesOf[row][known.length] = i;
    }
  }

  private Form row(Row row) {
    Form form = rows[row.id()];
    if (form == null) {
      form = new Form(row.name(), texts.template(row, row.asm(), row.derived()), row.derived());
      rows[row.id()] = form;
    }
    return form;
  }

  private Form alias(int index) {
    Form form = aliases[index];
    if (form == null) {
      Alias a = isa.aliases().get(index);
      form = new Form(a.name(), texts.template(a.row(), a.asm(), a.derived()), a.derived());
      aliases[index] = form;
    }
    return form;
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
    Form form = printed.form;
    return texts.text(form.name, form.template, form.derived, printed.insn, symbols);
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
      for (int i : aliasesOf[row.id()]) {
        Expr when = isa.aliases().get(i).when();
        if (when == null || DecodeTime.value(when, insn) != 0) {
          return new Printed(insn, alias(i));
        }
      }
      Row meaning = row.meaning();
      if (!meaning.equals(row)) {
        return printed(new DecodedInsn(meaning, insn.pc(), insn.word(), insn.values()), style);
      }
    }
    return new Printed(insn, row(row));
  }

  /** A word that is no instruction, as data. */
  public static String data(long word, int bytes) {
    return "." + bytes + "byte\t0x" + Long.toHexString(word);
  }
}

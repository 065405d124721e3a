package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the blocks that say what assembly text may hold besides rows and aliases. */
final class AsmParser {
  private AsmParser() {}

  static DeclAst pseudo(Cursor in, Span start, LineReader lines) {
    ExprAst need = StateParser.need(in);
    if (lines.isEmpty()) {
      throw in.unexpected("a line with the heads of the columns");
    }
    List<Word> heads = TableParser.heads(lines.first());
    List<DeclAst.PseudoRow> rows = new ArrayList<>();
    lines.lines(1, cells -> rows.add(pseudoRow(heads, cells)));
    return new DeclAst.Pseudo(in.since(start), need, rows);
  }

  private static DeclAst.PseudoRow pseudoRow(List<Word> heads, List<Cursor> cells) {
    TableParser.checkCount(heads, cells);
    Word name = null;
    Word asm = null;
    ExprAst when = null;
    Word body = null;
    for (int i = 0; i < cells.size(); i++) {
      Cursor cell = cells.get(i);
      switch (heads.get(i).text()) {
        case "insn" -> name = cell.chunk("the name of the instruction");
        case "asm" -> asm = text(cell);
        case "when" -> when = cell.atEnd() ? null : ExprParser.parse(cell);
        case "do" -> body = text(cell);
        default -> {
          Word head = heads.get(i);
          throw cell.error(
              head.span(),
              "E25",
              "a pseudo-instruction has no column '" + head.text() + "'",
              "Its columns are insn, asm, when, do.");
        }
      }
      cell.expectEnd();
    }
    if (name == null || body == null) {
      throw cells
          .getFirst()
          .error(
              "this pseudo-instruction lacks its name or what it stands for",
              "Fill the columns insn and do.");
    }
    return new DeclAst.PseudoRow(name.span(), name, asm, when, body);
  }

  private static @Nullable Word text(Cursor cell) {
    return cell.atEnd() ? null : TableParser.template(cell);
  }

  /** {@code reloc NAME(v) at OTHER : value}. */
  static DeclAst reloc(Cursor in, Span start) {
    Word name = in.word("the name of the operator");
    in.expect("(", "before the argument");
    Word argument = in.word("the name of the argument");
    in.expect(")", "behind the argument");
    Word at = in.acceptWord("at") ? in.word("the name of an operator") : null;
    in.expect(":", "before the value");
    return new DeclAst.Reloc(in.since(start), name, argument, at, ExprParser.parse(in));
  }

  /** {@code option NAME : EXTENSION, EXTENSION}. */
  static DeclAst option(Cursor in, Span start) {
    Word name = in.word("the name of the option");
    List<Word> extensions = new ArrayList<>();
    if (in.accept(":")) {
      do {
        extensions.add(in.word("the name of an extension"));
      } while (in.accept(","));
    }
    return new DeclAst.Option(in.since(start), name, extensions);
  }

  /** {@code synonym NAME = REGISTER}. */
  static DeclAst synonym(Cursor in, Span start) {
    Word name = in.word("a name");
    in.expect("=", "behind the name");
    return new DeclAst.Synonym(in.since(start), name, in.word("the name of a register"));
  }
}

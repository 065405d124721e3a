package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.Given;
import dev.orrery.spec.lang.ast.DeclAst.Options;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.ast.StmtAst;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads tables: a first line with options, a line of column heads, and rows. */
final class TableParser {
  private TableParser() {}

  /** Options while they are collected, from a table's first line or from a row's cells. */
  private static final class OptionsBuilder {
    private @Nullable Word insnClass;
    private @Nullable Word asm;
    private @Nullable ExprAst need;
    private @Nullable ExprAst legal;
    private @Nullable ExprAst call;
    private @Nullable ExprAst ret;
    private @Nullable ExprAst written;
    private @Nullable Word over;

    /** Reads the option {@code name} from {@code in}; false if there is none of that name. */
    boolean read(String name, Cursor in) {
      switch (name) {
        case "asm" -> asm = template(in);
        case "need" -> need = ExprParser.parse(in);
        case "legal" -> legal = ExprParser.parse(in);
        case "call" -> call = ExprParser.parse(in);
        case "ret" -> ret = ExprParser.parse(in);
        case "written" -> written = ExprParser.parse(in);
        case "class" -> insnClass = in.word("the name of a class");
        case "over" -> over = in.chunk("the name of a row");
        default -> {
          return false;
        }
      }
      return true;
    }

    Options build() {
      return new Options(insnClass, asm, need, legal, call, ret, written, over);
    }
  }

  static DeclAst table(Cursor in, Span start, boolean expands, LineReader lines) {
    Word format = in.word("the name of a format");
    List<Given> given = new ArrayList<>();
    List<Word> named = new ArrayList<>();
    List<DeclAst.Param> sizes = new ArrayList<>();
    List<Word> suffixes = new ArrayList<>();
    OptionsBuilder options = new OptionsBuilder();
    List<Word> variants = new ArrayList<>();
    while (!in.atEnd()) {
      Span at = in.here();
      String name = in.word("an option").text();
      if (name.equals("for")) {
        do {
          variants.add(in.word("the name of variants"));
        } while (in.accept(","));
      } else if (in.accept("=")) {
        if (name.equals("class")) {
          options.read(name, in);
        } else {
          given.add(given(in, at, name));
        }
      } else if (name.equals("asm")) {
        options.asm = EncodingParser.string(in);
      } else if (name.equals("size")) {
        Word size = in.word("the name of the size");
        in.expect("=", "behind the name");
        sizes.add(new DeclAst.Param(size, ExprParser.parse(in)));
      } else if (name.equals("suffixes")) {
        do {
          suffixes.add(in.word("the name of a suffix"));
        } while (in.accept(","));
      } else if (name.equals("class") || name.equals("over")) {
        throw in.unexpected("'=' behind '" + name + "'");
      } else if (!options.read(name, in)) {
        named.add(new Word(at, name));
      }
    }
    if (lines.isEmpty()) {
      throw in.unexpected("a line with the heads of the columns");
    }
    List<Word> heads = heads(lines.first());
    List<DeclAst.Row> rows = new ArrayList<>();
    lines.lines(1, cells -> rows.add(row(heads, cells, expands)));
    return new DeclAst.Table(
        in.since(start),
        expands,
        format,
        given,
        named,
        sizes,
        suffixes,
        options.build(),
        variants,
        rows);
  }

  /** {@code field=bits}. */
  static Given given(Cursor in) {
    Span at = in.here();
    String name = in.word("a field").text();
    in.expect("=", "behind the field");
    return given(in, at, name);
  }

  /** The bits of the field {@code name}, which stands at {@code at}. */
  static Given given(Cursor in, Span at, String name) {
    Word value = in.accept("*") ? new Word(in.since(at), "*") : in.chunk("bits");
    return new Given(in.since(at), name, value);
  }

  static List<Word> heads(List<Cursor> cells) {
    List<Word> heads = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Cursor cell : cells) {
      Word head = cell.word("the head of a column");
      cell.expectEnd();
      if (!seen.add(head.text())) {
        throw cell.error(
            head.span(), "E26", "there is a column '" + head.text() + "' already", "Remove one.");
      }
      heads.add(head);
    }
    if (!seen.contains("insn")) {
      throw cells.getFirst().error("the columns have no 'insn'", "Name the rows in it.");
    }
    return heads;
  }

  private static DeclAst.Row row(List<Word> heads, List<Cursor> cells, boolean expands) {
    checkCount(heads, cells);
    Word name = null;
    Word id = null;
    List<Given> given = new ArrayList<>();
    OptionsBuilder options = new OptionsBuilder();
    List<StmtAst> body = null;
    DeclAst.Target target = null;
    for (int i = 0; i < cells.size(); i++) {
      Cursor cell = cells.get(i);
      String head = heads.get(i).text();
      if (head.equals("insn")) {
        name =
            cell.at(Token.Kind.STRING)
                ? EncodingParser.string(cell)
                : cell.chunk("the name of an instruction");
      } else if (cell.atEnd()) {
        if (!isOption(head)) {
          throw cell.unexpected("bits for '" + head + "' (`*` keeps it an operand)");
        }
        continue;
      } else if (head.equals("id")) {
        id = cell.chunk("a name for the row");
      } else if (head.equals("do")) {
        if (expands) {
          target = target(cell);
        } else {
          body = StmtParser.parse(cell);
        }
      } else if (!options.read(head, cell)) {
        given.add(given(cell, cell.here(), head));
      }
      cell.expectEnd();
    }
    if (name == null) {
      throw cells.getFirst().unexpected("the name of an instruction");
    }
    return new DeclAst.Row(
        name.span(), name, id == null ? name : id, given, options.build(), body, target);
  }

  private static boolean isOption(String head) {
    return switch (head) {
      case "class", "asm", "need", "legal", "call", "ret", "written", "over", "do", "when", "id" ->
          true;
      default -> false;
    };
  }

  static void checkCount(List<Word> heads, List<Cursor> cells) {
    if (cells.size() != heads.size()) {
      throw cells
          .getLast()
          .error(
              "this line has " + cells.size() + " cells, the heads are " + heads.size(),
              "Separate cells with '|'; an empty one says what the table says.");
    }
  }

  private static DeclAst.Target target(Cursor cell) {
    Word name = cell.chunk("the name of a row");
    List<ExprAst> args = new ArrayList<>();
    if (!cell.atEnd()) {
      do {
        args.add(ExprParser.parse(cell));
      } while (cell.accept(","));
    }
    return new DeclAst.Target(name, args);
  }

  /** A template: a string, or the rest of the cell as it stands. */
  static Word template(Cursor in) {
    if (in.at(Token.Kind.STRING)) {
      return EncodingParser.string(in);
    }
    Span start = in.here();
    while (!in.atEnd()) {
      in.take();
    }
    Span span = in.since(start);
    return new Word(span, span.text());
  }

  static DeclAst alias(Cursor in, Span start, LineReader lines) {
    boolean read = in.acceptWord("read");
    ExprAst need = StateParser.need(in);
    if (lines.isEmpty()) {
      throw in.unexpected("a line with the heads of the columns");
    }
    List<Word> heads = heads(lines.first());
    List<DeclAst.AliasRow> rows = new ArrayList<>();
    lines.lines(1, cells -> rows.add(aliasRow(heads, cells)));
    return new DeclAst.Alias(in.since(start), read, need, rows);
  }

  private static DeclAst.AliasRow aliasRow(List<Word> heads, List<Cursor> cells) {
    checkCount(heads, cells);
    Word name = null;
    Word of = null;
    ExprAst when = null;
    ExprAst written = null;
    Word asm = null;
    for (int i = 0; i < cells.size(); i++) {
      Cursor cell = cells.get(i);
      switch (heads.get(i).text()) {
        case "insn" -> name = cell.chunk("the name of the alias");
        case "of" -> of = cell.chunk("the name of a row");
        case "when" -> when = cell.atEnd() ? null : ExprParser.parse(cell);
        case "written" -> written = cell.atEnd() ? null : ExprParser.parse(cell);
        case "asm" -> asm = cell.atEnd() ? null : template(cell);
        default -> {
          Word head = heads.get(i);
          throw cell.error(
              head.span(),
              "E25",
              "an alias has no column '" + head.text() + "'",
              "Its columns are insn, of, when, written, asm.");
        }
      }
      cell.expectEnd();
    }
    if (name == null || of == null) {
      throw cells.getFirst().error("this alias lacks its name or its row", "Fill both columns.");
    }
    return new DeclAst.AliasRow(name.span(), name, of, when, written, asm);
  }
}

package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.Keyed;
import dev.orrery.spec.lang.ast.DeclAst.LayoutItem;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the conventions of operating systems. */
final class AbiParser {
  /** Lines that list the parts of a structure. */
  private static final Set<String> LAYOUTS = Set.of("context", "area", "stat");

  private AbiParser() {}

  static DeclAst abi(Cursor in, Span start, LineReader lines) {
    Word name = in.word("the name of the operating system");
    List<Keyed> keyed = new ArrayList<>();
    List<DeclAst.Layout> layouts = new ArrayList<>();
    lines.lines(
        0,
        cells -> {
          if (LAYOUTS.stream().anyMatch(cells.getFirst()::atWord)) {
            layouts.add(layout(cells));
          } else {
            keyed.add(keyed(cells));
          }
        });
    return new DeclAst.Abi(in.since(start), name, keyed, layouts);
  }

  private static Keyed keyed(List<Cursor> cells) {
    Cursor in = cells.getFirst();
    Word key = in.word("a key");
    List<Word> words = new ArrayList<>();
    ExprAst value = null;
    if (key.text().equals("hwcap")) {
      value = ExprParser.parse(in);
    }
    while (value == null && !in.atEnd() && !in.atWord("need")) {
      words.add(in.at(Token.Kind.STRING) ? EncodingParser.string(in) : in.chunk("a value"));
    }
    ExprAst need = StateParser.need(in);
    in.expectEnd();
    if (cells.size() > 1) {
      throw cells.get(1).unexpected("the end of the line");
    }
    return new Keyed(key, words, value, need);
  }

  private static DeclAst.Layout layout(List<Cursor> cells) {
    Cursor in = cells.getFirst();
    Word key = in.word("a key");
    ExprAst number = ExprParser.parse(in);
    in.expect(":", "behind the number");
    List<LayoutItem> items = new ArrayList<>();
    ExprAst need = null;
    for (Cursor cell : cells) {
      items.add(item(cell));
      if (cell == cells.getLast()) {
        need = StateParser.need(cell);
      }
      cell.expectEnd();
    }
    return new DeclAst.Layout(key, number, items, need);
  }

  private static LayoutItem item(Cursor in) {
    Span start = in.here();
    Word name = part(in, "PC, pad, a register or a register file");
    Word from = null;
    Word to = null;
    List<Word> parts = new ArrayList<>();
    if (in.accept("[")) {
      from = number(in);
      if (in.accept("..")) {
        to = number(in);
      }
      in.expect("]", "behind the register numbers");
    }
    while (in.accept("##")) {
      parts.add(part(in, "the name of a register"));
    }
    ExprAst bytes = ExprParser.parse(in);
    return new LayoutItem(in.since(start), name, from, to, parts, bytes);
  }

  /** A name, or a bit string with its mark. */
  private static Word part(Cursor in, String what) {
    if (!in.at(Token.Kind.BITS)) {
      return in.word(what);
    }
    Span span = in.here();
    return new Word(span, "'" + in.take().text());
  }

  private static Word number(Cursor in) {
    if (!in.at(Token.Kind.NUMBER)) {
      throw in.unexpected("a number");
    }
    Span span = in.here();
    return new Word(span, in.take().text());
  }

  static DeclAst syscalls(Cursor in, Span start, LineReader lines) {
    Word abi = in.word("the name of the operating system");
    ExprAst need = StateParser.need(in);
    List<DeclAst.Syscall> calls = new ArrayList<>();
    lines.cells(
        cell -> {
          ExprAst number = ExprParser.parse(cell);
          Word call = cell.word("the name of the call");
          calls.add(new DeclAst.Syscall(number, call, cell.accept("=") ? meaning(cell) : null));
        });
    return new DeclAst.Syscalls(in.since(start), abi, need, calls);
  }

  private static DeclAst.Meaning meaning(Cursor in) {
    Word call = in.word("the name of a call");
    in.expect("(", "behind the name of the call");
    List<DeclAst.Argument> arguments = new ArrayList<>();
    if (!in.accept(")")) {
      do {
        boolean register = in.at(Token.Kind.WORD);
        arguments.add(
            register
                ? new DeclAst.Argument(in.word("a register"), null)
                : new DeclAst.Argument(null, ExprParser.parse(in)));
      } while (in.accept(","));
      in.expect(")", "behind the arguments");
    }
    return new DeclAst.Meaning(call, arguments);
  }
}

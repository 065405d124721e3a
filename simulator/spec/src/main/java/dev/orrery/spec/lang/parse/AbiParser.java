package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.ContextItem;
import dev.orrery.spec.lang.ast.DeclAst.Keyed;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Reads the conventions of operating systems. */
final class AbiParser {
  private AbiParser() {}

  static DeclAst abi(Cursor in, Span start, LineReader lines) {
    Word name = in.word("the name of the operating system");
    List<Keyed> keyed = new ArrayList<>();
    List<DeclAst.Context> contexts = new ArrayList<>();
    lines.lines(
        0,
        cells -> {
          if (cells.getFirst().atWord("context")) {
            contexts.add(context(cells));
          } else {
            keyed.add(keyed(cells));
          }
        });
    return new DeclAst.Abi(in.since(start), name, keyed, contexts);
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

  private static DeclAst.Context context(List<Cursor> cells) {
    Cursor in = cells.getFirst();
    Span start = in.here();
    in.take();
    ExprAst offset = ExprParser.parse(in);
    in.expect(":", "behind the offset");
    List<ContextItem> items = new ArrayList<>();
    ExprAst need = null;
    for (Cursor cell : cells) {
      items.add(item(cell));
      if (cell == cells.getLast()) {
        need = StateParser.need(cell);
      }
      cell.expectEnd();
    }
    return new DeclAst.Context(start, offset, items, need);
  }

  private static ContextItem item(Cursor in) {
    Span start = in.here();
    Word name = in.word("pc, pad, a register or a register file");
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
      parts.add(in.word("the name of a register"));
    }
    ExprAst bytes = ExprParser.parse(in);
    return new ContextItem(in.since(start), name, from, to, parts, bytes);
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
          calls.add(new DeclAst.Syscall(number, cell.word("the name of the call")));
        });
    return new DeclAst.Syscalls(in.since(start), abi, need, calls);
  }
}

package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.Given;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Reads how the word of an instruction is put together from its bytes. */
final class BytesParser {
  private BytesParser() {}

  static DeclAst bytes(Cursor in, Span start, LineReader lines) {
    ExprAst most = ExprParser.parse(in);
    List<DeclAst.Prefix> prefixes = new ArrayList<>();
    List<DeclAst.Escape> escapes = new ArrayList<>();
    List<DeclAst.Step> steps = new ArrayList<>();
    if (lines.isEmpty()) {
      throw in.unexpected("lines with `prefix`, `escape` and `byte`");
    }
    lines.cells(
        cell -> {
          Span from = cell.here();
          if (cell.acceptWord("prefix")) {
            Word first = number(cell);
            Word to = cell.accept("..") ? number(cell) : null;
            boolean last = cell.acceptWord("last");
            prefixes.add(new DeclAst.Prefix(cell.since(from), first, to, last, sets(cell)));
          } else if (cell.acceptWord("escape")) {
            List<Word> bytes = new ArrayList<>();
            do {
              bytes.add(number(cell));
            } while (cell.at(Token.Kind.NUMBER));
            List<DeclAst.Payload> payload = new ArrayList<>();
            while (!cell.at(":")) {
              Word field = cell.word("a field that holds a byte, or `:`");
              payload.add(new DeclAst.Payload(field, cell.acceptWord("xor") ? number(cell) : null));
            }
            escapes.add(new DeclAst.Escape(cell.since(from), bytes, payload, sets(cell)));
          } else if (cell.acceptWord("byte")) {
            Word field = cell.word("the field that holds the byte");
            ExprAst when = cell.acceptWord("if") ? ExprParser.parse(cell) : null;
            steps.add(new DeclAst.Step(cell.since(from), field, when));
          } else {
            throw cell.unexpected("`prefix`, `escape` or `byte`");
          }
        });
    return new DeclAst.Bytes(in.since(start), most, prefixes, escapes, steps);
  }

  private static List<Given> sets(Cursor in) {
    in.expect(":", "behind the bytes");
    List<Given> out = new ArrayList<>();
    do {
      out.add(TableParser.given(in));
    } while (!in.atEnd());
    return out;
  }

  private static Word number(Cursor in) {
    if (!in.at(Token.Kind.NUMBER)) {
      throw in.unexpected("a byte such as 0x66");
    }
    Span span = in.here();
    return new Word(span, in.take().text());
  }
}

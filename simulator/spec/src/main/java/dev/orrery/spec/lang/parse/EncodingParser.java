package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.BitRange;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads fields, operand tables, formats, lists of names and the instruction length. */
final class EncodingParser {
  private static final int MAX_BIT = 63;

  private EncodingParser() {}

  static DeclAst field(Cursor in, Span start) {
    Word name = in.word("the name of the field");
    Word kind = in.dotted("a kind: s, u, b, csr, or a register file");
    if (in.accept("=")) {
      ExprAst value = ExprParser.parse(in);
      return new DeclAst.Field(in.since(start), name, kind, List.of(), 0, value, null);
    }
    if (in.acceptWord("next")) {
      ExprAst bytes = ExprParser.parse(in);
      return new DeclAst.Field(in.since(start), name, kind, List.of(), 0, null, bytes);
    }
    List<BitRange> bits = bits(in);
    long bias = in.accept("+") ? bit(in, "a number", Integer.MAX_VALUE) : 0;
    return new DeclAst.Field(in.since(start), name, kind, bits, bias, null, null);
  }

  static DeclAst operandTable(Cursor in, Span start, LineReader lines) {
    Word name = in.word("the name of the operand");
    List<BitRange> bits = bits(in);
    ExprAst width = in.acceptWord("width") ? ExprParser.parse(in) : null;
    List<DeclAst.Entry> entries = new ArrayList<>();
    lines.cells(cell -> entries.add(entry(cell)));
    return new DeclAst.OperandTable(in.since(start), name, bits, width, entries);
  }

  private static DeclAst.Entry entry(Cursor cell) {
    Span start = cell.here();
    if (!cell.at(Token.Kind.NUMBER)) {
      throw cell.unexpected("a bit string");
    }
    Word code = cell.chunk("a bit string");
    if (cell.accept("-")) {
      return new DeclAst.Entry(cell.since(start), code, null, null);
    }
    cell.expect("=", "or '-' behind the bits");
    ExprAst value = ExprParser.parse(cell);
    ExprAst legal = cell.acceptWord("legal") ? ExprParser.parse(cell) : null;
    return new DeclAst.Entry(cell.since(start), code, value, legal);
  }

  private static List<BitRange> bits(Cursor in) {
    List<BitRange> out = new ArrayList<>();
    do {
      out.add(range(in));
    } while (in.accept(","));
    return out;
  }

  private static BitRange range(Cursor in) {
    Span start = in.here();
    if (in.at(Token.Kind.BITS)) {
      Token t = in.take();
      Long value = Numbers.bits(t.text());
      if (value == null || value != 0) {
        throw in.error(
            start,
            "E10",
            "'" + start.text() + "' does not stand for zero bits",
            "Only zeros can stand beside the bits of a field.");
      }
      return new BitRange(start, -1, -1, t.text().length());
    }
    int hi = bit(in, "a bit number", MAX_BIT);
    int lo = in.accept(":") ? bit(in, "a bit number", MAX_BIT) : hi;
    return new BitRange(in.since(start), hi, lo, Math.abs(hi - lo) + 1);
  }

  private static int bit(Cursor in, String what, int max) {
    if (!in.at(Token.Kind.NUMBER)) {
      throw in.unexpected(what);
    }
    Span span = in.here();
    Long value = Numbers.parse(in.take().text());
    if (value == null || value < 0 || value > max) {
      throw in.error(
          span,
          "E10",
          "'" + span.text() + "' is not " + what + " from 0 to " + max,
          "Use another.");
    }
    return value.intValue();
  }

  static DeclAst format(Cursor in, Span start) {
    Word name = in.word("the name of the format");
    ExprAst word = in.acceptWord("word") ? ExprParser.parse(in) : null;
    in.expect(":", "behind the name");
    List<DeclAst.FormatItem> items = new ArrayList<>();
    while (!in.atEnd() && !in.atWord("asm")) {
      items.add(item(in));
    }
    Word asm = in.acceptWord("asm") ? string(in) : null;
    return new DeclAst.Format(in.since(start), name, word, items, asm);
  }

  private static DeclAst.FormatItem item(Cursor in) {
    Span start = in.here();
    String name = in.accept("-") ? "-" : in.word("a field").text();
    BitRange bits = null;
    if (in.accept("[")) {
      bits = range(in);
      if (bits.hi() < 0) {
        throw in.error(bits.span(), "E00", "these are no bits of the word", "Write hi:lo.");
      }
      in.expect("]", "behind the bits");
    } else if (name.equals("-")) {
      throw in.unexpected("'[' and the bits that mean nothing");
    }
    return new DeclAst.FormatItem(in.since(start), name, bits);
  }

  static Word string(Cursor in) {
    if (!in.at(Token.Kind.STRING)) {
      throw in.unexpected("a text in double quotes");
    }
    Span span = in.here();
    return new Word(span, in.take().text());
  }

  static DeclAst names(Cursor in, Span start, LineReader lines) {
    Word name = in.word("the name of the list");
    in.expect(":", "behind the name");
    List<@Nullable String> values = new ArrayList<>();
    nameValues(in, values);
    if (!lines.isEmpty()) {
      lines.cells(cell -> nameValues(cell, values));
    }
    return new DeclAst.Names(in.since(start), name, values);
  }

  static DeclAst forms(Cursor in, Span start, LineReader lines) {
    Word name = in.word("the name of the forms");
    in.expect(":", "behind the name");
    List<Word> templates = new ArrayList<>();
    while (!in.atEnd()) {
      templates.add(string(in));
    }
    if (!lines.isEmpty()) {
      lines.cells(
          cell -> {
            while (!cell.atEnd()) {
              templates.add(string(cell));
            }
          });
    }
    for (Word t : templates) {
      if (t.text().indexOf('{') >= 0 || t.text().indexOf('}') >= 0) {
        throw in.error(t.span(), "E00", "a form cannot hold braces", "Use another template.");
      }
    }
    return new DeclAst.Forms(in.since(start), name, templates);
  }

  private static void nameValues(Cursor in, List<@Nullable String> values) {
    while (!in.atEnd()) {
      Span span = in.here();
      boolean quoted = in.at(Token.Kind.STRING);
      String text = quoted ? in.take().text() : in.chunk("a name").text();
      if (text.indexOf('/') >= 0 || text.indexOf(')') >= 0) {
        throw in.error(span, "E00", "a name cannot hold '/' or ')'", "Use another name.");
      }
      values.add(text.equals("-") && !quoted ? null : text);
    }
  }

  static DeclAst length(Cursor in, Span start) {
    BitRange bits = range(in);
    in.expect(":", "behind the bits");
    List<DeclAst.LengthCase> cases = new ArrayList<>();
    do {
      Span from = in.here();
      Word value = in.accept("*") ? null : in.chunk("a bit string");
      in.expect("=", "behind the bits' value");
      ExprAst bytes = ExprParser.parse(in);
      cases.add(new DeclAst.LengthCase(in.since(from), value, bytes));
    } while (in.accept(","));
    return new DeclAst.Length(in.since(start), bits, cases);
  }
}

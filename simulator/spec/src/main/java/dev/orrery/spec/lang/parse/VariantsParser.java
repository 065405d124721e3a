package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of variants: each makes a row of its own of every row of a table. */
final class VariantsParser {
  private VariantsParser() {}

  static DeclAst variants(Cursor in, Span start, LineReader lines) {
    Word name = in.word("the name of the variants");
    List<DeclAst.Variant> variants = new ArrayList<>();
    if (lines.isEmpty()) {
      throw in.unexpected("a line for each variant");
    }
    lines.lines(0, cells -> variants.add(variant(cells)));
    return new DeclAst.Variants(in.since(start), name, variants);
  }

  /** Reads {@code bits NAME : field=bits ...} behind its keyword. */
  static DeclAst bits(Cursor in, Span start) {
    Word name = in.word("the name of the bits");
    in.expect(":", "behind the name");
    List<DeclAst.Given> given = new ArrayList<>();
    do {
      given.add(TableParser.given(in));
    } while (!in.atEnd());
    return new DeclAst.NamedBits(in.since(start), name, given);
  }

  private static DeclAst.Variant variant(List<Cursor> cells) {
    Cursor head = cells.getFirst();
    Word label =
        head.at(Token.Kind.STRING) ? EncodingParser.string(head) : head.chunk("a variant's label");
    List<DeclAst.Given> given = new ArrayList<>();
    List<Word> named = new ArrayList<>();
    if (head.accept(":")) {
      while (!head.atEnd()) {
        Word name = head.word("a field, or the name of bits");
        if (head.accept("=")) {
          given.add(TableParser.given(head, name.span(), name.text()));
        } else {
          named.add(name);
        }
      }
    }
    head.expectEnd();
    List<ExprAst> legal = new ArrayList<>();
    List<DeclAst.Binding> bindings = new ArrayList<>();
    for (Cursor cell : cells.subList(1, cells.size())) {
      if (cell.acceptWord("legal")) {
        legal.add(ExprParser.parse(cell));
      } else {
        bindings.add(binding(cell));
      }
      cell.expectEnd();
    }
    return new DeclAst.Variant(label, given, named, legal, bindings);
  }

  private static DeclAst.Binding binding(Cursor in) {
    Word name = in.word("a name, or `legal` and a condition");
    in.expect("=", "behind the name");
    ExprAst value = ExprParser.parse(in);
    Word asm = in.acceptWord("asm") ? EncodingParser.string(in) : null;
    return new DeclAst.Binding(name, value, asm);
  }
}

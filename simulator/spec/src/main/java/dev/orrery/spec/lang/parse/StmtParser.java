package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.ast.StmtAst;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads statements. */
final class StmtParser {
  private static final int MAX_DEPTH = 30;

  private final Cursor in;
  private int depth;

  private StmtParser(Cursor in) {
    this.in = in;
  }

  /** Statements to the end of the cell. */
  static List<StmtAst> parse(Cursor in) {
    List<StmtAst> out = new StmtParser(in).list();
    in.expectEnd();
    return out;
  }

  /** Statements to something that is none of them. */
  static List<StmtAst> part(Cursor in) {
    return new StmtParser(in).list();
  }

  private List<StmtAst> list() {
    List<StmtAst> out = new ArrayList<>();
    do {
      if (in.atEnd() || in.at("}")) {
        break; // a ';' may also end the list
      }
      out.add(stmt());
    } while (in.accept(";"));
    return out;
  }

  private StmtAst stmt() {
    Span start = in.here();
    if (in.acceptWord("let")) {
      return let(start);
    }
    if (in.acceptWord("if")) {
      return conditional(start);
    }
    if (in.acceptWord("goto")) {
      ExprAst target = ExprParser.parse(in);
      return new StmtAst.Goto(in.since(start), target);
    }
    if (in.acceptWord("trap")) {
      ExprAst.Name kind = name("a kind of trap");
      ExprAst value = in.accept(",") ? ExprParser.parse(in) : null;
      return new StmtAst.Trap(in.since(start), kind, value);
    }
    if (in.acceptWord("keep")) {
      ExprAst.Name name = name("the name of a register operand");
      return new StmtAst.Keep(in.since(start), name);
    }
    if (in.acceptWord("undef")) {
      List<ExprAst.Name> names = new ArrayList<>();
      do {
        names.add(name("the name of a register"));
      } while (in.accept(","));
      return new StmtAst.Undef(in.since(start), names);
    }
    StmtAst.Word word = simple();
    if (word != null) {
      return new StmtAst.Simple(in.since(start), word);
    }
    ExprAst e = ExprParser.parse(in);
    if (in.accept("=")) {
      ExprAst value = ExprParser.parse(in);
      return new StmtAst.Assign(in.since(start), e, value);
    }
    return new StmtAst.Value(in.since(start), e);
  }

  private StmtAst let(Span start) {
    ExprAst.Name name = name("a name");
    if (in.accept(",")) {
      ExprAst.Name high = name("the name of the upper half");
      in.expect("=", "behind the names");
      ExprAst value = ExprParser.parse(in);
      return new StmtAst.LetPair(in.since(start), name, high, value);
    }
    in.expect("=", "behind the name");
    ExprAst value = ExprParser.parse(in);
    return new StmtAst.Let(in.since(start), name, value);
  }

  private ExprAst.Name name(String what) {
    Word word = in.word(what);
    return new ExprAst.Name(word.span(), word.text());
  }

  private StmtAst.@Nullable Word simple() {
    Token t = in.peek();
    if (t != null && t.kind() == Token.Kind.WORD) {
      for (StmtAst.Word w : StmtAst.Word.values()) {
        if (t.text().length() == w.name().length() && t.text().equalsIgnoreCase(w.name())) {
          in.take();
          return w;
        }
      }
    }
    return null;
  }

  private StmtAst conditional(Span start) {
    if (++depth > MAX_DEPTH) {
      throw in.error(
          in.here(),
          "E28",
          "conditions are nested more than " + MAX_DEPTH + " deep",
          "Compute the value with `? :`, or make more rows of this one.");
    }
    ExprAst condition = ExprParser.parse(in);
    in.expect(":", "behind the condition");
    List<StmtAst> then = block();
    List<StmtAst> otherwise = List.of();
    if (in.acceptWord("else")) {
      in.expect(":", "behind 'else'");
      otherwise = block();
    }
    depth--;
    return new StmtAst.If(in.since(start), condition, then, otherwise);
  }

  private List<StmtAst> block() {
    if (!in.accept("{")) {
      return List.of(stmt());
    }
    List<StmtAst> out = list();
    in.expect("}", "behind the statements");
    return out;
  }
}

package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.CoreStmtAst;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Reads the statements of core tables; the end of a line ends a statement as {@code ;} does. */
final class CoreStmtParser {
  private static final int MAX_DEPTH = 30;

  private final Cursor in;
  private int depth;

  private CoreStmtParser(Cursor in) {
    this.in = in;
  }

  /** Statements to the end of the block. */
  static List<CoreStmtAst> parse(Cursor in) {
    List<CoreStmtAst> out = new CoreStmtParser(in).list();
    in.expectEnd();
    return out;
  }

  private List<CoreStmtAst> list() {
    List<CoreStmtAst> out = new ArrayList<>();
    while (true) {
      skipEnds();
      if (in.atEnd() || in.at("}")) {
        return out;
      }
      out.add(stmt());
      if (!in.atEnd() && !in.at("}") && !in.at(";")) {
        throw in.unexpected("';' or the end of the line");
      }
    }
  }

  private void skipEnds() {
    while (in.accept(";")) {
      // a line may end with one, too
    }
  }

  private CoreStmtAst stmt() {
    Span start = in.here();
    if (in.acceptWord("let")) {
      ExprAst.Name name = name("a name");
      in.expect("=", "behind the name");
      ExprAst value = ExprParser.parse(in);
      return new CoreStmtAst.Let(in.since(start), name, value);
    }
    if (in.acceptWord("if")) {
      return conditional(start);
    }
    if (in.acceptWord("while")) {
      deeper();
      ExprAst condition = ExprParser.parse(in);
      List<CoreStmtAst> body = block("behind the condition");
      depth--;
      return new CoreStmtAst.While(in.since(start), condition, body);
    }
    if (in.acceptWord("take")) {
      ExprAst amount = ExprParser.parse(in);
      return new CoreStmtAst.Take(in.since(start), amount, cause());
    }
    if (in.acceptWord("wait")) {
      ExprAst time = ExprParser.parse(in);
      return new CoreStmtAst.Wait(in.since(start), time, cause());
    }
    if (in.acceptWord("enter")) {
      ExprAst.Name stage = name("the name of a stage");
      if (!in.acceptWord("at")) {
        throw in.unexpected("'at' and the cycle");
      }
      return new CoreStmtAst.Enter(in.since(start), stage, ExprParser.parse(in));
    }
    ExprAst e = ExprParser.parse(in);
    if (in.accept("=")) {
      ExprAst value = ExprParser.parse(in);
      return new CoreStmtAst.Assign(in.since(start), e, value);
    }
    return new CoreStmtAst.Value(in.since(start), e);
  }

  private ExprAst.Name cause() {
    if (!in.acceptWord("for")) {
      throw in.unexpected("'for' and the cause of these cycles");
    }
    return name("the name of a cause");
  }

  private ExprAst.Name name(String what) {
    Word word = in.word(what);
    return new ExprAst.Name(word.span(), word.text());
  }

  private CoreStmtAst conditional(Span start) {
    deeper();
    ExprAst condition = ExprParser.parse(in);
    List<CoreStmtAst> then = block("behind the condition");
    List<CoreStmtAst> otherwise = List.of();
    int mark = in.mark();
    skipEnds();
    if (in.acceptWord("else")) {
      otherwise = block("behind 'else'");
    } else {
      in.reset(mark);
    }
    depth--;
    return new CoreStmtAst.If(in.since(start), condition, then, otherwise);
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw in.error(
          in.here(),
          "E28",
          "statements are nested more than " + MAX_DEPTH + " deep",
          "Make a function of the inner ones.");
    }
  }

  private List<CoreStmtAst> block(String where) {
    in.expect(":", where);
    if (!in.accept("{")) {
      return List.of(stmt());
    }
    List<CoreStmtAst> out = list();
    in.expect("}", "behind the statements");
    return out;
  }
}

package dev.orrery.spec.lang.parse;

import dev.orrery.spec.core.Blame;
import dev.orrery.spec.core.Category;
import dev.orrery.spec.lang.ast.CoreAst;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of a core table. */
public final class CoreParser {
  private static final List<String> KEYWORDS =
      List.of(
          "core", "module", "use", "param", "const", "require", "stage", "cause", "ideal", "state",
          "class", "fn", "on");

  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final List<CoreAst> blocks = new ArrayList<>();

  private CoreParser(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** The blocks of {@code file}, in its order, without those that are reported as unreadable. */
  public static List<CoreAst> parse(SourceFile file, Diagnostics diagnostics) {
    CoreParser parser = new CoreParser(file, diagnostics);
    parser.run(Lexer.lines(file.text()));
    return List.copyOf(parser.blocks);
  }

  /**
   * The expression that a text of one line is.
   *
   * @throws Failure if it is none
   */
  public static ExprAst expression(SourceFile file) {
    List<Line> lines = Lexer.lines(file.text());
    if (lines.size() != 1) {
      Span all = new Span(file, 0, file.text().length());
      throw new Failure("E00", all, "this is no expression of one line", "Write one.");
    }
    Cursor in = Cursor.of(file, lines.getFirst());
    ExprAst expression = ExprParser.parse(in);
    in.expectEnd();
    return expression;
  }

  private void run(List<Line> lines) {
    int i = 0;
    while (i < lines.size()) {
      Line head = lines.get(i++);
      int from = i;
      while (i < lines.size() && lines.get(i).indented()) {
        i++;
      }
      try {
        if (head.indented()) {
          throw Cursor.of(file, head)
              .error(
                  "this line is indented, but there is no block above it",
                  "Start blocks in column 1.");
        }
        blocks.add(block(Cursor.of(file, head), head, lines.subList(from, i)));
      } catch (Failure e) {
        diagnostics.add(e.diagnostic());
      }
    }
  }

  private CoreAst block(Cursor in, Line head, List<Line> body) {
    Span start = in.here();
    String keyword = in.word("a block's keyword").text();
    if (keyword.equals("fn") || keyword.equals("on")) {
      Cursor all = CoreLines.statements(file, head, body);
      all.take();
      return keyword.equals("fn") ? function(all, start) : rule(all, start);
    }
    if (keyword.equals("core")) {
      return header(in, start, body);
    }
    if (keyword.equals("module")) {
      return module(in, start, body);
    }
    CoreAst block =
        switch (keyword) {
          case "use" -> use(in, start);
          case "param", "const" -> parameter(in, start, keyword.equals("const"));
          case "require" -> requirement(in, start);
          case "stage" -> stage(in, start);
          case "cause" -> cause(in, start);
          case "ideal" -> ideal(in, start);
          case "state" -> state(in, start);
          case "class" -> classBlock(CoreLines.list(file, head, body), start);
          default -> {
            in.reset(0);
            throw in.error(
                "there is no block '" + keyword + "' in a core table",
                DidYouMean.help(
                    keyword, KEYWORDS, "Blocks are: " + String.join(", ", KEYWORDS) + "."));
          }
        };
    if (!body.isEmpty() && !keyword.equals("class")) {
      throw Cursor.of(file, body.getFirst())
          .error(
              "this line is indented, but '" + keyword + "' has no lines of its own",
              "Start blocks in column 1.");
    }
    return block;
  }

  private CoreAst header(Cursor in, Span start, List<Line> body) {
    Word name = in.chunk("the name of the core");
    Word base = in.acceptWord("extends") ? in.chunk("the name of another core") : null;
    List<Word> isas = new ArrayList<>();
    List<DeclAst.Param> values = new ArrayList<>();
    if (base == null) {
      in.expect(":", "behind the name");
      if (!in.acceptWord("isa")) {
        throw in.unexpected("'isa' and the instruction sets that the core runs");
      }
      do {
        isas.add(in.chunk("the name of an instruction set"));
      } while (in.accept(","));
    } else if (in.accept(":")) {
      values.addAll(values(in));
    }
    in.expectEnd();
    Span span = in.since(start);
    HeaderLines lines = new HeaderLines();
    for (Line line : body) {
      lines.read(Cursor.of(file, line));
    }
    return new CoreAst.Header(
        span,
        name,
        base,
        isas,
        values,
        lines.title,
        lines.sources,
        lines.measured(),
        lines.width());
  }

  private CoreAst module(Cursor in, Span start, List<Line> body) {
    Word name = in.chunk("the name of the module");
    in.expectEnd();
    Span span = in.since(start);
    HeaderLines lines = new HeaderLines();
    for (Line line : body) {
      lines.read(Cursor.of(file, line));
    }
    if (lines.measured() != null) {
      throw in.error(
          span,
          "C11",
          "a module is held against no RTL",
          "Leave these lines to cores that use it.");
    }
    return new CoreAst.Module(span, name, lines.title, lines.sources);
  }

  private static CoreAst use(Cursor in, Span start) {
    Word module = in.chunk("the name of a module");
    if (!in.acceptWord("as")) {
      throw in.unexpected("'as' and a name for what the module declares");
    }
    Word name = in.word("a name for what the module declares");
    List<DeclAst.Param> values = in.accept(":") ? values(in) : List.of();
    in.expectEnd();
    return new CoreAst.Use(in.since(start), module, name, values);
  }

  /** {@code parameter = value, parameter = value}. */
  private static List<DeclAst.Param> values(Cursor in) {
    List<DeclAst.Param> values = new ArrayList<>();
    do {
      Word parameter = in.dotted("the name of a parameter");
      in.expect("=", "behind the name");
      values.add(new DeclAst.Param(parameter, ExprParser.parse(in)));
    } while (in.accept(","));
    return values;
  }

  static String text(Cursor in) {
    if (!in.at(Token.Kind.STRING)) {
      throw in.unexpected("a text in double quotes");
    }
    return in.take().text();
  }

  private static CoreAst parameter(Cursor in, Span start, boolean isFixed) {
    Word name = in.word("the name of the " + (isFixed ? "constant" : "parameter"));
    in.expect("=", "behind the name");
    ExprAst value = ExprParser.parse(in);
    String meaning = in.atEnd() ? "" : text(in);
    in.expectEnd();
    return new CoreAst.Parameter(in.since(start), name, value, meaning, isFixed);
  }

  private static CoreAst requirement(Cursor in, Span start) {
    ExprAst condition = ExprParser.parse(in);
    String reason = text(in);
    in.expectEnd();
    return new CoreAst.Requirement(in.since(start), condition, reason);
  }

  private static CoreAst stage(Cursor in, Span start) {
    Word name = in.word("the name of the stage");
    ExprAst condition = in.acceptWord("if") ? ExprParser.parse(in) : null;
    String meaning = text(in);
    in.expectEnd();
    return new CoreAst.Stage(in.since(start), name, condition, meaning);
  }

  private static CoreAst cause(Cursor in, Span start) {
    Word name = in.word("the name of the cause");
    Word stage = in.acceptWord("in") ? in.word("the name of a stage") : null;
    boolean isBehind = stage == null && in.acceptWord("behind");
    Category category = null;
    Blame blame = Blame.ITSELF;
    ExprAst moves = null;
    if (in.accept(":")) {
      category = category(in);
      blame = blame(in);
      moves = in.acceptWord("moves") ? ExprParser.parse(in) : null;
    }
    String meaning = text(in);
    in.expectEnd();
    return new CoreAst.CauseBlock(
        in.since(start), name, stage, isBehind, category, blame, moves, meaning);
  }

  private static Category category(Cursor in) {
    Word word = in.word("where the cause stands in the top-down view");
    String text = word.text();
    Category category = Category.of(text);
    if (category == null) {
      List<String> all = Stream.of(Category.values()).map(Category::text).toList();
      throw in.error(
          word.span(),
          "C04",
          "the top-down view has no '" + text + "'",
          DidYouMean.help(text, all, "It has: " + String.join(", ", all) + "."));
    }
    return category;
  }

  private static Blame blame(Cursor in) {
    for (Blame b : Blame.values()) {
      String[] words = b.text().split(" ");
      if (in.acceptWord(words[0])) {
        if (!in.acceptWord(words[1])) {
          throw in.unexpected("'" + words[1] + "'");
        }
        return b;
      }
    }
    return Blame.ITSELF;
  }

  private static CoreAst ideal(Cursor in, Span start) {
    Word cause = in.word("the name of a cause");
    in.expect(":", "behind the cause");
    List<DeclAst.Param> values = values(in);
    String meaning = text(in);
    in.expectEnd();
    return new CoreAst.Ideal(in.since(start), cause, values, meaning);
  }

  private static CoreAst state(Cursor in, Span start) {
    Word name = in.word("the name of the state");
    ExprAst count = null;
    if (in.accept("[")) {
      count = ExprParser.parse(in);
      in.expect("]", "behind the number of cells");
    }
    ExprAst reset = in.accept("=") ? ExprParser.parse(in) : null;
    in.expectEnd();
    return new CoreAst.State(in.since(start), name, count, reset);
  }

  private static CoreAst classBlock(Cursor in, Span start) {
    in.take();
    Word name = in.word("the name of the class");
    in.expect(":", "behind the name");
    List<Word> insns = new ArrayList<>();
    do {
      insns.add(in.dotted("a mnemonic"));
    } while (!in.atEnd());
    return new CoreAst.ClassBlock(in.since(start), name, insns);
  }

  private static CoreAst function(Cursor in, Span start) {
    Word name = in.word("the name of the function");
    List<Word> parameters = new ArrayList<>();
    in.expect("(", "before the parameters");
    if (!in.accept(")")) {
      do {
        parameters.add(in.word("the name of a parameter"));
      } while (in.accept(","));
      in.expect(")", "behind the parameters");
    }
    in.expect(":", "before what the function does");
    Span span = in.since(start);
    return new CoreAst.Function(span, name, parameters, CoreStmtParser.parse(in));
  }

  private static CoreAst rule(Cursor in, Span start) {
    List<Word> classes = new ArrayList<>();
    do {
      @Nullable Token star = in.at("*") ? in.take() : null;
      classes.add(
          star != null ? new Word(in.span(star), star.text()) : in.word("the name of a class"));
    } while (in.accept(","));
    in.expect(":", "before what happens");
    Span span = in.since(start);
    return new CoreAst.Rule(span, classes, CoreStmtParser.parse(in));
  }
}

package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.Param;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.ast.StmtAst;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of one line that declare parameters, state and functions. */
final class StateParser {
  private final Cursor in;
  private final Span start;

  StateParser(Cursor in, Span start) {
    this.in = in;
    this.start = start;
  }

  /** The block after its keyword, null if there is none of that name. */
  @Nullable DeclAst block(String keyword) {
    return switch (keyword) {
      case "isa" -> isa();
      case "import" -> imports();
      case "extension" -> new DeclAst.Extension(start, in.word("a name"));
      case "param" -> new DeclAst.ParamBlock(start, param());
      case "reg" -> reg();
      case "flags" -> flags();
      case "file" -> file();
      case "view" -> view();
      case "causes" -> causes();
      case "classes" -> classes();
      case "csr" -> csr();
      case "suffix" -> suffix();
      case "let" -> let();
      case "sem", "hook" -> sem(keyword.equals("hook"));
      default -> null;
    };
  }

  private DeclAst isa() {
    Word name = in.dotted("the name of the instruction set");
    Word base = null;
    if (in.acceptWord("extends")) {
      base = in.chunk("the path of another instruction set's main file without its .isa");
    }
    ExprAst word = null;
    boolean msb0 = false;
    Boolean bigInsns = null;
    Boolean bigData = null;
    ExprAst elf = null;
    ExprAst elfFlags = null;
    List<Param> params = new ArrayList<>();
    if (base != null && in.atEnd()) {
      return new DeclAst.IsaBlock(
          in.since(start), name, base, null, false, null, null, null, null, List.of());
    }
    in.expect(":", "behind the name");
    do {
      if (in.acceptWord("word")) {
        word = ExprParser.parse(in);
        msb0 = in.acceptWord("msb0");
      } else if (in.acceptWord("elf")) {
        elf = ExprParser.parse(in);
        elfFlags = in.acceptWord("flags") ? ExprParser.parse(in) : null;
      } else if (in.acceptWord("insn")) {
        bigInsns = isBig();
      } else if (in.acceptWord("data")) {
        bigData = isBig();
      } else {
        params.add(param());
      }
    } while (in.accept(","));
    return new DeclAst.IsaBlock(
        in.since(start), name, base, word, msb0, bigInsns, bigData, elf, elfFlags, params);
  }

  private boolean isBig() {
    boolean big = in.acceptWord("be");
    if (!big && !in.acceptWord("le")) {
      throw in.unexpected("a byte order, `le` or `be`");
    }
    return big;
  }

  private Param param() {
    Word name = in.word("the name of a parameter");
    in.expect("=", "behind the parameter");
    return new Param(name, ExprParser.parse(in));
  }

  private DeclAst imports() {
    List<Word> paths = new ArrayList<>();
    do {
      Span from = in.here();
      if (in.at(Token.Kind.STRING)) {
        Token t = in.take();
        paths.add(new Word(from, t.text()));
      } else {
        paths.add(in.chunk("the path of a file without its .isa"));
      }
    } while (in.accept(","));
    return new DeclAst.Import(in.since(start), paths);
  }

  private DeclAst reg() {
    Word name = in.word("the name of the register");
    in.expect(":", "behind the name");
    ExprAst width = ExprParser.parse(in);
    boolean accrues = in.acceptWord("accrues");
    ExprAst reset = in.acceptWord("reset") ? ExprParser.parse(in) : null;
    return new DeclAst.Reg(in.since(start), name, width, accrues, reset);
  }

  private DeclAst flags() {
    List<Word> names = new ArrayList<>();
    do {
      names.add(in.word("the name of a flag"));
    } while (!in.atEnd());
    return new DeclAst.Flags(in.since(start), names);
  }

  private DeclAst file() {
    Word name = in.word("the name of the register file");
    in.expect(":", "behind the name");
    ExprAst count = ExprParser.parse(in);
    if (!in.acceptWord("x")) {
      throw in.unexpected("'x' between count and width, as in `32 x 64`");
    }
    ExprAst width = ExprParser.parse(in);
    ExprAst zero = in.acceptWord("zero") ? ExprParser.parse(in) : null;
    return new DeclAst.File(in.since(start), name, count, width, zero, registerNames());
  }

  private DeclAst classes() {
    List<Word> names = new ArrayList<>();
    do {
      names.add(in.word("the name of a class"));
    } while (!in.atEnd());
    return new DeclAst.Classes(in.since(start), names);
  }

  private DeclAst view() {
    Word name = in.dotted("the name of the view");
    in.expect("=", "behind the name");
    Word file = in.word("the name of a register file");
    ExprAst hi = null;
    ExprAst lo = null;
    if (in.accept("[")) {
      hi = ExprParser.parse(in);
      in.expect(":", "between the bits");
      lo = ExprParser.parse(in);
      in.expect("]", "behind the bits");
    }
    Word read = in.acceptWord("read") ? in.word("a rule") : null;
    Word write = in.acceptWord("write") ? in.word("a rule") : null;
    DeclAst.Special special = null;
    if (in.acceptWord("with")) {
      ExprAst code = ExprParser.parse(in);
      in.expect("=", "behind the number");
      special = new DeclAst.Special(code, in.chunk("the name of a register"));
    }
    return new DeclAst.View(
        in.since(start), name, file, hi, lo, read, write, special, registerNames());
  }

  private List<Word> registerNames() {
    List<Word> names = new ArrayList<>();
    if (in.acceptWord("names")) {
      while (!in.atEnd()) {
        names.add(in.chunk("the name of a register"));
      }
    }
    return names;
  }

  private DeclAst suffix() {
    Word name = in.word("the name of the suffix");
    in.expect(":", "behind the name");
    Word field = in.word("the field of one bit that tells it");
    Word text = EncodingParser.string(in);
    List<StmtAst> body = in.acceptWord("do") ? StmtParser.part(in) : List.of();
    List<StmtAst> otherwise = in.acceptWord("else") ? StmtParser.part(in) : List.of();
    return new DeclAst.Suffix(in.since(start), name, field, text.text(), body, otherwise);
  }

  private DeclAst let() {
    Word name = in.word("a name");
    in.expect("=", "behind the name");
    ExprAst value = ExprParser.parse(in);
    return new DeclAst.Let(in.since(start), name, value);
  }

  private DeclAst causes() {
    in.expect(":", "behind 'causes'");
    List<Param> kinds = new ArrayList<>();
    do {
      kinds.add(param());
    } while (in.accept(","));
    return new DeclAst.Causes(in.since(start), kinds);
  }

  private DeclAst csr() {
    ExprAst first = ExprParser.parse(in);
    ExprAst last = in.accept("..") ? ExprParser.parse(in) : null;
    Word name =
        last == null
            ? in.dotted("the name of the register")
            : in.chunk("the names of the registers");
    DeclAst.CsrName numbers = new DeclAst.CsrName(in.since(start), first, last, name);
    boolean readOnly = in.atWord("ro");
    ExprAst value = null;
    if (readOnly || in.atWord("rw")) {
      in.take();
      in.expect("=", "behind 'rw' or 'ro'");
      value = ExprParser.parse(in);
    }
    return new DeclAst.Csr(in.since(start), numbers, readOnly, value, need(in));
  }

  static DeclAst csrNames(Cursor in, Span start, LineReader lines) {
    List<DeclAst.CsrName> names = new ArrayList<>();
    lines.cells(
        cell -> {
          Span from = cell.here();
          ExprAst first = ExprParser.parse(cell);
          ExprAst last = cell.accept("..") ? ExprParser.parse(cell) : null;
          Word name = cell.chunk("the name of the register");
          names.add(new DeclAst.CsrName(cell.since(from), first, last, name));
        });
    return new DeclAst.CsrNames(in.since(start), names);
  }

  static @Nullable ExprAst need(Cursor in) {
    return in.acceptWord("need") ? ExprParser.parse(in) : null;
  }

  private DeclAst sem(boolean hook) {
    Word name = in.dotted(hook ? "`goto`" : "the name of the function");
    if (hook && !name.text().equals("goto")) {
      throw in.error(
          name.span(), "E25", "there is no hook '" + name.text() + "'", "The one hook is `goto`.");
    }
    in.expect("(", "before the parameters");
    List<Word> params = new ArrayList<>();
    if (!in.accept(")")) {
      do {
        params.add(in.word("the name of a parameter"));
      } while (in.accept(","));
      in.expect(")", "behind the parameters");
    }
    in.expect(":", "before the body");
    Span span = in.since(start);
    List<StmtAst> body = StmtParser.parse(in);
    if (body.isEmpty()) {
      throw in.unexpected("a body");
    }
    return new DeclAst.Sem(span, hook, name, params, body);
  }
}

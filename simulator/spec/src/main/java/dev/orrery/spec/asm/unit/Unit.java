package dev.orrery.spec.asm.unit;

import dev.orrery.spec.asm.encode.Encodable;
import dev.orrery.spec.asm.encode.Expansion;
import dev.orrery.spec.asm.encode.InsnEncoder;
import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprParser;
import dev.orrery.spec.asm.expr.Names;
import dev.orrery.spec.asm.expr.Text;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.asm.layout.InsnFragment;
import dev.orrery.spec.asm.layout.KnownValue;
import dev.orrery.spec.asm.layout.Label;
import dev.orrery.spec.asm.layout.Marks;
import dev.orrery.spec.asm.layout.SectionBuilder;
import dev.orrery.spec.asm.layout.SymbolTable;
import dev.orrery.spec.asm.source.StatementReader;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the statements of a program, one after the other. */
public final class Unit {
  /** Pseudo-instructions that stand for each other. */
  private static final int MAX_EXPANSIONS = 40;

  /** Instructions whose bytes are kept: programs say the same ones over and over. */
  private static final int MAX_KEPT = 1 << 15;

  private final Isa isa;
  private final InsnEncoder encoder;
  private final Diagnostics diagnostics;
  private final FileFinder files;
  private final StatementReader reader;
  private final SymbolTable symbols = new SymbolTable();
  private final Sections sections;
  private final UnitNames names;
  private final Directives directives;
  private final Marks marks = new Marks();
  private Set<String> without = Set.of();

  /** Bytes of instructions by their text, where that says all: without names of the program. */
  private final Map<String, byte[]> kept = new HashMap<>();

  private byte @Nullable [][] padding;

  /** Finds files that a text includes. */
  @FunctionalInterface
  public interface FileFinder {
    /**
     * The text at {@code path}, as {@code from} names it.
     *
     * @throws Failure if it cannot be read
     */
    SourceFile find(String path, Span from);
  }

  /**
   * Starts a program.
   *
   * @param hashIsComment whether {@code #} starts a comment anywhere in a line
   */
  public Unit(
      InsnEncoder encoder, boolean hashIsComment, Diagnostics diagnostics, FileFinder files) {
    this.isa = encoder.isa();
    this.encoder = encoder;
    this.sections = new Sections(isa.dataOrder());
    this.diagnostics = diagnostics;
    this.files = files;
    this.names = new UnitNames(isa, symbols, () -> here("."));
    this.reader = new StatementReader(hashIsComment, diagnostics, this::known, this::isDefined);
    this.directives = new Directives(this);
  }

  /** Reads {@code main} and what it includes, reporting what is wrong. */
  public void read(SourceFile main) {
    reader.open(main, null);
    for (Text text = reader.next(); text != null; text = reader.next()) {
      try {
        statement(text);
      } catch (Failure e) {
        diagnostics.add(e.diagnostic());
      }
    }
  }

  /** The names of the program. */
  public SymbolTable symbols() {
    return symbols;
  }

  /** The sections of the program. */
  public Sections sections() {
    return sections;
  }

  /** What the statements left, in the text's order. */
  public Marks marks() {
    return marks;
  }

  /** Extensions that are turned off here. */
  public Set<String> without() {
    return without;
  }

  /** Line numbers that the text gives to its instructions itself; empty if it gives none. */
  public LineDirectives lines() {
    return directives.lines();
  }

  void without(Set<String> extensions) {
    without = Set.copyOf(extensions);
    kept.clear();
  }

  /** The bytes of instructions that do nothing, shorter ones first. */
  byte[][] padding() {
    if (padding != null) {
      return padding;
    }
    List<byte[]> out = new ArrayList<>();
    for (Encodable e : encoder.fillers()) {
      out.add(e.encode(0, m -> 0).bytes());
    }
    padding = out.toArray(new byte[0][]);
    return padding;
  }

  Isa isa() {
    return isa;
  }

  StatementReader reader() {
    return reader;
  }

  FileFinder files() {
    return files;
  }

  Label here(String name) {
    return sections.current().here(name);
  }

  private boolean isDefined(String name) {
    var symbol = symbols.find(name);
    return symbol != null && symbol.isDefined();
  }

  /** Reads an expression. */
  AsmExpr expression(TextCursor in) {
    AsmExpr e = ExprParser.parse(in, names);
    Long known = KnownValue.of(e);
    return known == null ? e : new AsmExpr.Number(e.span(), known);
  }

  /** Reads an expression whose value must be known here. */
  long known(TextCursor in) {
    AsmExpr e = expression(in);
    if (e instanceof AsmExpr.Number n) {
      return n.value();
    }
    throw in.error(
        e.span(),
        "this must be known here",
        "Use numbers, names that are defined above, and distances that cannot change.");
  }

  private void statement(Text text) {
    TextCursor in = new TextCursor(text);
    if (in.atEnd()) {
      return;
    }
    int start = in.at();
    if (TextCursor.isDigit(in.peek())) {
      localLabel(in, start);
      return;
    }
    String word = in.name();
    Span span = in.since(start);
    if (!word.isEmpty() && in.accept(':')) {
      symbols.label(word, here(word), span);
      again(in);
      return;
    }
    if (!word.isEmpty() && isAssignment(in)) {
      in.accept('=');
      in.accept('=');
      directives.assign(word, span, in, true);
    } else if (word.startsWith(".")) {
      marks.begin(sections.current());
      directives.run(word, in, start);
      marks.end(text.origin(), false);
    } else {
      in.reset(start);
      instruction(in.rest());
    }
  }

  private static boolean isAssignment(TextCursor in) {
    in.skipSpace();
    return in.peek() == '=';
  }

  private void again(TextCursor in) {
    if (!in.atEnd()) {
      reader.again(in.rest());
    }
  }

  private void localLabel(TextCursor in, int start) {
    long number = 0;
    while (TextCursor.isDigit(in.peek())) {
      number = Math.min(Integer.MAX_VALUE, number * 10 + Character.digit(in.take(), 10));
    }
    Span span = in.since(start);
    if (!in.accept(':')) {
      in.reset(start);
      throw in.error("a statement cannot begin with a number", "Labels end in ':', as in 1:.");
    }
    symbols.local(number, here(number + ":"), span);
    again(in);
  }

  private void instruction(Text text) {
    SectionBuilder section = sections.current();
    byte[] bytes = kept.get(text.chars());
    InsnFragment insn = null;
    if (bytes == null) {
      long asked = names.asked();
      InsnEncoder.Readings readings = encoder.readings(text, names, without);
      if (readings.settled() != null) {
        bytes = readings.settled().bytes();
      } else {
        insn = insn(text, readings, section, 0).settle();
        bytes = insn.settledBytes();
      }
      // These are its bytes wherever its text stands.
      if (bytes != null && names.asked() == asked && kept.size() < MAX_KEPT) {
        kept.put(text.chars(), bytes);
      }
    }
    marks.begin(section);
    directives.lines().instruction(section);
    if (bytes != null) {
      section.append(bytes, text.origin());
    } else if (insn != null) {
      section.insn(insn);
    }
    marks.end(text.origin(), true);
  }

  private InsnFragment insn(
      Text text, InsnEncoder.Readings readings, SectionBuilder section, int depth) {
    Expansion expansion = readings.expansion();
    Set<String> off = without;
    InsnFragment.Expander expander =
        expansion == null
            ? null
            : (pc, npc) -> {
              Set<String> now = without;
              without = off;
              try {
                return parts(text, section, expansion, names.inside(expansion, pc, npc), depth);
              } finally {
                without = now;
              }
            };
    return new InsnFragment(section, text.origin(), text.note(), readings.ways(), expander);
  }

  private List<InsnFragment> parts(
      Text text, SectionBuilder section, Expansion expansion, Names scope, int depth) {
    if (depth >= MAX_EXPANSIONS) {
      throw new Failure(
          "",
          text.origin(),
          "pseudo-instructions of the tables stand for each other without end" + text.note(),
          "Mend the tables.");
    }
    List<InsnFragment> parts = new ArrayList<>();
    for (String line : expansion.lines()) {
      String note = text.note() + ", which stands for '" + line.strip() + "'";
      Text part = new Text(line, text.origin(), false, note);
      InsnEncoder.Readings readings = encoder.readings(part, scope, without);
      parts.add(insn(part, readings, section, depth + 1));
    }
    return parts;
  }
}

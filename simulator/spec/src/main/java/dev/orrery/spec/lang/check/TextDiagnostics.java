package dev.orrery.spec.lang.check;

import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.disasm.InsnText;
import dev.orrery.spec.disasm.Template;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks that what is printed can be read back: no row's text leaves an operand out (E13), and none
 * is that of another row ({@link SameTextDiagnostics}). Of what is computed E13 only asks whether
 * the text depends on it.
 */
public final class TextDiagnostics {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int SAMPLES = 20;

  /** Bits below those that {@code %hi} shows. */
  private static final int LOW_BITS = 12;

  private final InsnText texts;
  private final Diagnostics diagnostics;
  private final SameTextDiagnostics same;

  /** By row, the bits of the word that decide whether an alias is printed. */
  private final Map<Row, Long> decided = new HashMap<>();

  /**
   * Reports to {@code diagnostics}.
   *
   * @param texts reads templates
   * @param aliases all of them: where one is printed, a row's own text is not
   */
  public TextDiagnostics(InsnText texts, List<Alias> aliases, Diagnostics diagnostics) {
    this.texts = texts;
    this.diagnostics = diagnostics;
    this.same = new SameTextDiagnostics(texts, diagnostics);
    for (Alias a : aliases) {
      if (a.use() != Alias.Use.READ && a.when() != null) {
        decided.merge(a.row(), DecodeTime.wordBits(a.when()), (x, y) -> x | y);
      }
    }
  }

  /** Checks a row's own text, and that of no row before is the same. */
  public void check(Row row, Span span) {
    Template t = texts.template(row, row.asm(), row.derived());
    boolean isPlain = isPlain(row) && row.derived().isEmpty() && !hasForms(t);
    if (!row.asm().isEmpty()) { // else it is a row that has no text yet
      if (isPlain) {
        checkComplete(row, row.name(), t, span);
      } else {
        checkReachable(row, t, span);
      }
    }
    same.check(row, row.name(), t, span, row.derived(), isPlain);
  }

  /**
   * Checks an alias; one with a condition is for the words of its row that meet it. What an alias
   * leaves out, its row's own text can say.
   */
  public void check(Alias alias, Span span) {
    if (alias.when() == null) {
      Template t = texts.template(alias.row(), alias.asm(), alias.derived());
      boolean isPlain = isPlain(alias.row()) && alias.derived().isEmpty() && !hasForms(t);
      same.check(alias.row(), alias.name(), t, span, alias.derived(), isPlain);
    }
  }

  /**
   * Whether operands and bits of the word correspond one to one. Where operands are computed from
   * others, many words may have one text.
   */
  private static boolean isPlain(Row row) {
    return isPlain(row.operands()) && (row.meaning() == row || isPlain(row.meaning().operands()));
  }

  private static boolean isPlain(List<Operand> operands) {
    for (Operand o : operands) {
      if (o.from() != null) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasForms(Template t) {
    return t.operands().stream().anyMatch(Template.Piece.Form.class::isInstance)
        || t.suffix().stream().anyMatch(Template.Piece.Form.class::isInstance);
  }

  private void checkComplete(Row row, String name, Template t, Span span) {
    Set<String> known = new HashSet<>();
    List<Template.Piece> pieces = new ArrayList<>(t.suffix());
    pieces.addAll(t.operands());
    for (Template.Piece piece : pieces) {
      String operand = piece.operandName();
      if (operand != null) {
        known.add(operand);
        checkValues(row, name, piece, operand, span);
      }
    }
    for (Operand o : row.operands()) {
      if (o.field() != null && !known.contains(o.name())) {
        diagnostics.error(
            "E13",
            span,
            "the text of '" + name + "' leaves out '" + o.name() + "', so it cannot be read back",
            "Print it in the `asm`, or give it bits: " + o.name() + "=...");
        return;
      }
    }
  }

  /**
   * What the row does must depend on nothing but what its text depends on. It is not found out
   * whether two values of that look alike: what is computed can have one value for many words.
   */
  private void checkReachable(Row row, Template t, Span span) {
    Set<String> printed = new HashSet<>();
    addNames(t.suffix(), printed);
    addNames(t.operands(), printed);
    long shown = row.mask() | decided.getOrDefault(row, 0L);
    for (Operand o : row.operands()) {
      shown |= printed.contains(o.name()) ? DecodeTime.wordBits(o) : 0;
    }
    for (Derived d : row.derived()) {
      shown |= printed.contains(d.name()) ? DecodeTime.wordBits(d.value()) : 0;
    }
    Set<String> used = names(IrPrinter.print(row.meaning().body()));
    for (Operand o : row.operands()) {
      boolean isThere = o.field() != null || o.from() != null;
      boolean isBehind = o.from() instanceof Operand.From.Next;
      boolean isLost =
          isBehind
              ? !printed.contains(o.name())
              : isThere && (DecodeTime.wordBits(o) & ~shown) != 0;
      if (isLost && used.contains(row.meaning().operands().get(o.index()).name())) {
        diagnostics.error(
            "E13",
            span,
            "the text of '"
                + row.name()
                + "' does not depend on '"
                + o.name()
                + "', so it cannot be read back",
            "Print it in the `asm`, or something that is computed from it.");
        return;
      }
    }
  }

  /** The names of what {@code pieces} print, all of their forms included. */
  private static void addNames(List<Template.Piece> pieces, Set<String> names) {
    for (Template.Piece piece : pieces) {
      String name = piece.operandName();
      if (name != null) {
        names.add(name);
      }
      if (piece instanceof Template.Piece.Form choice) {
        choice.forms().forEach(f -> addNames(f, names));
      }
    }
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** Two values of an operand must not look alike. */
  private void checkValues(Row row, String name, Template.Piece piece, String operand, Span span) {
    if (piece instanceof Template.Piece.High
        && field(row, operand) instanceof BitField f
        && (f.parts().getLast().hi() >= 0 || f.parts().getLast().width() < LOW_BITS)) {
      lost(name, operand, "bits below " + LOW_BITS + " of it", span);
    }
    if (!(piece instanceof Template.Piece.Pick pick)) {
      return;
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int v = 0; v < pick.texts().size(); v++) {
      String text = pick.texts().get(v);
      Integer other = text.equals(Template.NO_NAME) ? null : seen.putIfAbsent(text, v);
      if (other != null && has(row, operand, other) && has(row, operand, v)) {
        lost(name, operand, "both " + other + " and " + v + " are printed as '" + text + "'", span);
        return;
      }
    }
  }

  private void lost(String name, String operand, String why, Span span) {
    diagnostics.error(
        "E13",
        span,
        "the text of '" + name + "' does not tell what '" + operand + "' is: " + why,
        "Print each value in its own way.");
  }

  private static @Nullable BitField field(Row row, String operand) {
    for (Operand o : row.operands()) {
      if (o.name().equals(operand) && o.field() != null) {
        return o.field();
      }
    }
    return null;
  }

  /** Whether the operand has the value in some word of the row. */
  private static boolean has(Row row, String operand, long value) {
    BitField field = field(row, operand);
    boolean plain =
        field != null
            && !field.signed()
            && field.bias() == 0
            && Long.bitCount(field.mask()) == field.width();
    if (field == null || !plain || field.extract(field.mask()) < value) {
      return false;
    }
    SplittableRandom random = new SplittableRandom(value);
    for (int i = 0; i < SAMPLES; i++) {
      long word = RowWords.sample(row, random) & ~field.mask() | field.insert(value);
      if (RowWords.contains(row, word)) {
        return true;
      }
    }
    return false;
  }
}

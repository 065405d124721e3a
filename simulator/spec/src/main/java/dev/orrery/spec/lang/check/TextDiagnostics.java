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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks that what is printed can be read back: no row's text leaves an operand out (E13), and no
 * text is that of two rows that do different things in as many bytes (E12): an assembler takes the
 * first row in the tables' order, so the second could not be written. Of what is computed only E13
 * is asked, and only whether the text depends on it.
 */
public final class TextDiagnostics {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int SAMPLES = 20;

  /** Bits below those that {@code %hi} shows. */
  private static final int LOW_BITS = 12;

  private final InsnText texts;
  private final Diagnostics diagnostics;

  /** By row, the bits of the word that decide whether an alias is printed. */
  private final Map<Row, Long> decided = new HashMap<>();

  /** Rows by what is written: their names, and what stands where. */
  private final Map<String, List<Written>> written = new HashMap<>();

  /** A way to write a row, and at which place of the text each operand stands. */
  private record Written(
      Row row, String name, Template template, Span span, Map<String, String> places) {

    /** What the row does, its operands named by their places. */
    String meaning() {
      Map<String, String> names = new HashMap<>();
      List<Operand> meant = row.meaning().operands();
      for (Operand o : row.operands()) {
        String place = places.get(o.name());
        names.put(meant.get(o.index()).name(), place == null ? "=" + o.fixed() : place);
      }
      return NAME.matcher(IrPrinter.print(row.meaning().body()))
          .replaceAll(m -> names.getOrDefault(m.group(), m.group()).replace("$", "\\$"));
    }
  }

  /** A word of {@code of} and one of another row that are written alike. */
  private record Witness(Written of, long word, long other, String text) {}

  /**
   * Reports to {@code diagnostics}.
   *
   * @param texts reads templates
   * @param aliases all of them: where one is printed, a row's own text is not
   */
  public TextDiagnostics(InsnText texts, List<Alias> aliases, Diagnostics diagnostics) {
    this.texts = texts;
    this.diagnostics = diagnostics;
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
    if (isPlain) {
      checkUnique(row, row.name(), t, span);
    }
  }

  /**
   * Checks an alias; one with a condition is for the words of its row that meet it. What an alias
   * leaves out, its row's own text can say.
   */
  public void check(Alias alias, Span span) {
    if (alias.when() != null || !isPlain(alias.row()) || !alias.derived().isEmpty()) {
      return;
    }
    Template t = texts.template(alias.row(), alias.asm(), alias.derived());
    if (!hasForms(t)) {
      checkUnique(alias.row(), alias.name(), t, span);
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

  private void checkUnique(Row row, String name, Template t, Span span) {
    StringBuilder shape = new StringBuilder(name).append(' ').append(row.length());
    Map<String, String> places = new HashMap<>();
    for (List<Template.Piece> pieces : List.of(t.suffix(), t.operands())) {
      shape.append(' ');
      for (Template.Piece piece : pieces) {
        String operand = piece.operandName();
        if (operand != null) {
          places.putIfAbsent(operand, "$" + places.size());
        }
        shape.append(shape(row, piece)).append(' ');
      }
    }
    Written here = new Written(row, name, t, span, places);
    List<Written> same = written.computeIfAbsent(shape.toString(), k -> new ArrayList<>(1));
    for (Written there : same) {
      if (there.row().meaning().equals(row.meaning()) || there.meaning().equals(here.meaning())) {
        continue;
      }
      Witness w = witness(there, here);
      if (w == null) {
        w = witness(here, there);
      }
      if (w != null) {
        report(w, here, there);
        return;
      }
    }
    same.add(here);
  }

  private void report(Witness w, Written here, Written there) {
    long mine = w.of() == here ? w.word() : w.other();
    long its = w.of() == here ? w.other() : w.word();
    diagnostics.error(
        "E12",
        here.span(),
        "%s of '%s' and %s of '%s' (%s) are both written '%s', and do different things"
            .formatted(
                hex(mine, here),
                here.row().name(),
                hex(its, there),
                there.row().name(),
                there.span().at(),
                w.text().replace('\t', ' ')),
        "Give one of the two another text.");
  }

  private static String hex(long word, Written w) {
    return "0x" + HexFormat.of().toHexDigits(word, 2 * w.row().length());
  }

  /**
   * Words of {@code a} and {@code b} that have one text; null if none is found. Rows that look the
   * same can be told apart by conditions on their operands, so samples are taken.
   */
  private @Nullable Witness witness(Written a, Written b) {
    SplittableRandom random = new SplittableRandom(a.row().id());
    for (int i = 0; i < SAMPLES; i++) {
      long word = RowWords.sample(a.row(), random);
      Map<String, Long> printed = new HashMap<>();
      for (Operand o : a.row().operands()) {
        String place = a.places().get(o.name());
        if (place != null) {
          printed.put(place, o.value(word));
        }
      }
      Long other = word(b, printed);
      if (other != null) {
        String text = text(a, word);
        if (text.equals(text(b, other))) {
          return new Witness(a, word, other, text);
        }
      }
    }
    return null;
  }

  private String text(Written w, long word) {
    return texts.text(w.name(), w.template(), List.of(), RowWords.at(w.row(), word, 0));
  }

  /** A word with these operands at their places; null if there is none. */
  private static @Nullable Long word(Written w, Map<String, Long> printed) {
    Row row = w.row();
    long[] values = new long[row.operands().size()];
    for (Operand o : row.operands()) {
      String place = w.places().get(o.name());
      values[o.index()] =
          place != null ? printed.getOrDefault(place, 0L) : o.field() == null ? o.fixed() : 0;
    }
    try {
      return RowWords.encode(row, values, 0);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** What an assembler would take at a piece: two pieces of one shape cannot be told apart. */
  private static String shape(Row row, Template.Piece piece) {
    return switch (piece) {
      case Template.Piece.Literal l -> "'" + l.text() + "'";
      case Template.Piece.Pick p -> p.texts().toString();
      case Template.Piece.Target t -> "target";
      default -> {
        String file = "number";
        for (Operand o : row.operands()) {
          if (o.name().equals(piece.operandName()) && o.file() != null) {
            file = o.file().name() + (o.names().isEmpty() ? "" : o.names().getFirst());
          }
        }
        yield file;
      }
    };
  }
}

package dev.orrery.spec.lang.check;

import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.disasm.InsnText;
import dev.orrery.spec.disasm.Template;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks that no text is that of two rows that do different things in as many bytes (E12): an
 * assembler takes the first row in the tables' order, so the second could not be written. Of what
 * is computed it asks whether texts are made in one way, and whether what they show can be the
 * same.
 */
final class SameTextDiagnostics {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int SAMPLES = 20;

  /** Bits of a word of which all values are tried. */
  private static final int MAX_FREE_BITS = 12;

  private final InsnText texts;
  private final Diagnostics diagnostics;

  /** Rows by what is written: their names, and what stands where. */
  private final Map<String, List<Written>> written = new HashMap<>();

  /**
   * A way to write a row, and at which place of the text each operand stands.
   *
   * @param derived what the text may show besides operands
   * @param plain whether operands and bits of the word correspond one to one
   */
  private record Written(
      Row row,
      String name,
      Template template,
      List<Derived> derived,
      Span span,
      Map<String, String> places,
      boolean plain) {

    /** What the row does, its operands named by their places. */
    String meaning() {
      Map<String, String> names = new HashMap<>();
      List<Operand> meant = row.meaning().operands();
      for (Operand o : row.operands()) {
        String place = places.get(o.name());
        boolean isFixed = o.field() == null && o.from() == null;
        names.put(
            meant.get(o.index()).name(),
            place != null ? place : isFixed ? "=" + o.fixed() : "." + o.name());
      }
      return NAME.matcher(IrPrinter.print(row.meaning().body()))
          .replaceAll(m -> names.getOrDefault(m.group(), m.group()).replace("$", "\\$"));
    }
  }

  /** A word of {@code of} and one of another row that are written alike. */
  private record Witness(Written of, long word, long other, String text) {}

  SameTextDiagnostics(InsnText texts, Diagnostics diagnostics) {
    this.texts = texts;
    this.diagnostics = diagnostics;
  }

  /**
   * Checks that no text of those before is the same.
   *
   * @param row whose words are written
   * @param name what it is called there
   * @param t what stands behind the name
   * @param derived what that may show besides operands
   * @param plain whether operands and bits of the word correspond one to one
   */
  void check(Row row, String name, Template t, Span span, List<Derived> derived, boolean plain) {
    StringBuilder shape = new StringBuilder(name).append(' ').append(row.length());
    Map<String, String> places = new HashMap<>();
    for (List<Template.Piece> pieces : List.of(t.suffix(), t.operands())) {
      shape.append(' ');
      for (Template.Piece piece : pieces) {
        place(piece, places);
        shape.append(shape(row, piece)).append(' ');
      }
    }
    Written here = new Written(row, name, t, derived, span, places, plain);
    List<Written> same = written.computeIfAbsent(shape.toString(), k -> new ArrayList<>(1));
    for (Written there : same) {
      if (there.row().meaning().equals(row.meaning()) || there.meaning().equals(here.meaning())) {
        continue;
      }
      if (!here.plain() || !there.plain()) {
        if (!isDisjoint(here, there)) {
          report(here, there);
          return;
        }
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

  /**
   * Whether both show something at one place, each of its values in its own way, that has no value
   * in both rows.
   */
  private static boolean isDisjoint(Written a, Written b) {
    List<Template.Piece> shown = new ArrayList<>(a.template().suffix());
    shown.addAll(a.template().operands());
    for (Template.Piece piece : shown) {
      String name = piece.operandName();
      if (name != null && isTold(piece)) {
        String place = a.places().get(name);
        Set<Long> mine = values(a, name);
        for (Map.Entry<String, String> other : b.places().entrySet()) {
          if (other.getValue().equals(place) && mine != null) {
            Set<Long> its = values(b, other.getKey());
            if (its != null && Collections.disjoint(mine, its)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /** The values of what is called {@code name} in words of a row; null if they are too many. */
  private static @Nullable Set<Long> values(Written w, String name) {
    Row row = w.row();
    Expr value = null;
    for (Operand o : row.operands()) {
      boolean isInWord = o.field() != null || o.from() instanceof Operand.From.Computed;
      value = o.name().equals(name) && isInWord ? new Expr.Field(Long.SIZE, o) : value;
    }
    for (Derived d : w.derived()) {
      value = value == null && d.name().equals(name) ? d.value() : value;
    }
    long free = value == null ? 0 : DecodeTime.wordBits(value) & ~row.mask();
    if (value == null || Long.bitCount(free) > MAX_FREE_BITS) {
      return null;
    }
    Set<Long> values = new HashSet<>();
    long setting = 0;
    do {
      values.add(DecodeTime.value(value, RowWords.at(row, row.match() | setting, 0)));
      setting = (setting - free) & free;
    } while (setting != 0);
    return values;
  }

  /** Whether each value of a piece's operand has a text of its own. */
  private static boolean isTold(Template.Piece piece) {
    return piece instanceof Template.Piece.Value
        || (piece instanceof Template.Piece.Pick p
            && p.texts().stream().distinct().count() == p.texts().size());
  }

  /** Gives a place to each operand that {@code piece} shows in some of its forms. */
  private static void place(Template.Piece piece, Map<String, String> places) {
    String operand = piece.operandName();
    if (operand != null) {
      places.putIfAbsent(operand, "$" + places.size());
    }
    if (piece instanceof Template.Piece.Form choice) {
      choice.forms().forEach(f -> f.forEach(p -> place(p, places)));
    }
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

  /** Of what is computed, no words are searched: that their texts are made in one way is enough. */
  private void report(Written here, Written there) {
    diagnostics.error(
        "E12",
        here.span(),
        "the texts of '%s' and '%s' (%s) are made in one way, and do different things"
            .formatted(here.row().name(), there.row().name(), there.span().at()),
        "Give one of the two another text, or bits to an operand that both show.");
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
      case Template.Piece.Form f ->
          f.forms().stream()
              .map(pieces -> pieces.stream().map(p -> shape(row, p)).toList().toString())
              .collect(Collectors.joining("|"));
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

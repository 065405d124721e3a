package dev.orrery.spec.lang.declare;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.ast.StmtAst;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows that one line of a table stands for: one for each value of the bits that its sizes
 * depend on, with and without each of its suffixes.
 */
final class Versions {
  /** More rows than a line has reason to stand for. */
  private static final int MAX_VERSIONS = 256;

  private final Declarations d;
  private final DeclAst.Table table;
  private final DeclAst.Row row;
  private final Format format;

  /** Bits that the table or the row gives, by field. */
  private final Map<String, DeclAst.Given> given;

  /** Values of fields that are settled already, by field: what sizes may depend on besides. */
  private final Map<String, Long> settled = new HashMap<>();

  private final List<Version> versions = new ArrayList<>();

  /**
   * One of the rows.
   *
   * @param given the bits of its fields
   * @param constants its sizes, and the values of the bits that tell it from the others
   * @param suffix what its suffixes add to the mnemonic
   * @param body what it does
   */
  record Version(
      Map<String, DeclAst.Given> given,
      Map<String, Long> constants,
      String suffix,
      List<StmtAst> body) {}

  private Versions(
      Declarations d,
      DeclAst.Table table,
      DeclAst.Row row,
      Format format,
      Map<String, DeclAst.Given> given) {
    this.d = d;
    this.table = table;
    this.row = row;
    this.format = format;
    this.given = given;
  }

  static List<Version> of(
      Declarations d,
      DeclAst.Table table,
      DeclAst.Row row,
      Format format,
      Map<String, DeclAst.Given> given) {
    List<StmtAst> body = row.body() == null ? List.of() : row.body();
    if (table.sizes().isEmpty() && table.suffixes().isEmpty()) {
      return List.of(new Version(given, Map.of(), "", body));
    }
    Versions v = new Versions(d, table, row, format, given);
    v.sizes(new ArrayList<>(v.fields()), 0, new LinkedHashMap<>());
    return v.versions;
  }

  /** The fields that sizes depend on and that nothing has settled. */
  private Set<String> fields() {
    Set<String> names = new TreeSet<>();
    for (DeclAst.Param size : table.sizes()) {
      if (d.isClaimed("value", size.name().text())) {
        throw new Failure(
            "E26",
            size.name().span(),
            "'" + size.name().text() + "' is declared already",
            "Use another name for the size.");
      }
      names(size.value(), names);
    }
    names.removeIf(n -> format.item(n) == null);
    names.removeIf(this::isSettled);
    int bits = 0;
    for (String n : names) {
      bits += width(n);
    }
    if (bits > 8) {
      throw new Failure(
          "E28",
          table.span(),
          "the sizes depend on " + bits + " bits, at most 8 are supported",
          "Split the field, or the table.");
    }
    return names;
  }

  private boolean isSettled(String field) {
    DeclAst.Given g = given.get(field);
    if (g == null) {
      return false;
    }
    String text = g.value().text();
    if (text.equals("*")) {
      return false;
    }
    if (text.contains("..")) {
      throw new Failure(
          "E29", g.span(), "a size depends on '" + field + "'", "Give it bits, or leave it out.");
    }
    settled.put(field, EncodingDeclarer.bitString(g.value(), width(field), "'" + field + "'"));
    return true;
  }

  private int width(String field) {
    Format.Item item = format.item(field);
    if (item == null) {
      throw new IllegalStateException(field);
    }
    return item.field() == null
        ? item.hi() - item.lo() + 1
        : Long.bitCount(item.field().bits().mask());
  }

  private static void names(ExprAst e, Set<String> out) {
    switch (e) {
      case ExprAst.Name n -> out.add(n.name());
      case ExprAst.Unary u -> names(u.a(), out);
      case ExprAst.Binary b -> {
        names(b.a(), out);
        names(b.b(), out);
      }
      case ExprAst.Ternary t -> {
        names(t.cond(), out);
        names(t.a(), out);
        names(t.b(), out);
      }
      case ExprAst.In in -> {
        names(in.e(), out);
        in.set().forEach(x -> names(x, out));
      }
      default -> {} // no constant: evaluating it says so
    }
  }

  private void sizes(List<String> fields, int next, Map<String, Long> values) {
    if (next < fields.size()) {
      for (long v = 0; v < 1L << width(fields.get(next)); v++) {
        values.put(fields.get(next), v);
        sizes(fields, next + 1, values);
      }
      return;
    }
    Map<String, Long> constants = new LinkedHashMap<>(settled);
    constants.putAll(values);
    for (DeclAst.Param size : table.sizes()) {
      long v = d.constants().with(constants).eval(size.value());
      if (constants.putIfAbsent(size.name().text(), v) != null) {
        throw new Failure(
            "E26", size.name().span(), "there is such a size or field already", "Rename it.");
      }
    }
    Map<String, DeclAst.Given> bits = new HashMap<>(given);
    values.forEach((field, v) -> bits.put(field, number(field, v)));
    List<StmtAst> body = row.body() == null ? List.of() : row.body();
    suffixes(0, new Version(bits, constants, "", body));
  }

  private DeclAst.Given number(String field, long value) {
    return new DeclAst.Given(row.span(), field, new DeclAst.Word(row.span(), "0d" + value));
  }

  private void suffixes(int next, Version v) {
    if (next == table.suffixes().size()) {
      if (versions.size() == MAX_VERSIONS) {
        throw new Failure(
            "E28",
            table.span(),
            "a line of this table stands for more than " + MAX_VERSIONS + " rows",
            "Use fewer sizes and suffixes.");
      }
      versions.add(v);
      return;
    }
    DeclAst.Word name = table.suffixes().get(next);
    DeclAst.Suffix suffix = d.suffixes.get(name.text());
    if (suffix == null) {
      throw new Failure(
          "E25",
          name.span(),
          "there is no suffix '" + name.text() + "'",
          DidYouMean.help(name.text(), d.suffixes.keySet(), "Declare it with `suffix`."));
    }
    String field = suffix.field().text();
    if (format.item(field) == null || width(field) != 1 || v.given().containsKey(field)) {
      throw new Failure(
          "E29",
          name.span(),
          "'" + field + "' is no free field of one bit in format '" + format.name() + "'",
          "A suffix is told by such a field.");
    }
    suffixes(next + 1, with(v, field, 0, "", suffix.otherwise()));
    suffixes(next + 1, with(v, field, 1, suffix.suffix(), suffix.body()));
  }

  private Version with(Version v, String field, long value, String suffix, List<StmtAst> more) {
    Map<String, DeclAst.Given> bits = new HashMap<>(v.given());
    bits.put(field, number(field, value));
    Map<String, Long> constants = new LinkedHashMap<>(v.constants());
    constants.put(field, value);
    List<StmtAst> body = new ArrayList<>(v.body());
    body.addAll(more);
    return new Version(bits, constants, v.suffix() + suffix, body);
  }
}

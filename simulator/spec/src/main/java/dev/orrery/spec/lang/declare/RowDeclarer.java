package dev.orrery.spec.lang.declare;

import static java.util.regex.Matcher.quoteReplacement;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.BitField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settles the bits of each row: what its table and its cells give, and which fields stay operands.
 */
final class RowDeclarer {
  /** More rows than any instruction set has: a file that gets here is a mistake. */
  private static final int MAX_ROWS = 20_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

  private final Declarations d;
  private final Diagnostics diagnostics;
  private final List<RowDecl> rows = new ArrayList<>();

  RowDeclarer(Declarations d, Diagnostics diagnostics) {
    this.d = d;
    this.diagnostics = diagnostics;
  }

  List<RowDecl> rows() {
    return rows;
  }

  void table(DeclAst.Table t, String extension) {
    if (!d.constants().holds(t.options().need())) {
      return;
    }
    Format format = d.formats.get(t.format().text());
    if (format == null) {
      throw new Failure(
          "E25",
          t.format().span(),
          "there is no format '" + t.format().text() + "'",
          DidYouMean.help(t.format().text(), d.formats.keySet(), "Declare it with `format`."));
    }
    List<List<DeclAst.Variant>> variants = combinations(t);
    for (DeclAst.Row r : t.rows()) {
      for (List<DeclAst.Variant> v : variants) {
        row(t, r, format, extension, v);
      }
    }
  }

  /** Each way to take one variant of each list that the table names. */
  private List<List<DeclAst.Variant>> combinations(DeclAst.Table t) {
    List<List<DeclAst.Variant>> all = List.of(List.of());
    for (DeclAst.Word name : t.variants()) {
      DeclAst.Variants list = d.variants.get(name.text());
      if (list == null) {
        throw new Failure(
            "E25",
            name.span(),
            "there are no variants '" + name.text() + "'",
            DidYouMean.help(name.text(), d.variants.keySet(), "Declare them with `variants`."));
      }
      List<List<DeclAst.Variant>> longer = new ArrayList<>();
      for (List<DeclAst.Variant> shorter : all) {
        for (DeclAst.Variant v : list.variants()) {
          List<DeclAst.Variant> one = new ArrayList<>(shorter);
          one.add(v);
          longer.add(one);
        }
      }
      if (longer.size() > MAX_ROWS) {
        throw new Failure(
            "E28", name.span(), "there are more than " + MAX_ROWS + " variants", "Drop some.");
      }
      all = longer;
    }
    return all;
  }

  private void row(
      DeclAst.Table t,
      DeclAst.Row r,
      Format format,
      String extension,
      List<DeclAst.Variant> variants) {
    try {
      if (d.constants().holds(r.options().need())) {
        if (rows.size() >= MAX_ROWS) {
          throw new Failure(
              "E28", r.span(), "there are more than " + MAX_ROWS + " rows", "Drop some.");
        }
        Map<String, DeclAst.Given> given = given(t, r, format, variants);
        for (Versions.Version v : Versions.of(d, t, r, format, given)) {
          rows.add(rowOf(t, r, v, format, extension, variants));
        }
      }
    } catch (Failure e) {
      diagnostics.add(e.diagnostic());
    }
  }

  private RowDecl rowOf(
      DeclAst.Table t,
      DeclAst.Row r,
      Versions.Version version,
      Format format,
      String extension,
      List<DeclAst.Variant> variants) {
    Map<String, DeclAst.Given> given = version.given();
    Constants constants = d.constants().with(version.constants());
    Map<Field, Long> values = new HashMap<>();
    Map<String, DeclAst.Binding> bindings = bindings(variants);
    long mask = 0;
    long match = 0;
    List<Field> fields = new ArrayList<>();
    List<RowDecl.Range> ranges = new ArrayList<>();
    for (Format.Item item : format.items()) {
      if (item.name().equals("-")) {
        continue;
      }
      BitField bits = bits(item);
      DeclAst.Given g = given.get(item.name());
      if (g == null && item.field() == null) {
        throw new Failure(
            "E02",
            r.span(),
            "nothing says what the bits of '" + item.name() + "' are",
            "Add a column '"
                + item.name()
                + "', or "
                + item.name()
                + "=... to the table; `*` makes"
                + " it an operand.");
      }
      String value = g == null ? "*" : g.value().text();
      if (g == null || value.equals("*") || value.contains("..")) {
        Field field =
            item.field() == null ? anonymous(item, format) : seen(item.field(), constants, r);
        fields.add(field);
        if (g != null && value.contains("..")) {
          ranges.add(range(field, g.value()));
        }
      } else {
        if (value.equals("-")) {
          continue; // it means nothing here
        }
        if (bits.width() == 0) {
          throw new Failure(
              "E29",
              g.span(),
              "'" + item.name() + "' has no bits in the word",
              "Write - to do without it.");
        }
        long v = EncodingDeclarer.bitString(g.value(), rawWidth(bits), "'" + item.name() + "'");
        mask |= bits.mask();
        match |= insertRaw(bits, v);
        if (item.field() != null) {
          values.put(item.field(), bits.extract(insertRaw(bits, v)));
        }
      }
    }
    DeclAst.Options table = t.options();
    DeclAst.Options own = r.options();
    if (r.body() == null && r.target() == null || r.body() != null && r.body().isEmpty()) {
      throw new Failure(
          "E07",
          r.span(),
          "'" + r.name().text() + "' does not say what it does",
          "Fill the column `do`: statements, `nop`, or `unimplemented`.");
    }
    DeclAst.Word insnClass = own.insnClass() != null ? own.insnClass() : table.insnClass();
    if (insnClass == null && !t.expands()) {
      throw new Failure(
          "E00",
          r.span(),
          "'" + r.name().text() + "' has no class",
          "Write class=alu (or load, branch, ...) in the table's first line.");
    }
    if (insnClass != null && !d.classes.isEmpty() && !d.classes.contains(insnClass.text())) {
      throw new Failure(
          "E17",
          insnClass.span(),
          "there is no class '"
              + insnClass.text()
              + "', so nothing says how '"
              + r.name().text()
              + "' takes its time",
          DidYouMean.help(
              insnClass.text(), d.classes, "Declare it: classes " + insnClass.text() + "."));
    }
    DeclAst.Word asm = own.asm() != null ? own.asm() : table.asm();
    return new RowDecl(
        named(r.name().text(), t, variants) + version.suffix(),
        named(r.id().text(), t, variants),
        version.suffix(),
        constants,
        r.span(),
        t.span(),
        extension,
        format.wordBits() / 8,
        mask,
        match,
        List.copyOf(fields),
        values,
        expressions(bindings),
        ranges,
        insnClass == null ? null : insnClass.text(),
        substituted(asm == null ? format.asm() : asm, bindings),
        legal(table, own, variants),
        own.call() != null ? own.call() : table.call(),
        own.ret() != null ? own.ret() : table.ret(),
        own.over(),
        own.written() != null ? own.written() : table.written(),
        r.body() == null ? null : version.body(),
        r.target());
  }

  /** {@code field}, with the view that the row's size picks if that is what it says. */
  private Field seen(Field field, Constants constants, DeclAst.Row r) {
    String sized = field.sized();
    if (sized == null) {
      return field;
    }
    int dot = sized.lastIndexOf('.');
    Long size = constants.own(sized.substring(dot + 1));
    View view = size == null ? null : d.view(sized.substring(0, dot + 1) + size);
    if (view == null) {
      throw new Failure(
          "E25",
          r.span(),
          size == null
              ? "'%s' has no size '%s', which its operand '%s' needs"
                  .formatted(r.name().text(), sized.substring(dot + 1), field.name())
              : "there is no view '%s%d', which the operand '%s' of '%s' needs"
                  .formatted(sized.substring(0, dot + 1), size, field.name(), r.name().text()),
          size == null
              ? "Write size " + sized.substring(dot + 1) + " = ... in the table's first line."
              : "Declare it, or leave that size out with `legal`.");
    }
    Field seen = field.seenAs(view);
    EncodingDeclarer.checkNumbers(seen, view, field.span());
    return seen;
  }

  private static List<ExprAst> legal(
      DeclAst.Options table, DeclAst.Options row, List<DeclAst.Variant> variants) {
    List<ExprAst> out = new ArrayList<>();
    if (table.legal() != null) {
      out.add(table.legal());
    }
    variants.forEach(v -> out.addAll(v.legal()));
    if (row.legal() != null) {
      out.add(row.legal());
    }
    return out;
  }

  private static Map<String, DeclAst.Binding> bindings(List<DeclAst.Variant> variants) {
    Map<String, DeclAst.Binding> out = new LinkedHashMap<>();
    for (DeclAst.Variant v : variants) {
      for (DeclAst.Binding b : v.bindings()) {
        DeclAst.Binding first = out.putIfAbsent(b.name().text(), b);
        if (first != null) {
          throw new Failure(
              "E26",
              b.name().span(),
              "'"
                  + b.name().text()
                  + "' stands for something already, at "
                  + first.name().span().at(),
              "Use another name.");
        }
      }
    }
    return out;
  }

  private static Map<String, ExprAst> expressions(Map<String, DeclAst.Binding> bindings) {
    Map<String, ExprAst> out = new HashMap<>();
    bindings.forEach((name, b) -> out.put(name, b.value()));
    return out;
  }

  /** A mnemonic, or a name of a row, with {@code {variants}} replaced by the variant's label. */
  private static String named(String name, DeclAst.Table t, List<DeclAst.Variant> variants) {
    String out = name;
    for (int i = 0; i < variants.size(); i++) {
      out = out.replace("{" + t.variants().get(i).text() + "}", variants.get(i).label().text());
    }
    return out;
  }

  /** A template with each bound name replaced by what is written for it. */
  private static DeclAst.@Nullable Word substituted(
      DeclAst.@Nullable Word asm, Map<String, DeclAst.Binding> bindings) {
    if (asm == null || bindings.isEmpty()) {
      return asm;
    }
    String text = NAME.matcher(asm.text()).replaceAll(m -> quoteReplacement(written(m, bindings)));
    return new DeclAst.Word(asm.span(), text);
  }

  private static String written(MatchResult name, Map<String, DeclAst.Binding> bindings) {
    DeclAst.Binding b = bindings.get(name.group());
    if (b == null) {
      return name.group();
    }
    DeclAst.Word asm = b.asm();
    return asm != null ? asm.text() : b.value().span().text();
  }

  /** The bits that {@code names} stand for. */
  private List<DeclAst.Given> named(List<DeclAst.Word> names) {
    List<DeclAst.Given> out = new ArrayList<>();
    for (DeclAst.Word name : names) {
      DeclAst.NamedBits bits = d.namedBits.get(name.text());
      if (bits == null) {
        throw new Failure(
            "E25",
            name.span(),
            "there are no bits called '" + name.text() + "'",
            DidYouMean.help(
                name.text(),
                d.namedBits.keySet(),
                "Give those of a field with `field=bits`, or declare them with `bits`."));
      }
      out.addAll(bits.given());
    }
    return out;
  }

  private Map<String, DeclAst.Given> given(
      DeclAst.Table t, DeclAst.Row r, Format format, List<DeclAst.Variant> variants) {
    Map<String, DeclAst.Given> out = new HashMap<>();
    List<DeclAst.Given> all = new ArrayList<>(t.given());
    all.addAll(named(t.named()));
    variants.forEach(v -> all.addAll(v.given()));
    variants.forEach(v -> all.addAll(named(v.named())));
    all.addAll(r.given());
    for (DeclAst.Given g : all) {
      if (format.item(g.field()) == null) {
        List<String> known = format.items().stream().map(Format.Item::name).toList();
        throw new Failure(
            "E25",
            g.span(),
            "format '" + format.name() + "' has no field '" + g.field() + "'",
            DidYouMean.help(g.field(), known, "Its fields are " + String.join(", ", known) + "."));
      }
      DeclAst.Given first = out.putIfAbsent(g.field(), g);
      if (first != null) {
        throw new Failure(
            "E03",
            g.span(),
            "the bits of '" + g.field() + "' are given already, at " + first.span().at(),
            "Give them in the table's first line or in a column.");
      }
    }
    return out;
  }

  private static BitField bits(Format.Item item) {
    return item.field() != null
        ? item.field().bits()
        : new BitField(List.of(BitField.Part.of(item.hi(), item.lo())), false, 0);
  }

  /** An operand made of bits that the format names and the table leaves free. */
  private static Field anonymous(Format.Item item, Format format) {
    return new Field(item.name(), Field.Kind.UNSIGNED, bits(item), null, List.of(), format.span());
  }

  private static int rawWidth(BitField bits) {
    return Long.bitCount(bits.mask());
  }

  /** Puts a bit string into the word bits of a field, literal zeros of the field excepted. */
  private static long insertRaw(BitField bits, long value) {
    long word = 0;
    int left = rawWidth(bits);
    for (BitField.Part p : bits.parts()) {
      if (p.hi() >= 0) {
        left -= p.width();
        word |= (value >>> left & EncodingDeclarer.mask(p.width() - 1, 0)) << p.lo();
      }
    }
    return word;
  }

  private static RowDecl.Range range(Field field, DeclAst.Word w) {
    int dots = w.text().indexOf("..");
    Span s = w.span();
    Span lowSpan = new Span(s.file(), s.start(), s.start() + dots);
    Span highSpan = new Span(s.file(), s.start() + dots + 2, s.end());
    int width = rawWidth(field.bits());
    String of = "'" + field.name() + "'";
    long lo = EncodingDeclarer.bitString(new DeclAst.Word(lowSpan, lowSpan.text()), width, of);
    long hi = EncodingDeclarer.bitString(new DeclAst.Word(highSpan, highSpan.text()), width, of);
    if (lo > hi || field.kind() == Field.Kind.SIGNED || field.bits().bias() != 0) {
      throw new Failure(
          "E00",
          s,
          "'" + w.text() + "' is no range of the values of " + of,
          "Write the lower bound first; use `legal` for signed fields.");
    }
    return new RowDecl.Range(field, lo, hi);
  }
}

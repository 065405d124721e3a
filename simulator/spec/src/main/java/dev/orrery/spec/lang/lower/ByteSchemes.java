package dev.orrery.spec.lang.lower;

import dev.orrery.spec.decode.ByteScheme;
import dev.orrery.spec.decode.Cube;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.declare.Field;
import dev.orrery.spec.lang.declare.RowDecl;
import dev.orrery.spec.lang.parse.Numbers;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Makes the scheme of a {@code bytes} block: which bytes give which bits of the word. */
public final class ByteSchemes {
  private static final int MAX_BYTES = 16;
  private static final int BYTE = 8;

  /** A byte may depend on this many bits; all their values are tried. */
  private static final int MAX_KEY_BITS = 16;

  private final Declarations declarations;
  private final Diagnostics diagnostics;
  private final Lowerer lowerer;
  private final List<Row> rows;

  /** Bits that escapes and the bytes so far give to every instruction. */
  private long known;

  /** Makes schemes for {@code rows}, which {@code lowerer} has lowered. */
  public ByteSchemes(
      Declarations declarations, Diagnostics diagnostics, Lowerer lowerer, List<Row> rows) {
    this.declarations = declarations;
    this.diagnostics = diagnostics;
    this.lowerer = lowerer;
    this.rows = rows;
  }

  /** The scheme of {@code block}. */
  public ByteScheme scheme(DeclAst.Bytes block) {
    int most =
        declarations.constants().count(block.most(), 1, MAX_BYTES, "the length of an instruction");
    List<ByteScheme.Prefix> prefixes = new ArrayList<>();
    for (DeclAst.Prefix p : block.prefixes()) {
      prefixes.add(prefix(p, prefixes));
    }
    List<ByteScheme.Escape> escapes = new ArrayList<>();
    for (DeclAst.Escape e : block.escapes()) {
      List<Integer> bytes = e.bytes().stream().map(ByteSchemes::number).toList();
      Sets sets = sets(e.sets());
      if (sets.low != null) {
        throw new Failure("E29", e.span(), "an escape has no bits to give", "Write them out.");
      }
      List<ByteScheme.Payload> payload = e.payload().stream().map(this::payload).toList();
      escapes.add(new ByteScheme.Escape(bytes, sets.mask, sets.match, payload));
      known |= sets.mask;
    }
    List<ByteScheme.Step> steps = new ArrayList<>();
    for (DeclAst.Step s : block.steps()) {
      steps.add(step(s));
    }
    return new ByteScheme(most, prefixes, escapes, steps);
  }

  private ByteScheme.Prefix prefix(DeclAst.Prefix p, List<ByteScheme.Prefix> before) {
    int first = number(p.first());
    int to = p.to() == null ? first : number(p.to());
    for (ByteScheme.Prefix other : before) {
      if (first <= other.to() && to >= other.first()) {
        throw new Failure("E26", p.first().span(), "this is a prefix already", "Remove one.");
      }
    }
    if (to < first) {
      throw new Failure(
          "E00", p.span(), "the bytes stand the wrong way round", "Write the lower one first.");
    }
    Sets sets = sets(p.sets());
    return new ByteScheme.Prefix(first, to, sets.mask, sets.match, sets.low, p.last());
  }

  private ByteScheme.Payload payload(DeclAst.Payload p) {
    DeclAst.Word inverted = p.inverted();
    return new ByteScheme.Payload(octet(p.field()).bits(), inverted == null ? 0 : number(inverted));
  }

  private static int number(DeclAst.Word w) {
    Long value = Numbers.parse(w.text());
    if (value == null || value < 0 || value >= 1 << BYTE) {
      throw new Failure("E10", w.span(), "'" + w.text() + "' is no byte", "Write 0x00 to 0xff.");
    }
    return value.intValue();
  }

  /** The bits that a byte gives; {@code low} takes those of the byte itself. */
  private record Sets(long mask, long match, @Nullable BitField low) {}

  private Sets sets(List<DeclAst.Given> given) {
    long mask = 0;
    long match = 0;
    BitField low = null;
    for (DeclAst.Given g : given) {
      BitField bits = field(new DeclAst.Word(g.span(), g.field())).bits();
      if (g.value().text().equals("*")) {
        low = bits;
      } else {
        mask |= bits.mask();
        match |=
            bits.insert(declarations.bitString(g.value(), bits.width(), "'" + g.field() + "'"));
      }
    }
    return new Sets(mask, match, low);
  }

  private Field field(DeclAst.Word name) {
    Field f = declarations.field(name.text());
    if (f == null || f.kind() != Field.Kind.BITS || f.bits().width() == 0) {
      throw new Failure(
          "E25",
          name.span(),
          "there is no field '" + name.text() + "' that is just bits",
          DidYouMean.help(
              name.text(),
              declarations.fieldNames(),
              "Declare it: field " + name.text() + " b ..."));
    }
    return f;
  }

  /** The field of that name, which holds a byte. */
  private Field octet(DeclAst.Word name) {
    Field field = field(name);
    if (field.bits().width() != BYTE) {
      throw new Failure(
          "E04", name.span(), "a byte has 8 bits, not " + field.bits().width(), "Use 8 bits.");
    }
    return field;
  }

  private ByteScheme.Step step(DeclAst.Step s) {
    Field field = octet(s.field());
    if (s.when() != null) {
      return conditional(s.when(), field);
    }
    ByteScheme.Step step = present(field.bits(), known, s.span(), w -> isUsed(field, w));
    checkAgreement(field);
    known |= field.bits().mask();
    return step;
  }

  /** A byte that stands where a condition on those before it holds. */
  private ByteScheme.Step conditional(ExprAst when, Field field) {
    List<Field> bits = declarations.bitFields();
    RowDecl decl = RowDecl.ofFields("bytes", declarations.constants(), when.span(), bits);
    List<Operand> operands = RowLowering.operands(decl, declarations, diagnostics);
    Map<String, Operand> byName = new HashMap<>();
    operands.forEach(o -> byName.put(o.name(), o));
    Expr condition = new RowLowering(decl, byName, declarations, diagnostics).condition(when, "if");
    if (condition == null) {
      throw new Failure("E22", when.span(), "this never holds", "Remove the line.");
    }
    Row none =
        new Row(
            0, "bytes", "", "", 0, 0, 0, condition, operands, "", null, List.of(), null, null, "");
    long key;
    try {
      key = RowWords.touchedBits(none);
    } catch (IllegalArgumentException e) {
      throw tooMany(when.span());
    }
    return present(
        field.bits(),
        key,
        when.span(),
        w -> DecodeTime.value(condition, RowWords.at(none, w, 0)) != 0);
  }

  /** Tries all values of the bits that matter. */
  private static ByteScheme.Step present(
      BitField field, long key, Span span, LongPredicate isPresent) {
    int bits = Long.bitCount(key);
    if (bits > MAX_KEY_BITS) {
      throw tooMany(span);
    }
    long[] present = new long[Math.max(1, 1 << bits >> 6)];
    for (int i = 0; i < 1 << bits; i++) {
      if (isPresent.test(Long.expand(i, key))) {
        present[i >> 6] |= 1L << i;
      }
    }
    return new ByteScheme.Step(field, key, present);
  }

  private static Failure tooMany(Span span) {
    return new Failure(
        "E28",
        span,
        "whether this byte is there depends on more than " + MAX_KEY_BITS + " bits",
        "Give it a condition that reads fewer.");
  }

  /** Whether a row that agrees with {@code word} in the known bits has the byte. */
  private boolean isUsed(Field field, long word) {
    Cube cube = new Cube(known, word);
    for (Row row : rows) {
      if (uses(row, field) && RowWords.cube(row).intersects(cube)) {
        return true;
      }
    }
    return false;
  }

  /** Rows that the bytes so far do not tell apart must agree on whether this one follows. */
  private void checkAgreement(Field field) {
    for (Row row : rows) {
      if (uses(row, field)) {
        continue;
      }
      Cube cube = new Cube(row.mask() & known, row.match() & known);
      for (Row other : rows) {
        Cube theirs = new Cube(other.mask() & known, other.match() & known);
        if (uses(other, field) && theirs.intersects(cube)) {
          diagnostics.error(
              "E30",
              lowerer.span(row),
              "'"
                  + row.name()
                  + "' has no byte '"
                  + field.name()
                  + "', but '"
                  + other.name()
                  + "' at "
                  + lowerer.span(other).at()
                  + " has, and the bytes before it are the same",
              "Give both a format with that byte, or tell them apart before it.");
          return;
        }
      }
    }
  }

  private static boolean uses(Row row, Field field) {
    long bits = row.mask();
    for (Operand o : row.operands()) {
      bits |= o.field() == null ? 0 : o.field().mask();
    }
    return (bits & field.bits().mask()) != 0;
  }
}

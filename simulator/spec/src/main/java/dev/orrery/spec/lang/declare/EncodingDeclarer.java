package dev.orrery.spec.lang.declare;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.parse.Numbers;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.BitField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares fields, operand tables and formats. */
final class EncodingDeclarer {
  private final Declarations d;
  private final Diagnostics diagnostics;

  EncodingDeclarer(Declarations d, Diagnostics diagnostics) {
    this.d = d;
    this.diagnostics = diagnostics;
  }

  void field(DeclAst.Field f) {
    d.claim("value", f.name());
    Field.Kind kind = kind(f.kind().text());
    View view = null;
    String sized = null;
    if (kind == Field.Kind.REGISTER) {
      view = d.view(f.kind().text());
      sized = view == null ? sized(f.kind().text()) : null;
      if (view == null && sized == null) {
        List<String> known = new ArrayList<>(d.views.keySet());
        known.addAll(List.of("s", "u", "b", "csr"));
        throw new Failure(
            "E25",
            f.kind().span(),
            "there is no kind of field '" + f.kind().text() + "'",
            DidYouMean.help(f.kind().text(), known, "Kinds are s, u, b, csr, and register files."));
      }
    }
    if (f.computed() != null || f.next() != null) {
      d.fields.put(f.name().text(), withoutBits(f, kind, view));
      return;
    }
    BitField bits = bits(f.bits(), f.span(), kind == Field.Kind.SIGNED, (int) f.bias());
    Field field =
        new Field(
            f.name().text(), kind, bits, null, sized, List.of(), null, null, 0, f.name().span());
    if (view != null) {
      field = field.seenAs(view);
      checkNumbers(field, view, f.span());
    }
    d.fields.put(field.name(), field);
  }

  /**
   * {@code kind} if it names views by a size, as {@code X.n} does where there is an {@code X.32}.
   */
  private @Nullable String sized(String kind) {
    int dot = kind.lastIndexOf('.');
    if (dot < 0) {
      return null;
    }
    String stem = kind.substring(0, dot + 1);
    boolean any =
        d.views.keySet().stream()
            .anyMatch(v -> v.startsWith(stem) && Numbers.parse(v.substring(dot + 1)) != null);
    return any ? kind : null;
  }

  /** A number in {@code field} must name a register that {@code view} has. */
  static void checkNumbers(Field field, View view, Span span) {
    long most = field.bits().extract(field.bits().mask());
    if (most >= view.file().count()) {
      throw new Failure(
          "E10",
          span,
          "a number up to "
              + most
              + " can stand in it, but "
              + view.file().name()
              + " has "
              + view.file().count()
              + " registers",
          "Take fewer bits.");
    }
  }

  /** A field that is computed from others, or stands behind the word. */
  private static Field withoutBits(DeclAst.Field f, Field.Kind kind, @Nullable View view) {
    boolean immediate = kind == Field.Kind.SIGNED || kind == Field.Kind.UNSIGNED;
    if (f.next() != null ? !immediate : kind == Field.Kind.CSR || kind == Field.Kind.SIGNED) {
      throw new Failure(
          "E29",
          f.kind().span(),
          "'" + f.name().text() + "' cannot be of the kind '" + f.kind().text() + "'",
          f.next() != null
              ? "What follows the word is s or u."
              : "A computed field is u, b, or a register.");
    }
    BitField none = new BitField(List.of(), kind == Field.Kind.SIGNED, 0);
    return new Field(
        f.name().text(),
        kind,
        none,
        view,
        null,
        List.of(),
        f.computed(),
        f.next(),
        0,
        f.name().span());
  }

  private static Field.Kind kind(String word) {
    return switch (word) {
      case "s" -> Field.Kind.SIGNED;
      case "u" -> Field.Kind.UNSIGNED;
      case "b" -> Field.Kind.BITS;
      case "csr" -> Field.Kind.CSR;
      default -> Field.Kind.REGISTER;
    };
  }

  private BitField bits(List<DeclAst.BitRange> ranges, Span span, boolean signed, int bias) {
    List<BitField.Part> parts = new ArrayList<>();
    long seen = 0;
    int width = 0;
    for (DeclAst.BitRange written : ranges) {
      DeclAst.BitRange r = oriented(written, d.msb0, d.wordBits);
      width += r.width();
      if (r.hi() < 0) {
        parts.add(BitField.Part.zeros(r.width()));
        continue;
      }
      long mask = mask(r.hi(), r.lo());
      if ((seen & mask) != 0) {
        throw new Failure(
            "E03",
            r.span(),
            describe(seen & mask) + " of the word stand in it twice",
            "Remove one.");
      }
      seen |= mask;
      parts.add(BitField.Part.of(r.hi(), r.lo()));
    }
    if (width > 64 || seen == 0) {
      throw new Failure("E10", span, "a field has 1 to 64 bits, not " + width, "Split it.");
    }
    return new BitField(parts, signed, bias);
  }

  /**
   * A range of bits numbered from the least significant one of a word of {@code wordBits} bits, the
   * higher number first.
   *
   * @param msb0 whether the tables number bits from the most significant one
   */
  static DeclAst.BitRange oriented(DeclAst.BitRange r, boolean msb0, int wordBits) {
    if (r.hi() < 0) {
      return r;
    }
    if (msb0 ? r.hi() > r.lo() : r.hi() < r.lo()) {
      throw new Failure(
          "E00",
          r.span(),
          "the bits " + r.hi() + ":" + r.lo() + " stand the wrong way round",
          msb0 ? "Write the lower number first." : "Write the higher bit first.");
    }
    if (!msb0) {
      return r;
    }
    if (r.lo() >= wordBits) {
      throw new Failure(
          "E10",
          r.span(),
          "there is no bit " + r.lo() + " in a word of " + wordBits,
          "The last one is " + (wordBits - 1) + ".");
    }
    return new DeclAst.BitRange(r.span(), wordBits - 1 - r.hi(), wordBits - 1 - r.lo(), r.width());
  }

  void operandTable(DeclAst.OperandTable t) {
    d.claim("value", t.name());
    BitField bits = bits(t.bits(), t.span(), false, 0);
    if (bits.width() > 8) {
      throw new Failure(
          "E28", t.span(), "an operand table has at most 8 bits", "Use an immediate.");
    }
    DeclAst.@Nullable Entry[] seen = new DeclAst.Entry[1 << bits.width()];
    for (DeclAst.Entry e : t.entries()) {
      int code = (int) bitString(e.code(), bits.width(), "operand '" + t.name().text() + "'");
      DeclAst.Entry other = seen[code];
      if (other != null) {
        diagnostics.error(
            "E20",
            e.span(),
            "the value "
                + e.code().text()
                + " stands in the table already, at "
                + other.span().at(),
            "Remove one of the two.");
      }
      seen[code] = e;
    }
    for (int i = 0; i < seen.length; i++) {
      if (seen[i] == null) {
        String code = binary(i, bits.width());
        diagnostics.error(
            "E20",
            t.name().span(),
            "the table of '" + t.name().text() + "' has no entry for " + code,
            "Write `" + code + " = value`, or `" + code + " -` if no word has it.");
      }
    }
    Field field =
        new Field(
            t.name().text(),
            Field.Kind.TABLE,
            bits,
            null,
            null,
            List.copyOf(t.entries()),
            null,
            null,
            t.width() == null ? bits.width() : d.constants().count(t.width(), 1, 64, "the width"),
            t.name().span());
    d.fields.put(field.name(), field);
  }

  void format(DeclAst.Format f) {
    d.claim("format", f.name());
    int wordBits = d.wordBits;
    if (f.word() != null) {
      wordBits = d.constants().count(f.word(), 8, 64, "the width of a word");
      if (wordBits % 8 != 0) {
        throw new Failure("E10", f.word().span(), wordBits + " bits are no bytes", "Use 16 or 32.");
      }
      if (d.msb0 && wordBits != d.wordBits) {
        throw new Failure(
            "E29",
            f.word().span(),
            "bits are numbered from the most significant one, of " + d.wordBits,
            "Drop `msb0` from the isa block, or have words of one width.");
      }
    }
    List<Format.Item> items = new ArrayList<>();
    long covered = 0;
    for (DeclAst.FormatItem i : f.items()) {
      Format.Item item = item(i);
      items.add(item);
      long mask = item.field() == null ? mask(item.hi(), item.lo()) : item.field().bits().mask();
      if (wordBits < 64 && mask >>> wordBits != 0) {
        throw new Failure(
            "E10",
            i.span(),
            "'"
                + i.name()
                + "' has bits that the word does not have: it ends at bit "
                + (wordBits - 1),
            "Use other bits, or say `format " + f.name().text() + " word N`.");
      }
      if ((covered & mask) != 0) {
        diagnostics.error(
            "E03",
            i.span(),
            "'" + i.name() + "' covers " + describe(covered & mask) + ", which is covered already",
            "Each bit of the word belongs to one field.");
      }
      covered |= mask;
    }
    long hole = mask(wordBits - 1, 0) & ~covered;
    if (hole != 0) {
      diagnostics.error(
          "E02",
          f.name().span(),
          "nothing in format '" + f.name().text() + "' covers " + describe(hole),
          "Name them, or write -[hi:lo] for bits that mean nothing.");
    }
    d.formats.put(
        f.name().text(), new Format(f.name().text(), wordBits, items, f.asm(), f.name().span()));
  }

  private Format.Item item(DeclAst.FormatItem i) {
    if (i.bits() != null) {
      DeclAst.BitRange bits = oriented(i.bits(), d.msb0, d.wordBits);
      return new Format.Item(i.name(), bits.hi(), bits.lo(), null);
    }
    Field field = d.fields.get(i.name());
    if (field == null) {
      throw new Failure(
          "E25",
          i.span(),
          "there is no field '" + i.name() + "'",
          DidYouMean.help(
              i.name(),
              d.fields.keySet(),
              "Declare it, or give its bits: " + i.name() + "[hi:lo]."));
    }
    return new Format.Item(i.name(), -1, -1, field);
  }

  /**
   * The value of a bit string of exactly {@code width} bits, or of a number with a prefix that
   * fits.
   */
  static long bitString(DeclAst.Word w, int width, String of) {
    String text = w.text();
    boolean number = text.startsWith("0d") || text.startsWith("0x");
    Long value = number ? Numbers.parse(text) : Numbers.bits(text);
    if (value == null) {
      throw new Failure(
          "E10",
          w.span(),
          "'" + text + "' is no bit string",
          "Write " + width + " digits 0 and 1, or a number such as 0x1f or 0d31.");
    }
    boolean fits = number ? width == 64 || value >>> width == 0 : text.length() == width;
    if (!fits) {
      throw new Failure(
          "E10",
          w.span(),
          of
              + " has "
              + width
              + (width == 1 ? " bit" : " bits")
              + (number ? ", " + text + " does not fit" : ", this bit string has " + text.length()),
          "Write " + width + (width == 1 ? " digit." : " digits."));
    }
    return value;
  }

  static String binary(long value, int width) {
    StringBuilder out = new StringBuilder();
    for (int i = width - 1; i >= 0; i--) {
      out.append(value >>> i & 1);
    }
    return out.toString();
  }

  static long mask(int hi, int lo) {
    return (hi - lo == 63 ? -1L : (1L << (hi - lo + 1)) - 1) << lo;
  }

  private static String describe(long bits) {
    return (Long.bitCount(bits) == 1 ? "bit " : "bits ") + brackets(bits);
  }

  /** Bits as runs, highest first: {@code 31:25,7}. */
  private static String brackets(long bits) {
    StringBuilder out = new StringBuilder();
    for (int hi = 63; hi >= 0; hi--) {
      if ((bits >>> hi & 1) == 0) {
        continue;
      }
      int lo = hi;
      while (lo > 0 && (bits >>> (lo - 1) & 1) == 1) {
        lo--;
      }
      out.append(out.isEmpty() ? "" : ",").append(hi).append(hi == lo ? "" : ":" + lo);
      hi = lo;
    }
    return out.toString();
  }
}

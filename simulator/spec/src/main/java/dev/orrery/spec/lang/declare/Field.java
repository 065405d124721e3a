package dev.orrery.spec.lang.declare;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.BitField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A declared field of an instruction word.
 *
 * @param name its name
 * @param kind how its bits are read
 * @param bits where they stand
 * @param view what a register operand sees; null for all other kinds
 * @param sized the views that a register operand has by a size of the row, as in {@code X.n}; null
 *     for one view
 * @param entries the values of an operand table; empty for all other kinds
 * @param computed what computes it from other fields; null if it has bits of its own
 * @param next how many bytes behind the word hold it; null if it has bits in the word
 * @param valueWidth bits of these values; 0 for all other kinds
 * @param span where it is declared
 */
public record Field(
    String name,
    Kind kind,
    BitField bits,
    @Nullable View view,
    @Nullable String sized,
    List<DeclAst.Entry> entries,
    @Nullable ExprAst computed,
    @Nullable ExprAst next,
    int valueWidth,
    Span span) {

  /** A field with bits of its own in the word. */
  public Field(
      String name,
      Kind kind,
      BitField bits,
      @Nullable View view,
      List<DeclAst.Entry> entries,
      Span span) {
    this(name, kind, bits, view, null, entries, null, null, 0, span);
  }

  /** How a field's bits are read. */
  public enum Kind {
    REGISTER,
    SIGNED,
    UNSIGNED,
    BITS,
    CSR,
    TABLE
  }

  /** Bits that hold every value of it, bias included. */
  public int naturalWidth() {
    int width = bits.width();
    BitField.Special special = bits.special();
    if (bits.bias() == 0 && special == null) {
      return width;
    }
    long largest = (1L << width) - 1 + bits.bias();
    if (special != null) {
      largest = Math.max(largest, special.value());
    }
    return 64 - Long.numberOfLeadingZeros(largest);
  }

  /** The operand that it is in a row where it has the registers that {@code v} sees. */
  Field seenAs(View v) {
    BitField all = new BitField(bits.parts(), bits.signed(), bits.bias(), v.special());
    return new Field(name, kind, all, v, sized, entries, computed, next, valueWidth, span);
  }
}

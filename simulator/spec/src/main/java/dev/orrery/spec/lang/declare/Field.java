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
 * @param entries the values of an operand table; empty for all other kinds
 * @param computed what computes it from other fields; null if it has bits of its own
 * @param next how many bytes behind the word hold it; null if it has bits in the word
 * @param span where it is declared
 */
public record Field(
    String name,
    Kind kind,
    BitField bits,
    @Nullable View view,
    List<DeclAst.Entry> entries,
    @Nullable ExprAst computed,
    @Nullable ExprAst next,
    Span span) {

  /** A field with bits of its own in the word. */
  public Field(
      String name,
      Kind kind,
      BitField bits,
      @Nullable View view,
      List<DeclAst.Entry> entries,
      Span span) {
    this(name, kind, bits, view, entries, null, null, span);
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
    if (bits.bias() == 0) {
      return width;
    }
    long largest = (1L << width) - 1 + bits.bias();
    return 64 - Long.numberOfLeadingZeros(largest);
  }
}

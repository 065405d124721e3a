package dev.orrery.spec.model;

import dev.orrery.spec.ir.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operand of a row, in the order of {@link Row#operands()}; {@code index} is that position and
 * the position of its value in {@link DecodedInsn#value}.
 *
 * @param name name in the table, for example {@code rs1} or {@code immI}
 * @param index position among the row's operands
 * @param file the register file whose register the value numbers; null for an immediate
 * @param field where the value stands in the word; null when the row fixes it (a compressed row
 *     that expands to another with a constant operand), then {@code fixed} is the value
 * @param fixed the value when {@code field} and {@code from} are null
 * @param from where the value comes from when it has no bits in the word and is not fixed
 * @param names assembler names by register number, as the operand's view has them; empty for an
 *     immediate
 */
public record Operand(
    String name,
    int index,
    @Nullable RegisterFile file,
    @Nullable BitField field,
    long fixed,
    @Nullable From from,
    List<String> names) {
  public Operand {
    names = List.copyOf(names);
  }

  /** An operand with bits in the word, or a fixed one. */
  public Operand(
      String name, int index, @Nullable RegisterFile file, @Nullable BitField field, long fixed) {
    this(name, index, file, field, fixed, null);
  }

  /** An operand whose registers have the names of their file. */
  public Operand(
      String name,
      int index,
      @Nullable RegisterFile file,
      @Nullable BitField field,
      long fixed,
      @Nullable From from) {
    this(name, index, file, field, fixed, from, file == null ? List.of() : file.names());
  }

  /** Where a value comes from that has no bits of its own in the word. */
  public sealed interface From {
    /** It is computed from the operands before it: a decode-time expression over them. */
    record Computed(Expr value) implements From {}

    /**
     * It stands behind what the word was put together from, and behind the operands of this kind
     * before it.
     *
     * @param bytes how many bytes hold it: a decode-time expression over the operands before it
     * @param signed whether it is sign-extended
     */
    record Next(Expr bytes, boolean signed) implements From {}
  }

  /**
   * The operand's value in {@code word}: a register number, or an immediate extended to 64 bits; 0
   * where it comes from elsewhere.
   */
  public long value(long word) {
    return field == null ? fixed : field.extract(word);
  }
}

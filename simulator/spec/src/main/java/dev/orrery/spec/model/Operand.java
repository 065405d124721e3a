package dev.orrery.spec.model;

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
 * @param fixed the value when {@code field} is null
 */
public record Operand(
    String name, int index, @Nullable RegisterFile file, @Nullable BitField field, long fixed) {

  /**
   * The operand's value in {@code word}: a register number, or an immediate extended to 64 bits.
   */
  public long value(long word) {
    return field == null ? fixed : field.extract(word);
  }
}

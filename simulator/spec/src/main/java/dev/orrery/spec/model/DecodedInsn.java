package dev.orrery.spec.model;

import dev.orrery.spec.ir.JumpKind;

/**
 * An instruction decoded at an address.
 *
 * @param row the row that it belongs to
 * @param pc its address
 * @param length its bytes, 1 to 16
 * @param word its first eight bytes, the first one lowest; zeros behind its end
 * @param more its other eight bytes, likewise
 * @param values operand values by position in {@code row.meaning().operands()}: register numbers,
 *     or immediates extended to 64 bits. Not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // identity equality is what a cache of instructions wants
public record DecodedInsn(Row row, long pc, int length, long word, long more, long[] values) {

  /** An instruction whose bytes are the word that its row describes. */
  public DecodedInsn(Row row, long pc, long word, long[] values) {
    this(row, pc, row.length(), word, 0, values);
  }

  /** Value of an operand of {@code row.meaning()}. */
  public long value(Operand operand) {
    return values[operand.index()];
  }

  /** Address of the instruction behind this one. */
  public long nextPc() {
    return pc + length;
  }

  /** Whether {@code other} has the same bytes. */
  public boolean sameBytes(DecodedInsn other) {
    return word == other.word && more == other.more && length == other.length;
  }

  /** What kind of control transfer this is, calls and returns told apart by the row's hints. */
  public JumpKind jumpKind() {
    return JumpKinds.of(this);
  }
}

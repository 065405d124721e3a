package dev.orrery.spec.model;

import dev.orrery.spec.ir.JumpKind;

/**
 * An instruction word decoded at an address.
 *
 * @param row the row that the word belongs to
 * @param pc its address
 * @param word its bits, zero-extended
 * @param values operand values by position in {@code row.meaning().operands()}: register numbers,
 *     or immediates extended to 64 bits. Not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // identity equality is what a cache of instructions wants
public record DecodedInsn(Row row, long pc, long word, long[] values) {

  /** Value of an operand of {@code row.meaning()}. */
  public long value(Operand operand) {
    return values[operand.index()];
  }

  /** Address of the instruction behind this one. */
  public long nextPc() {
    return pc + row.length();
  }

  /** What kind of control transfer this is, calls and returns told apart by the row's hints. */
  public JumpKind jumpKind() {
    return JumpKinds.of(this);
  }
}

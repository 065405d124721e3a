package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.Encodable.Role;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;

/** Says why an operand of a row cannot have a value. */
final class Misfit {
  private Misfit() {}

  /**
   * Of an operand behind the word.
   *
   * @param bytes how many it has there
   * @param value what is written
   * @param operand what the operand would be
   */
  static String behind(
      Row row, Role role, Operand o, int bytes, boolean signed, long value, long operand) {
    int bits = 8 * bytes;
    return bits == 0
        ? "'" + o.name() + "' of " + row.name() + " is not there"
        : what(role, value, operand)
            + reaches(row, -1L << (bits - 1), Bits.mask(signed ? bits - 1 : bits));
  }

  /**
   * Of an operand of the word.
   *
   * @param value what is written
   * @param operand what the operand would be
   */
  static String inside(Row row, Role role, Operand o, long value, long operand) {
    BitField field = o.field();
    if (field == null) {
      return "'" + o.name() + "' of " + row.name() + " is always " + o.fixed();
    }
    if (role == Role.HIGH) {
      return value + " is not from 0 to " + Bits.mask(Encodable.HIGH_BITS);
    }
    long least = (field.signed() ? -1L << (field.width() - 1) : 0) + field.bias();
    long most = Bits.mask(field.width() - (field.signed() ? 1 : 0)) + field.bias();
    long step = step(field);
    return what(role, value, operand)
        + (field.width() >= Long.SIZE || (operand >= least && operand <= most)
            ? " is not a multiple of " + step + ", as '" + row.name() + "' needs"
            : reaches(row, least, most & -step));
  }

  private static String what(Role role, long value, long operand) {
    return role.isTarget() ? "the distance " + operand : Long.toString(value);
  }

  private static String reaches(Row row, long least, long most) {
    return " does not fit '" + row.name() + "', which reaches from " + least + " to " + most;
  }

  private static long step(BitField field) {
    BitField.Part last = field.parts().getLast();
    return last.hi() >= 0 ? 1 : 1L << last.width();
  }
}

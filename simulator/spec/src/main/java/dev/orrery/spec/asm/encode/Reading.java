package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.Encodable.Written;
import java.util.List;

/**
 * A text as a form has it.
 *
 * @param form the form
 * @param values of what is a register, a name or implied, by position
 * @param known what has a value, or is written
 * @param written what is written as an expression
 */
@SuppressWarnings("ArrayRecordComponent") // read where it is made, never compared
record Reading(Form form, long[] values, boolean[] known, List<Written> written) {
  Reading {
    written = List.copyOf(written);
  }

  /** Whether each operand is known, or something that is known or must hold depends on it. */
  boolean saysEnough() {
    return form.reach().saysEnough(known);
  }

  /** Whether an operand is left that only the form's aliases say something about. */
  boolean isOpen() {
    return form.reach().isOpen(known);
  }
}

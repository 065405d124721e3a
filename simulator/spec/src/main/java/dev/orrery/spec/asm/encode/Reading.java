package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.Encodable.Written;
import java.util.List;

/**
 * A text as a form has it.
 *
 * @param form the form
 * @param values of the operands that are registers, names or implied, by position
 * @param written the operands that are expressions
 */
@SuppressWarnings("ArrayRecordComponent") // read where it is made, never compared
record Reading(Form form, long[] values, List<Written> written) {
  Reading {
    written = List.copyOf(written);
  }

  Encodable encodable(int xlen) {
    return new Encodable(form.row(), xlen, values, written, form.when());
  }
}

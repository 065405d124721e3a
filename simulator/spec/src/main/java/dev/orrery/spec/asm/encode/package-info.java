/**
 * One instruction: from its text to its word. {@link dev.orrery.spec.asm.encode.Forms} finds the
 * ways to write a mnemonic, {@link dev.orrery.spec.asm.encode.FormMatcher} reads operands by the
 * {@linkplain dev.orrery.spec.asm.encode.FormStep steps} that were made of a form's template,
 * {@link dev.orrery.spec.asm.encode.Encodable} makes the bytes once the operands' values are known,
 * {@link dev.orrery.spec.asm.encode.Solver} the word, with the fields from which a template
 * computes what is written: {@link dev.orrery.spec.asm.encode.WordSearch} tries bits, and what
 * follows from them is the {@link dev.orrery.spec.asm.encode.Deduction} of these rows, or it looks
 * them up. {@link dev.orrery.spec.asm.encode.InsnEncoder} is the front door.
 *
 * <p>What must not live here: anything that needs more than one instruction to decide.
 */
@NullMarked
package dev.orrery.spec.asm.encode;

import org.jspecify.annotations.NullMarked;

/**
 * The intermediate representation of an instruction's meaning: pure, width-typed expressions and
 * the few statements that touch state. Every engine, the disassembler's analyses and the
 * documentation read this form; nothing here knows an instruction set, an engine or the table
 * language's syntax.
 *
 * <h2>Normal form of a row's body</h2>
 *
 * Executing the statements one after the other must equal the table language's commit rule (all
 * reads see the state before the instruction, all writes commit together, a trap commits nothing):
 *
 * <ol>
 *   <li>{@code Let}, {@code Load}, {@code LoadReserved}, {@code Fp}, {@code Counter}, {@code Trap}
 *       and guards over them come first;
 *   <li>then the one memory effect that may still fault ({@code Store}, {@code StoreConditional},
 *       {@code Amo});
 *   <li>then {@code Put}s, and a {@code Goto} last. A {@code Get} may stand inside the value of the
 *       first of these only; later ones use temporaries, so that an operand that aliases a
 *       destination is read before it is written.
 * </ol>
 */
@NullMarked
package dev.orrery.spec.ir;

import org.jspecify.annotations.NullMarked;

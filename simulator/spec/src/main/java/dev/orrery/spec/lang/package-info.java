/**
 * The compiler of the table language: text in, {@link dev.orrery.spec.model.Isa} out, or a list of
 * errors that each say where, why and what to do. The passes are the sub-packages, in the order in
 * which they run: {@code source} (text and reports), {@code ast} and {@code parse}, {@code declare}
 * (names, formats, bits of rows), {@code lower} (meaning to IR).
 *
 * <p>The language is described in {@code isa-specs/LANGUAGE.md}. What must not live here: knowledge
 * of any instruction set, and anything that needs the rows only after they are compiled (decoder,
 * disassembler).
 */
@NullMarked
package dev.orrery.spec.lang;

import org.jspecify.annotations.NullMarked;

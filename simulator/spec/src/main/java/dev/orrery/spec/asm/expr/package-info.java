/**
 * Expressions of assembly text: reading them, and their values. Operators, their precedence and
 * their values are those of the GNU assembler's manual, chapter "Expressions". What a name stands
 * for is told by whoever reads the text.
 *
 * <p>What must not live here: instructions, sections, and when a value is needed.
 */
@NullMarked
package dev.orrery.spec.asm.expr;

import org.jspecify.annotations.NullMarked;

/**
 * Instructions as text, exactly as GNU objdump prints them, from the rows' and aliases' assembly
 * templates. What lives here knows the templates' few functions and how listings look; it knows no
 * instruction set.
 *
 * <h2>Templates</h2>
 *
 * A template says what follows the mnemonic. White space does not matter. A name is an operand of
 * the row (a register operand is printed by its register's name, an immediate in decimal), else the
 * name of a register, printed as it stands; numbers and punctuation are printed, and text in single
 * quotes as it stands. Further:
 *
 * <ul>
 *   <li>{@code PC+op}, {@code NPC+op}: the address of the instruction, or of the next one, plus the
 *       operand, as a target;
 *   <li>{@code %hex(op)}: the operand in hexadecimal; {@code %hex8(op)}, {@code %hex16(op)}, {@code
 *       %hex32(op)}: its low bits so;
 *   <li>{@code %signed(op)}: the operand's sign, always, and its amount in hexadecimal;
 *   <li>{@code 'text'}: that text, with its white space;
 *   <li>{@code %hi(op)}: bits 31 to 12 of the operand, in hexadecimal;
 *   <li>{@code %csr(op)}: the name of the control and status register with that number, else its
 *       number;
 *   <li>{@code %pick(op:v0/v1/...)}: the text at the operand's value, which may be empty. At the
 *       front, with an operand, empty quotes or nothing behind it, it is glued to the mnemonic. The
 *       text {@code ?} stands for no name;
 *   <li>{@code %form(op:{t0}{t1}...)}: the template at the operand's value.
 * </ul>
 *
 * In place of an operand, a value that is derived from operands can stand ({@link
 * dev.orrery.spec.model.Derived}).
 */
@NullMarked
package dev.orrery.spec.disasm;

import org.jspecify.annotations.NullMarked;

/**
 * Instructions as text, exactly as GNU objdump prints them, from the rows' and aliases' assembly
 * templates. What lives here knows the templates' few functions and how listings look; it knows no
 * instruction set.
 *
 * <h2>Templates</h2>
 *
 * A template says what follows the mnemonic. White space does not matter. A name is an operand of
 * the row (a register operand is printed by its register's name, an immediate in decimal), else the
 * name of a register, printed as it stands; numbers and punctuation are printed. Further:
 *
 * <ul>
 *   <li>{@code PC+op}: the address of the instruction plus the operand, as a target;
 *   <li>{@code %hex(op)}: the operand in hexadecimal;
 *   <li>{@code %hi(op)}: bits 31 to 12 of the operand, in hexadecimal;
 *   <li>{@code %csr(op)}: the name of the control and status register with that number, else its
 *       number;
 *   <li>{@code %pick(op:v0/v1/...)}: the text at the operand's value, which may be empty. At the
 *       front, with an operand right behind it, it is glued to the mnemonic.
 * </ul>
 */
@NullMarked
package dev.orrery.spec.disasm;

import org.jspecify.annotations.NullMarked;

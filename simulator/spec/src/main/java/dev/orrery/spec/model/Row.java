package dev.orrery.spec.model;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instruction.
 *
 * @param id position in {@link Isa#rows()}, dense from 0
 * @param name mnemonic, for example {@code c.addi4spn}
 * @param extension name of the extension (table file) that declares it
 * @param insnClass class for mixes and timing, for example {@code alu}, {@code load}, {@code
 *     branch}
 * @param length bytes of the encoding
 * @param mask word bits that are fixed
 * @param match their values
 * @param legal decode-time condition of one bit over the operands that must hold, else the word
 *     does not belong to this row; null when there is none
 * @param operands operands in the table's order
 * @param asm the assembly template after the mnemonic, see {@code dev.orrery.spec.disasm}
 * @param derived what the template prints besides operands
 * @param semantics the row that says what this one does, itself unless it expands to another:
 *     engines key generated code by it. Operand positions agree with it: value {@code i} of the
 *     decoded instruction is the value of operand {@code i} of {@code semantics}
 * @param body meaning in normal form; the body of {@code semantics}
 * @param undefined registers whose value the manual leaves open afterwards, perhaps only sometimes;
 *     unless the body assigns them they stay as they were. Comparisons with other implementations
 *     leave them out
 * @param call decode-time condition that a control transfer of this row is a call; null means never
 * @param ret decode-time condition that it is a return; null means never
 * @param source file:line of the row in the tables
 */
public record Row(
    int id,
    String name,
    String extension,
    String insnClass,
    int length,
    long mask,
    long match,
    @Nullable Expr legal,
    List<Operand> operands,
    String asm,
    List<Derived> derived,
    @Nullable Row semantics,
    List<Stmt> body,
    List<Register> undefined,
    @Nullable Expr call,
    @Nullable Expr ret,
    String source) {
  public Row {
    operands = List.copyOf(operands);
    derived = List.copyOf(derived);
    body = List.copyOf(body);
    undefined = List.copyOf(undefined);
  }

  /** A row that leaves nothing open, and whose template prints nothing but operands. */
  public Row(
      int id,
      String name,
      String extension,
      String insnClass,
      int length,
      long mask,
      long match,
      @Nullable Expr legal,
      List<Operand> operands,
      String asm,
      @Nullable Row semantics,
      List<Stmt> body,
      @Nullable Expr call,
      @Nullable Expr ret,
      String source) {
    this(
        id, name, extension, insnClass, length, mask, match, legal, operands, asm, List.of(),
        semantics, body, List.of(), call, ret, source);
  }

  /** The row whose body and operands define what this one does. */
  public Row meaning() {
    return semantics == null ? this : semantics;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return this == o;
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return name + " (" + source + ")";
  }
}

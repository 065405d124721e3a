package dev.orrery.spec.model;

import dev.orrery.spec.ir.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another way to write some words of a row, for example {@code ret} for {@code jalr zero,0(ra)}. An
 * alias has no encoding and no meaning of its own. A word is printed by the first alias of its row,
 * in the tables' order, whose condition holds.
 *
 * @param name mnemonic
 * @param row the row whose words it names
 * @param when decode-time condition of one bit over the row's operands; null means always
 * @param use who takes it
 * @param asm the assembly template after the mnemonic, see {@code dev.orrery.spec.disasm}
 * @param derived what the template prints besides the row's operands
 * @param source file:line of the alias in the tables
 */
public record Alias(
    String name,
    Row row,
    @Nullable Expr when,
    Use use,
    String asm,
    List<Derived> derived,
    String source) {
  public Alias {
    derived = List.copyOf(derived);
  }

  /** Who takes an alias. */
  public enum Use {
    /** It is printed, and read. */
    PRINTED,
    /** It is printed, and read; an assembler writes just the row's word, no shorter one. */
    EXACT,
    /** It is read only. */
    READ
  }
}

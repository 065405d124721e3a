package dev.orrery.spec.model;

import dev.orrery.spec.ir.Expr;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What assembly text may hold besides the rows and aliases of an instruction set.
 *
 * @param written by row that means another one: decode-time condition under which an assembler may
 *     write it for that one; a row that is not here may always be written
 * @param pseudos instructions that stand for others, in the tables' order
 * @param operators operators on addresses, by name
 * @param options by name, the extensions that {@code .option NAME} turns on and {@code .option
 *     noNAME} turns off; none for an option that changes nothing here
 * @param synonyms further names of registers, by name the one they stand for
 */
public record AsmSpec(
    Map<Row, Expr> written,
    List<Pseudo> pseudos,
    Map<String, Operator> operators,
    Map<String, List<String>> options,
    Map<String, String> synonyms) {

  /** Nothing besides rows and aliases. */
  public static final AsmSpec NONE = new AsmSpec(Map.of(), List.of(), Map.of(), Map.of(), Map.of());

  public AsmSpec {
    written = Map.copyOf(written);
    pseudos = List.copyOf(pseudos);
    operators = Map.copyOf(operators);
    options = Map.copyOf(options);
    synonyms = Map.copyOf(synonyms);
  }

  /**
   * An instruction that stands for a sequence of others. It has no word: the fields of its operands
   * only say what values they can have.
   *
   * @param name mnemonic
   * @param operands what the template shows
   * @param asm the assembly template after the mnemonic
   * @param when condition of one bit over the operands, which are then known numbers; null for
   *     always. The first one of a name whose condition holds is meant
   * @param body instructions, separated by semicolons; they name the operands, {@code PC} for the
   *     address of the sequence and {@code NPC} for the one behind it
   * @param source file:line in the tables
   */
  public record Pseudo(
      String name,
      List<Operand> operands,
      String asm,
      @Nullable Expr when,
      String body,
      String source) {
    public Pseudo {
      operands = List.copyOf(operands);
    }
  }

  /**
   * An operator on addresses, written {@code %name(expression)}.
   *
   * @param name its name
   * @param operand the argument
   * @param value its value; one that is as wide as the program counter has a sign
   * @param at null; or the operator whose instruction the argument is a label of: argument and
   *     program counter are then those of that one
   */
  public record Operator(String name, Operand operand, Expr value, @Nullable String at) {}
}

package dev.orrery.spec.lang.core;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.declare.Constants;
import dev.orrery.spec.lang.parse.CoreParser;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * An expression over parameters of cores, as core tables have them in {@code require}: integers of
 * 64 bits, and conditions that are 0 or 1.
 */
public final class Formula {
  private final String text;
  private final ExprAst expression;

  private Formula(String text, ExprAst expression) {
    this.text = text;
    this.expression = expression;
  }

  /**
   * Reads a formula.
   *
   * @param shownAs where it stands, for messages
   * @throws OrreryException if it is none
   */
  public static Formula parse(String text, String shownAs) {
    try {
      return new Formula(text, CoreParser.expression(new SourceFile(shownAs, shownAs, text)));
    } catch (Failure e) {
      throw bad(e);
    }
  }

  /** The names in it, in the order in which they are written. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    CoreNames.mentions(expression, names);
    return names;
  }

  /**
   * Its value.
   *
   * @throws OrreryException if {@code parameters} lacks a name that it has, or it divides by zero
   */
  public long value(Map<String, Long> parameters) {
    try {
      return new Constants(parameters).eval(expression);
    } catch (Failure e) {
      throw bad(e);
    }
  }

  private static OrreryException bad(Failure e) {
    return new OrreryException(ExitCode.BAD_INPUT, e.diagnostic().render().stripTrailing(), e);
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}

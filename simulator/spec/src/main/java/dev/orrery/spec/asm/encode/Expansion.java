package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.expr.AsmExpr;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sequence that a pseudo-instruction stands for.
 *
 * @param body its instructions, separated by semicolons, as the tables have them
 * @param registers by name in the body, the registers that are meant
 * @param arguments what its other names stand for
 */
public record Expansion(
    String body, Map<String, String> registers, Map<String, AsmExpr> arguments) {
  private static final Pattern NAME = Pattern.compile("(?<![\\w%.])[A-Za-z_]\\w*");

  public Expansion {
    registers = Map.copyOf(registers);
    arguments = Map.copyOf(arguments);
  }

  /** The instructions, with the registers filled in. */
  public List<String> lines() {
    String filled = NAME.matcher(body).replaceAll(m -> Matcher.quoteReplacement(named(m.group())));
    return List.of(filled.split(";"));
  }

  private String named(String name) {
    return Objects.requireNonNullElse(registers.get(name), name);
  }
}

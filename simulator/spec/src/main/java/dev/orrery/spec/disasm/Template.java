package dev.orrery.spec.disasm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed assembly template; the package's page has its syntax.
 *
 * @param suffix what is glued to the mnemonic
 * @param operands what follows it
 */
public record Template(List<Piece> suffix, List<Piece> operands) {
  /** Text of a pick that stands for no name. */
  public static final String NO_NAME = "?";

  public Template {
    suffix = List.copyOf(suffix);
    operands = List.copyOf(operands);
  }

  /** A piece of a template. */
  public sealed interface Piece {
    /** Text that stands for itself. */
    record Literal(String text) implements Piece {}

    /** An operand: a register by its name, an immediate in decimal. */
    record Value(String operand) implements Piece {}

    /** The instruction's address, or that of the next one, plus an operand. */
    record Target(String operand, boolean fromNext) implements Piece {}

    /** The low {@code bits} bits of an immediate in hexadecimal. */
    record Hex(String operand, int bits) implements Piece {}

    /**
     * An immediate in hexadecimal; a place that is written instead stands for its distance from the
     * next instruction.
     */
    record Distance(String operand) implements Piece {}

    /** A sign, and the amount of an immediate in hexadecimal. */
    record Signed(String operand) implements Piece {}

    /** Bits 31 to 12 of an immediate in hexadecimal. */
    record High(String operand) implements Piece {}

    /** A control and status register. */
    record CsrName(String operand) implements Piece {}

    /** One of several texts, by the operand's value. */
    record Pick(String operand, List<String> texts) implements Piece {}

    /** One of several templates, by the operand's value. */
    record Form(String operand, List<List<Piece>> forms) implements Piece {}

    /** The name of the operand that the piece prints; null for a literal. */
    default @Nullable String operandName() {
      return switch (this) {
        case Literal l -> null;
        case Value v -> v.operand();
        case Target t -> t.operand();
        case Hex h -> h.operand();
        case Distance d -> d.operand();
        case Signed s -> s.operand();
        case Form f -> f.operand();
        case High h -> h.operand();
        case CsrName c -> c.operand();
        case Pick p -> p.operand();
      };
    }
  }

  /**
   * Parses a template and checks its names.
   *
   * @param operands names of the row's operands
   * @param registers names of all registers
   * @throws IllegalArgumentException with what is wrong and what to write
   */
  public static Template parse(String asm, Set<String> operands, Set<String> registers) {
    return new Parser(asm, operands, registers).parse();
  }

  private static final char QUOTE = '\'';

  private static final class Parser {
    private static final int MAX_DEPTH = 4;

    private final String asm;
    private final Set<String> operands;
    private final Set<String> registers;
    private int at;
    private int depth;

    Parser(String asm, Set<String> operands, Set<String> registers) {
      this.asm = asm;
      this.operands = operands;
      this.registers = registers;
    }

    Template parse() {
      List<Piece> pieces = new ArrayList<>();
      skipSpace();
      while (at < asm.length()) {
        pieces.add(piece());
        skipSpace();
      }
      int glued = 0;
      while (glued < pieces.size() && pieces.get(glued) instanceof Piece.Pick) {
        glued++;
      }
      if (glued < pieces.size()
          && pieces.get(glued) instanceof Piece.Literal l
          && !l.text().isEmpty()) {
        glued = 0;
      }
      return new Template(pieces.subList(0, glued), pieces.subList(glued, pieces.size()));
    }

    private Piece piece() {
      char c = asm.charAt(at);
      if (c == QUOTE && asm.indexOf(QUOTE, at + 1) > 0) {
        int end = asm.indexOf(QUOTE, at + 1);
        Piece quoted = new Piece.Literal(asm.substring(at + 1, end));
        at = end + 1;
        return quoted;
      }
      if (c == '%') {
        at++;
        return function(name());
      }
      if (isNamePart(c)) {
        return named(name());
      }
      at++;
      return new Piece.Literal(String.valueOf(c));
    }

    private Piece named(String name) {
      skipSpace();
      if ((name.equals("PC") || name.equals("NPC")) && at < asm.length() && asm.charAt(at) == '+') {
        at++;
        skipSpace();
        return new Piece.Target(operand(name()), name.equals("NPC"));
      }
      if (operands.contains(name)) {
        return new Piece.Value(name);
      }
      if (registers.contains(name) || Character.isDigit(name.charAt(0))) {
        return new Piece.Literal(name);
      }
      throw new IllegalArgumentException(
          "'%s' is neither an operand of this row nor a register. Operands: %s"
              .formatted(name, String.join(", ", operands)));
    }

    private Piece function(String function) {
      expect('(');
      skipSpace();
      String operand = operand(name());
      Piece piece =
          switch (function) {
            case "hex" -> new Piece.Hex(operand, Long.SIZE);
            case "hex8" -> new Piece.Hex(operand, 8);
            case "hex16" -> new Piece.Hex(operand, 16);
            case "hex32" -> new Piece.Hex(operand, 32);
            case "distance" -> new Piece.Distance(operand);
            case "signed" -> new Piece.Signed(operand);
            case "form" -> form(operand);
            case "hi" -> new Piece.High(operand);
            case "csr" -> new Piece.CsrName(operand);
            case "pick" -> pick(operand);
            default ->
                throw new IllegalArgumentException(
                    "no function '%%%s'. Functions: %%hex %%hex8 %%hex16 %%hex32 %%distance %%signed %%hi %%csr, and the tables' names"
                        .formatted(function));
          };
      expect(')');
      return piece;
    }

    private Piece form(String operand) {
      expect(':');
      if (++depth > MAX_DEPTH) {
        throw new IllegalArgumentException("templates use each other too often");
      }
      List<List<Piece>> forms = new ArrayList<>();
      while (at < asm.length() && asm.charAt(at) == '{') {
        at++;
        List<Piece> pieces = new ArrayList<>();
        skipSpace();
        while (at < asm.length() && asm.charAt(at) != '}') {
          pieces.add(piece());
          skipSpace();
        }
        expect('}');
        forms.add(pieces);
      }
      depth--;
      return new Piece.Form(operand, forms);
    }

    private Piece pick(String operand) {
      expect(':');
      int end = asm.indexOf(')', at);
      if (end < 0) {
        throw new IllegalArgumentException("'%pick(' without ')'");
      }
      String texts = asm.substring(at, end);
      at = end;
      return new Piece.Pick(operand, List.of(texts.split("/", -1)));
    }

    private String operand(String name) {
      if (!operands.contains(name)) {
        throw new IllegalArgumentException(
            "'%s' is no operand of this row. Operands: %s"
                .formatted(name, String.join(", ", operands)));
      }
      return name;
    }

    private String name() {
      int start = at;
      while (at < asm.length() && isNamePart(asm.charAt(at))) {
        at++;
      }
      if (start == at) {
        throw new IllegalArgumentException(
            "a name is missing at '%s'".formatted(asm.substring(at)));
      }
      return asm.substring(start, at);
    }

    private void expect(char c) {
      if (at >= asm.length() || asm.charAt(at) != c) {
        throw new IllegalArgumentException(
            "'%s' is missing at '%s'".formatted(c, asm.substring(at)));
      }
      at++;
    }

    private void skipSpace() {
      while (at < asm.length() && Character.isWhitespace(asm.charAt(at))) {
        at++;
      }
    }

    private static boolean isNamePart(char c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }
  }
}

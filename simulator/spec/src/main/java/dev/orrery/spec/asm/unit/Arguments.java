package dev.orrery.spec.asm.unit;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.CharacterConstants;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.lang.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The arguments of one directive. */
final class Arguments {
  private final Unit unit;
  private final TextCursor in;
  private final int start;
  private final String directive;

  Arguments(Unit unit, TextCursor in, int start, String directive) {
    this.unit = unit;
    this.in = in;
    this.start = start;
    this.directive = directive;
  }

  TextCursor in() {
    return in;
  }

  /** The directive's name. */
  String directive() {
    return directive;
  }

  /** The directive and its arguments so far. */
  Span span() {
    return in.since(start);
  }

  /** A name; a quoted one, too. */
  String name(String what) {
    in.skipSpace();
    if (in.peek() == '"') {
      return new String(CharacterConstants.string(in), StandardCharsets.UTF_8);
    }
    String name = in.name();
    if (name.isEmpty()) {
      throw in.error(what + " is missing", "Write " + directive + " NAME.");
    }
    return name;
  }

  AsmExpr expression() {
    return unit.expression(in);
  }

  /** Reads expressions, separated by commas; each is used before the next one is read. */
  void expressions(Consumer<AsmExpr> use) {
    if (!in.atEnd()) {
      do {
        use.accept(expression());
      } while (in.accept(','));
    }
  }

  /** An expression whose value is known. */
  long number() {
    return unit.known(in);
  }

  /** As {@link #number} behind a comma, {@code otherwise} where nothing is. */
  long numberOr(long otherwise) {
    Long n = optionalNumber();
    return n == null ? otherwise : n;
  }

  /** A known number behind a comma; null where nothing is. */
  @Nullable Long optionalNumber() {
    if (!in.accept(',') || in.atEnd() || in.peek() == ',') {
      return null;
    }
    return number();
  }

  /** An expression behind a comma, 0 where there is none. */
  AsmExpr expressionOrZero() {
    return in.accept(',') ? expression() : new AsmExpr.Number(span(), 0);
  }

  /** A comma. */
  void comma() {
    if (!in.accept(',')) {
      throw in.error("',' is missing", "Separate the arguments of " + directive + " by commas.");
    }
  }

  /** The rest of the line must be empty. */
  void end() {
    if (!in.atEnd()) {
      throw in.error("the line should end here", "Put one statement on a line, or ';' between.");
    }
  }

  /** The rest of the line does not matter. */
  void ignore() {
    in.rest();
  }
}

package dev.orrery.spec.lang.parse;

import java.util.HashMap;
import java.util.Map;

/** How often each name stands in texts, templates in strings included and comments not. */
public final class Mentions {
  private final Map<String, Integer> counts = new HashMap<>();

  /** Takes in a file. */
  public void add(ParsedFile file) {
    for (Line line : Lexer.lines(file.file().text())) {
      line.tokens().forEach(this::add);
    }
  }

  private void add(Token token) {
    switch (token.kind()) {
      case WORD -> counts.merge(token.text(), 1, Integer::sum);
      case STRING -> Lexer.lines(token.text()).forEach(l -> l.tokens().forEach(this::add));
      default -> {}
    }
  }

  /** How often {@code name} stands there. */
  public int count(String name) {
    return counts.getOrDefault(name, 0);
  }
}

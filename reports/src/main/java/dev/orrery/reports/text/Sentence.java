package dev.orrery.reports.text;

import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence some of whose words matter more.
 *
 * @param spans in order
 */
public record Sentence(List<Span> spans) {
  public Sentence {
    spans = List.copyOf(spans);
  }

  /**
   * Some words.
   *
   * @param strong whether they matter more
   * @param code whether they are a name from the program
   */
  public record Span(String text, boolean strong, boolean code) {}

  /** Starts a sentence. */
  public static Builder of(String text) {
    return new Builder().plain(text);
  }

  /** The words without weight. */
  public String text() {
    StringBuilder s = new StringBuilder();
    spans.forEach(p -> s.append(p.text()));
    return s.toString();
  }

  /** Puts a sentence together. */
  public static final class Builder {
    private final List<Span> spans = new ArrayList<>();

    /** Words as they are. */
    public Builder plain(String text) {
      if (!text.isEmpty()) {
        spans.add(new Span(text, false, false));
      }
      return this;
    }

    /** Words that matter. */
    public Builder strong(String text) {
      spans.add(new Span(text, true, false));
      return this;
    }

    /** A name from the program. */
    public Builder code(String text) {
      spans.add(new Span(SafeText.shortened(SafeText.clean(text), 60), false, true));
      return this;
    }

    /** The sentence. */
    public Sentence end() {
      return new Sentence(spans);
    }
  }
}

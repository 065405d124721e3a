package dev.orrery.notebook;

import org.jspecify.annotations.Nullable;

/** What a notebook shows of a value. */
public interface Shown {
  /** As text. */
  String text();

  /** As HTML; null if text is as good. */
  default @Nullable String html() {
    return null;
  }

  /** As SVG; null if it is no drawing. */
  default @Nullable String svg() {
    return null;
  }
}

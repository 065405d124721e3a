package dev.orrery.spec.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The top-down view of cycles: A. Yasin, "A Top-Down Method for Performance Analysis and Counters
 * Architecture", ISPASS 2014. Its tree is drawn over issue slots; here it is drawn over cycles, of
 * which each belongs to one cause and so to one category.
 */
public enum Category {
  /** Work that the program asked for. */
  RETIRING("work"),
  /** The front end has no instruction to give: code that is fetched, or a target that is not. */
  FRONTEND("waiting for code"),
  /** Wrong paths, and starting again behind them. */
  BAD_SPECULATION("wrong guesses"),
  /** The back end waits for a result or a unit. */
  BACKEND_CORE("waiting for results and units"),
  /** The back end waits for data of memory. */
  BACKEND_MEMORY("waiting for data");

  private final String meaning;

  Category(String meaning) {
    this.meaning = meaning;
  }

  /** What it is, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** How it is written. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The category that is written so; null if there is none. */
  public static @Nullable Category of(String text) {
    for (Category c : values()) {
      if (c.text().equals(text)) {
        return c;
      }
    }
    return null;
  }
}

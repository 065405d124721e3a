package dev.orrery.reports.terminal;

import dev.orrery.engine.explain.BlockState;
import dev.orrery.engine.explain.Refusal;
import dev.orrery.profiler.jit.Explained;
import dev.orrery.reports.text.Numbers;
import java.util.List;
import java.util.Set;

/** What the JIT did with some code, for people at a terminal. */
public final class JitText {
  /** Parts of the text about one translation that can be left out. */
  public enum Section {
    /** Its blocks. */
    BLOCKS,
    /** The ways out of it, and why they are ways out. */
    EXITS,
    /** The guest's instructions. */
    CODE,
    /** The meaning of each instruction, before and after each pass. */
    IR,
    /** What the JVM is given. */
    BYTECODE
  }

  /** Columns at which numbers end. */
  private static final int FOUND = 17;

  private static final int RUNS = 33;
  private static final int SEEN = 45;

  private final Explained explained;
  private final boolean colour;
  private final StringBuilder out = new StringBuilder();

  private JitText(Explained explained, boolean colour) {
    this.explained = explained;
    this.colour = colour;
  }

  /**
   * The text; every line ends with a line break.
   *
   * @param place what was asked for, as it was asked
   * @param sections of translations that are wanted
   * @param colour whether to use ANSI colours
   */
  public static String of(
      Explained explained, String place, Set<Section> sections, boolean colour) {
    JitText text = new JitText(explained, colour);
    text.headline(place);
    int number = 0;
    for (Explained.Translated t : explained.translations()) {
      number++;
      text.out.append('\n');
      new TranslationText(explained, t, colour, text.out).write(number, sections);
    }
    if (explained.omitted() > 0) {
      text.add(text.line().add("and " + Numbers.exact(explained.omitted()) + " more translations"));
    }
    text.untranslated();
    text.refusals();
    if (explained.hotSpotUnknown() != null && number > 0) {
      text.out.append('\n');
      text.add(text.line().add("HotSpot's part is not known: " + explained.hotSpotUnknown()));
    }
    return text.out.toString();
  }

  private void add(Line line) {
    out.append(line).append('\n');
  }

  private Line line() {
    return new Line(colour).add("  ");
  }

  private String at(long pc) {
    return at(explained, pc);
  }

  /** {@code 1009a <main+0x8>}. */
  static String at(Explained explained, long pc) {
    String symbol = explained.text().symbol(pc);
    return Long.toHexString(pc) + (symbol == null ? "" : " <" + symbol + ">");
  }

  private void headline(String place) {
    boolean one = explained.first() == explained.last();
    int n = explained.translations().size() + explained.omitted();
    add(
        line()
            .add(Ink.STRONG, place)
            .add("  " + at(explained.first()))
            .add(one ? "" : " to " + Long.toHexString(explained.last()))
            .add(" · ")
            .add(n == 0 ? Ink.BAD : Ink.GOOD, Numbers.plural(n, "translation", "translations")));
  }

  // ---- what is in no translation ----

  private void untranslated() {
    List<BlockState> cold = explained.blocks().stream().filter(b -> b.regions().isEmpty()).toList();
    if (explained.blocks().isEmpty()) {
      if (explained.translations().isEmpty()) {
        out.append('\n');
        add(line().add("It was not executed, or was forgotten because it changed."));
      }
      return;
    }
    if (cold.isEmpty()) {
      return;
    }
    out.append('\n');
    add(
        line()
            .add(Ink.LABEL, "in no translation")
            .add(Ink.FAINT, "  at the end: not hot enough, " + hot()));
    add(
        line()
            .right(Ink.FAINT, FOUND, "found running")
            .right(Ink.FAINT, RUNS, "run by itself")
            .right(Ink.FAINT, SEEN, "looked at"));
    cold.forEach(this::untranslated);
    if (explained.translations().isEmpty() && explained.samplingInterval() != Long.MAX_VALUE) {
      out.append('\n');
      add(
          line()
              .add("To see it translated, have the program do more, or less count as hot: ")
              .add(Ink.STRONG, "--jit-hot 20k"));
    }
  }

  private String hot() {
    return explained.samplingInterval() == Long.MAX_VALUE
        ? "as this engine does not look for hot code"
        : "which takes being found running "
            + Numbers.plural(explained.samplesNeeded(), "time", "times")
            + ", at one look every "
            + Numbers.exact(explained.samplingInterval())
            + " instructions";
  }

  private void untranslated(BlockState b) {
    Line line =
        line()
            .right(Ink.PLAIN, FOUND, b.samples() + " of " + explained.samplesNeeded())
            .right(Ink.PLAIN, RUNS, Numbers.exact(b.runs()))
            .right(Ink.PLAIN, SEEN, Numbers.exact(b.surveyed()))
            .add("  ")
            .add(Ink.NAME, at(b.pc()))
            .add(" to " + Long.toHexString(b.end() - 1));
    for (long trace : b.traces()) {
      line.add(Ink.FAINT, "  in the trace from " + Long.toHexString(trace));
    }
    add(line);
  }

  private void refusals() {
    if (explained.refusals().isEmpty()) {
      return;
    }
    out.append('\n');
    add(line().add(Ink.LABEL, "refused"));
    explained
        .refusals()
        .forEach(
            (r, times) ->
                add(
                    line()
                        .add("  ")
                        .add(Ink.NAME, at(r.wanted()))
                        .add(" " + why(r) + " (" + Numbers.plural(times, "time", "times") + ")")));
  }

  private String why(Refusal r) {
    String entered =
        r.entry() == r.wanted() ? "" : "in a region entered at " + at(r.entry()) + ": ";
    return entered + r.reason().text();
  }
}

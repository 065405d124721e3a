package dev.orrery.reports.pipeline;

import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.CauseCharge;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStage;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.profiler.recording.PipelineWindow.StallCause;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a drawing of a window writes: a capital letter for each stage, and a small one for each
 * cause that holds an instruction in it.
 */
public final class PipelineMarks {
  private static final int NAME = 40;
  private static final String SPARE = "abcdefghijklmnopqrstuvwxyz0123456789";

  /** Where no letter is left, and for what has none. */
  private static final char NONE = '*';

  private final PipelineWindow window;
  private final char[] stages;
  private final char[] causes;
  private final List<Integer> held;

  /** Those of {@code window}. */
  public PipelineMarks(PipelineWindow window) {
    this.window = window;
    List<String> names = window.stages().stream().map(PipelineStage::name).toList();
    stages = new char[names.size()];
    Set<Character> taken = new HashSet<>();
    for (int s = 0; s < stages.length; s++) {
      String name = names.get(s);
      boolean shared = names.stream().filter(n -> n.regionMatches(true, 0, name, 0, 1)).count() > 1;
      stages[s] = Character.toUpperCase(letter(shared ? name.substring(1) + name : name, taken));
    }
    Set<Integer> holding = new TreeSet<>();
    for (PipelineInstruction i : window.instructions()) {
      i.stays().stream().map(PipelineStay::cause).forEach(holding::add);
    }
    holding.remove(PipelineStay.MOVES);
    held = List.copyOf(holding);
    causes = new char[window.causes().size()];
    taken.clear();
    for (int c : held) {
      String name = window.causes().get(c).name();
      causes[c] = letter(initials(name) + name, taken);
    }
  }

  private static String initials(String name) {
    StringBuilder initials = new StringBuilder();
    for (String word : name.split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        initials.append(word.charAt(0));
      }
    }
    return initials.toString();
  }

  private static char letter(String wanted, Set<Character> taken) {
    for (char c : (wanted.toLowerCase(Locale.ROOT) + SPARE).toCharArray()) {
      if (SPARE.indexOf(c) >= 0 && taken.add(c)) {
        return c;
      }
    }
    return NONE;
  }

  /** The letter of a stage. */
  public char stage(int stage) {
    return stage == PipelineStay.NOWHERE ? '·' : stages[stage];
  }

  /** The letter of a cause that holds an instruction. */
  public char cause(int cause) {
    return causes[cause];
  }

  /** The causes that hold an instruction, by their number. */
  public List<Integer> held() {
    return held;
  }

  /** Cycles that were taken for a cause in the window. */
  public long charged(int cause) {
    return window.instructions().stream()
        .flatMap(i -> i.charges().stream())
        .filter(c -> c.cause() == cause)
        .mapToLong(CauseCharge::cycles)
        .sum();
  }

  /** Name of a cause. */
  public String name(int cause) {
    return name(window.causes().get(cause).name());
  }

  /** What a cause is. */
  public String meaning(int cause) {
    StallCause c = window.causes().get(cause);
    return SafeText.clean(c.meaning());
  }

  /** A name that may be anything, to be shown. */
  public static String name(String s) {
    return SafeText.shortened(SafeText.clean(s), NAME);
  }

  /** Why an instruction is where it is, in words. */
  public String reason(PipelineStay s) {
    String where =
        s.stage() == PipelineStay.NOWHERE
            ? "not fetched yet"
            : name(window.stages().get(s.stage()).name());
    if (s.cause() == PipelineStay.MOVES) {
      return where + ": " + SafeText.clean(window.stages().get(Math.max(0, s.stage())).meaning());
    }
    return (s.stage() == PipelineStay.NOWHERE
            ? where + ": "
            : s.own() ? "held in " + where + ": " : "waits in " + where + " behind: ")
        + name(s.cause());
  }

  /** The window in a line: what, where, how long. */
  public String title() {
    int n = window.instructions().size();
    long cycles = n == 0 ? 0 : window.instructions().getLast().retired() - window.start();
    return String.format(
        Locale.ROOT,
        "%s: %,d instructions in %,d cycles, CPI %.2f, from instruction %,d and cycle %,d on",
        name(window.core()),
        n,
        cycles,
        n == 0 ? 0 : (double) cycles / n,
        window.before(),
        window.start());
  }

  /** The stages: letter, name and what they do. */
  public List<String> stageLegend() {
    List<String> all = new ArrayList<>();
    for (int s = 0; s < stages.length; s++) {
      PipelineStage stage = window.stages().get(s);
      all.add(stages[s] + " " + name(stage.name()) + ": " + SafeText.clean(stage.meaning()));
    }
    return all;
  }
}

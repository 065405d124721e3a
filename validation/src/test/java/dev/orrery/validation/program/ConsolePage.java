package dev.orrery.validation.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a page of documentation tells its reader to do, in order. A {@code console} block holds
 * commands of {@code ./orrery}, each above what it prints; a block whose language is followed by a
 * name is a file that the reader saves under that name.
 */
final class ConsolePage {
  private static final String FENCE = "```";
  private static final String PROMPT = "$ ./orrery";

  private ConsolePage() {}

  /** A thing to do. */
  sealed interface Step {
    /** Saves a file. */
    record Save(String name, String text) implements Step {}

    /**
     * Runs a command.
     *
     * @param arguments what follows {@code orrery}
     * @param expected what stands below: see {@link #matches}
     */
    record Run(String arguments, String expected) implements Step {
      List<String> words() {
        return List.of(arguments.split("\\s+"));
      }
    }
  }

  static List<Step> read(Path page) throws IOException {
    List<Step> steps = new ArrayList<>();
    List<String> block = new ArrayList<>();
    String info = null;
    for (String line : Files.readAllLines(page)) {
      if (!line.startsWith(FENCE)) {
        block.add(line);
      } else if (info == null) {
        info = line.substring(FENCE.length()).strip();
        block.clear();
      } else {
        add(steps, info, block);
        info = null;
      }
    }
    return steps;
  }

  private static void add(List<Step> steps, String info, List<String> block) {
    int space = info.indexOf(' ');
    if (space > 0) {
      steps.add(new Step.Save(info.substring(space + 1), String.join("\n", block) + "\n"));
    } else if (info.equals("console")) {
      int next;
      for (int i = 0; i < block.size(); i = next) {
        next = i + 1;
        while (next < block.size() && !block.get(next).startsWith(PROMPT)) {
          next++;
        }
        steps.add(
            new Step.Run(
                block.get(i).substring(PROMPT.length()).strip(),
                String.join("\n", block.subList(i + 1, next))));
      }
    }
  }

  /**
   * A pattern for what a command prints, as it stands on a page. What the host's clock determines
   * is not compared; a line of {@code ...} stands for any lines. Apply it to {@link #steady} text.
   */
  static Pattern pattern(String expected) {
    StringBuilder regex = new StringBuilder("(?s)");
    for (String line : steady(expected).split("\n", -1)) {
      regex.append(line.strip().equals("...") ? ".*?" : Pattern.quote(line) + "\n?");
    }
    return Pattern.compile(regex.toString());
  }

  /** The text without what depends on the host's clock, and without space at line ends. */
  static String steady(String text) {
    return text.lines()
        .map(String::stripTrailing)
        .map(l -> l.replaceAll("in [0-9.]+ s \\([0-9]+ M insn/s\\)", "in # s (# M insn/s)"))
        .map(l -> l.replaceAll("engines in [0-9.]+ s,", "engines in # s,"))
        .map(l -> l.replaceAll("· [0-9.]+ m?s · [0-9.]+ [kMG]? ?insn/s", "· # s · # insn/s"))
        .reduce("", (a, b) -> a + b + "\n")
        .strip();
  }
}

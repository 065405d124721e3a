package dev.orrery.cli;

import java.util.Set;

/** {@code orrery prog.elf} means {@code orrery run prog.elf}. */
final class ImplicitRun {
  private ImplicitRun() {}

  /**
   * Puts {@code run} in front when the first word is a path rather than a command: it holds a slash
   * or a dot, or names an existing file. A word that is neither stays, and is reported as an
   * unknown command with suggestions.
   */
  static String[] expand(String[] args, Set<String> commands) {
    if (args.length == 0 || args[0].startsWith("-") || commands.contains(args[0])) {
      return args;
    }
    String word = args[0];
    boolean path = word.contains("/") || word.contains(".") || new java.io.File(word).isFile();
    if (!path) {
      return args;
    }
    String[] expanded = new String[args.length + 1];
    expanded[0] = "run";
    System.arraycopy(args, 0, expanded, 1, args.length);
    return expanded;
  }
}

package dev.orrery.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes a command's manual page in the man(7) macros from the same model that parses its options.
 */
final class ManPage {
  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  /** The manual page of a command. */
  static String of(CommandLine command) {
    ManPage page = new ManPage();
    page.write(command);
    return page.out.toString();
  }

  private void write(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName("-");
    line(
        ".TH \""
            + name.toUpperCase(java.util.Locale.ROOT)
            + "\" 1 \"\" \"orrery "
            + Version.number()
            + "\"");
    line(".SH NAME");
    line(escape(name + " - " + String.join(" ", spec.usageMessage().header())));
    line(".SH SYNOPSIS");
    line(".nf");
    line(escape(command.getHelp().synopsis(0).strip()));
    line(".fi");
    if (spec.usageMessage().description().length > 0) {
      line(".SH DESCRIPTION");
      line(escape(String.join("\n", spec.usageMessage().description()).formatted()));
    }
    List<OptionSpec> options = spec.options().stream().filter(o -> !o.hidden()).toList();
    if (!spec.positionalParameters().isEmpty() || !options.isEmpty()) {
      line(".SH OPTIONS");
    }
    for (PositionalParamSpec p : spec.positionalParameters()) {
      entry(p.paramLabel(), p.description());
    }
    for (OptionSpec o : options) {
      String label = o.typeInfo().isBoolean() ? "" : "=" + o.paramLabel();
      entry(String.join(", ", o.names()) + label, o.description());
    }
    if (!command.getSubcommands().isEmpty()) {
      line(".SH COMMANDS");
      command
          .getSubcommands()
          .forEach((sub, line) -> entry(sub, line.getCommandSpec().usageMessage().header()));
    }
    if (spec.usageMessage().footer().length > 0) {
      line(".SH NOTES");
      line(".nf");
      line(escape(String.join("\n", spec.usageMessage().footer()).formatted()));
      line(".fi");
    }
  }

  private void entry(String term, String[] description) {
    line(".TP");
    line(".B " + escape(term));
    line(escape(String.join(" ", description).replace("%n", "\n").replace("%%", "%")));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** Text with the characters that troff gives a meaning made plain. */
  private static String escape(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
  }
}

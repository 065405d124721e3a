package dev.orrery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command being described: what it is called, what it takes, and where what it is given goes.
 *
 * <p>picocli would also read this from annotations. It does so by reflection, which at every start
 * costs more than a short program takes to run (0.35 s of processor time for these commands,
 * against 0.03 s this way).
 *
 * <p>A receiver is called with what was given on the command line or in a configuration, and not at
 * all if there is neither, so that a default is the initial value of what it assigns.
 */
final class CommandModel {
  private final CommandSpec spec;

  private CommandModel(CommandSpec spec, String header) {
    this.spec = spec;
    spec.usageMessage().header(header).descriptionHeading("%n");
    spec.versionProvider(() -> Version.lines().split("\\R"));
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
    // Main looks for it by itself, as it must also hold for what fails before options are parsed.
    spec.addOption(
        OptionSpec.builder("--debug")
            .type(boolean.class)
            .description("Show a stack trace with every error.")
            .build());
  }

  /**
   * A command that does something.
   *
   * @param header what it does, in one line
   * @param action does it, after all receivers were called; returns the exit status
   */
  static CommandModel of(String header, Callable<Integer> action) {
    return new CommandModel(CommandSpec.wrapWithoutInspection(action), header);
  }

  /** A command that only has subcommands. */
  static CommandModel group(String header) {
    return new CommandModel(CommandSpec.create(), header);
  }

  /** What picocli parses with. */
  CommandSpec spec() {
    return spec;
  }

  /** The whole command as it was typed, once it is parsed. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of("orrery"));
    words.addAll(spec.root().commandLine().getParseResult().originalArgs());
    return words;
  }

  /** Adds lines that explain the command in its help. */
  CommandModel describe(String... lines) {
    spec.usageMessage().description(lines);
    return this;
  }

  /** Adds a subcommand. */
  CommandModel subcommand(String name, CommandModel command) {
    spec.addSubcommand(name, command.spec);
    return this;
  }

  /** Adds an option without a value. */
  CommandModel flag(String names, String description, Runnable receiver) {
    Consumer<Boolean> receiveTrue =
        given -> {
          if (given) {
            receiver.run();
          }
        };
    return add(option(names, "", description).type(boolean.class), receiveTrue);
  }

  /** Adds an option with text as its value. */
  CommandModel option(String names, String label, String description, Consumer<String> receiver) {
    return option(names, label, String.class, description, receiver);
  }

  /** Adds an option with a value of a type that picocli converts to: an enum, a path. */
  <T> CommandModel option(
      String names, String label, Class<T> type, String description, Consumer<T> receiver) {
    return add(option(names, label, description).type(type), receiver);
  }

  /** Adds an option with a value that {@code converter} understands. */
  <T> CommandModel option(
      String names,
      String label,
      ITypeConverter<T> converter,
      String description,
      Consumer<T> receiver) {
    return add(
        option(names, label, description).type(Object.class).converters(converter), receiver);
  }

  /** Adds an option with text as its value that may be given several times. */
  CommandModel options(
      String names, String label, String description, Consumer<List<String>> receiver) {
    return options(names, label, String.class, description, receiver);
  }

  /**
   * Adds an option that may be given several times, also as one value with commas in it where
   * {@code T} is an enum; all values are received at once.
   */
  <T> CommandModel options(
      String names, String label, Class<T> type, String description, Consumer<List<T>> receiver) {
    OptionSpec.Builder option =
        option(names, label, description).type(List.class).auxiliaryTypes(type);
    return add(type.isEnum() ? option.splitRegex(",") : option, receiver);
  }

  /** Adds an option that may be given several times, with values that are converted. */
  <T> CommandModel options(
      String names,
      String label,
      ITypeConverter<T> converter,
      String description,
      Consumer<List<T>> receiver) {
    return add(
        option(names, label, description)
            .type(List.class)
            .auxiliaryTypes(Object.class)
            .converters(converter),
        receiver);
  }

  private static OptionSpec.Builder option(String names, String label, String description) {
    return OptionSpec.builder(names.split(",")).paramLabel(label).description(description);
  }

  private CommandModel add(OptionSpec.Builder option, Consumer<?> receiver) {
    Binding<?> binding = new Binding<>(receiver);
    spec.addOption(option.getter(binding).setter(binding).build());
    return this;
  }

  /** Adds the argument at a position that must be given. */
  CommandModel argument(String label, String description, Consumer<String> receiver) {
    return argument(label, "1", description, receiver);
  }

  /** Adds the argument that may be left out. */
  CommandModel optionalArgument(String label, String description, Consumer<String> receiver) {
    return argument(label, "0..1", description, receiver);
  }

  private CommandModel argument(
      String label, String arity, String description, Consumer<String> receiver) {
    Binding<String> binding = new Binding<>(receiver);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity(arity)
            .required(arity.equals("1"))
            .paramLabel(label)
            .type(String.class)
            .description(description)
            .getter(binding)
            .setter(binding)
            .build());
    return this;
  }

  /** Adds the arguments from a position on. */
  CommandModel arguments(
      int first, boolean required, String label, String desc, Consumer<List<String>> receiver) {
    Binding<List<String>> binding = new Binding<>(receiver);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(first + "..*")
            .arity(required ? "1..*" : "0..*")
            .required(required)
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(desc)
            .getter(binding)
            .setter(binding)
            .build());
    return this;
  }

  /** Holds a value for picocli and passes it on. */
  private static final class Binding<V> implements IGetter, ISetter {
    private final Consumer<V> receiver;
    private @Nullable Object value;

    Binding(Consumer<V> receiver) {
      this.receiver = receiver;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the type that was asked for
    public <T> @Nullable T get() {
      return (T) value;
    }

    @Override
    @SuppressWarnings("unchecked") // converted to the type that the receiver takes
    public <T> @Nullable T set(@Nullable T newValue) {
      T old = (T) value;
      value = newValue;
      if (newValue != null) {
        receiver.accept((V) newValue);
      }
      return old;
    }
  }
}

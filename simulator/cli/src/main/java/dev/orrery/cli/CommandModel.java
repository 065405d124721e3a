package dev.orrery.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

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

  /**
   * Lets the arguments be left out, because there is a subcommand that has none of them; the
   * command itself asks for them.
   */
  CommandModel orSubcommand(String name, CommandModel command) {
    for (PositionalParamSpec p : List.copyOf(spec.positionalParameters())) {
      if (p.required()) {
        spec.remove(p);
        spec.addPositional(PositionalParamSpec.builder(p).required(false).arity("0..1").build());
      }
    }
    return subcommand(name, command);
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
    return add(option(names, label, description).type(String.class), receiver);
  }

  /** Adds an option with a path as its value. */
  CommandModel path(String names, String label, String description, Consumer<Path> receiver) {
    return option(names, label, CommandModel::path, description, receiver);
  }

  /**
   * A path of the command line.
   *
   * @throws TypeConversionException if it is none
   */
  static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("the path is empty");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' is not a path: " + e.getReason());
    }
  }

  /**
   * Adds an option with one of an enum's constants as its value, in lower case and with hyphens.
   */
  <E extends Enum<E>> CommandModel choice(
      String names, String label, Class<E> type, String description, Consumer<E> receiver) {
    OptionSpec.Builder option = option(names, label, description).type(type);
    Choice<E> choice = new Choice<>(type);
    return add(option.converters(choice).completionCandidates(choice.names()), receiver);
  }

  /** The same for several, separated by commas or in several options. */
  <E extends Enum<E>> CommandModel choices(
      String names, String label, Class<E> type, String description, Consumer<List<E>> receiver) {
    OptionSpec.Builder option = option(names, label, description).splitRegex(",");
    Choice<E> choice = new Choice<>(type);
    return add(
        option
            .type(List.class)
            .auxiliaryTypes(type)
            .converters(choice)
            .completionCandidates(choice.names()),
        receiver);
  }

  /** Adds {@code --color}. */
  CommandModel color(Consumer<Console.Color> receiver) {
    return choice(
        "--color",
        "WHEN",
        Console.Color.class,
        "auto, always or never; auto also honours NO_COLOR.",
        receiver);
  }

  /** An enum's constants as they are written on a command line. */
  private record Choice<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {
    List<String> names() {
      List<String> names = new ArrayList<>();
      for (E constant : type.getEnumConstants()) {
        names.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
      return names;
    }

    @Override
    public E convert(String text) {
      int i = names().indexOf(text.toLowerCase(Locale.ROOT));
      if (i < 0) {
        throw new TypeConversionException(
            "'%s' is not one of %s.%s"
                .formatted(text, String.join(", ", names()), Suggestions.of(text, names())));
      }
      return type.getEnumConstants()[i];
    }
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
    return options(names, label, text -> text, description, receiver);
  }

  /** Adds an option with a path as its value that may be given several times. */
  CommandModel paths(
      String names, String label, String description, Consumer<List<Path>> receiver) {
    return options(names, label, CommandModel::path, description, receiver);
  }

  /**
   * Adds an option that may be given several times, with values that {@code converter} understands.
   */
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

  /** Adds the first argument, which must be given. */
  CommandModel argument(String label, String description, Consumer<String> receiver) {
    return argument(0, label, description, receiver);
  }

  /** Adds the argument at a position, which must be given. */
  CommandModel argument(int position, String label, String description, Consumer<String> receiver) {
    return argument(position, label, "1", description, text -> text, receiver);
  }

  /** Adds the argument that may be left out. */
  CommandModel optionalArgument(String label, String description, Consumer<String> receiver) {
    return argument(0, label, "0..1", description, text -> text, receiver);
  }

  /** Adds the argument at a position, which must be given and is a path. */
  CommandModel file(int position, String label, String description, Consumer<Path> receiver) {
    return argument(position, label, "1", description, CommandModel::path, receiver);
  }

  private <T> CommandModel argument(
      int position,
      String label,
      String arity,
      String description,
      ITypeConverter<T> converter,
      Consumer<T> receiver) {
    Binding<T> binding = new Binding<>(receiver);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("" + position)
            .arity(arity)
            .required(arity.equals("1"))
            .paramLabel(label)
            .type(Object.class)
            .converters(converter)
            .description(description)
            .getter(binding)
            .setter(binding)
            .build());
    return this;
  }

  /** Adds arguments that are files, at least one. */
  CommandModel files(String desc, Consumer<List<Path>> receiver) {
    return arguments(0, true, "FILE", desc, CommandModel::path, receiver);
  }

  /** Adds the arguments from a position on. */
  CommandModel arguments(
      int first, boolean required, String label, String desc, Consumer<List<String>> receiver) {
    return arguments(first, required, label, desc, text -> text, receiver);
  }

  private <T> CommandModel arguments(
      int first,
      boolean required,
      String label,
      String desc,
      ITypeConverter<T> converter,
      Consumer<List<T>> receiver) {
    Binding<List<T>> binding = new Binding<>(receiver);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(first + "..*")
            .arity(required ? "1..*" : "0..*")
            .required(required)
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(Object.class)
            .converters(converter)
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
      // Before the first value of several, picocli sets none.
      boolean given = newValue instanceof Collection<?> all ? !all.isEmpty() : newValue != null;
      if (given) {
        receiver.accept((V) newValue);
      }
      return old;
    }
  }
}

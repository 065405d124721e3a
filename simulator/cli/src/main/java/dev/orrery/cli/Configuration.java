package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options that the command line does not give, in layers: {@code -c key=value},
 * environment variables {@code ORRERY_*}, {@code orrery.toml} in the working directory (or the file
 * of {@code --config}), {@code orrery/config.toml} in the user's configuration folder. A key is an
 * option's long name without dashes; as a variable it is upper case with underscores.
 */
final class Configuration implements IDefaultValueProvider {
  /** The file of the working directory. */
  static final String PROJECT_FILE = "orrery.toml";

  private final Map<String, String> env;
  private final List<Layer> files;

  /** Values of a file, keyed by option name. */
  private record Layer(Map<String, String> values) {}

  private final Map<String, String> given;

  private Configuration(Map<String, String> env, Map<String, String> given, List<Layer> files) {
    this.env = env;
    this.given = given;
    this.files = files;
  }

  /**
   * Reads the files that exist.
   *
   * @param given values of {@code -c}
   * @param explicit the file of {@code --config}, which must exist; null to look in the usual
   *     places
   */
  static Configuration load(
      Map<String, String> env, Map<String, String> given, @Nullable Path explicit) {
    List<Layer> layers = new java.util.ArrayList<>();
    Path project = explicit == null ? Path.of(PROJECT_FILE) : explicit;
    if (explicit != null || Files.isRegularFile(project)) {
      layers.add(read(project));
    }
    Path user = userFile(env);
    if (user != null && Files.isRegularFile(user)) {
      layers.add(read(user));
    }
    return new Configuration(env, given, layers);
  }

  /** Where the user's own file is looked for; null if there is no home. */
  static @Nullable Path userFile(Map<String, String> env) {
    String base = env.get("XDG_CONFIG_HOME");
    if (base != null && !base.isEmpty()) {
      return Path.of(base, "orrery", "config.toml");
    }
    String home = env.get("HOME");
    return home == null ? null : Path.of(home, ".config", "orrery", "config.toml");
  }

  private static Layer read(Path file) {
    TomlParseResult toml;
    try {
      toml = Toml.parse(file);
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          file + ": the configuration cannot be read (" + reason(e) + "); check the path");
    }
    if (toml.hasErrors()) {
      var first = toml.errors().getFirst();
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          file
              + ":"
              + first.position().line()
              + ":"
              + first.position().column()
              + ": "
              + first.getMessage()
              + "; the file must be TOML, one 'option-name = value' a line");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String key : toml.dottedKeySet()) {
      Object value = toml.get(key);
      if (value != null) {
        values.put(key, value.toString());
      }
    }
    return new Layer(values);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "no such file";
      case CharacterCodingException binary -> "it is not UTF-8 text";
      default -> String.valueOf(e.getMessage());
    };
  }

  /** What an option is called in a configuration: its long name without dashes. */
  static String key(OptionSpec option) {
    String name = option.longestName();
    int start = 0;
    while (start < name.length() && name.charAt(start) == '-') {
      start++;
    }
    return name.substring(start);
  }

  /** Names of all values that are set outside the command line itself. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(given.keySet());
    for (Layer layer : files) {
      keys.addAll(layer.values().keySet());
    }
    return keys;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option)) {
      return null;
    }
    String key = key(option);
    String value = given.get(key);
    if (value == null) {
      value = env.get("ORRERY_" + key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
    for (int i = 0; value == null && i < files.size(); i++) {
      value = files.get(i).values().get(key);
    }
    return value;
  }
}

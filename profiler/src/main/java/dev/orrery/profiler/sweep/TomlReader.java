package dev.orrery.profiler.sweep;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.source.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A table of a TOML file, whose errors name the place. */
final class TomlReader {
  private final String file;
  private final TomlTable table;
  private final String name;

  /**
   * A table of {@code file}.
   *
   * @param name what it is called there; empty for the whole file
   */
  TomlReader(String file, TomlTable table, String name) {
    this.file = file;
    this.table = table;
    this.name = name;
  }

  /** Refuses keys that are none of {@code known}. */
  TomlReader only(String... known) {
    for (String key : table.keySet()) {
      List<String> all = List.of(known);
      if (!all.contains(key)) {
        String where = name.isEmpty() ? "a plan" : "[" + name + "]";
        throw error(
            key,
            "%s has no key '%s'. %s"
                .formatted(
                    where,
                    key,
                    DidYouMean.help(key, all, "It has " + String.join(", ", all) + ".")));
      }
    }
    return this;
  }

  boolean has(String key) {
    return value(key) != null;
  }

  private @Nullable Object value(String key) {
    return table.get(List.of(key));
  }

  /** Text; null if the key is not there. */
  @Nullable String text(String key) {
    return switch (value(key)) {
      case null -> null;
      case String s -> s;
      default -> throw error(key, "'" + key + "' is text: put it in quotes");
    };
  }

  /** A whole number; null if the key is not there. */
  @Nullable Long number(String key) {
    return switch (value(key)) {
      case null -> null;
      case Long n -> n;
      default -> throw error(key, "'" + key + "' is a whole number, without quotes");
    };
  }

  /** Texts; empty if the key is not there. */
  List<String> texts(String key) {
    Object value = value(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof TomlArray array)) {
      throw error(key, "'%s' is a list: write %s = [\"...\"]".formatted(key, key));
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof String s)) {
        throw error(key, "'" + key + "' is a list of texts: put each of them in quotes");
      }
      texts.add(s);
    }
    return texts;
  }

  /** The table of that name; an empty one if it is not there. */
  @Nullable TomlReader table(String key) {
    return switch (value(key)) {
      case null -> null;
      case TomlTable t -> new TomlReader(file, t, key);
      default -> throw error(key, "'%s' is a table: write [%s] above its keys".formatted(key, key));
    };
  }

  /** The tables of that name. */
  List<TomlReader> tables(String key) {
    Object value = value(key);
    if (value == null) {
      return List.of();
    }
    List<TomlReader> tables = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof TomlTable t) {
          tables.add(new TomlReader(file, t, key));
        }
      }
      if (tables.size() == array.size()) {
        return tables;
      }
    }
    throw error(key, "'%s' are tables: write [[%s]] above the keys of each".formatted(key, key));
  }

  /**
   * The parameters of this table and of tables in it, whose parameters are those of modules: {@code
   * dcache.ways = 4}.
   */
  List<Axis> axes() {
    return axes("");
  }

  private List<Axis> axes(String module) {
    List<Axis> axes = new ArrayList<>();
    for (String key : table.keySet()) {
      if (value(key) instanceof TomlTable t) {
        axes.addAll(new TomlReader(file, t, name).axes(module + key + "."));
      } else {
        axes.add(axis(key, module + key));
      }
    }
    return axes;
  }

  /** The values of a parameter: a number, a list of numbers, or a range. */
  private Axis axis(String key, String parameter) {
    try {
      return new Axis(
          parameter,
          switch (value(key)) {
            case Long n -> List.of(n);
            case String range -> Axis.range(range);
            case TomlArray array -> numbers(key, array);
            case null, default -> throw notValues(key);
          });
    } catch (IllegalArgumentException e) {
      throw error(key, "parameter '" + parameter + "': " + e.getMessage());
    }
  }

  private List<Long> numbers(String key, TomlArray array) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof Long n)) {
        throw notValues(key);
      }
      numbers.add(n);
    }
    return numbers;
  }

  private OrreryException notValues(String key) {
    return error(
        key,
        "parameter '%s' takes whole numbers: write 4, [1, 2, 4] or \"4096..65536 *2\""
            .formatted(key));
  }

  /** {@code file:line:column} of a key. */
  String at(String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    if (position == null) { // of a module's parameter
      position = table.inputPositionOf(List.of(key.split("\\.")));
    }
    return position == null ? file : file + ":" + position.line() + ":" + position.column();
  }

  /** An error at a key. */
  OrreryException error(String key, String message) {
    return new OrreryException(ExitCode.BAD_INPUT, at(key) + ": " + message);
  }
}

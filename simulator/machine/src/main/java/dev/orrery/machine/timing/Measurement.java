package dev.orrery.machine.timing;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program took on a core's RTL.
 *
 * @param core name of the core
 * @param config name of its configuration
 * @param program name of the program
 * @param isa instruction set that it is compiled for
 * @param roiCycles cycles from the store to {@code roi_begin} to that to {@code roi_end}; 0 if the
 *     program has no such region
 * @param cycles cycles from reset to the store to {@code tohost}, more than 0
 */
public record Measurement(
    String core, String config, String program, String isa, long roiCycles, long cycles) {
  private static final List<String> COLUMNS =
      List.of("core", "config", "program", "isa", "cycles", "total_cycles");

  /**
   * Reads a table of measurements: comma-separated, with a line of heads, in which the columns may
   * have any order.
   *
   * @throws OrreryException if it cannot be read, or a column or number is missing
   */
  public static List<Measurement> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw bad(file + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw bad(file + ": is not UTF-8 text", e);
    } catch (IOException e) {
      throw bad(file + ": cannot be read: " + e.getMessage(), e);
    }
    List<String> heads = lines.isEmpty() ? List.of() : cells(lines.getFirst());
    for (String column : COLUMNS) {
      if (!heads.contains(column)) {
        throw bad("%s: has no column '%s'; it needs %s".formatted(file, column, COLUMNS));
      }
    }
    List<Measurement> out = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        out.add(row(heads, cells(lines.get(i)), file + ":" + (i + 1)));
      }
    }
    return out;
  }

  private static Measurement row(List<String> heads, List<String> cells, String place) {
    if (cells.size() != heads.size()) {
      throw bad(
          "%s: has %d cells, and there are %d columns"
              .formatted(place, cells.size(), heads.size()));
    }
    return new Measurement(
        cells.get(heads.indexOf("core")),
        cells.get(heads.indexOf("config")),
        cells.get(heads.indexOf("program")),
        cells.get(heads.indexOf("isa")),
        number(cells.get(heads.indexOf("cycles")), 0, place),
        number(cells.get(heads.indexOf("total_cycles")), 1, place));
  }

  private static long number(String text, long least, String place) {
    String message = "%s: '%s' is no number of cycles".formatted(place, text);
    try {
      long number = Long.parseLong(text);
      if (number < least) {
        throw bad(message);
      }
      return number;
    } catch (NumberFormatException e) {
      throw bad(message, e);
    }
  }

  /** The cells of a line; in double quotes, a comma is a character like others. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  private static OrreryException bad(String message) {
    return new OrreryException(ExitCode.BAD_INPUT, message);
  }

  private static OrreryException bad(String message, Throwable cause) {
    return new OrreryException(ExitCode.BAD_INPUT, message, cause);
  }
}

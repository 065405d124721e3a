package dev.orrery.machine.validate;

import dev.orrery.machine.Fixtures;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A mistake in one row of the tables. Engines that are given such tables are wrong in just that
 * row, which is how the comparison of engines is tested: the product has no switch for it.
 *
 * @param file of the tables
 * @param right the row's line, from its name on
 * @param wrong what stands there instead
 */
record Seeded(String file, String right, String wrong) {
  /** Stock tables with the mistake in them. */
  Isa in(String stock) {
    Path folder = Fixtures.repository().resolve("isa-specs");
    try {
      String text = Files.readString(folder.resolve(file));
      if (text.split(Pattern.quote(right), -1).length != 2) {
        throw new IllegalArgumentException("not once in " + file + ": " + right);
      }
      SourceTree sources =
          SourceTree.of(Map.of(file, text.replace(right, wrong))).orElse(SourceTree.folder(folder));
      return IsaCompiler.compile(sources, stock + ".isa");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the row. */
  String row() {
    return right.substring(0, right.indexOf(' '));
  }

  @Override
  public String toString() {
    return right + " -> " + wrong;
  }
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Stock tables with a mistake in one row. */
final class WrongTables {
  private WrongTables() {}

  /** RV64GC with {@code instead} in place of {@code right} in a file. */
  static Isa rv64gc(String file, String right, String instead) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(WrongTables.class.getResourceAsStream("/isa-specs/" + file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains(right);
      SourceTree sources =
          SourceTree.of(Map.of(file, text.replace(right, instead))).orElse(SourceTree.stock());
      return IsaCompiler.compile(sources, "rv64gc.isa");
    }
  }
}

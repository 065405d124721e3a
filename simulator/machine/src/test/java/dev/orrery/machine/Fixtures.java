package dev.orrery.machine;

import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.model.Isa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What tests of whole machines need: the repository's tables, compiled once. */
public final class Fixtures {
  private static final Map<String, Isa> ISAS = new ConcurrentHashMap<>();

  private Fixtures() {}

  /** The top of the repository. */
  public static Path repository() {
    Path p = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(p.resolve("isa-specs"))) {
      Path up = p.getParent();
      if (up == null) {
        throw new IllegalStateException("the tests do not run inside the repository");
      }
      p = up;
    }
    return p;
  }

  /** The instruction set of a stock table, for example {@code rv64gc}. */
  public static Isa isa(String name) {
    return ISAS.computeIfAbsent(
        name, n -> IsaCompiler.compile(repository().resolve("isa-specs").resolve(n + ".isa")));
  }
}

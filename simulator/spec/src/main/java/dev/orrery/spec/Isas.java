package dev.orrery.spec;

import dev.orrery.spec.binary.Isac;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where instruction sets come from: the stock ones, which the build compiled, or a user's text. */
public final class Isas {
  private static final String FOLDER = "/isa-specs-compiled/";
  private static final Map<String, Isa> LOADED = new ConcurrentHashMap<>();

  private Isas() {}

  /** Names of the stock instruction sets, in alphabetical order. */
  public static List<String> names() {
    byte[] index = resource("index");
    if (index == null) {
      throw new IllegalStateException("the build has not compiled any tables: " + FOLDER);
    }
    return new String(index, StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * A stock instruction set. Loaded once; the same object is returned from then on.
   *
   * @param name such as {@code rv64gc}
   * @throws OrreryException if there is none of that name
   */
  public static Isa stock(String name) {
    return LOADED.computeIfAbsent(name, Isas::read);
  }

  private static Isa read(String name) {
    byte[] bytes = name.indexOf('/') < 0 ? resource(name + ".isac") : null;
    if (bytes == null) {
      throw new OrreryException(
          ExitCode.USAGE,
          "no instruction set is called '%s'. There are %s; tables of your own are named by their file, such as my.isa."
              .formatted(name, String.join(", ", names())));
    }
    return Isac.read(bytes, name + ".isac");
  }

  /**
   * Compiles the tables whose main file is {@code file}.
   *
   * @throws OrreryException with every error in the text, or if the file cannot be read
   */
  public static Isa load(Path file) {
    return IsaCompiler.compile(file);
  }

  private static byte @Nullable [] resource(String name) {
    try (InputStream in = Isas.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

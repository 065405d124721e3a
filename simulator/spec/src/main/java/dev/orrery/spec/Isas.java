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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where instruction sets come from: the stock ones, which the build compiled, or a user's text. */
public final class Isas {
  private static final String FOLDER = "/isa-specs-compiled/";
  private static final Map<String, Isa> LOADED = new ConcurrentHashMap<>();

  private Isas() {}

  /**
   * A stock instruction set, known without loading it.
   *
   * @param name such as {@code rv64gc}
   * @param elfMachine the ELF {@code e_machine} number its programs carry
   * @param xlen bits of an address
   * @param extensions names of the table files it was made from
   */
  public record Stock(String name, int elfMachine, int xlen, List<String> extensions) {}

  /** The stock instruction sets, in alphabetical order. */
  public static List<Stock> stocks() {
    byte[] index = resource("index");
    if (index == null) {
      throw new IllegalStateException("the build has not compiled any tables: " + FOLDER);
    }
    List<Stock> stocks = new ArrayList<>();
    StringTokenizer words = new StringTokenizer(new String(index, StandardCharsets.UTF_8));
    while (words.hasMoreTokens()) {
      String name = words.nextToken();
      int elfMachine = Integer.parseInt(words.nextToken());
      int xlen = Integer.parseInt(words.nextToken());
      List<String> extensions = new ArrayList<>();
      StringTokenizer names = new StringTokenizer(words.nextToken(), ",");
      while (names.hasMoreTokens()) {
        extensions.add(names.nextToken());
      }
      stocks.add(new Stock(name, elfMachine, xlen, List.copyOf(extensions)));
    }
    return stocks;
  }

  /** Names of the stock instruction sets, in alphabetical order. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Stock s : stocks()) {
      names.add(s.name());
    }
    return names;
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

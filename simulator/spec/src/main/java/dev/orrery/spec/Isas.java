package dev.orrery.spec;

import dev.orrery.spec.binary.Isac;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.Packed;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.Isa;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where instruction sets come from: the stock ones, which the build compiled, these with more
 * extensions, or a user's text.
 */
public final class Isas {
  private static final String FOLDER = "isa-specs-compiled/";
  private static final Map<String, Isa> LOADED = new ConcurrentHashMap<>();

  private Isas() {}

  /**
   * A stock instruction set, known without loading it.
   *
   * @param name such as {@code rv64gc}
   * @param elfMachine the ELF {@code e_machine} number its programs carry
   * @param xlen bits of an address
   * @param dataOrder byte order of its data
   * @param extensions names of the table files it was made from
   */
  public record Stock(
      String name, int elfMachine, int xlen, ByteOrder dataOrder, List<String> extensions) {}

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
      ByteOrder order = words.nextToken().equals("BIG") ? ByteOrder.BIG : ByteOrder.LITTLE;
      List<String> extensions = new ArrayList<>();
      StringTokenizer names = new StringTokenizer(words.nextToken(), ",");
      while (names.hasMoreTokens()) {
        extensions.add(names.nextToken());
      }
      stocks.add(new Stock(name, elfMachine, xlen, order, List.copyOf(extensions)));
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
   * An instruction set by name. Loaded once; the same object is returned from then on.
   *
   * @param name a stock one, such as {@code rv64gc}, or one with names of extensions behind it,
   *     such as {@code rv64gc_zba_zbb}, which is compiled now
   * @throws OrreryException if there is none of that name
   */
  public static Isa stock(String name) {
    return LOADED.computeIfAbsent(name, Isas::read);
  }

  private static Isa read(String name) {
    byte[] bytes = name.indexOf('/') < 0 ? resource(name + ".isac") : null;
    return bytes != null ? Isac.read(bytes, name + ".isac") : composed(name);
  }

  /** A stock set, and the table files of the extensions that are named behind it. */
  private static Isa composed(String name) {
    String base = name;
    while (base.indexOf('_') > 0 && !names().contains(base)) {
      base = base.substring(0, base.lastIndexOf('_'));
    }
    Stock stock = null;
    for (Stock s : stocks()) {
      stock = s.name().equals(base) ? s : stock;
    }
    if (stock == null || base.length() + 1 >= name.length()) {
      throw new OrreryException(
          ExitCode.USAGE,
          "no instruction set is called '%s'. There are %s, each perhaps with extensions behind it, such as rv64gc_zba_zbb; tables of your own are named by their file, such as my.isa."
              .formatted(name, String.join(", ", names())));
    }
    List<String> files = new ArrayList<>();
    StringTokenizer wanted = new StringTokenizer(name.substring(base.length()), "_");
    while (wanted.hasMoreTokens()) {
      files.add(fileOf(wanted.nextToken(), stock));
    }
    String text = "isa %s extends %s\nimport %s\n".formatted(name, base, String.join(", ", files));
    SourceTree main = SourceTree.of(Map.of(name + ".isa", text));
    return IsaCompiler.compile(main.orElse(SourceTree.stock()), name + ".isa");
  }

  /** The table file of an extension, without its {@code .isa}. */
  private static String fileOf(String extension, Stock stock) {
    // Folders may have extensions of one name: the set comes from the one that has most of its own.
    String folder = null;
    int most = 0;
    Map<String, Integer> shared = new HashMap<>();
    Map<String, String> files = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (ExtensionFile f : extensionFiles()) {
      if (stock.extensions().contains(f.extension())) {
        int count = shared.merge(f.folder(), 1, Integer::sum);
        if (count > most) {
          most = count;
          folder = f.folder();
        }
      }
    }
    for (ExtensionFile f : extensionFiles()) {
      if (f.folder().equals(folder)) {
        files.put(f.extension(), f.path());
      }
    }
    String file = files.get(extension);
    if (file == null) {
      throw new OrreryException(
          ExitCode.USAGE,
          "%s has no extension '%s'. There are %s."
              .formatted(stock.name(), extension, String.join(", ", files.keySet())));
    }
    return file;
  }

  /** A stock table file of an extension: {@code rv/zba}, {@code Zba}. */
  private record ExtensionFile(String path, String extension) {
    String folder() {
      return path.substring(0, path.lastIndexOf('/') + 1);
    }
  }

  private static List<ExtensionFile> extensionFiles() {
    byte[] index = Objects.requireNonNull(resource("extensions"), "the build lists them");
    List<ExtensionFile> files = new ArrayList<>();
    StringTokenizer words = new StringTokenizer(new String(index, StandardCharsets.UTF_8));
    while (words.hasMoreTokens()) {
      files.add(new ExtensionFile(words.nextToken(), words.nextToken()));
    }
    return files;
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
    return Packed.read(Isas.class, FOLDER + name);
  }
}

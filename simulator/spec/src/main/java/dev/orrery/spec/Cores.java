package dev.orrery.spec;

import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.Packed;
import dev.orrery.spec.io.Sha256;
import dev.orrery.spec.lang.core.CoreCompiler;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.SourceTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where core tables come from: the stock ones, or a user's text. */
public final class Cores {
  private static final String INDEX = "isa-specs-compiled/cores";

  private Cores() {}

  /** Names of the stock core tables, in alphabetical order. */
  public static List<String> names() {
    byte[] index = Packed.read(Cores.class, INDEX);
    if (index == null) {
      throw new IllegalStateException("the build has not listed any core tables: " + INDEX);
    }
    return new String(index, StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * A core table by name.
   *
   * @param nameOrFile a stock one, or a file: what holds a slash or ends in {@code .core}
   * @param settings values of parameters, by name
   * @throws OrreryException if there is none, it has errors, or has no such parameter
   */
  public static CoreTable named(String nameOrFile, Map<String, Long> settings) {
    if (isFile(nameOrFile)) {
      Path file = Path.of(nameOrFile);
      return CoreCompiler.compile(beside(file), name(file), settings);
    }
    List<String> names = names();
    if (!names.contains(nameOrFile)) {
      throw new OrreryException(
          ExitCode.USAGE,
          "no core is called '%s'. %s"
              .formatted(
                  nameOrFile,
                  DidYouMean.help(
                      nameOrFile,
                      names,
                      "There are "
                          + String.join(", ", names)
                          + "; tables of your own are named by their file, such as my.core.")));
    }
    String file = CoreCompiler.FOLDER + nameOrFile + CoreCompiler.ENDING;
    return CoreCompiler.compile(SourceTree.stock(), file, settings);
  }

  /**
   * The same core with a mechanism made ideal.
   *
   * @param ideal one of that core's
   * @throws OrreryException as of {@link #named}
   */
  public static CoreTable idealised(
      String nameOrFile, Map<String, Long> settings, CoreTable.Ideal ideal) {
    Map<String, Long> all = new LinkedHashMap<>(settings);
    ideal.values().forEach(p -> all.put(p.name(), p.value()));
    return named(nameOrFile, all);
  }

  /** Checks a file of the user's, returning its errors. */
  public static CoreCompiler.Outcome check(Path file, Map<String, Long> settings) {
    return CoreCompiler.check(beside(file), name(file), settings);
  }

  /**
   * Names the content of a core table: the SHA-256 of the texts that it is compiled from, those of
   * the cores that it extends included.
   *
   * @throws OrreryException as of {@link #named}
   */
  public static String hash(String nameOrFile) {
    Sha256 sha = new Sha256();
    SourceTree tree = isFile(nameOrFile) ? beside(Path.of(nameOrFile)) : SourceTree.stock();
    String file =
        isFile(nameOrFile)
            ? name(Path.of(nameOrFile))
            : CoreCompiler.FOLDER + nameOrFile + CoreCompiler.ENDING;
    SourceTree hashing =
        path -> {
          SourceFile source = tree.load(path);
          if (source != null) {
            sha.add(source.text().getBytes(StandardCharsets.UTF_8)).add((byte) 0);
          }
          return source;
        };
    CoreTable unused = CoreCompiler.compile(hashing, file, Map.of());
    return sha.hex();
  }

  private static boolean isFile(String nameOrFile) {
    return nameOrFile.contains("/") || nameOrFile.endsWith(CoreCompiler.ENDING);
  }

  private static SourceTree beside(Path file) {
    Path folder = file.getParent();
    return SourceTree.folder(folder == null ? Path.of("") : folder).orElse(SourceTree.stock());
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }
}

package dev.orrery.spec.binary;

import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The build step that compiles the stock tables: every main file in a folder. */
final class CompileStock {
  private CompileStock() {}

  /**
   * Compiles all {@code *.isa} of the folder {@code args[0]} into the folder {@code args[1]}, and
   * lists them in its file {@code index}, a line each: name, ELF machine, XLEN, extensions. Errors
   * in the tables fail the build.
   */
  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Files.createDirectories(Path.of(args[1]));
    List<Path> files;
    try (Stream<Path> all = Files.list(from)) {
      files = all.filter(f -> f.toString().endsWith(".isa")).sorted().toList();
    }
    StringBuilder index = new StringBuilder();
    try {
      for (Path file : files) {
        Isa isa = IsaCompiler.compile(SourceTree.stock(), name(file) + ".isa");
        OutputFile.write(to.resolve(name(file) + ".isac"), Isac.write(isa));
        index.append(
            "%s %d %d %s\n"
                .formatted(
                    name(file), isa.elfMachine(), isa.xlen(), String.join(",", isa.extensions())));
      }
    } catch (OrreryException e) {
      System.err.println(e.getMessage());
      System.exit(e.exitCode().status());
    }
    OutputFile.write(to.resolve("index"), index.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ".isa".length());
  }
}

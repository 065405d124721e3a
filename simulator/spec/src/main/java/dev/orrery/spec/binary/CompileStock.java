package dev.orrery.spec.binary;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.core.CoreCompiler;
import dev.orrery.spec.lang.parse.FileParser;
import dev.orrery.spec.lang.parse.ParsedFile;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The build step that compiles the stock tables: every main file in a folder. */
final class CompileStock {
  private CompileStock() {}

  /**
   * Compiles all {@code *.isa} of the folder {@code args[0]} into the folder {@code args[1]}, and
   * lists them in its file {@code index}, a line each: name, ELF machine, XLEN, byte order,
   * extensions. Its file {@code extensions} lists the table files in folders that name their
   * extension: path, extension. Its file {@code cores} lists the core tables. Errors and warnings
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
        Isa isa = compiled(name(file) + ".isa");
        OutputFile.write(to.resolve(name(file) + ".isac"), Isac.write(isa));
        index.append(
            "%s %d %d %s %s\n"
                .formatted(
                    name(file),
                    isa.elfMachine(),
                    isa.xlen(),
                    isa.dataOrder(),
                    String.join(",", isa.extensions())));
      }
      OutputFile.write(to.resolve("index"), index.toString().getBytes(StandardCharsets.UTF_8));
      OutputFile.write(to.resolve("cores"), cores(from).getBytes(StandardCharsets.UTF_8));
    } catch (OrreryException e) {
      System.err.println(e.getMessage());
      System.exit(e.exitCode().status());
    }
    OutputFile.write(to.resolve("extensions"), extensions(from).getBytes(StandardCharsets.UTF_8));
  }

  private static Isa compiled(String file) {
    IsaCompiler.Outcome outcome = IsaCompiler.check(SourceTree.stock(), file);
    Isa isa = outcome.isa();
    if (isa == null || !outcome.diagnostics().warnings().isEmpty()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          isa == null ? outcome.diagnostics().render() : outcome.diagnostics().renderWarnings());
    }
    return isa;
  }

  /** Names of the core tables, each checked. */
  private static String cores(Path from) throws IOException {
    StringBuilder names = new StringBuilder();
    List<Path> files;
    try (Stream<Path> all = Files.list(from.resolve(CoreCompiler.FOLDER))) {
      files = all.filter(f -> f.toString().endsWith(CoreCompiler.ENDING)).sorted().toList();
    }
    for (Path file : files) {
      String path = CoreCompiler.FOLDER + file.getFileName();
      names.append(CoreCompiler.compile(SourceTree.stock(), path, Map.of()).name()).append('\n');
    }
    return names.toString();
  }

  private static String extensions(Path from) throws IOException {
    StringBuilder lines = new StringBuilder();
    List<Path> files;
    try (Stream<Path> all = Files.walk(from, 2)) {
      files = all.filter(f -> f.toString().endsWith(".isa")).sorted().toList();
    }
    for (Path file : files) {
      String path = from.relativize(file).toString().replace(File.separatorChar, '/');
      ParsedFile parsed =
          FileParser.parse(new SourceFile(path, path, Files.readString(file)), new Diagnostics());
      boolean names = parsed.blocks().stream().anyMatch(DeclAst.Extension.class::isInstance);
      if (path.contains("/") && names) {
        lines.append("%s %s\n".formatted(path.replaceFirst("\\.isa$", ""), parsed.extension()));
      }
    }
    return lines.toString();
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ".isa".length());
  }
}

package dev.orrery.engine.interp;

import dev.orrery.engine.emit.Variant;
import dev.orrery.spec.Isas;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.spec.io.Sha256;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The build step that makes the op classes of the stock instruction sets, and a catalog for each
 * set. Instruction sets share the classes of rows that mean the same.
 */
final class StockOps {
  /** Of a hash in the name of a class. */
  private static final int DIGITS = 16;

  private static final String PACKAGE = Op.class.getPackageName();
  private static final ClassDesc ANONYMOUS = ClassDesc.of(PACKAGE, "StockOp");

  private final Path folder;
  private final Set<String> written = new HashSet<>();

  private StockOps(Path folder) {
    this.folder = folder;
  }

  /** Writes class files below the folder {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0], PACKAGE.split("\\."));
    StockOps stock = new StockOps(Files.createDirectories(folder));
    for (String name : Isas.names()) {
      stock.write(Isas.stock(name));
    }
    stock.deleteStale();
  }

  /** Deletes what an earlier build made from other tables. */
  private void deleteStale() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path f : files.toList()) {
        String name = f.getFileName().toString();
        boolean ours = name.startsWith("StockOp_") || name.startsWith("StockOps_");
        if (ours && !written.contains(name)) {
          Files.delete(f);
        }
      }
    }
  }

  private void write(Isa isa) throws IOException {
    Map<Variant, ClassDesc> classes = new LinkedHashMap<>();
    for (Row row : isa.rows()) {
      if (row.meaning().equals(row)) {
        for (Variant v : VariantFinder.of(row)) {
          classes.put(v, write(v, isa.xlen()));
        }
      }
    }
    ClassDesc name = ClassDesc.of(PACKAGE, OpCatalog.nameFor(isa.hash()));
    write(name, CatalogClass.generate(name, classes));
  }

  /** Named by its contents, so that equal classes are one. */
  private ClassDesc write(Variant variant, int xlen) throws IOException {
    byte[] contents = OpClass.generate(ANONYMOUS, variant, xlen);
    ClassDesc name =
        ClassDesc.of(
            PACKAGE, ANONYMOUS.displayName() + "_" + Sha256.hex(contents).substring(0, DIGITS));
    write(name, OpClass.generate(name, variant, xlen));
    return name;
  }

  private void write(ClassDesc name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name.displayName() + ".class");
    written.add(file.getFileName().toString());
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
      OutputFile.write(file, bytes);
    }
  }
}

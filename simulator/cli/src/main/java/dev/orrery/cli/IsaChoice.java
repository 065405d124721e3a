package dev.orrery.cli;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the tables that a flag names. */
final class IsaChoice {
  private IsaChoice() {}

  /** The tables a program needs, from its header, unless a flag names others. */
  static Isa forProgram(@Nullable String nameOrFile, ElfFile elf) {
    return nameOrFile == null
        ? Isas.stock(elf.bits() == 32 ? "rv32gc" : "rv64gc")
        : named(nameOrFile);
  }

  /**
   * A stock instruction set by name, or the tables of a file: what holds a slash or ends in {@code
   * .isa} is a file.
   */
  static Isa named(String nameOrFile) {
    boolean file = nameOrFile.contains("/") || nameOrFile.endsWith(".isa");
    return file ? Isas.load(Path.of(nameOrFile)) : Isas.stock(nameOrFile);
  }
}

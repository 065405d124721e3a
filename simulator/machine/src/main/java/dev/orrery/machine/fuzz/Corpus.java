package dev.orrery.machine.fuzz;

import dev.orrery.engine.random.RandomProgram;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.spec.io.Sha256;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of programs that are worth running again: each reached something that those before it
 * had not. A file's name begins with that of the instruction set.
 */
public final class Corpus {
  private static final int NAME_DIGITS = 12;

  private final Path folder;
  private final Isa isa;

  /** The programs of {@code isa} in {@code folder}, which need not exist yet. */
  public Corpus(Path folder, Isa isa) {
    this.folder = folder;
    this.isa = isa;
  }

  /**
   * The files, by name.
   *
   * @throws OrreryException if the folder cannot be read
   */
  public List<Path> files() {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(this::isMine).sorted().toList();
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private boolean isMine(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(isa.name() + "-") && name.endsWith(".s");
  }

  /**
   * The program of a file.
   *
   * @throws OrreryException if it cannot be read, or is no program
   */
  public static RandomProgram read(Isa isa, Path file) {
    try {
      return ProgramText.read(isa, file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, file + ": there is no such file: check the path", e);
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Keeps a program. */
  void add(RandomProgram program) {
    byte[] text =
        ProgramText.of(program, List.of("A program for " + isa.name() + ", by orrery fuzz."))
            .getBytes(StandardCharsets.UTF_8);
    String name = isa.name() + "-" + Sha256.hex(text).substring(0, NAME_DIGITS) + ".s";
    OutputFile.write(folder.resolve(name), text);
  }
}

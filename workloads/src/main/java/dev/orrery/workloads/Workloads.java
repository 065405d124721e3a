package dev.orrery.workloads;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.spec.io.Packed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The guest programs that come with Orrery.
 *
 * @param targets how each group of builds was compiled, by the name in {@link Build#target}
 * @param programs the programs, in the order of the manifest: integer, floating point, C library
 */
public record Workloads(Map<String, Target> targets, List<Workload> programs) {
  private static final String FOLDER = "dev/orrery/workloads/";

  /**
   * A compiler set-up.
   *
   * @param flags the compiler's flags, as {@code build.sh --flags} prints them
   */
  public record Target(String flags) {}

  public Workloads {
    targets = Map.copyOf(targets);
    programs = List.copyOf(programs);
  }

  /** Reads the manifest. It comes with the classes, so a failure is a fault of the build. */
  public static Workloads load() {
    ObjectMapper mapper =
        new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    try {
      return mapper.readValue(bytes("manifest.json"), Workloads.class);
    } catch (IOException e) {
      throw new UncheckedIOException("manifest.json cannot be read", e);
    }
  }

  /** Returns the program of that name. */
  public Optional<Workload> find(String name) {
    return programs.stream().filter(program -> program.name().equals(name)).findFirst();
  }

  /** Returns the programs of one kind, in the order of the manifest. */
  public List<Workload> ofKind(Workload.Kind kind) {
    return programs.stream().filter(program -> program.kind() == kind).toList();
  }

  /** Returns the bytes of a prebuilt ELF file. */
  public static byte[] elf(Build build) {
    return bytes(build.file());
  }

  /**
   * Returns the bytes of a program's build, without reading the manifest: a run needs no more, and
   * starts sooner.
   *
   * @param name a program's name; anything else finds nothing
   * @param isa the instruction set it is built for
   * @return null where there is no such build
   */
  public static byte @Nullable [] elf(String name, String isa) {
    if (!isWord(name) || !isWord(isa)) {
      return null;
    }
    return packed(isa + "/" + name + ".elf");
  }

  /** Whether text cannot lead out of the folder of a resource. */
  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Returns the bytes to give as standard input: empty where a run needs none. */
  public static byte[] stdin(Run run) {
    return run.stdin() == null ? new byte[0] : bytes(run.stdin());
  }

  /**
   * Writes an ELF file into a directory, executable, under its own name; replaces one that is
   * there.
   *
   * @return the file
   * @throws IOException when it cannot be written
   */
  public static Path extract(Build build, Path directory) throws IOException {
    String name = build.file().substring(build.file().lastIndexOf('/') + 1);
    Path file = Files.write(directory.resolve(name), elf(build));
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
    return file;
  }

  private static byte[] bytes(String resource) {
    byte[] bytes = packed(resource);
    if (bytes == null) {
      throw new IllegalStateException(
          "the jar lacks the resource dev/orrery/workloads/" + resource);
    }
    return bytes;
  }

  private static byte @Nullable [] packed(String path) {
    return Packed.read(Workloads.class, FOLDER + path);
  }
}

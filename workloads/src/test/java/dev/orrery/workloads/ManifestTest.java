package dev.orrery.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.workloads.Workload.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifest names what is there, all of it, and describes it rightly. */
class ManifestTest {
  private final Workloads workloads = Workloads.load();

  @Test
  void everySourceHasAnEntry() throws IOException {
    assertThat(workloads.programs().stream().flatMap(program -> program.sources().stream()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(files("src/guest/programs"), files("src/guest/libc"))
                .map(file -> Path.of("src/guest").relativize(file).toString())
                .toList());
  }

  @Test
  void theReadmeListsEveryProgram() throws IOException {
    assertThat(Files.readAllLines(Path.of("README.md")))
        .filteredOn(line -> line.startsWith("| ["))
        .containsExactlyElementsOf(
            workloads.programs().stream()
                .map(
                    program ->
                        "| [%s](src/guest/%s) | %s | %s |"
                            .formatted(
                                program.name(),
                                program.sources().getFirst(),
                                program.kind().name().toLowerCase(Locale.ROOT),
                                program.stresses()))
                .toList());
  }

  @Test
  void everyElfFileHasAnEntry() throws IOException {
    Path resources = Path.of("src/main/resources/dev/orrery/workloads");
    assertThat(builds().map(Build::file))
        .containsExactlyInAnyOrderElementsOf(
            files(resources)
                .map(file -> resources.relativize(file).toString())
                .filter(name -> name.endsWith(".elf"))
                .toList());
  }

  @Test
  void everyBuildIsFoundByNameAndInstructionSet() {
    for (Workload program : workloads.programs()) {
      for (Build build : program.builds()) {
        if (build.linkage() == Build.Linkage.STATIC) {
          assertThat(Workloads.elf(program.name(), build.isa())).isEqualTo(Workloads.elf(build));
        }
      }
    }
    assertThat(Workloads.elf("nothing", Workload.RV64GC)).isNull();
    assertThat(Workloads.elf("../rv64gc/sieve", Workload.RV64GC)).isNull();
  }

  @Test
  void lengthsAndHashesAreThoseOfTheFiles() {
    assertThat(builds())
        .allSatisfy(
            build -> {
              byte[] content = Workloads.elf(build);
              assertThat(content).hasSize((int) build.bytes()).startsWith(0x7f, 'E', 'L', 'F');
              assertThat(sha256(content)).isEqualTo(build.sha256());
            });
  }

  @Test
  void everyProgramIsDescribedAndBuilt() {
    assertThat(workloads.programs())
        .allSatisfy(
            program -> {
              assertThat(program.title()).isNotBlank();
              assertThat(program.stresses()).isNotBlank();
              assertThat(program.run(Size.SMALL)).isPresent();
              assertThat(program.sizes().values())
                  .allSatisfy(run -> assertThat(run.stdout()).endsWith("\n"))
                  .allSatisfy(run -> assertThat(run.exitCode()).isZero());
              assertThat(program.build(Workload.RV64GC)).isPresent();
              assertThat(program.build(Workload.RV32IMAC).isPresent())
                  .isEqualTo(program.kind() != Kind.LIBC);
            });
    assertThat(workloads.programs()).extracting(Workload::name).doesNotHaveDuplicates();
  }

  @Test
  void programsOfOurOwnHaveFixedInstructionCounts() {
    assertThat(workloads.programs())
        .filteredOn(program -> program.kind() != Kind.LIBC)
        .allSatisfy(
            program -> {
              assertThat(program.sizes()).containsOnlyKeys(Size.values());
              assertThat(program.builds())
                  .allSatisfy(build -> assertThat(build.instructions(Size.SMALL)).isPresent());
              Build build = program.build(Workload.RV64GC).orElseThrow();
              long small = build.instructions(Size.SMALL).orElseThrow();
              long medium = build.instructions(Size.MEDIUM).orElseThrow();
              long large = build.instructions(Size.LARGE).orElseThrow();
              assertThat(small).isBetween(200_000L, 3_000_000L);
              assertThat(medium).isGreaterThan(small);
              assertThat(large).isGreaterThan(medium);
            });
  }

  @Test
  void programsAreFoundByNameAndKind() {
    assertThat(workloads.find("sieve")).map(Workload::kind).contains(Kind.INTEGER);
    assertThat(workloads.find("no-such-program")).isEmpty();
    assertThat(Stream.of(Kind.values()).mapToInt(kind -> workloads.ofKind(kind).size()).sum())
        .isEqualTo(workloads.programs().size());
    assertThat(workloads.ofKind(Kind.INTEGER)).hasSizeGreaterThan(10);
    assertThat(workloads.ofKind(Kind.FP)).hasSizeGreaterThan(5);
    assertThat(workloads.ofKind(Kind.LIBC)).hasSizeGreaterThan(2);
  }

  @Test
  void extractedFilesAreExecutable(@TempDir Path directory) throws IOException {
    Build build = workloads.find("sieve").orElseThrow().build(Workload.RV32IMAC).orElseThrow();
    Path file = Workloads.extract(build, directory);
    assertThat(file).isExecutable().hasFileName("sieve.elf").hasBinaryContent(Workloads.elf(build));
  }

  @Test
  void flagsAreThoseOfTheBuildScript() {
    Tools.require("bash");
    assertThat(workloads.targets())
        .allSatisfy(
            (name, target) -> {
              Tools.Result result = Tools.run(List.of("bash", "build.sh", "--flags", name));
              assertThat(result.stdout().strip()).isEqualTo(target.flags());
            });
    assertThat(builds().map(Build::target)).isSubsetOf(workloads.targets().keySet());
  }

  private Stream<Build> builds() {
    return workloads.programs().stream().flatMap(program -> program.builds().stream());
  }

  private static Stream<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList().stream();
    }
  }

  private static Stream<Path> files(String directory) throws IOException {
    return files(Path.of(directory));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

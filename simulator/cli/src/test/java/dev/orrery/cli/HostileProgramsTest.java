package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfSection;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Programs that a compiler made, with bytes changed: they are run, listed and profiled, or refused
 * in words, and nothing that is large is made of a few bytes.
 */
final class HostileProgramsTest {
  /** Bytes of the Java heap that one command may ask for, all in all; the programs have 60 kB. */
  private static final long MOST_ALLOCATED = 600L << 20;

  private static final List<byte[]> PROGRAMS = new ArrayList<>();
  private static Path directory = Path.of("");

  @BeforeContainer
  static void prepare() throws IOException {
    directory = Files.createTempDirectory("orrery-hostile");
    for (String name : List.of("sieve", "crc32")) {
      Workload w = Workloads.load().find(name).orElseThrow();
      PROGRAMS.add(Workloads.elf(w.build(Workload.RV64GC).orElseThrow()));
      PROGRAMS.add(Workloads.elf(w.build(Workload.RV32IMAC).orElseThrow()));
    }
  }

  @AfterContainer
  static void cleanUp() throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 250, shrinking = ShrinkingMode.OFF)
  void changedProgramsAreRunOrRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String file =
        Files.write(directory.resolve("p.elf"), changed(random)).toAbsolutePath().toString();
    String out = directory.resolve("out").toString();
    List<String> words =
        switch (random.nextInt(4)) {
          case 0 -> List.of("disasm", "-l", file);
          case 1 -> List.of("profile", "--max-insns", "5k", "--memory", "64M", "-o", out, file);
          default -> List.of("run", "--max-insns", "20k", "--memory", "64M", file);
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            false);
    long before = allocated();
    int status = Main.run(console, words.toArray(String[]::new));
    long allocated = allocated() - before;
    String told = err.toString(StandardCharsets.UTF_8);
    assertThat(told)
        .as("%s: %d", words, status)
        .doesNotContain("internal error")
        .doesNotContain("\tat ")
        .doesNotContain("Java heap");
    assertThat(allocated).as("bytes allocated by %s: %s", words, told).isLessThan(MOST_ALLOCATED);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static byte[] changed(Random random) {
    byte[] elf = PROGRAMS.get(random.nextInt(PROGRAMS.size()));
    int from = 0;
    int to = elf.length;
    int headers = elf[4] == 2 ? 64 + 3 * 56 : 52 + 3 * 32;
    switch (random.nextInt(4)) {
      case 0 -> to = headers;
      case 1 -> from = elf.length - 64 * 24; // the section headers
      case 2 -> {
        List<ElfSection> sections =
            ElfFile.parse("p", elf).sections().stream().filter(s -> s.size() > 0).toList();
        ElfSection s = sections.get(random.nextInt(sections.size()));
        from = (int) Math.min(s.offset(), elf.length - 1);
        to = (int) Math.min(s.offset() + s.size(), elf.length);
      }
      default -> {}
    }
    if (from >= to) {
      from = 0;
      to = elf.length;
    }
    byte[] bad = random.nextInt(10) == 0 ? Arrays.copyOf(elf, random.nextInt(to) + 1) : elf.clone();
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      int at = Math.min(from + random.nextInt(to - from), bad.length - 1);
      bad[at] =
          switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 0x7f;
            case 3 -> (byte) (bad[at] ^ 1 << random.nextInt(8));
            default -> (byte) random.nextInt();
          };
    }
    return bad;
  }
}

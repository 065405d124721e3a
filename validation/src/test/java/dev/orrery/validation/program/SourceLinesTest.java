package dev.orrery.validation.program;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orrery.machine.dwarf.DebugInfo;
import dev.orrery.machine.dwarf.SourceFile;
import dev.orrery.machine.dwarf.SourceFrame;
import dev.orrery.machine.dwarf.Variable;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfSection;
import dev.orrery.machine.elf.Symbol;
import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.Identity;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.workloads.Build;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Source lines and inlined calls are those of {@code addr2line -i -f} and {@code readelf
 * --debug-dump=decodedline}.
 *
 * <p>Where binutils 2.40 say something else on purpose or by mistake, this is let pass, and nothing
 * else:
 *
 * <ul>
 *   <li>addr2line names functions without the namespaces and classes around them.
 *   <li>For a function without a linkage name addr2line prints the symbol of the first address that
 *       it met it at, even if it was inlined there and the symbol is its caller's.
 *   <li>For code without DWARF, addr2line prints the name of the object file, without a line.
 *   <li>addr2line counts files from 1 in DWARF 5 as well, where they count from 0. It then names
 *       the unit's main file instead of another; readelf has it right.
 *   <li>In DWARF 2 a unit cannot say that its code is in several places, as in {@code .text} and
 *       {@code .text.startup}; addr2line then misses the rest, which .debug_aranges tells.
 *   <li>addr2line does not read 64-bit DWARF; it is compared with the same program in 32-bit DWARF.
 * </ul>
 */
final class SourceLinesTest {
  /** Of code that has no lines, one address in so many bytes is asked for. */
  private static final int STEP_WITHOUT_LINES = 256;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "inlined.c, -O2 -gdwarf-2 -gstrict-dwarf -fno-reorder-functions",
    "inlined.c, -O2 -gdwarf-3 -gstrict-dwarf",
    "inlined.c, -O2 -gdwarf-4",
    "inlined.c, -O3 -gdwarf-5",
    "inlined.c, -O2 -g1 -gdwarf-5 -gz",
    "inlined.c, -O2 -flto -gdwarf-4",
    "templates.cc, -O2 -gdwarf-4 -fdebug-types-section",
    "templates.cc, -O2 -gdwarf-5",
  })
  void sameAsAddr2line(String source, String flags) throws IOException {
    Path program = compile(source, flags);
    ElfFile elf = ElfFile.read(program);
    DebugInfo info = DebugInfo.of(elf.bytes(), 0);
    assertThat(compareWithAddr2line(elf, info, "riscv64-linux-gnu-")).isGreaterThan(30);
    assertThat(compareWithReadelf(program, info)).isGreaterThan(30);
    assertThat(info.notes()).isEmpty();
  }

  /** Every instruction of a run counts for one line, or for what has none. */
  @Test
  void linesAddUpToTheRun() {
    Path out = directory.resolve("out");
    CommandResult result =
        CommandResult.of(new byte[0], List.of("profile", "workload:json", "-o", out.toString()));
    assertThat(result.status()).as(result.err()).isZero();
    Profile profile = RecordingFile.read(out.resolve("recording.orr")).profile();
    assertThat(profile.identities())
        .extracting(Identity::what, Identity::sum)
        .contains(tuple("lines", profile.totals().instructions()));
    assertThat(profile.exact()).isTrue();
    DebugInfo info =
        DebugInfo.of(Objects.requireNonNull(Workloads.elf("json", Workload.RV64GC)), 0);
    profile
        .blocks()
        .forEach(
            b ->
                b.code()
                    .forEach(
                        i -> {
                          List<SourceFrame> frames = info.frames(i.address());
                          SourceProfile.Place place = profile.source().at(i.address());
                          for (SourceFrame f : frames) {
                            if (place == null) {
                              throw new AssertionError("no place of " + f);
                            }
                            assertThat(place.line()).isEqualTo(f.line());
                            assertThat(place.function()).isEqualTo(f.function());
                            place = profile.source().caller(place);
                          }
                          assertThat(place).isNull();
                        }));
    assertThat(result.err()).contains("programs/json.c:", "lines = ");
  }

  /** A program whose debugging information makes no sense is profiled, and that is said. */
  @Test
  void damagedInformationCostsTheLinesAlone() throws IOException {
    byte[] good = Objects.requireNonNull(Workloads.elf("json", Workload.RV64GC));
    byte[] bad = good.clone();
    for (ElfSection s : ElfFile.parse("json", good).sections()) {
      if (s.name().equals(".debug_info")) {
        Arrays.fill(bad, (int) s.offset() + 8, (int) (s.offset() + s.size()), (byte) 0xff);
      }
    }
    Path program = Files.write(directory.resolve("json.elf"), bad);
    CommandResult expected = CommandResult.of(new byte[0], List.of("profile", "workload:json"));
    CommandResult result = CommandResult.of(new byte[0], List.of("profile", program.toString()));
    assertThat(result.status()).isEqualTo(expected.status());
    assertThat(result.out()).isEqualTo(expected.out());
    assertThat(result.instructions()).isEqualTo(expected.instructions());
    assertThat(result.err()).contains("Debugging information: ").doesNotContain("json.c");
  }

  /** The bundled programs, which have lines and inlined calls alone. */
  @Test
  void workloadsAreSameAsAddr2line() throws IOException {
    for (Workload program : Workloads.load().programs()) {
      for (Build build : program.builds()) {
        if (!build.isa().equals("rv64gc")) {
          continue;
        }
        Path file = Files.write(directory.resolve("guest"), Workloads.elf(build));
        DebugInfo info = DebugInfo.of(Workloads.elf(build), 0);
        int withLines = compareWithAddr2line(ElfFile.read(file), info, "riscv64-linux-gnu-");
        assertThat(withLines).as(build.file()).isGreaterThan(40);
        assertThat(info.notes()).as(build.file()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O2 -flto -gdwarf-5", "-O2 -gdwarf-2 -gstrict-dwarf"})
  void sameAsReadelfWhereAddr2lineIsWrong(String flags) throws IOException {
    Path program = compile("inlined.c", flags);
    DebugInfo info = DebugInfo.of(Files.readAllBytes(program), 0);
    assertThat(compareWithReadelf(program, info)).isGreaterThan(30);
  }

  @Test
  void wideOffsetsSayTheSame() throws IOException {
    ElfFile narrow = ElfFile.read(compile("templates.cc", "-O2 -gdwarf-5"));
    DebugInfo expected = DebugInfo.of(narrow.bytes(), 0);
    for (String flags : List.of("-O2 -gdwarf-5 -gdwarf64", "-O2 -gdwarf-4 -gdwarf64")) {
      ElfFile wide = ElfFile.read(compile("templates.cc", flags));
      DebugInfo info = DebugInfo.of(wide.bytes(), 0);
      for (long pc : addresses(narrow, expected)) {
        assertThat(info.frames(pc)).as("0x%x", pc).isEqualTo(expected.frames(pc));
      }
      assertThat(info.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"-gdwarf-4", "-gdwarf-5", "-gdwarf-5 -gdwarf64"})
  void staticVariables(String flags) throws IOException {
    ElfFile elf = ElfFile.read(compile("inlined.c", "-O2 " + flags));
    DebugInfo info = DebugInfo.of(elf.bytes(), 0);
    assertThat(info.variables())
        .extracting(v -> v.type() + " " + v.name() + " " + v.size() + " line " + v.line())
        .containsExactlyInAnyOrder(
            "struct node * head 8 line 12",
            "int [4][16] hits 256 line 13",
            "const char *[3] names 24 line 14",
            "volatile unsigned char flag 1 line 15",
            "long int calls 8 line 41");
    for (Variable v : info.variables()) {
      Symbol s = Objects.requireNonNull(elf.symbols().floor(v.address()));
      assertThat(s.name()).startsWith(v.name());
      assertThat(s.size()).isEqualTo(v.size());
      assertThat(info.variableAt(v.address() + v.size() - 1)).isEqualTo(v);
      assertThat(Objects.requireNonNull(v.file()).name()).isEqualTo("inlined.c");
    }
    DebugInfo cpp = DebugInfo.of(Files.readAllBytes(compile("templates.cc", "-O2 " + flags)), 0);
    assertThat(cpp.variables())
        .extracting(v -> v.type() + " " + v.name())
        .contains("int geo::Rect::count");
  }

  private Path compile(String source, String flags) throws IOException {
    boolean cpp = source.endsWith(".cc");
    HostTool compiler =
        cpp
            ? HostTool.find("riscv64-linux-gnu-g++", "g++-riscv64-linux-gnu")
            : HostTool.find("riscv64-linux-gnu-gcc", "gcc-riscv64-linux-gnu");
    try (InputStream in = SourceLinesTest.class.getResourceAsStream("lines/" + source)) {
      Files.write(directory.resolve(source), Objects.requireNonNull(in).readAllBytes());
    }
    List<String> line = new ArrayList<>(List.of(flags.split(" ")));
    line.addAll(List.of("-w", "-static", "-o", "guest", source));
    compiler.run(directory, line);
    return directory.resolve("guest");
  }

  /** Addresses of code: all that have lines, some of the others. */
  private static List<Long> addresses(ElfFile elf, DebugInfo info) {
    List<Long> all = new ArrayList<>();
    for (ElfSection s : elf.sections()) {
      if (s.executable()) {
        for (long pc = s.address(); pc < s.address() + s.size(); pc += 2) {
          if (pc % STEP_WITHOUT_LINES == 0 || !info.frames(pc).isEmpty()) {
            all.add(pc);
          }
        }
      }
    }
    return all;
  }

  /** Compares all addresses of code; how many of them have lines. */
  static int compareWithAddr2line(ElfFile elf, DebugInfo info, String tools) throws IOException {
    List<Long> addresses = addresses(elf, info);
    StringBuilder in = new StringBuilder();
    addresses.forEach(pc -> in.append(Long.toHexString(pc)).append('\n'));
    byte[] out =
        HostTool.find(tools + "addr2line", "binutils-riscv64-linux-gnu")
            .attempt(
                Path.of("."),
                in.toString().getBytes(US_ASCII),
                List.of("-a", "-i", "-f", "-e", Path.of(elf.name()).toAbsolutePath().toString()))
            .bytes();
    Map<Long, List<String>> theirs = new HashMap<>();
    List<String> frames = new ArrayList<>();
    for (String line : new String(out, UTF_8).lines().toList()) {
      if (line.matches("0x[0-9a-f]+")) {
        frames = new ArrayList<>();
        theirs.put(Long.parseUnsignedLong(line, 2, line.length(), 16), frames);
      } else {
        frames.add(line.replaceFirst(" \\(discriminator \\d+\\)$", ""));
      }
    }
    assertThat(theirs).hasSameSizeAs(addresses);
    List<String> firstFiles =
        info.compilationUnits().stream()
            .filter(u -> u.version() == 5)
            .map(u -> u.directory() + "/" + u.name())
            .toList();
    int withLines = 0;
    for (long pc : addresses) {
      List<String> expected = Objects.requireNonNull(theirs.get(pc));
      List<SourceFrame> ours = info.frames(pc);
      if (ours.isEmpty()) {
        assertThat(expected).as("0x%x", pc).hasSize(2);
        assertThat(expected.get(1)).as("0x%x", pc).matches(".*:[?0]");
        continue;
      }
      withLines++;
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < ours.size(); i++) {
        SourceFrame f = ours.get(i);
        String theirName = 2 * i < expected.size() ? expected.get(2 * i) : "";
        Symbol symbol = elf.symbols().floor(pc);
        boolean same =
            theirName.equals(f.linkageName())
                || theirName.equals(f.function())
                || f.linkageName() == null && (f.function() + "").endsWith("::" + theirName)
                || f.linkageName() == null && symbol != null && theirName.equals(symbol.name());
        lines.add(same ? theirName : String.valueOf(f.function()));
        String theirPlace = 2 * i < expected.size() ? expected.get(2 * i + 1) : "";
        SourceFile file = f.file();
        String ourLine = ":" + (f.line() == 0 ? "?" : "" + f.line());
        boolean miscounted =
            firstFiles.stream().anyMatch(path -> theirPlace.equals(path + ourLine));
        lines.add(miscounted ? theirPlace : (file == null ? "??" : file.path()) + ourLine);
      }
      assertThat(lines).as("0x%x", pc).isEqualTo(expected);
    }
    return withLines;
  }

  /** Compares where rows begin; how many rows there are. */
  private static int compareWithReadelf(Path program, DebugInfo info) throws IOException {
    byte[] out =
        HostTool.find("riscv64-linux-gnu-readelf", "binutils-riscv64-linux-gnu")
            .run(Path.of("."), List.of("-wL", "-W", "--debug-dump=decodedline", program.toString()))
            .bytes();
    // The last row of an address is the one that counts; one that ends a sequence is none.
    Map<Long, String> rows = new HashMap<>();
    Set<Long> ends = new HashSet<>();
    for (String line : new String(out, UTF_8).lines().toList()) {
      String[] words = line.trim().split("\\s+", -1);
      if (words.length >= 3 && words[2].startsWith("0x")) {
        long pc = Long.parseUnsignedLong(words[2].substring(2), 16);
        if (words[1].equals("-")) {
          ends.add(pc);
        } else {
          rows.put(pc, words[0] + ":" + words[1]);
          ends.remove(pc);
        }
      }
    }
    rows.keySet().removeAll(ends);
    rows.forEach(
        (pc, expected) -> {
          SourceFrame f = info.frames(pc).getFirst();
          String name = Objects.requireNonNull(f.file()).name();
          assertThat(name.substring(name.lastIndexOf('/') + 1) + ":" + f.line())
              .as("0x%x", pc)
              .isEqualTo(expected.substring(expected.lastIndexOf('/') + 1));
        });
    return rows.size();
  }
}

package dev.orrery.machine.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.machine.Fixtures;
import dev.orrery.machine.elf.ElfWriter;
import dev.orrery.spec.Cores;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.source.SourceTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models of cores against measurements of the cores, and measurements that are damaged. */
class TimingCheckTest {
  private static final Path RTL = Fixtures.repository().resolve("validation/rtl");
  private static final Path PROGRAMS = RTL.resolve("programs/elf");
  private static final Path TRACES = RTL.resolve("traces");
  private static final String HEADS = "core,config,program,isa,cycles,total_cycles\n";

  /** The shortest program. */
  private static final String SHORT = "c_muldiv";

  @TempDir private Path directory;

  @Test
  void allModelsDifferByNoMoreThanTheirTablesAccept() {
    TimingCheck check =
        new TimingCheck(PROGRAMS, TRACES, Measurement.read(RTL.resolve("cycles.csv")));
    int programs = 0;
    int exact = 0;
    for (String name : Cores.names()) {
      CoreTable core = Cores.named(name, Map.of());
      if (core.measured() == null) {
        continue;
      }
      CoreResult result = check.check(core);
      assertThat(result.programs()).as(name).isNotEmpty();
      assertThat(result.acceptsMean()).as(name).isTrue();
      for (ProgramResult p : result.programs()) {
        assertThat(result.accepts(p)).as("%s: %s", name, p).isTrue();
      }
      programs += result.programs().size();
      exact += (int) result.exact();
      if (Set.of("PicoRV32", "SERV", "Ibex", "biRISC-V").contains(core.measured().core())) {
        assertThat(result.exact()).as(name).isEqualTo(result.programs().size());
      }
    }
    assertThat(programs).isGreaterThanOrEqualTo(168);
    assertThat(exact).isGreaterThanOrEqualTo(168);
  }

  @Test
  void aWrongNumberIsSeen() throws IOException {
    Path cores = Fixtures.repository().resolve("isa-specs/cores");
    String right = Files.readString(cores.resolve("picorv32.core"));
    String wrong = right.replace("first_fetch = 4 + wait", "first_fetch = 5 + wait");
    assertThat(wrong).isNotEqualTo(right);
    Files.writeString(directory.resolve("picorv32.core"), wrong);
    Path fast = directory.resolve("picorv32-fast.core");
    Files.copy(cores.resolve("picorv32-fast.core"), fast);
    CoreResult result = checked(fast.toString(), Map.of(), TRACES);
    ProgramResult program = result.programs().getFirst();
    assertThat(program.cycles()).isEqualTo(program.measured().cycles() + 1);
    assertThat(program.roiCycles()).isEqualTo(program.measured().roiCycles());
    assertThat(program.differing()).isEqualTo(1);
    assertThat(program.difference()).isEqualTo(1);
    assertThat(result.accepts(program)).isFalse();
    assertThat(result.histogram())
        .containsExactly(Map.entry(new CoreResult.Deviation("reset", "alu", -1), 1L));
  }

  /** The check of the shortest program on a core, against these traces. */
  private static CoreResult checked(
      String core, Map<String, Long> settings, @Nullable Path traces) {
    List<Measurement> all = Measurement.read(RTL.resolve("cycles.csv"));
    List<Measurement> one = all.stream().filter(m -> m.program().equals(SHORT)).toList();
    return new TimingCheck(PROGRAMS, traces, one).check(Cores.named(core, settings));
  }

  @Test
  void damagedTracesAreReported() throws IOException {
    Path trace =
        Files.createDirectories(directory.resolve("PicoRV32_fast")).resolve(SHORT + ".u16.gz");
    byte[] good = Files.readAllBytes(TRACES.resolve("PicoRV32_fast").resolve(SHORT + ".u16.gz"));
    byte[] deltas;
    try (GZIPInputStream in =
        new GZIPInputStream(
            Files.newInputStream(TRACES.resolve("PicoRV32_fast/" + SHORT + ".u16.gz")))) {
      deltas = in.readAllBytes();
    }
    Files.write(trace, new byte[] {1, 2, 3});
    assertBad(
        () -> checked("picorv32-fast", Map.of(), directory), trace + ": is no retire trace: ");
    Files.write(trace, Arrays.copyOf(good, good.length / 2));
    assertBad(
        () -> checked("picorv32-fast", Map.of(), directory), trace + ": is no retire trace: ");
    Files.write(trace, zipped(Arrays.copyOf(deltas, 2 * 1000 + 1)));
    assertBad(
        () -> checked("picorv32-fast", Map.of(), directory),
        trace + ": has the cycles of 1000 instructions, and the program retires ");
    Files.write(trace, zipped(Arrays.copyOf(deltas, 50_000_000))); // as many zeros take little room
    assertBad(
        () -> checked("picorv32-fast", Map.of(), directory),
        trace + ": has the cycles of at least ");
    Files.write(trace, zipped(deltas));
    assertThat(checked("picorv32-fast", Map.of(), directory).exact()).isEqualTo(1);
    assertThat(checked("picorv32-fast", Map.of(), null).deltas()).isZero();
    assertThat(checked("picorv32", Map.of(), directory).deltas()).isZero();
    assertBad(
        () -> checked("picorv32-fast", Map.of(), directory.resolve("none")),
        directory.resolve("none") + ": there is no such folder of traces");
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void missingProgramsAreNamed() {
    List<Measurement> measurements =
        List.of(new Measurement("SERV", "bit-serial W=1;wb ack 1 cycle", "none", "rv32i", 1, 1));
    assertBad(
        () -> new TimingCheck(PROGRAMS, TRACES, measurements).check(Cores.named("serv", Map.of())),
        PROGRAMS.resolve("rv32i/none.elf")
            + ": there is no such program; the folder of programs has a folder for each instruction"
            + " set");
    assertBad(
        () -> new TimingCheck(directory.resolve("none"), null, measurements),
        directory.resolve("none") + ": there is no such folder of programs");
  }

  @Test
  void programsMayBeBesideTheirSources() {
    List<Measurement> one =
        Measurement.read(RTL.resolve("cycles.csv")).stream()
            .filter(m -> m.program().equals(SHORT))
            .toList();
    CoreTable core = Cores.named("picorv32-fast", Map.of());
    TimingCheck check = new TimingCheck(RTL.resolve("programs"), null, one);
    assertThat(check.check(core).exact()).isEqualTo(1);
    assertThat(check.withoutTable(List.of(core))).hasSize(one.size() - 1);
  }

  @Test
  void programsThatDoNotSucceedAreNamed() throws IOException {
    Path elf = assembled("li t1, 7; sw t1, 0(t0); j .");
    assertBad(
        () -> TimedProgram.run(elf, Fixtures.isa("rv32im")), elf + ": does not end with success: ");
    Path illegal = assembled("unimp");
    assertBad(
        () -> TimedProgram.run(illegal, Fixtures.isa("rv32im")),
        illegal + ": does not end with success: ");
    Path good = assembled("li t1, 1; sw t1, 0(t0); j .");
    TimedProgram program = TimedProgram.run(good, Fixtures.isa("rv32im"));
    assertThat(program.trace().size()).isEqualTo(4);
    assertThat(program.roiBegin()).isEqualTo(-1);
  }

  private Path assembled(String end) throws IOException {
    String text =
        """
        .global _start, tohost
        _start:
         la t0, tohost
         %s
        .data
        .balign 64
        tohost: .dword 0
        """
            .formatted(end.replace(";", "\n"));
    return Files.write(
        directory.resolve("p.elf"),
        ElfWriter.write(
            Assembler.assemble(
                    Fixtures.isa("rv32im"),
                    SourceTree.of(Map.of("p.s", text)),
                    "p.s",
                    Assembler.DEFAULT_BASE)
                .program()));
  }

  @Test
  void damagedMeasurementsAreReported() throws IOException {
    Path file = directory.resolve("cycles.csv");
    assertBad(() -> Measurement.read(file), file + ": there is no such file");
    assertRefused(
        file,
        "",
        "has no column 'core'; it needs [core, config, program, isa, cycles, total_cycles]");
    assertRefused(file, HEADS.replace("isa,", ""), "has no column 'isa'; it needs ");
    String place = file + ":3: ";
    String row = "a,b,c,d,1,2\n";
    Files.writeString(file, HEADS + row + "a,b,c,d,1\n");
    assertBad(() -> Measurement.read(file), place + "has 5 cells, and there are 6 columns");
    for (String number : List.of("x", "", "1.5", "-3", "99999999999999999999")) {
      Files.writeString(file, HEADS + row + "a,b,c,d," + number + ",1\n");
      assertBad(() -> Measurement.read(file), place + "'" + number + "' is no number of cycles");
    }
    Files.writeString(file, HEADS + row + "a,b,c,d,0,0\n");
    assertBad(() -> Measurement.read(file), place + "'0' is no number of cycles");
    Files.write(file, new byte[] {(byte) 0xff, 0, 1});
    assertBad(() -> Measurement.read(file), file + ": is not UTF-8 text");
    Files.writeString(
        file, "total_cycles,isa,note,core,config,cycles,program\n2,d,?,a,\"b,b\",1,c\n\n");
    assertThat(Measurement.read(file)).containsExactly(new Measurement("a", "b,b", "c", "d", 1, 2));
  }

  private static void assertRefused(Path file, String text, String why) throws IOException {
    Files.writeString(file, text);
    assertBad(() -> Measurement.read(file), file + ": " + why);
  }

  private static void assertBad(ThrowingCallable work, String message) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            OrreryException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessageStartingWith(message);
  }
}

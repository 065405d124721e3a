package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.AccessProfile;
import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.CycleProfile.CycleShare;
import dev.orrery.profiler.recording.CycleProfile.IdealRun;
import dev.orrery.profiler.recording.CycleProfile.InstructionCycles;
import dev.orrery.profiler.recording.CycleProfile.WrongGuesses;
import dev.orrery.profiler.recording.Identity;
import dev.orrery.profiler.recording.Interval;
import dev.orrery.profiler.recording.NamedCount;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.reports.text.AccessSites;
import dev.orrery.reports.text.TopDown;
import dev.orrery.spec.Cores;
import dev.orrery.spec.core.Category;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code orrery profile --core}: every cycle has a cause and a place, at every level. */
final class CoreProfileTest {
  private static final Path MEASURED = Path.of("../../validation/rtl/programs/elf");
  private static final Pattern CYCLES = Pattern.compile("orrery: ([0-9,]+) cycles of ");

  /** Classes of the instructions of RISC-V that access memory. */
  private static final Set<String> MEMORY =
      Set.of("load", "fload", "lr", "store", "fstore", "sc", "amo");

  @TempDir private Path directory;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int orrery(List<String> words) {
    err.reset();
    return Main.run(
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            false),
        words.toArray(String[]::new));
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private long cyclesSaid() {
    Matcher m = CYCLES.matcher(err());
    assertThat(m.find()).as(this::err).isTrue();
    return Long.parseLong(m.group(1).replace(",", ""));
  }

  private Profile profile(String core, List<String> program) {
    Path out = directory.resolve(core);
    List<String> words = new ArrayList<>(List.of("profile", "--core", core, "-o", out.toString()));
    words.addAll(program);
    assertThat(orrery(words)).as(this::err).isZero();
    return RecordingFile.read(out.resolve("recording.orr")).profile();
  }

  /** Every stock core with a program of each instruction set that it runs and that we have. */
  static Stream<Arguments> coresAndPrograms() {
    List<Arguments> all = new ArrayList<>();
    for (String name : Cores.names()) {
      List<String> isas = Cores.named(name, Map.of()).isas();
      if (isas.contains("rv64max")) {
        all.add(Arguments.of(name, List.of("workload:hello")));
      }
      for (String isa : List.of("rv32i", "rv32im", "rv32imc")) {
        if (isas.contains(isa)) {
          String program = MEASURED.resolve(isa).resolve("c_callret.elf").toString();
          all.add(Arguments.of(name, List.of("--isa", isa, program)));
        }
      }
    }
    return all.stream();
  }

  /** 257,656 cycles are not said to be more of a gain than 257,708, when both read 258 k. */
  @Test
  void whatGainsAsMuchIsNotSaidToGainMore() {
    profile("inorder5", List.of("../../workloads/examples/sum.s"));
    assertThat(err().replaceAll("\\s+", " "))
        .contains("258 k cycles, 17 % fewer; that is counted")
        .contains("About as much would be gained by two instructions a cycle");
  }

  @ParameterizedTest
  @MethodSource("coresAndPrograms")
  void componentsAddUpToAllCycles(String core, List<String> program) {
    Profile p = profile(core, program);
    long said = cyclesSaid();
    CycleProfile c = p.cycles().getFirst();
    assertThat(p.exact()).isTrue();
    assertThat(c.identities()).allMatch(Identity::holds);
    assertThat(c.cycles()).isEqualTo(said).isPositive();
    assertThat(c.core()).isEqualTo(core);
    // Level by level, and cause by cause.
    Map<Integer, long[]> blocks = new HashMap<>();
    for (InstructionCycles i : c.instructions()) {
      blocks.computeIfAbsent(i.block(), b -> new long[c.causes().size()])[i.cause()] += i.cycles();
    }
    assertThat(shares(blocks)).containsExactlyInAnyOrderElementsOf(c.blocks());
    Map<Integer, long[]> functions = new HashMap<>();
    for (CycleShare s : c.blocks()) {
      BlockProfile b = p.blocks().get(s.of());
      functions.computeIfAbsent(b.function(), f -> new long[c.causes().size()])[s.cause()] +=
          s.cycles();
    }
    assertThat(shares(functions)).containsExactlyInAnyOrderElementsOf(c.functions());
    for (int cause = 0; cause < c.causes().size(); cause++) {
      int which = cause;
      assertThat(
              c.functions().stream()
                  .filter(s -> s.cause() == which)
                  .mapToLong(CycleShare::cycles)
                  .sum())
          .isEqualTo(c.causes().get(cause).cycles());
    }
  }

  /** What a thread does is charged to its calls, also where another one's turn comes between. */
  @ParameterizedTest
  @ValueSource(strings = {"interpreter", "jit"})
  void cyclesOfCallsAddUpWhereThreadsTakeTurns(String engine) {
    Profile p =
        profile("inorder5", List.of("--engine", engine, "workload:threads", "--", "1", "3"));
    CycleProfile c = p.cycles().getFirst();
    assertThat(p.threads()).hasSizeGreaterThan(2);
    assertThat(c.identities()).extracting(Identity::what).contains("cycles of call tree");
    assertThat(c.identities()).allMatch(Identity::holds);
  }

  /** However an engine runs, and whatever waits for its time, intervals end where they should. */
  @Test
  void intervalsAreTheSameOnEveryEngine() {
    List<List<Interval>> all = new ArrayList<>();
    for (String engine : List.of("interpreter", "jit", "oracle")) {
      Profile p =
          profile("inorder5", List.of("--engine", engine, "--interval", "1000", "workload:hello"));
      List<Interval> intervals = p.intervals();
      assertThat(intervals.subList(0, intervals.size() - 1))
          .hasSizeGreaterThan(5)
          .allMatch(i -> i.instructions() == 1000);
      assertThat(intervals.stream().mapToLong(Interval::instructions).sum())
          .isEqualTo(p.totals().instructions());
      assertThat(intervals.stream().mapToLong(Interval::totalCycles).sum())
          .isEqualTo(p.cycles().getFirst().cycles());
      assertThat(intervals)
          .allMatch(
              i ->
                  i.blocks().stream().mapToLong(Interval.BlockShare::instructions).sum()
                      == i.instructions());
      all.add(intervals);
    }
    assertThat(all.get(1)).isEqualTo(all.get(0));
    assertThat(all.get(2)).isEqualTo(all.get(0));
  }

  @Test
  void aLongRunHasSomeHundredIntervals() {
    List<Interval> intervals = profile("ideal", List.of("workload:crc32")).intervals();
    assertThat(intervals).hasSizeBetween(128, 256);
    assertThat(intervals.subList(0, intervals.size() - 1))
        .allMatch(i -> i.instructions() == intervals.getFirst().instructions());
  }

  @Test
  void aRunHasOnlySoManyIntervals() {
    assertThat(orrery(List.of("profile", "-q", "--interval", "1", "workload:crc32"))).isEqualTo(2);
    assertThat(err()).contains("more than 65536 intervals of 1 instructions: give --interval more");
  }

  @ParameterizedTest
  @MethodSource("coresAndPrograms")
  void executionsAndCategoriesAddUpAsCyclesDo(String core, List<String> program) {
    Profile p = profile(core, program);
    CycleProfile c = p.cycles().getFirst();
    assertThat(c.causes()).allMatch(x -> Category.of(x.category()) != null);
    assertThat(TopDown.of(c).stream().mapToLong(TopDown.Share::cycles).sum()).isEqualTo(c.cycles());
    for (InstructionCycles i : c.instructions()) {
      long executions = p.blocks().get(i.block()).code().get(i.instruction()).count();
      assertThat(i.times()).isBetween(1L, Math.min(executions, i.cycles()));
    }
    long speculation =
        c.causes().stream()
            .filter(x -> x.category().equals(Category.BAD_SPECULATION.text()))
            .mapToLong(CauseCycles::cycles)
            .sum();
    assertThat(c.wrongGuesses().stream().mapToLong(WrongGuesses::cycles).sum())
        .isEqualTo(speculation);
    for (WrongGuesses w : c.wrongGuesses()) {
      BlockProfile.Instruction insn = p.blocks().get(w.block()).code().get(w.instruction());
      assertThat(insn.insnClass()).as(insn.text()).isIn("branch", "jump", "jumpr");
      assertThat(w.times()).isBetween(1L, Math.min(insn.count(), w.cycles()));
    }
  }

  @Test
  void everyAccessHasAPlaceAndEveryWaitACause() {
    Profile p = profile("inorder5", List.of("workload:hello"));
    AccessProfile a = p.accesses().getFirst();
    long retired =
        p.classes().stream()
            .filter(c -> MEMORY.contains(c.name()))
            .mapToLong(NamedCount::count)
            .sum();
    assertThat(a.accesses()).isEqualTo(retired).isPositive();
    assertThat(a.sites().stream().mapToLong(AccessProfile.Site::accesses).sum()).isEqualTo(retired);
    assertThat(a.places().stream().mapToLong(AccessProfile.AccessPlace::accesses).sum())
        .isEqualTo(retired);
    assertThat(a.places()).anyMatch(x -> x.name().equals("[stack]"));
    long misses = a.touches();
    for (AccessProfile.WorkingSet w : a.workingSets()) {
      assertThat(w.misses()).isBetween(a.lines(), misses);
      misses = w.misses();
      assertThat(a.sites().stream().mapToLong(x -> AccessSites.misses(a, x, w.bytes())).sum())
          .as("misses of all instructions in %d bytes", w.bytes())
          .isEqualTo(misses);
    }
    assertThat(a.workingSets().stream().map(AccessProfile.WorkingSet::bytes))
        .containsAll(AccessSites.cacheSizes());
    assertThat(a.sites().stream().mapToLong(AccessSites::touches).sum()).isEqualTo(a.touches());
    CycleProfile c = p.cycles().getFirst();
    long[] waited = new long[c.causes().size()];
    c.operandWaits().forEach(w -> waited[w.cause()] += w.cycles());
    for (int i = 0; i < waited.length; i++) {
      assertThat(waited[i]).isBetween(0L, c.causes().get(i).cycles());
    }
    assertThat(LongStream.of(waited).sum()).isPositive();
  }

  private static List<CycleShare> shares(Map<Integer, long[]> sums) {
    List<CycleShare> all = new ArrayList<>();
    sums.forEach(
        (of, byCause) -> {
          for (int c = 0; c < byCause.length; c++) {
            if (byCause[c] > 0) {
              all.add(new CycleShare(of, c, byCause[c]));
            }
          }
        });
    return all;
  }

  @Test
  void whatAnIdealGainsIsWhatTheRunGains() {
    Profile p = profile("inorder5", List.of("workload:hello"));
    List<IdealRun> ideals = p.cycles().getFirst().ideals();
    assertThat(ideals).hasSizeGreaterThan(3);
    for (IdealRun r : ideals) {
      List<String> words = new ArrayList<>(List.of("run", "--core", "inorder5"));
      r.parameters().forEach(s -> words.addAll(List.of("--set", s.name() + "=" + s.value())));
      words.add("workload:hello");
      assertThat(orrery(words)).as(this::err).isZero();
      assertThat(r.cycles()).as(r.meaning()).isEqualTo(cyclesSaid());
    }
  }

  @Test
  void everyFormatSaysWhereTheCyclesWent() throws IOException {
    profile("inorder5", List.of("workload:hello"));
    assertThat(err()).contains("of inorder5, ", "What costs most besides the work itself");
    Path out = directory.resolve("inorder5");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("id=\"cycles\"", "dcache_miss", "fetching data that is not in the cache");
    String recording = out.resolve("recording.orr").toString();
    String csv = directory.resolve("csv").toString();
    assertThat(orrery(List.of("report", recording, "--format", "csv", "-o", csv))).isZero();
    try (Stream<Path> files = Files.walk(Path.of(csv))) {
      assertThat(files.map(f -> String.valueOf(f.getFileName())))
          .contains("cycles.csv", "cycles-functions.csv", "cycles-ideals.csv");
    }
  }

  /** The RTL of the core took so many cycles from one store to the other. */
  @Test
  void aRegionTakesTheCyclesThatWereMeasured() throws IOException {
    String program = MEASURED.resolve("rv32im").resolve("c_callret.elf").toString();
    Profile p = profile("picorv32", List.of("--roi", "--isa", "rv32im", program));
    String measured =
        Files.readAllLines(MEASURED.resolve("../../cycles.csv")).stream()
            .filter(l -> l.contains("default(seq-mul,div,2-stage-shift);mem=look-ahead"))
            .filter(l -> l.contains(",c_callret,"))
            .findFirst()
            .orElseThrow();
    assertThat(List.of(measured.split(","))).contains("" + p.cycles().getFirst().cycles());
    assertThat(p.exact()).isTrue();
    assertThat(p.outcome().status()).isZero();
  }

  @Test
  void onlyABareProgramHasARegion() {
    assertThat(orrery(List.of("profile", "--roi", "workload:hello"))).isEqualTo(2);
    assertThat(err()).contains("--roi is for bare programs");
  }

  @Test
  void aCoreThatDoesNotRunTheProgramIsRefusedBeforeItRuns() {
    assertThat(orrery(List.of("profile", "--core", "serv", "workload:hello"))).isEqualTo(2);
    assertThat(err()).contains("serv: it runs rv32i, and the program is for rv64gc");
  }
}

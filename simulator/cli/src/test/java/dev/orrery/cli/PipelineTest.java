package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.timing.CoreModels;
import dev.orrery.profiler.PipelineSession;
import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.CauseCharge;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.reports.pipeline.KanataLog;
import dev.orrery.reports.pipeline.O3PipeView;
import dev.orrery.reports.pipeline.VcdWaves;
import dev.orrery.spec.Cores;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.core.CoreTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code orrery pipeline}: where instructions are agrees with what the models take for them. */
final class PipelineTest {
  private static final Path MEASURED = Path.of("../../validation/rtl/programs/elf");
  private static final Path SOURCES = Path.of("src/test/resources/pipeline");
  private static final int PROGRAMS = 2;
  private static final int LENGTH = 500;

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console() {
    return new Console(
        InputStream.nullInputStream(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        false,
        false);
  }

  private int orrery(String... words) {
    out.reset();
    err.reset();
    return Main.run(console(), words);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private Guest guest(String program, String isa) {
    RunOptions options = new RunOptions();
    options.automatic = ProfileCommand.COUNTING;
    options.program = program;
    options.isa = isa;
    OutputStream nowhere = OutputStream.nullOutputStream();
    return Plans.load(
        options,
        null,
        console(),
        new HostStreams(InputStream.nullInputStream(), nowhere, nowhere, null));
  }

  /** A window, and the cycle of a compiled model after each of its instructions. */
  private record Seen(CoreTable core, PipelineWindow window, List<Long> cycles) {}

  private Seen see(String core, String isa, String program, int skip) {
    CoreTable table = Cores.named(core, Map.of());
    Guest guest = guest(program, isa);
    PipelineSession session =
        new PipelineSession(
            guest, table, new PipelineSession.Request("some", skip, null, LENGTH), () -> {});
    CoreModel compiled = CoreModels.of(table, guest);
    List<Long> cycles = new ArrayList<>();
    RetireListener both =
        insn -> {
          session.listener().retired(insn);
          compiled.retired(insn);
          cycles.add(compiled.cycles());
        };
    Outcome outcome;
    try (Machine machine =
        guest.machine(EngineOptions.PLAIN.retiringTo(both), guest.environment())) {
      outcome = machine.run(guest.plan().limits());
    }
    assertThat(outcome.exitStatus()).isZero();
    return new Seen(
        table, session.window(outcome.instructions()), cycles.subList(skip, cycles.size()));
  }

  static List<String> cores() {
    return Cores.names();
  }

  @ParameterizedTest
  @MethodSource("cores")
  void staysAgreeWithTheModel(String core) throws IOException {
    CoreTable table = Cores.named(core, Map.of());
    String isa = table.isas().getFirst();
    String folder = isa.equals("rv64max") ? "rv64im" : isa;
    boolean isWide = folder.startsWith("rv64");
    for (String measured : List.of("c_callret", "c_branch", "c_load_use")) {
      check(see(core, folder, MEASURED.resolve(folder).resolve(measured + ".elf").toString(), 900));
    }
    boolean multiplies = !folder.equals("rv32i");
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Path program = directory.resolve("random" + seed + ".s");
      Files.writeString(program, RandomProgram.text(new Random(seed), isWide, multiplies));
      check(see(core, isWide ? "rv64im" : multiplies ? "rv32im" : "rv32i", program.toString(), 0));
    }
  }

  private static void check(Seen seen) {
    List<PipelineInstruction> all = seen.window().instructions();
    assertThat(all).hasSizeGreaterThan(100);
    long before = seen.window().start();
    PipelineInstruction previous = null;
    for (int i = 0; i < all.size(); i++) {
      PipelineInstruction insn = all.get(i);
      long late =
          insn.charges().stream()
              .filter(c -> cause(seen, c).isBehind())
              .mapToLong(CauseCharge::cycles)
              .sum();
      long taken = insn.charges().stream().mapToLong(CauseCharge::cycles).sum();
      assertThat(insn.retired() + late).isEqualTo(seen.cycles().get(i));
      assertThat(i == 0 ? taken : seen.cycles().get(i) - seen.cycles().get(i - 1)).isEqualTo(taken);
      if (!seen.core().stages().isEmpty() && !says(seen.core())) {
        inOrder(seen, insn, previous, taken - late);
      } else if (seen.core().stages().isEmpty()) {
        assertThat(cycles(insn, true)).isEqualTo(insn.retired() - before);
      }
      before = insn.retired();
      previous = insn;
    }
    logsSayTheSame(seen.window());
    wavesSayTheSame(seen.window());
  }

  /** In each cycle, what the waves show is what is in the window. */
  private static void wavesSayTheSame(PipelineWindow window) {
    Map<String, TreeMap<Long, String>> waves = waves(VcdWaves.of(window));
    TreeMap<Long, String> counts = Objects.requireNonNull(waves.get("retired"));
    long retired = 0;
    for (var at : counts.entrySet()) {
      long inEach = Long.parseLong(at.getValue().substring(1), 2);
      Long next = counts.higherKey(at.getKey());
      retired += next == null ? inEach : inEach * (next - at.getKey());
    }
    assertThat(retired).isEqualTo(window.instructions().size());
    for (PipelineInstruction insn : window.instructions()) {
      for (PipelineStay stay : insn.stays()) {
        if (stay.cause() != PipelineStay.MOVES) {
          String name = "cause_" + window.causes().get(stay.cause()).name();
          for (long cycle = stay.from(); cycle < stay.to(); cycle++) {
            var last = Objects.requireNonNull(waves.get(name)).floorEntry(cycle);
            assertThat(last == null ? "" : last.getValue())
                .as("%s at %d", name, cycle)
                .isEqualTo("1");
          }
        }
      }
    }
  }

  /** Values of the signals of a dump by their name and time. */
  private static Map<String, TreeMap<Long, String>> waves(String dump) {
    Map<String, String> names = new HashMap<>();
    Map<String, TreeMap<Long, String>> waves = new HashMap<>();
    long time = -1;
    for (String line : dump.lines().toList()) {
      String[] words = line.split(" ");
      if (words[0].equals("$var")) {
        names.put(words[3], words[4]);
        waves.put(words[4], new TreeMap<>());
      } else if (line.startsWith("#")) {
        assertThat(Long.parseLong(line.substring(1))).as("time goes on").isGreaterThan(time);
        time = Long.parseLong(line.substring(1));
      } else if (!line.startsWith("$")) {
        String value = words.length == 2 ? words[0] : line.substring(0, 1);
        String signal = names.get(words.length == 2 ? words[1] : line.substring(1));
        Objects.requireNonNull(waves.get(signal), line).put(time, value);
      }
    }
    return waves;
  }

  /** What readers of the two formats understand is what is in the window. */
  private static void logsSayTheSame(PipelineWindow window) {
    List<KanataReader.Instruction> read = KanataReader.read(KanataLog.of(window));
    List<String> o3 = O3PipeView.of(window).lines().toList();
    assertThat(read).hasSameSizeAs(window.instructions());
    assertThat(o3).hasSize(7 * read.size());
    for (int i = 0; i < read.size(); i++) {
      PipelineInstruction insn = window.instructions().get(i);
      KanataReader.Instruction found = read.get(i);
      assertThat(found.number).isEqualTo(window.before() + i);
      assertThat(found.begins).isEqualTo(insn.entered());
      assertThat(found.retired).isEqualTo(insn.retired());
      assertThat(found.label.toString()).endsWith(": " + insn.text());
      List<KanataReader.Stage> held =
          insn.stays().stream()
              .filter(s -> s.stage() >= 0 && s.cause() != PipelineStay.MOVES)
              .map(
                  s ->
                      new KanataReader.Stage(
                          1, window.causes().get(s.cause()).name(), s.from(), s.to()))
              .toList();
      assertThat(found.lane(1)).isEqualTo(held);
      assertThat(found.lane(0).stream().map(KanataReader.Stage::name))
          .containsExactlyElementsOf(
              stages(insn).stream().map(s -> window.stages().get(s).name()).toList());
      String[] fetch = o3.get(7 * i).split(":", -1);
      assertThat(fetch).hasSize(7);
      assertThat(fetch[2]).isEqualTo("" + 1000 * (insn.entered() + 1));
      assertThat(fetch[5]).isEqualTo("" + (window.before() + i + 1));
      assertThat(o3.get(7 * i + 6))
          .isEqualTo("O3PipeView:retire:" + 1000 * (insn.retired() + 1) + ":store:0");
    }
  }

  /** Whether rules say themselves when an instruction enters a stage. */
  private static boolean says(CoreTable core) {
    return Stream.concat(core.rules().stream(), core.functions().stream())
        .anyMatch(r -> says(r.body()));
  }

  private static boolean says(List<CoreStmt> body) {
    return body.stream()
        .anyMatch(
            s ->
                s instanceof CoreStmt.Enter
                    || (s instanceof CoreStmt.If i && (says(i.then()) || says(i.otherwise()))));
  }

  private static Cause cause(Seen seen, CauseCharge c) {
    return seen.core().causes().get(c.cause());
  }

  private static long cycles(PipelineInstruction insn, boolean own) {
    return insn.stays().stream()
        .filter(s -> s.own() == own && s.cause() != PipelineStay.MOVES)
        .mapToLong(s -> s.to() - s.from())
        .sum();
  }

  private static void inOrder(
      Seen seen, PipelineInstruction insn, @Nullable PipelineInstruction previous, long taken) {
    int stages = seen.core().stages().size();
    // It is in every stage, one after the other, and first moves on in each of them.
    assertThat(stages(insn)).hasSize(stages).isSorted();
    assertThat(
            insn.stays().stream()
                .filter(s -> s.cause() == PipelineStay.MOVES)
                .mapToLong(s -> s.to() - s.from())
                .sum())
        .isEqualTo(stages);
    // It is held for what is taken for it, by the cause; all but the cycle in which it moves on.
    assertThat(cycles(insn, true)).isEqualTo(Math.max(0, taken - 1));
    for (PipelineStay s : insn.stays()) {
      if (s.own()) {
        Cause cause = seen.core().causes().get(s.cause());
        assertThat(cause.stage()).isEqualTo(seen.core().stages().get(s.stage()));
      }
      if (previous != null && s.stage() >= 0) {
        // A stage holds one instruction, or those that go together.
        long other =
            previous.stays().stream()
                .filter(p -> p.stage() == s.stage())
                .mapToLong(taken == 0 ? PipelineStay::from : PipelineStay::to)
                .reduce(taken == 0 ? Math::min : Math::max)
                .orElseThrow();
        assertThat(s.from()).isGreaterThanOrEqualTo(other);
      }
    }
  }

  private static List<Integer> stages(PipelineInstruction insn) {
    return insn.stays().stream()
        .map(PipelineStay::stage)
        .filter(s -> s != PipelineStay.NOWHERE)
        .distinct()
        .toList();
  }

  private String loop() throws IOException {
    Path program = directory.resolve("loop.s");
    Files.copy(SOURCES.resolve("loop.s"), program);
    return program.toString();
  }

  /** The files of every format, as they were read by people and by programs that are not ours. */
  @ParameterizedTest
  @ValueSource(strings = {"inorder5", "ibex-maxperf", "picorv32"})
  void filesAreAsPublished(String core) throws IOException {
    Path folder = directory.resolve("out");
    String isa = core.equals("inorder5") ? "rv64im" : "rv32im";
    String program = loop();
    assertThat(
            orrery(
                "pipeline",
                "--core",
                core,
                "--isa",
                isa,
                "--window",
                "13:20",
                "-o",
                folder.toString(),
                program))
        .as(this::err)
        .isZero();
    for (String suffix : List.of("txt", "svg", "kanata", "vcd", "o3")) {
      Path published = SOURCES.resolve(core + "." + suffix);
      String text = Files.readString(folder.resolve("pipeline." + suffix));
      if (Boolean.getBoolean("orrery.update")) {
        Files.writeString(published, text);
      }
      assertThat(text).isEqualTo(Files.readString(published));
    }
  }

  @Test
  void withoutAWindowALoopIsShownOnceItIsWarm() throws IOException {
    assertThat(orrery("pipeline", "--core", "inorder5", "--isa", "rv64im", loop())).isZero();
    assertThat(out())
        .contains("inorder5: 32 instructions in ")
        .contains("held by l load_use")
        .contains("F D DlE M W")
        .doesNotContain("dcache_miss");
  }

  @Test
  void aWindowBeginsAtASymbolAndStopsTheProgram() throws IOException {
    assertThat(
            orrery(
                "pipeline",
                "--core",
                "inorder5",
                "--isa",
                "rv64im",
                "--window",
                "endless:3",
                "--format",
                "kanata",
                loop()))
        .as(this::err)
        .isZero();
    assertThat(out().lines().filter(l -> l.startsWith("R\t"))).hasSize(3);
  }

  @Test
  void rulesCanSayStagesThemselves() throws IOException {
    Path core = directory.resolve("said.core");
    Files.writeString(
        core,
        """
        core said : isa rv64im
        stage FE "fetch"
        stage IS "issue"
        stage CO "complete"
        cause base "issuing"
        cause miss in CO "waiting for memory"
        on load :
         take 1 for base
         take 3 for miss
         enter FE at now - 8
         enter IS at now - 5
         enter CO at now - 1
        on * :
         take 1 for base
         enter FE at now - 4
         enter CO at now - 1
        """);
    Path folder = directory.resolve("out");
    assertThat(
            orrery(
                "pipeline",
                "--core",
                core.toString(),
                "--isa",
                "rv64im",
                "--window",
                "loop:2",
                "-o",
                folder.toString(),
                loop()))
        .as(this::err)
        .isZero();
    List<KanataReader.Instruction> read =
        KanataReader.read(Files.readString(folder.resolve("pipeline.kanata")));
    long first = read.get(0).retired;
    assertThat(read.get(0).stages)
        .containsExactlyInAnyOrder(
            new KanataReader.Stage(0, "FE", first - 8, first - 5),
            new KanataReader.Stage(0, "IS", first - 5, first - 1),
            new KanataReader.Stage(0, "CO", first - 1, first),
            new KanataReader.Stage(1, "miss", first - 3, first - 1),
            new KanataReader.Stage(1, "miss", first - 1, first));
    assertThat(read.get(1).retired).isEqualTo(first + 1);
    assertThat(read.get(1).stages)
        .containsExactly(
            new KanataReader.Stage(0, "FE", first - 3, first),
            new KanataReader.Stage(0, "CO", first, first + 1));
  }

  @Test
  void mistakesAreExplained() throws IOException {
    String program = loop();
    String[] start = {"pipeline", "--isa", "rv64im", program};
    assertThat(orrery(start)).isEqualTo(2);
    assertThat(err()).contains("--core says whose pipeline to show");
    assertThat(orrery(with(start, "--core", "inorder5", "--window", "10k"))).isEqualTo(2);
    assertThat(err())
        .contains("--window 10k: the program ended before that, after 213 instructions. ");
    assertThat(orrery(with(start, "--core", "inorder5", "--window", "0:0"))).isEqualTo(2);
    assertThat(err()).contains("a window has 1 to 100,000 instructions");
    assertThat(orrery(with(start, "--core", "inorder5", "--window", "lop"))).isEqualTo(2);
    assertThat(err()).contains("the program has no symbol 'lop'");
    Path exits = directory.resolve("exits.s");
    Files.writeString(exits, ".globl _start\n_start:\n li a0, 0\n li a7, 93\n ecall\n");
    assertThat(
            orrery(
                "pipeline",
                "--core",
                "inorder5",
                "--isa",
                "rv64im",
                "--window",
                "2",
                exits.toString()))
        .isEqualTo(2);
    assertThat(err()).contains("after 3 instructions, the last of which ended it");
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(orrery(with(start, "--core", "inorder5", "-o", file.resolve("sub").toString())))
        .isEqualTo(2);
    assertThat(err()).contains("cannot be written");
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}

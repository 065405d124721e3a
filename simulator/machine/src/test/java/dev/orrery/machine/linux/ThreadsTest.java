package dev.orrery.machine.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Hart;
import dev.orrery.machine.CrossPrograms;
import dev.orrery.machine.CrossPrograms.Result;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.ThreadView;
import dev.orrery.machine.fault.FaultReport;
import dev.orrery.machine.fault.FaultText;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.spec.model.RegisterFile;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs of several threads print the same under every schedule, which is what QEMU prints, and
 * under one schedule the same instructions retire on every run and on both engines.
 */
class ThreadsTest {
  private static final List<String> ENGINES = List.of("oracle", "interpreter");

  /**
   * Turns that end within sequences of a load-reserved and its store-conditional are among them.
   */
  private static final List<String> USUAL = List.of("fair,20000", "fair,7", "1,300", "2,3000");

  /** {@code -Dorrery.long=true} tries many more orders. */
  private static final List<String> SCHEDULES = Boolean.getBoolean("orrery.long") ? many() : USUAL;

  private static List<String> many() {
    List<String> all = new ArrayList<>(USUAL);
    for (int turn : new int[] {40, 300, 3000}) {
      for (int seed = 11; seed < 31; seed++) {
        all.add(seed + "," + turn);
      }
    }
    return all;
  }

  @TempDir static Path directory;

  private static CrossPrograms programs = new CrossPrograms(Path.of("."), "");
  private static Path program = Path.of(".");

  @BeforeAll
  static void compile() throws Exception {
    programs = new CrossPrograms(directory, "");
    program = programs.compile("threads", "-O1", "-static", "-pthread");
  }

  /** Everything that must be the same on every run. */
  private record Run(Result result, String ending, long instructions, List<String> harts) {
    static Run of(RunPlan plan) {
      return of(program, plan);
    }

    static Run of(Path program, RunPlan plan) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      try (Machine machine = programs.load(program, plan, out, err).machine()) {
        Outcome outcome = machine.run(plan.limits());
        List<String> harts = new ArrayList<>();
        for (ThreadView t : machine.environment().threads()) {
          Hart h = t.hart();
          harts.add(
              "%d %s %s pc=%x retired=%d %s"
                  .formatted(t.id(), t.name(), t.state(), h.pc, h.retired, registers(h)));
        }
        return new Run(
            new Result(outcome.exitStatus(), out.toString(UTF_8), err.toString(UTF_8)),
            outcome.ending().toString(),
            outcome.instructions(),
            harts);
      }
    }
  }

  private static List<Long> registers(Hart hart) {
    List<Long> values = new ArrayList<>();
    for (RegisterFile file : hart.isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        values.add(hart.regs[file.readSlot(i)]);
      }
    }
    hart.isa.registers().forEach(r -> values.add(hart.get(r)));
    return values;
  }

  private static RunPlan plan(String mode, String engine, String schedule) throws Exception {
    return programs.plan(program, engine, List.of("threads", mode), Schedule.parse(schedule));
  }

  private static void sameOnEveryRun(String mode, Result expected) throws Exception {
    sameOnEveryRun(program, List.of("threads", mode), expected);
  }

  private static void sameOnEveryRun(Path program, List<String> arguments, Result expected)
      throws Exception {
    for (String schedule : SCHEDULES) {
      Set<Run> runs = new HashSet<>();
      for (String engine : ENGINES) {
        RunPlan plan = programs.plan(program, engine, arguments, Schedule.parse(schedule));
        runs.add(Run.of(program, plan));
      }
      assertThat(runs).as(schedule).hasSize(1);
      assertThat(runs.iterator().next().result()).as(schedule).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mutex",
        "condition",
        "barriers",
        "rwlock",
        "locals",
        "cancel",
        "signals",
        "inheritance",
        "times",
        "pipes",
        "names",
        "leader",
        "end",
        "many",
        "preempted"
      })
  void sameAsQemu(String mode) throws Exception {
    sameOnEveryRun(mode, programs.qemu(program, 64, List.of("threads", mode)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads_locals", "threads_locks", "threads_cancel", "threads_c11"})
  void otherProgramsAreAsInQemu(String name) throws Exception {
    Path other = programs.compile(name, "-O1", "-static", "-pthread");
    List<String> arguments = List.of(name);
    sameOnEveryRun(other, arguments, programs.qemu(other, 64, arguments));
  }

  /** QEMU knows no robust lists, so this is what Linux does. */
  @Test
  void robustLocksSurviveTheirOwners() throws Exception {
    sameOnEveryRun("robust", new Result(0, "1 0 0 1 1\n1 0 0 1 1\n0 1 24\n", ""));
  }

  @Test
  void whatCannotBeIsRefused() throws Exception {
    sameOnEveryRun("refusals", new Result(0, "1 1 1 1 1\n1 1\n", ""));
  }

  /** However short the turns, programs get on, and every run is like the other. */
  @Test
  void shortTurnsAreEnough() throws Exception {
    Set<Run> runs = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      runs.add(Run.of(plan("mutex", "interpreter", "fair,1")));
    }
    assertThat(runs).hasSize(1);
    assertThat(runs.iterator().next().result().out()).isEqualTo("10 2500 5000\n");
  }

  @Test
  void deadlocksAreSeenAtOnceAndSaid() throws Exception {
    for (String engine : ENGINES) {
      RunPlan plan = plan("deadlock", engine, "fair,20000");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (Machine machine = programs.load(program, plan, out, out).machine()) {
        Outcome outcome = machine.run(plan.limits());
        assertThat(outcome.ending())
            .isEqualTo(new Ending.Stuck("each of its 2 threads waits for another one"));
        assertThat(outcome.exitStatus()).isEqualTo(4);
        assertThat(out.toString(UTF_8)).isEqualTo("now\n");
        assertThat(FaultText.threads(machine))
            .containsPattern(
                "thread 1000 \\(first\\) waits for a lock or condition \\(futex at 0x[0-9a-f]+\\)")
            .containsPattern(
                "thread 1001 \\(threads\\) waits for a lock or condition \\(futex at 0x[0-9a-f]+\\)")
            .contains(" in deadlock+0x", " in take_second_first+0x", " in start_thread+0x");
      }
    }
  }

  @Test
  void faultsNameTheirThread() throws Exception {
    RunPlan plan = plan("fault", "interpreter", "fair,20000");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Machine machine = programs.load(program, plan, out, out).machine()) {
      Ending ending = machine.run(plan.limits()).ending();
      FaultReport report = FaultReport.of(machine, (Ending.Faulted) ending);
      assertThat(report.thread()).isEqualTo("thread 1001 (crasher), one of 2");
      assertThat(report.frames().get(1).function()).startsWith("start_thread+");
      assertThat(FaultText.of(report)).contains("\nin thread 1001 (crasher), one of 2\n");
    }
  }

  /** Other seeds are other orders. */
  @Test
  void seedsDiffer() throws Exception {
    Set<Long> counts = new HashSet<>();
    for (int seed = 0; seed < 4; seed++) {
      counts.add(Run.of(plan("mutex", "interpreter", seed + ",100")).instructions());
    }
    assertThat(counts).hasSizeGreaterThan(1);
  }
}

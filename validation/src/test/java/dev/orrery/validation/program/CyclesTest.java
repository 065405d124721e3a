package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.explain.Explainer;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.linux.Schedule;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.machine.timing.CoreModels;
import dev.orrery.spec.Cores;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.workloads.Build;
import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every bundled program takes the same cycles on all engines, for the same causes: on {@code
 * inorder5}, and every second one on one of the other cores that run such programs, in turns.
 */
final class CyclesTest {
  /** Instructions after which a program is not followed any more. */
  private static final long MOST = 160_000;

  /** The same for the oracle, which walks trees. */
  private static final long MOST_FOR_ORACLE = 10_000;

  /** Instructions of hot code: few enough for regions in most programs. */
  private static final int JIT_HOT = 60_000;

  /** Instructions of a region whose rules stand in it: so few that other blocks call theirs. */
  private static final int RULES = 8;

  /** A core, and the builds and the instruction set that it runs. */
  private record Choice(String core, String target, String isa) {}

  private static final Choice USUAL = new Choice("inorder5", "rv64gc", "rv64gc");

  private static final List<Choice> OTHERS =
      List.of(
          new Choice("dual", "rv64gc", "rv64gc"),
          new Choice("ooo", "rv64gc", "rv64gc"),
          new Choice("ideal", "rv64gc", "rv64gc"),
          new Choice("ibex-small", "rv32imac", "rv32imc"),
          new Choice("ibex-maxperf", "rv32imac", "rv32imc"),
          new Choice("ibex-maxperf-bp", "rv32imac", "rv32imc"),
          new Choice("vexriscv-imac", "rv32imac", "rv32imc"));

  private static final Map<String, CoreTable> TABLES = new HashMap<>();

  /** By core, how many blocks of programs were in regions. */
  private static final Map<String, Long> REGIONS = new TreeMap<>();

  @TempDir private Path directory;

  /** What a run came to. */
  private record Result(long instructions, List<CoreModel.Share> cycles) {}

  @TestFactory
  Stream<DynamicTest> enginesCountTheSameCycles() {
    List<DynamicTest> tests = new ArrayList<>();
    List<Workload> programs = Workloads.load().programs();
    for (int i = 0; i < programs.size(); i++) {
      add(tests, programs.get(i), USUAL);
      if (i % 2 == 0) {
        add(tests, programs.get(i), OTHERS.get(i / 2 % OTHERS.size()));
      }
    }
    assertThat(tests).hasSizeGreaterThan(40);
    tests.add(dynamicTest("regions of each core", CyclesTest::checkRegions));
    return tests.stream();
  }

  private void add(List<DynamicTest> tests, Workload workload, Choice choice) {
    for (Build build : workload.builds()) {
      if (build.isa().equals(choice.target)) {
        String name = build.file() + " on " + choice.core;
        tests.add(dynamicTest(name, () -> compare(choice, build, workload)));
      }
    }
  }

  private static void checkRegions() {
    assertThat(REGIONS).containsKey(USUAL.core);
    OTHERS.forEach(other -> assertThat(REGIONS).containsKey(other.core));
    assertThat(REGIONS.values()).doesNotContain(0L);
  }

  private void compare(Choice choice, Build build, Workload workload) throws IOException {
    Run run = workload.run(Size.SMALL).orElseThrow();
    Result expected = result("interpreter", choice, build, run, MOST);
    assertThat(result("jit", choice, build, run, MOST)).isEqualTo(expected);
    if (choice == USUAL) {
      assertThat(result("oracle", choice, build, run, MOST_FOR_ORACLE))
          .isEqualTo(result("interpreter", choice, build, run, MOST_FOR_ORACLE));
    }
  }

  private static CoreTable table(String core) {
    return TABLES.computeIfAbsent(core, name -> Cores.named(name, Map.of()));
  }

  private Result result(String engine, Choice choice, Build build, Run run, long most)
      throws IOException {
    // The guest sees the names of its files: all runs get the same.
    Path work = Files.createDirectory(directory.resolve("work"));
    String program = Workloads.extract(build, work).toString();
    RunPlan plan =
        new RunPlan(
            program,
            run.argumentsIn(work),
            run.environment().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList(),
            choice.isa,
            engine,
            MachineKind.LINUX,
            List.of(),
            null,
            new RunLimits(most, Long.MAX_VALUE),
            1L << 30,
            new Sandbox(null, List.of(), List.of(work), work),
            "",
            1,
            Schedule.USUAL);
    OutputStream nowhere = OutputStream.nullOutputStream();
    Guest guest =
        Guest.load(
            plan,
            ElfFile.parse(program, Workloads.elf(build)),
            new HostStreams(
                new ByteArrayInputStream(Workloads.stdin(run)), nowhere, nowhere, null));
    CoreModel model = CoreModels.of(table(choice.core), guest);
    Explainer explainer = new Explainer(0, -1, false, System::nanoTime);
    EngineOptions options =
        EngineOptions.translatingAfter(JIT_HOT)
            .explainedTo(explainer)
            .withRules(RULES)
            .retiringTo(model);
    try (Machine machine = guest.machine(options, guest.environment())) {
      Outcome outcome = machine.run(plan.limits());
      if (engine.equals("jit")) {
        REGIONS.merge(
            choice.core,
            explainer.blocks().stream().filter(b -> !b.regions().isEmpty()).count(),
            Long::sum);
      }
      return new Result(outcome.instructions(), model.stack());
    } finally {
      ProfilesTest.remove(work);
    }
  }
}

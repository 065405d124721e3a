package dev.orrery.profiler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.profiler.bench.Benchmark.Sample;
import dev.orrery.profiler.bench.Task.Account;
import dev.orrery.profiler.bench.Task.Ending;
import dev.orrery.profiler.bench.Task.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is timed, in which order, and what happens when a process goes wrong. Engines are shells.
 */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "shell scripts are run")
class WholeProcessesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path scratch;

  private Task task(String name, @Nullable Ending expected, String... scripts) throws IOException {
    Map<String, Invocation> ways = new LinkedHashMap<>();
    for (int i = 0; i < scripts.length; i += 2) {
      List<String> words = List.of("/bin/sh", "-c", scripts[i + 1]);
      ways.put(scripts[i], new Invocation(words, Map.of("NAME", name), this::account));
    }
    Path input = Files.writeString(scratch.resolve(name + ".in"), "input of " + name + "\n");
    return new Task(name, "", input, expected, OptionalLong.empty(), ways);
  }

  private Account account(String errors) {
    if (errors.startsWith("count ")) {
      return new Account(OptionalLong.of(Long.parseLong(errors.substring(6).strip())), null);
    }
    return errors.startsWith("cannot") ? new Account(OptionalLong.empty(), errors) : Account.NONE;
  }

  private Ending ending(int status, String output) throws IOException {
    return new Ending(status, Files.writeString(scratch.resolve("expected"), output));
  }

  private WholeProcesses run(int rounds, Duration limit, Task... tasks) {
    WholeProcesses processes =
        new WholeProcesses(List.of(tasks), Conduct.inTurns(rounds, limit), scratch);
    processes.run();
    return processes;
  }

  @Test
  void everyEngineRunsEveryProgramInTurnsAndAnotherBeginsEachRound() throws IOException {
    String script = "cat; echo $NAME; exit 3";
    WholeProcesses p =
        run(
            3,
            PATIENCE,
            task("a", null, "x", script, "y", script),
            task("b", null, "x", script, "y", script));
    assertThat(p.problems()).isEmpty();
    assertThat(p.samples().stream().map(s -> s.round() + s.program() + s.engine()))
        .containsExactly(
            "1ax", "1ay", "1bx", "1by", "2ay", "2ax", "2by", "2bx", "3ax", "3ay", "3bx", "3by");
    assertThat(p.done()).isEqualTo(p.total()).isEqualTo(12);
  }

  @Test
  void processorTimeOfChildrenIsTaken() throws IOException {
    String busy = "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done";
    WholeProcesses p =
        run(1, PATIENCE, task("busy", null, "x", busy), task("idle", null, "x", ":"));
    assertThat(p.samples()).hasSize(2).allSatisfy(s -> assertThat(s.wallNanos()).isPositive());
    Sample first = p.samples().getFirst();
    Sample second = p.samples().getLast();
    assertThat(first.cpuNanos()).isPositive().isGreaterThan(second.cpuNanos());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryOfAProcessThatLastsIsLookedAt() throws IOException {
    WholeProcesses p = run(1, PATIENCE, task("a", null, "x", "sleep 0.3"));
    assertThat(p.samples().getFirst().peakBytes()).isBetween(100_000L, 100_000_000L);
  }

  @Test
  void anEngineThatPrintsSomethingElseIsReportedAndHasNoTimes() throws IOException {
    WholeProcesses p =
        run(
            2,
            PATIENCE,
            task("a", null, "x", "echo one; echo two", "y", "echo one; echo tow; echo why >&2"),
            task("b", null, "x", "exit 1", "y", "exit 2", "z", "exit 1"));
    assertThat(p.samples().stream().map(s -> s.program() + s.engine()).distinct())
        .containsExactlyInAnyOrder("ax", "bx", "bz");
    assertThat(p.problems())
        .extracting(Problem::kind, Problem::program, Problem::engine, Problem::message)
        .containsExactly(
            tuple(
                Problem.Kind.DIFFERS,
                "a",
                "y",
                "printed \"ow⏎\" at byte 5 where x has \"wo⏎\"; why"),
            tuple(Problem.Kind.DIFFERS, "b", "y", "ended with status 2 where x has 1"));
  }

  @Test
  void whatIsKnownOfAProgramMustCome() throws IOException {
    WholeProcesses p =
        run(1, PATIENCE, task("a", ending(0, "good\n"), "x", "echo good", "y", "echo go"));
    assertThat(p.samples()).extracting(Sample::engine).containsExactly("x");
    assertThat(p.problems())
        .extracting(Problem::kind, Problem::message)
        .containsExactly(tuple(Problem.Kind.FAILED, "printed \"⏎\" at byte 2 instead of \"od⏎\""));
  }

  @Test
  void whatChangesInALaterRoundHasNoTimesOfEarlierOnes() throws IOException {
    String once = "echo >>'%s/count'; wc -l <'%s/count'".formatted(scratch, scratch);
    WholeProcesses p = run(3, PATIENCE, task("a", null, "x", once));
    assertThat(p.samples()).isEmpty();
    assertThat(p.problems()).extracting(Problem::round).containsExactly(2);
  }

  @Test
  void instructionsAreCountedAndMustBeTheSame() throws IOException {
    Task good = task("a", null, "x", ":", "y", "echo count 12 >&2", "z", "echo count 12 >&2");
    Task bad = task("b", null, "x", "echo count 12 >&2", "y", "echo count 13 >&2");
    WholeProcesses p = run(1, PATIENCE, good, bad);
    assertThat(p.instructions(good)).isEqualTo(12);
    assertThat(p.problems())
        .extracting(Problem::program, Problem::engine, Problem::message)
        .containsExactly(tuple("b", "y", "executed 13 instructions instead of 12"));
  }

  @Test
  void whatTakesTooLongIsEndedAndTheRestGoesOn() throws IOException {
    WholeProcesses p =
        run(2, Duration.ofSeconds(3), task("a", null, "x", "sleep 100 & sleep 100", "y", ":"));
    assertThat(p.samples()).extracting(Sample::engine).containsExactly("y", "y");
    assertThat(p.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.LATE);
  }

  private WholeProcesses byChance(int rounds, long mostOutput, Task task) {
    WholeProcesses processes =
        new WholeProcesses(
            List.of(task), Conduct.byChance(rounds, Duration.ofSeconds(3), mostOutput, 7), scratch);
    processes.run();
    return processes;
  }

  @Test
  void theOrderIsOneByChanceThatComesAgainWithItsSeed() throws IOException {
    Task task = task("a", null, "x", ":", "y", ":", "z", ":");
    List<String> order =
        byChance(6, 1000, task).samples().stream().map(s -> s.round() + s.engine()).toList();
    assertThat(order.subList(0, 3)).containsExactly("1x", "1y", "1z");
    assertThat(order).hasSize(18).doesNotHaveDuplicates();
    List<String> later = order.subList(3, 18).stream().map(o -> o.substring(1)).toList();
    assertThat(String.join("", later)).isNotEqualTo("xyz".repeat(5));
    assertThat(byChance(6, 1000, task).samples().stream().map(s -> s.round() + s.engine()))
        .isEqualTo(order);
  }

  @Test
  void phasesAreTimedAsTheirLinesArrive() throws IOException {
    String script = "echo '#phase wait'; sleep 0.2; echo '#phase end'; echo result";
    WholeProcesses p = byChance(2, 1000, task("a", null, "x", script, "y", "echo result"));
    assertThat(p.problems()).isEmpty();
    assertThat(p.samples())
        .filteredOn(s -> s.engine().equals("x"))
        .hasSize(2)
        .allSatisfy(
            s -> {
              assertThat(s.timeline().phaseNanos("wait")).isBetween(150_000_000L, s.wallNanos());
              assertThat(s.timeline().firstOutputNanos()).isPositive();
            });
  }

  @Test
  void whatFloodsHangsOrDiesIsEndedAndTheOthersAreTimed() throws IOException {
    Task task =
        task(
            "a",
            null,
            "good",
            "echo result",
            "floods",
            "while :; do echo 0123456789012345678901234567890123456789; done",
            "hangs",
            "echo result; sleep 100 & sleep 100",
            "dies",
            "echo result; kill -9 $$");
    WholeProcesses p = byChance(2, 1 << 16, task);
    assertThat(p.samples()).extracting(Sample::engine).containsExactly("good", "good");
    assertThat(p.problems())
        .extracting(Problem::engine, Problem::kind)
        .containsExactlyInAnyOrder(
            tuple("floods", Problem.Kind.FAILED),
            tuple("hangs", Problem.Kind.LATE),
            tuple("dies", Problem.Kind.DIFFERS));
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void whatCannotBeRunIsReported() throws IOException {
    Task a = task("a", null, "x", "echo cannot do it >&2");
    Invocation nothing =
        new Invocation(List.of(scratch.resolve("nothing").toString()), Map.of(), this::account);
    Task b = new Task("b", "", a.input(), null, OptionalLong.empty(), Map.of("x", nothing));
    WholeProcesses p = run(2, PATIENCE, a, b);
    assertThat(p.samples()).isEmpty();
    assertThat(p.problems()).hasSize(2).extracting(Problem::kind).containsOnly(Problem.Kind.FAILED);
    assertThat(p.problems().getLast().message()).contains("cannot be started").contains("nothing");
  }

  @Test
  void interruptingEndsTheRunThatIsUnderWay() throws Exception {
    WholeProcesses p =
        new WholeProcesses(
            List.of(task("a", null, "x", ":"), task("b", null, "x", "sleep 100")),
            Conduct.inTurns(5, PATIENCE),
            scratch);
    Thread thread = new Thread(p::run);
    thread.start();
    while (!p.doing().equals("b on x, round 1 of 5")) {
      Thread.sleep(5);
    }
    p.interrupt();
    thread.join(PATIENCE.toMillis());
    assertThat(thread.isAlive()).isFalse();
    assertThat(p.samples()).extracting(Sample::program).containsExactly("a");
    assertThat(p.problems()).isEmpty();
    assertThat(p.interrupted()).isTrue();
  }
}

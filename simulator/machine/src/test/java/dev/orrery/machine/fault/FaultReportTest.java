package dev.orrery.machine.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.machine.CrossPrograms;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.plan.RunPlan;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that go wrong in known places, optimised, without frame pointers. */
class FaultReportTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | load from 0x8: nothing is mapped there | sum middle cmp msort_with_tmp msort_with_tmp"
            + " qsort_r main __libc_start_call_main __libc_start_main _start | ",
        "3 | load from 0x0: nothing is mapped there | strlen main __libc_start_call_main"
            + " __libc_start_main _start | ",
        "4 | jump to 0x0: nothing is mapped there | ?? main __libc_start_call_main"
            + " __libc_start_main _start | ",
        "6 | illegal instruction 0x20000033 | main __libc_start_call_main __libc_start_main _start"
            + " | ",
        "7 | load from 0x8: nothing is mapped there | sum tail2 main __libc_start_call_main"
            + " __libc_start_main _start | "
      })
  void saysWhoCalledWhom(String which, String cause, String functions) throws Exception {
    for (String engine : List.of("oracle", "interpreter")) {
      FaultReport report = report(which, engine);
      assertThat(report.cause()).isEqualTo(cause);
      assertThat(report.frames().stream().map(FaultReportTest::function))
          .as(FaultText.of(report))
          .containsExactly(functions.split(" "));
      assertThat(report.frames().getFirst().pc()).isEqualTo(report.pc());
      List<Long> listed = report.code().stream().map(FaultReport.CodeLine::pc).toList();
      assertThat(listed).isSorted();
      assertThat(listed.contains(report.pc())).isEqualTo(report.pc() != 0);
      assertThat(FaultText.of(report)).contains("=> ", "#0 ", "sp ");
    }
  }

  @ParameterizedTest
  @CsvSource({"oracle", "interpreter"})
  void saysThatAStackIsFull(String engine) throws Exception {
    FaultReport report = report("2", engine);
    assertThat(report.cause()).startsWith("store to 0x").endsWith("nothing is mapped there");
    assertThat(report.hints()).singleElement().asString().contains("stack of 8192 KiB is full");
    assertThat(report.frames()).hasSizeGreaterThan(10_000);
    assertThat(report.frames().stream().map(FaultReportTest::function).distinct())
        .containsExactly("rec", "main", "__libc_start_call_main", "__libc_start_main", "_start");
    assertThat(FaultText.of(report).lines().count()).isLessThan(40);
  }

  @ParameterizedTest
  @CsvSource({"oracle", "interpreter"})
  void namesLinesAndInlinedCalls(String engine) throws Exception {
    FaultReport report = report("9", engine, "-O2", "-g", "-static");
    assertThat(FaultText.of(report).lines().filter(l -> l.startsWith("#")).limit(3))
        .satisfiesExactly(
            l -> assertThat(l).matches("#0 .* in follow \\(inlined\\) at .*fault\\.c:12"),
            l -> assertThat(l).matches("#1 .* in twice \\(inlined\\) at .*fault\\.c:13"),
            l -> assertThat(l).matches("#2 .* in main\\+0x.* at .*fault\\.c:23"));
    assertThat(FaultText.of(report)).containsPattern("<main\\+0x.*>, .*fault\\.c:12, after ");
  }

  private static String function(Frame frame) {
    String name = frame.function();
    return name == null ? "??" : name.replaceAll("(\\.part.*)?(\\+0x.*)?$", "");
  }

  private FaultReport report(String which, String engine) throws Exception {
    return report(which, engine, "-O2", "-static");
  }

  private FaultReport report(String which, String engine, String... flags) throws Exception {
    CrossPrograms programs = new CrossPrograms(directory, "");
    Path program = programs.compile("fault", flags);
    RunPlan plan = programs.plan(program, engine, List.of("fault", which));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Machine machine = programs.load(program, plan, out, out).machine()) {
      Ending ending = machine.run(plan.limits()).ending();
      assertThat(ending).isInstanceOf(Ending.Faulted.class);
      return FaultReport.of(machine, (Ending.Faulted) ending);
    }
  }
}

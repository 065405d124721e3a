package dev.orrery.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.linux.Schedule;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.plan.RunPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Compiles the guest programs of the tests, and runs them here and in QEMU. */
public final class CrossPrograms {
  private static final String HOME = "/home/guest";
  private static final long MAX_INSNS = 20_000_000;

  private final Path directory;
  private final String input;

  /** What a program printed and how it ended. */
  public record Result(int status, String out, String err) {}

  /**
   * Programs in {@code directory}, which are given {@code input} to read.
   *
   * @param directory temporary
   */
  public CrossPrograms(Path directory, String input) {
    this.directory = directory;
    this.input = input;
  }

  /** Compiles {@code src/test/guest/NAME.c}; the test is skipped where there is no compiler. */
  public Path compile(String name, String... flags) throws Exception {
    Path source = Fixtures.repository().resolve("simulator/machine/src/test/guest/" + name + ".c");
    Path program = directory.resolve(name);
    List<String> line = new ArrayList<>(List.of(flags));
    line.addAll(List.of("-w", "-o", program.toString(), source.toString(), "-lm"));
    if (line.contains("-nostdlib")) {
      line.remove("-lm");
    }
    Result r = host(directory, "riscv64-linux-gnu-gcc", "gcc-riscv64-linux-gnu", line);
    assertThat(r.status()).as(r.err()).isZero();
    return program;
  }

  /** Runs a program in QEMU, in a new folder; the test is skipped where there is none. */
  public Result qemu(Path program, int bits, List<String> arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("-0", arguments.getFirst(), program.toString()));
    line.addAll(arguments.subList(1, arguments.size()));
    Path root = Files.createTempDirectory(directory, "qemu");
    return host(root, "qemu-riscv" + bits, "qemu-user", line);
  }

  private Result host(Path working, String tool, String packageName, List<String> arguments)
      throws Exception {
    List<String> line = new ArrayList<>(List.of(tool));
    line.addAll(arguments);
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    Path in = Files.writeString(directory.resolve("in"), input);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(working.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("HOME", HOME);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return Assumptions.abort(tool + " is not installed: apt install " + packageName);
    }
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** A plan for a program that may use a new folder as its root. */
  public RunPlan plan(Path program, String engine, List<String> arguments) throws IOException {
    return plan(program, engine, arguments, Schedule.USUAL);
  }

  /** The same with another schedule of threads. */
  public RunPlan plan(Path program, String engine, List<String> arguments, Schedule schedule)
      throws IOException {
    ElfFile elf = ElfFile.read(program);
    return new RunPlan(
        arguments.getFirst(),
        arguments.subList(1, arguments.size()),
        List.of("HOME=" + HOME),
        IsaChoice.nameFor(null, elf),
        engine,
        MachineKind.of(elf),
        List.of(),
        null,
        new RunLimits(MAX_INSNS, Long.MAX_VALUE),
        256 << 20,
        Sandbox.rooted(Files.createTempDirectory(directory, "ours")),
        "",
        1,
        schedule);
  }

  /** Runs a program as a plan says. */
  public Result run(Path program, RunPlan plan) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (Machine machine = load(program, plan, out, err).machine()) {
      Outcome outcome = machine.run(plan.limits());
      return new Result(outcome.exitStatus(), out.toString(UTF_8), err.toString(UTF_8));
    }
  }

  /** Loads a program as a plan says. */
  public Guest load(
      Path program, RunPlan plan, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return Guest.load(
        plan,
        ElfFile.read(program),
        new HostStreams(new ByteArrayInputStream(input.getBytes(UTF_8)), out, err, null));
  }
}

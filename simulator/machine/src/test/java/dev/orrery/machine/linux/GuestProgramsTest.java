package dev.orrery.machine.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.machine.Fixtures;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.model.Isa;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real programs, linked with a real C library, do the same here and in QEMU. */
class GuestProgramsTest {
  private static final String INPUT = "first\nsecond line\nthe last has no end";

  @TempDir Path directory;

  private record Result(int status, String out, String err) {}

  @ParameterizedTest
  @ValueSource(strings = {"hello", "libc", "files", "signals", "system", "cat"})
  void sameAsQemu(String name) throws Exception {
    Path program = compile(name);
    List<String> arguments = List.of("prog", "one", "two words", "");
    Result expected = qemu(program, arguments);
    Result got = run(program, arguments);
    assertThat(got.out()).isEqualTo(expected.out());
    assertThat(got.err()).isEqualTo(expected.err());
    assertThat(got.status()).isEqualTo(expected.status());
  }

  private Path compile(String name) throws Exception {
    Path source = Fixtures.repository().resolve("simulator/machine/src/test/guest/" + name + ".c");
    Path program = directory.resolve(name);
    Result r =
        host(
            directory,
            "riscv64-linux-gnu-gcc",
            "gcc-riscv64-linux-gnu",
            List.of("-O1", "-w", "-static", "-o", program.toString(), source.toString(), "-lm"));
    assertThat(r.status()).as(r.err()).isZero();
    return program;
  }

  private Result qemu(Path program, List<String> arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("-0", arguments.getFirst(), program.toString()));
    line.addAll(arguments.subList(1, arguments.size()));
    Path root = Files.createDirectory(directory.resolve("qemu"));
    return host(root, "qemu-riscv64", "qemu-user", line);
  }

  private Result host(Path directory, String tool, String packageName, List<String> arguments)
      throws Exception {
    List<String> line = new ArrayList<>(List.of(tool));
    line.addAll(arguments);
    Path out = Files.createTempFile(this.directory, "out", "");
    Path err = Files.createTempFile(this.directory, "err", "");
    Path in = Files.writeString(this.directory.resolve("in"), INPUT);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("HOME", "/home/guest");
    Process process;
    try {
      process = builder.start();
    } catch (java.io.IOException e) {
      return Assumptions.abort(tool + " is not installed: apt install " + packageName);
    }
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Result run(Path program, List<String> arguments) throws Exception {
    Isa isa = Fixtures.isa("rv64gc");
    GuestMemory memory = new GuestMemory(isa.xlen(), 256 << 20);
    Hart hart = new Hart(isa, memory);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path root = Files.createDirectory(directory.resolve("ours"));
    LinuxOptions options =
        new LinuxOptions(
            arguments,
            List.of("HOME=/home/guest"),
            1,
            Sandbox.rooted(root),
            new ByteArrayInputStream(INPUT.getBytes(UTF_8)),
            out,
            err,
            false,
            null);
    LinuxAbi linux = new LinuxAbi(ElfFile.read(program), hart, new UserMemory(memory), options);
    OracleEngine engine = new OracleEngine(isa, EngineOptions.PLAIN);
    try (Machine machine = new Machine(engine, hart, memory, linux, linux.image())) {
      Outcome outcome = machine.run(new RunLimits(20_000_000, Long.MAX_VALUE));
      return new Result(outcome.exitStatus(), out.toString(UTF_8), err.toString(UTF_8));
    }
  }
}

package dev.orrery.engine.fp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orrery.engine.fp.Operands.Case;
import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation against the instruction itself, as QEMU executes it. Slower to set up than the
 * exact reference, and the same kind of answer, but free of our reading of the manual.
 */
class QemuTest {
  private static final String COMPILER = "riscv64-linux-gnu-gcc";
  private static final String EMULATOR = "qemu-riscv64";
  private static final int RANDOM_CASES = 2_000;
  private static final int MODES = 5;

  @TempDir static Path directory;

  @BeforeAll
  static void compileGuest() throws IOException, InterruptedException {
    assumeTrue(
        isInstalled(COMPILER) && isInstalled(EMULATOR),
        "skipped: install the packages gcc-riscv64-linux-gnu and qemu-user to compare with QEMU");
    try (InputStream source = QemuTest.class.getResourceAsStream("fpops.c")) {
      Files.copy(Objects.requireNonNull(source), directory.resolve("fpops.c"));
    }
    run(
        new ProcessBuilder(
            COMPILER, "-O2", "-march=rv64gc_zfh", "-static", "-o", "fpops", "fpops.c"));
  }

  @ParameterizedTest
  @EnumSource(
      value = FpOp.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NEARBYINT", "RINT"}) // QEMU 7.2 has no instructions for them
  void instructionsAgree(FpOp op) throws IOException, InterruptedException {
    for (FpFormat format : Operands.formats(op)) {
      List<Case> cases = new ArrayList<>();
      new Operands(format, op, 3).forEach(RANDOM_CASES, cases::add);
      ByteBuffer outcomes = runGuest(format, op, cases);
      for (Case operands : cases) {
        for (int rm = 0; rm < MODES; rm++) {
          FpFlags flags = new FpFlags();
          long result =
              Library.call(format, op, operands.a(), operands.b(), operands.c(), rm, flags);
          String ours = outcome(result, flags.bits);
          String qemus = outcome(outcomes.getLong(), outcomes.getLong());
          if (!ours.equals(qemus)) {
            assertThat(ours)
                .as("%s %s, rounding mode %d, %s", format, op, rm, operands)
                .isEqualTo(qemus);
          }
        }
      }
      assertThat(outcomes.remaining()).isZero();
    }
  }

  private static String outcome(long result, long flags) {
    return Long.toHexString(result) + " flags " + Long.toHexString(flags);
  }

  private static ByteBuffer runGuest(FpFormat format, FpOp op, List<Case> cases)
      throws IOException, InterruptedException {
    ByteBuffer input = ByteBuffer.allocate(cases.size() * MODES * 4 * Long.BYTES);
    input.order(ByteOrder.LITTLE_ENDIAN);
    for (Case operands : cases) {
      for (int rm = 0; rm < MODES; rm++) {
        input.putLong(rm).putLong(operands.a()).putLong(operands.b()).putLong(operands.c());
      }
    }
    Path inputFile = directory.resolve("cases");
    Path outputFile = directory.resolve("outcomes");
    try (OutputStream out = Files.newOutputStream(inputFile)) {
      out.write(input.array());
    }
    run(
        new ProcessBuilder(EMULATOR, "-cpu", "rv64,Zfh=on", "fpops", format.name(), op.name())
            .redirectInput(inputFile.toFile())
            .redirectOutput(outputFile.toFile()));
    return ByteBuffer.wrap(Files.readAllBytes(outputFile)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process =
        builder
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).as("exit status of %s", builder.command()).isZero();
  }

  private static boolean isInstalled(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}

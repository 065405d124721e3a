package dev.orrery.spec.disasm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** GNU objdump for RISC-V, on words that stand in a file from address 0. */
final class Objdump {
  private static final String COMMAND = "riscv64-linux-gnu-objdump";

  private Objdump() {}

  /** Skips the test, saying what to install, where there is no objdump. */
  static void assumeInstalled() {
    try {
      Process p = new ProcessBuilder(COMMAND, "--version").redirectErrorStream(true).start();
      p.getInputStream().readAllBytes();
      Assumptions.assumeTrue(p.waitFor() == 0, COMMAND + " does not run");
    } catch (IOException e) {
      Assumptions.abort(COMMAND + " is missing: install binutils-riscv64-linux-gnu");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The lines of a listing of {@code code}, zeros included. */
  static List<String> list(byte[] code, int xlen, Style style, Path dir) throws IOException {
    Path file = Files.write(dir.resolve("code.bin"), code);
    List<String> command =
        new ArrayList<>(
            List.of(COMMAND, "-D", "-z", "-b", "binary", "-m", "riscv:rv" + xlen, file.toString()));
    if (style == Style.NO_ALIASES) {
      command.add("-Mno-aliases");
    }
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out.lines().filter(line -> line.contains(":\t")).toList();
  }
}

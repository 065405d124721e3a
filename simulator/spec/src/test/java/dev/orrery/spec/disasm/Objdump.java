package dev.orrery.spec.disasm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** GNU objdump for RISC-V, on words that stand in a file from address 0. */
final class Objdump {
  private static final String COMMAND = "riscv64-linux-gnu-objdump";

  /** How an address is printed in a file that has a section around it. */
  private static final Pattern IN_SECTION = Pattern.compile("\\b([0-9a-f]+) <\\.text[^>]*>$");

  private static final String ASSEMBLER = "riscv64-linux-gnu-as";

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

  /**
   * The lines of a listing of {@code code}, zeros included.
   *
   * @param arch the instruction set as compilers name it, such as {@code rv64gc_zba}
   */
  static List<String> list(byte[] code, String arch, Style style, Path dir) throws IOException {
    Files.write(dir.resolve("code.bin"), code);
    Files.writeString(dir.resolve("code.s"), ".incbin \"code.bin\"\n");
    String abi = "-mabi=" + (arch.startsWith("rv64") ? "lp64" : "ilp32");
    run(dir, List.of(ASSEMBLER, "-march=" + arch, abi, "-o", "code.o", "code.s"));
    List<String> command = new ArrayList<>(List.of(COMMAND, "-D", "-z", "-j", ".text", "code.o"));
    if (style == Style.NO_ALIASES) {
      command.add("-Mno-aliases");
    }
    return run(dir, command)
        .lines()
        .filter(line -> line.contains(":\t"))
        .map(line -> line.endsWith(">") ? IN_SECTION.matcher(line).replaceFirst("0x$1") : line)
        .toList();
  }

  private static String run(Path dir, List<String> command) throws IOException {
    Process p =
        new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
    return new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}

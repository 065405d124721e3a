package dev.orrery.cli;

import dev.orrery.machine.fuzz.processor.ProcessorProcess;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Isa;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Processors that random programs can be compared with, by the names that {@code --against} has.
 */
final class Processors {
  private static final String HOST = "host";
  private static final String QEMU = "qemu";

  /** What Java calls machines that Linux calls otherwise. */
  private static final Map<String, String> MACHINES = Map.of("amd64", "x86_64");

  private Processors() {}

  /** Checks the name of one. */
  static String name(String text) {
    if (!text.equals(HOST) && !text.equals(QEMU)) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--against: there is no '%s': 'host' is this machine's processor, 'qemu' QEMU's user mode"
              .formatted(text));
    }
    return text;
  }

  /**
   * A processor that runs.
   *
   * @throws OrreryException if the host has none such
   */
  static ProcessorProcess start(Console console, Isa tables, String name) {
    AbiSpec abi = tables.abi();
    ProcessorProcess processor =
        name.equals(HOST) || abi == null
            ? new ProcessorProcess(tables, name, List.of())
            : new ProcessorProcess(tables, name, List.of(qemu(console, abi)));
    try {
      checkHost(tables, name);
      processor.check();
    } catch (OrreryException e) {
      processor.close();
      throw e;
    }
    return processor;
  }

  private static String qemu(Console console, AbiSpec abi) {
    String program = "qemu-" + abi.machine();
    Path found = HostPrograms.find(console, program);
    if (found == null) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--against qemu: there is no program '%s' on the PATH: install it (package qemu-user)"
              .formatted(program));
    }
    return found.toString();
  }

  private static void checkHost(Isa tables, String name) {
    String arch = System.getProperty("os.arch");
    String machine = MACHINES.getOrDefault(arch, arch);
    String system = System.getProperty("os.name");
    AbiSpec abi = tables.abi();
    if (name.equals(HOST)
        && abi != null
        && !(system.equals("Linux") && machine.equals(abi.machine()))) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--against host: programs for %s run on %s of Linux, and this is %s on %s: use qemu"
              .formatted(tables.name(), abi.machine(), machine, system));
    }
  }
}

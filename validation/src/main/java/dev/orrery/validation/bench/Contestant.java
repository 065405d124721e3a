package dev.orrery.validation.bench;

import dev.orrery.workloads.Build;
import dev.orrery.workloads.Run;
import dev.orrery.workloads.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A way to run the workloads. */
enum Contestant {
  /** {@code orrery run} with its default engine. */
  INTERPRETER,
  /** {@code orrery run --engine jit}. */
  JIT,
  /** {@code orrery run --engine oracle}. */
  ORACLE,
  /** QEMU's user mode. */
  QEMU,
  /** The same source compiled for this host, with the same compiler options where they exist. */
  NATIVE;

  /** Where a run finds what it needs. */
  record Places(Path repository, Path guests, Path natives, Path work) {}

  /** Its name in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The command that runs a workload.
   *
   * @return null if this contestant cannot run it
   */
  @Nullable List<String> command(Workload workload, Build build, Run run, Places places) {
    Path guest = places.guests().resolve(workload.name() + ".elf");
    List<String> command = new ArrayList<>();
    switch (this) {
      case INTERPRETER, JIT, ORACLE -> {
        command.addAll(
            List.of(places.repository().resolve("orrery").toString(), "run", "--engine", label()));
        run.environment().forEach((k, v) -> command.addAll(List.of("--env", k + "=" + v)));
        if (run.needsDirectory()) {
          command.addAll(List.of("--allow-write", places.work().toString()));
        }
        command.addAll(List.of(guest.toString(), "--"));
      }
      case QEMU -> command.addAll(List.of("qemu-riscv64", guest.toString()));
      case NATIVE -> {
        Path program = places.natives().resolve(workload.name());
        if (!Files.isExecutable(program)) {
          return null;
        }
        command.add(program.toString());
      }
    }
    command.addAll(run.argumentsIn(places.work()));
    return command;
  }
}

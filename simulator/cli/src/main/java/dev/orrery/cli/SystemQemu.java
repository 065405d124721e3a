package dev.orrery.cli;

import dev.orrery.profiler.bench.Task.Account;
import dev.orrery.profiler.bench.Task.Invocation;
import dev.orrery.profiler.qmp.QmpAttendant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * QEMU as a whole machine without firmware, which starts a program's PVH entry: the program's
 * output is its serial line, and its exit status what it writes to a debugging device.
 */
final class SystemQemu extends BenchEngine {
  private static final String PROGRAM = "qemu-system-x86_64";

  /**
   * What guests add to the status that they exit with, which QEMU doubles and adds 1 to: so that it
   * is told from 1, with which QEMU itself fails.
   */
  static final int STATUS_OFFSET = 16;

  private final Console console;
  private final Path folder;
  private final boolean kvm;
  private String version = "";

  /**
   * An engine.
   *
   * @param folder for the socket of its monitor
   * @param kvm whether it uses KVM, or else translates
   */
  SystemQemu(Console console, String name, Path folder, boolean kvm) {
    super(name);
    this.console = console;
    this.folder = folder;
    this.kvm = kvm;
  }

  @Override
  Answer ask(BenchProgram program) {
    if (!PvhImage.is(program.elf())) {
      return Answer.no(
          "the program is no PVH image, which has a 32-bit entry for virtual machines (see"
              + " workloads/micro)");
    }
    Path file = HostPrograms.find(console, PROGRAM);
    if (file == null) {
      return Answer.no(PROGRAM + " is not installed (package qemu-system-x86)");
    }
    if (kvm) {
      String reason = HostKvm.probe().reason();
      if (reason != null) {
        return Answer.no(reason);
      }
    }
    version = HostPrograms.version(file);
    Path socket = folder.resolve(name() + ".qmp");
    List<String> words = new ArrayList<>(List.of(file.toString()));
    words.addAll(List.of("-accel", kvm ? "kvm" : "tcg", "-M", "microvm,isa-serial=on"));
    // Some kernels announce a register of capabilities that they do not let be set.
    words.addAll(List.of("-cpu", kvm ? "host,-arch-capabilities" : "max", "-m", "256"));
    words.addAll(List.of("-nodefaults", "-display", "none", "-serial", "stdio", "-no-reboot"));
    words.addAll(List.of("-device", "isa-debug-exit,iobase=0xf4,iosize=4", "-S", "-qmp"));
    words.add("unix:%s,server=on,wait=off".formatted(socket));
    words.addAll(List.of("-kernel", program.file().toString()));
    if (!program.arguments().isEmpty()) {
      words.addAll(List.of("-append", String.join(" ", program.arguments())));
    }
    return Answer.yes(
        new Invocation(
            words, Map.of(), e -> Account.NONE, new QmpAttendant(socket, kvm), SystemQemu::status));
  }

  /** The program's status, of that of QEMU; QEMU's own where the program gave none. */
  static int status(int process) {
    int given = process >> 1;
    return (process & 1) == 1 && given >= STATUS_OFFSET ? given - STATUS_OFFSET : process;
  }

  @Override
  String version() {
    return version;
  }
}

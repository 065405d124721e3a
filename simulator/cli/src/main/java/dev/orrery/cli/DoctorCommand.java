package dev.orrery.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.orrery.profiler.HostDescription;
import dev.orrery.spec.Isas;
import dev.orrery.spec.diag.ExitCode;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what this host offers, what is missing, and what to do about it. */
final class DoctorCommand {
  private final Console console;
  private final JsonOption json = new JsonOption();

  private DoctorCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery doctor}. */
  static CommandModel model(Console console) {
    DoctorCommand command = new DoctorCommand(console);
    return command.json.addTo(
        CommandModel.of("Check this installation and what the host offers.", command::check));
  }

  private int check() {
    Map<String, Object> facts = new LinkedHashMap<>();
    TextTable table = new TextTable("what", "state");
    facts.put("orrery", Version.number() + " (commit " + Version.commit() + ")");
    facts.put("java", Runtime.version() + ", " + System.getProperty("java.home"));
    facts.put("start-up cache", startupCache());
    facts.put("host", host());
    facts.put("instruction sets", String.join(", ", Isas.names()));
    facts.put("configuration", configuration());
    tool(facts, "qemu-riscv64", "qemu-user", "a peer to compare results with");
    tool(facts, "qemu-system-x86_64", "qemu-system-x86", "whole machines, for 'compare'");
    facts.put("kvm", HostKvm.probe().sentence());
    tool(facts, "riscv64-linux-gnu-gcc", "gcc-riscv64-linux-gnu", "compiles Linux programs");
    tool(facts, "riscv64-unknown-elf-gcc", "gcc-riscv64-unknown-elf", "compiles bare programs");
    tool(facts, "riscv64-linux-gnu-objdump", "binutils-riscv64-linux-gnu", "checks listings");
    facts.forEach((what, state) -> table.row(what, String.valueOf(state)));
    json.print(console, facts, table);
    console.out().flush();
    return ExitCode.OK.status();
  }

  private static String startupCache() {
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (flag.startsWith("-XX:AOTCache=")) {
        Path file = Path.of(flag.substring("-XX:AOTCache=".length()));
        return Files.isReadable(file)
            ? "in use: " + file
            : "missing: " + file + "; rebuild with this JDK to start faster";
      }
    }
    return "not in use; start with ./orrery to start faster";
  }

  private static String host() {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return "%s %s, %s, %d processors, %d GiB"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            HostDescription.processor(),
            Runtime.getRuntime().availableProcessors(),
            memory >> 30);
  }

  private String configuration() {
    Path user = Configuration.userFile(console.env());
    boolean project = Files.isRegularFile(Path.of(Configuration.PROJECT_FILE));
    boolean own = user != null && Files.isRegularFile(user);
    if (!project && !own) {
      return "none";
    }
    return (project ? Configuration.PROJECT_FILE : "")
        + (project && own ? ", " : "")
        + (own ? user : "");
  }

  private void tool(Map<String, Object> facts, String name, String pack, String use) {
    Path found = HostPrograms.find(console, name);
    facts.put(
        name,
        found != null
            ? found.toString()
            : "not found (optional, " + use + "): apt install " + pack);
  }
}

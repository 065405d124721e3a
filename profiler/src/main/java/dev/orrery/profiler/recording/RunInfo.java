package dev.orrery.profiler.recording;

import java.util.List;

/** What ran: enough to run it again. */
@Meaning("What ran: enough to run it again.")
public record RunInfo(
    @Meaning("The program's file name.") String program,
    @Meaning("Path of the program as it was given.") String image,
    @Meaning("SHA-256 of the program file, in hex.") String imageSha256,
    @Meaning(value = "Size of the program file.", unit = "bytes") long imageBytes,
    @Meaning("Name of the instruction set.") String isa,
    @Meaning("SHA-256 of the instruction tables, in hex.") String isaHash,
    @Meaning("Name of the engine.") String engine,
    @Meaning("The guest's arguments, without the program's own name.") List<String> arguments,
    @Meaning("The command that was given, one word each.") List<String> command,
    @Meaning("Version of Orrery.") String version,
    @Meaning("Everything else that the run was told, in the order of --print-config.")
        List<Setting> settings) {
  public RunInfo {
    arguments = List.copyOf(arguments);
    command = List.copyOf(command);
    settings = List.copyOf(settings);
    Checks.notNegative("imageBytes", imageBytes);
  }

  /** A setting of the run plan in words. */
  @Meaning("A setting of the run.")
  public record Setting(
      @Meaning("Its name, as in --print-config.") String key,
      @Meaning("Its value, printed.") String value) {}
}

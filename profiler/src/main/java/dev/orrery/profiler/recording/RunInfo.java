package dev.orrery.profiler.recording;

import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.PlanSettings;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.spec.io.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What ran: enough to run it again. */
@Meaning("What ran: enough to run it again.")
public record RunInfo(
    @Meaning("The program's file name.") String program,
    @Meaning("SHA-256 of the program file, in hex.") String imageSha256,
    @Meaning(value = "Size of the program file.", unit = "bytes") long imageBytes,
    @Meaning("SHA-256 of the instruction tables, in hex.") String isaHash,
    @Meaning("The command that was given, one word each.") List<String> command,
    @Meaning("Version of Orrery.") String version,
    @Meaning("The plan of the run, in the order of --print-config.") List<Setting> settings) {
  public RunInfo {
    command = List.copyOf(command);
    settings = List.copyOf(settings);
    Checks.notNegative("imageBytes", imageBytes);
  }

  /** A setting of the run plan in words. */
  @Meaning("A setting of the run.")
  public record Setting(
      @Meaning("Its name, as in --print-config.") String key,
      @Meaning("Its value, or all of them where it can be repeated.") List<String> values) {
    public Setting {
      values = List.copyOf(values);
    }
  }

  /**
   * What a guest is.
   *
   * @param command what was typed, one word each
   * @param version of Orrery
   */
  public static RunInfo of(Guest guest, List<String> command, String version) {
    byte[] image = guest.elf().bytes();
    return new RunInfo(
        String.valueOf(Path.of(guest.elf().name()).getFileName()),
        Sha256.hex(image),
        image.length,
        guest.hart().isa.hash(),
        command,
        version,
        settings(guest.plan()));
  }

  private static List<Setting> settings(RunPlan plan) {
    List<Setting> settings = new ArrayList<>();
    for (dev.orrery.machine.plan.Setting s : PlanSettings.of(plan)) {
      settings.add(new Setting(s.key(), s.values()));
    }
    return settings;
  }

  /**
   * The plan, to run it again.
   *
   * @throws dev.orrery.spec.diag.OrreryException if the settings are not those of a plan
   */
  public RunPlan plan() {
    List<dev.orrery.machine.plan.Setting> words = new ArrayList<>();
    for (Setting s : settings) {
      words.add(new dev.orrery.machine.plan.Setting(s.key(), s.values()));
    }
    return PlanSettings.plan(words);
  }

  /** The values of a setting; empty if it is not set. */
  public List<String> setting(String key) {
    for (Setting s : settings) {
      if (s.key().equals(key)) {
        return s.values();
      }
    }
    return List.of();
  }

  /** Name of the instruction set. */
  public String isa() {
    return String.join(" ", setting("isa"));
  }

  /** Name of the engine. */
  public String engine() {
    return String.join(" ", setting("engine"));
  }
}

package dev.orrery.profiler.recording;

/** The host and its clock. Nothing here says anything about the guest. */
@Meaning("The host that ran it, and what its clock showed.")
public record HostRun(
    @Meaning("When the run started, ISO 8601 in UTC.") String started,
    @Meaning(value = "Wall-clock time in the engine and the machine, probes on.", unit = "s")
        double seconds,
    @Meaning("Java virtual machine: name and version.") String java,
    @Meaning("Operating system: name, version, architecture.") String system,
    @Meaning("Processor model.") String processor,
    @Meaning(value = "Processors that the virtual machine may use.", unit = "processors")
        int processors) {
  public HostRun {
    if (!(seconds >= 0) || Double.isInfinite(seconds)) {
      throw new IllegalArgumentException("seconds is not a duration: " + seconds);
    }
    Checks.notNegative("processors", processors);
  }
}

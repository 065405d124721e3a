package dev.orrery.profiler.recording;

import java.util.List;

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
        int processors,
    @Meaning("Lines of source files that could be read there, by file and line.")
        List<SourceText> sources) {
  public HostRun {
    sources = List.copyOf(sources);
    if (!(seconds >= 0) || Double.isInfinite(seconds)) {
      throw new IllegalArgumentException("seconds is not a duration: " + seconds);
    }
    Checks.notNegative("processors", processors);
  }
}

package dev.orrery.profiler.recording;

/** How often something with a name happened. */
@Meaning("How often something with a name happened.")
public record NamedCount(
    @Meaning("What happened.") String name,
    @Meaning(value = "How often.", unit = "times") long count) {
  public NamedCount {
    Checks.notNegative("count", count);
  }
}

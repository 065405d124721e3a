package dev.orrery.profiler.recording;

/**
 * A profiled run: what the guest did, and on what host that was seen.
 *
 * @param profile facts about the guest: the same for every run of the same plan
 * @param host facts about this one run on this one host
 */
@Meaning("A profiled run.")
public record Recording(
    @Meaning("What the guest did. The same, byte for byte, for every run of the same plan.")
        Profile profile,
    @Meaning("The host and its clock. Differs from run to run.") HostRun host) {

  /** Instructions per second of host time; 0 when the time was too short to measure. */
  public double instructionsPerSecond() {
    return host.seconds() > 0 ? profile.totals().instructions() / host.seconds() : 0;
  }
}

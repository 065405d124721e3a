package dev.orrery.machine.timing;

/**
 * A model's cycles beside the measured ones.
 *
 * @param measured what the RTL took
 * @param roiCycles the model's cycles in the region of interest
 * @param cycles the model's cycles from reset to the end
 * @param instructions how many the program retired
 * @param deltas how many of them have a measured number of cycles; 0 if there is no trace
 * @param differing how many of these the model gives another number
 */
public record ProgramResult(
    Measurement measured,
    long roiCycles,
    long cycles,
    long instructions,
    long deltas,
    long differing) {

  /** By how much the cycles differ, relative to the measured ones: the larger of the two. */
  public double error() {
    return Math.max(relative(roiCycles, measured.roiCycles()), relative(cycles, measured.cycles()));
  }

  /** As {@link #error}, with the sign of the model's deviation in the region of interest. */
  public long difference() {
    long roi = roiCycles - measured.roiCycles();
    return roi != 0 ? roi : cycles - measured.cycles();
  }

  /** The share of deltas that differ. */
  public double differingShare() {
    return deltas == 0 ? 0 : (double) differing / deltas;
  }

  private static double relative(long model, long measured) {
    return measured == 0 ? 0 : Math.abs((double) (model - measured) / measured);
  }
}

package dev.orrery.reports.text;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.CycleProfile.InstructionCycles;
import dev.orrery.profiler.recording.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many operations a function does for each byte that moves between memory and the core, and how
 * near it comes to what the core can do at most: S. Williams, A. Waterman and D. Patterson,
 * "Roofline", CACM 52(4), 2009. Operations are integer and floating-point instructions of the
 * tables' classes; a fused multiply-add counts twice, and loads, stores and jumps not at all.
 *
 * @param peak most operations in a cycle: as many as instructions can retire
 * @param bandwidth most bytes in a cycle: bytes moved by cycles of the causes that move them
 * @param points functions that move bytes and operate, by cycles, most first
 */
public record Roofline(double peak, double bandwidth, List<Point> points) {
  private static final String FUSED = "fma";

  public Roofline {
    points = List.copyOf(points);
  }

  /**
   * A function.
   *
   * @param function index in the profile's functions
   * @param integer operations on integers
   * @param floating operations on floating-point numbers
   * @param bytes moved
   * @param cycles taken
   */
  public record Point(int function, long integer, long floating, long bytes, long cycles) {
    /** All operations. */
    public long operations() {
      return integer + floating;
    }

    /** Operations for each byte moved. */
    public double intensity() {
      return (double) operations() / bytes;
    }

    /** Operations in a cycle. */
    public double speed() {
      return (double) operations() / cycles;
    }
  }

  /** Most operations in a cycle with so many of them for each byte. */
  public double roof(double intensity) {
    return Math.min(peak, bandwidth * intensity);
  }

  /** The roofline of a profile; null where the core's table does not say what moves bytes. */
  public static @Nullable Roofline of(Profile all) {
    Cycles cycles = Cycles.of(all);
    if (cycles == null) {
      return null;
    }
    CycleProfile profile = cycles.profile();
    long[] bytes = new long[all.functions().size()];
    long moved = 0;
    for (InstructionCycles i : profile.instructions()) {
      long here = i.times() * profile.causes().get(i.cause()).moves();
      bytes[all.blocks().get(i.block()).function()] += here;
      moved += here;
    }
    long moving =
        profile.causes().stream().filter(c -> c.moves() > 0).mapToLong(CauseCycles::cycles).sum();
    if (moved == 0 || moving == 0) {
      return null;
    }
    return new Roofline(
        Math.max(1, profile.width()), (double) moved / moving, points(all, cycles, bytes));
  }

  private static List<Point> points(Profile all, Cycles cycles, long[] bytes) {
    long[] integer = new long[bytes.length];
    long[] floating = new long[bytes.length];
    for (BlockProfile b : all.blocks()) {
      for (BlockProfile.Instruction i : b.code()) {
        switch (Family.of(i.insnClass())) {
          case ALU, MULDIV -> integer[b.function()] += i.count();
          case FLOAT ->
              floating[b.function()] += i.insnClass().equals(FUSED) ? 2 * i.count() : i.count();
          default -> {}
        }
      }
    }
    List<Point> points = new ArrayList<>();
    for (int f = 0; f < bytes.length; f++) {
      long taken = Cycles.sum(cycles.ofFunction(f));
      if (bytes[f] > 0 && taken > 0 && integer[f] + floating[f] > 0) {
        points.add(new Point(f, integer[f], floating[f], bytes[f], taken));
      }
    }
    points.sort(Comparator.comparingLong(p -> -p.cycles()));
    return points;
  }
}

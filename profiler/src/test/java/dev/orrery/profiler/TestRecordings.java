package dev.orrery.profiler;

import dev.orrery.profiler.recording.HostRun;
import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.RunInfo;
import java.util.List;
import java.util.Random;

/** Recordings of random toy programs. */
public final class TestRecordings {
  private TestRecordings() {}

  /** The recording of a random program. */
  public static Recording random(long seed) {
    ToyProgram program = ToyProgram.random(new Random(seed), 6);
    return new ToyRun(program, 5, seed).run(2000, 0);
  }

  /** A recording whose program, function and memory region are called {@code name}. */
  public static Recording named(String name) {
    ToyProgram program = ToyProgram.random(new Random(3), 3);
    program.functions.replaceAll(f -> new ToyProgram.Function(name, f.start(), f.end(), f.named()));
    Recording r = new ToyRun(program, 5, 3).run(200, 0);
    var p = r.profile();
    RunInfo run =
        new RunInfo(
            name,
            name,
            1,
            name,
            List.of(name),
            name,
            List.of(new RunInfo.Setting(name, List.of(name))));
    MemoryUse memory =
        new MemoryUse(4096, List.of(new MemoryUse.Region(name, 0, 4096, "r-x")), List.of());
    return new Recording(
        new dev.orrery.profiler.recording.Profile(
            run,
            p.outcome(),
            p.totals(),
            p.classes(),
            p.rows(),
            p.systemCalls(),
            p.functions(),
            p.blocks(),
            p.edges(),
            p.branches(),
            p.calls(),
            p.callTree(),
            p.callTracking(),
            memory,
            p.coverage(),
            p.source(),
            p.threads(),
            p.cycles(),
            p.callSites(),
            p.intervals(),
            p.timelines(),
            p.accesses()),
        r.host());
  }

  /** A host other than the one of {@link #random}. */
  public static HostRun otherHost() {
    return new HostRun("2027-01-01T00:00:00Z", 9.5, "Java 26", "Other", "Other", 4, List.of());
  }
}

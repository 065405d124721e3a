package dev.orrery.reports.export;

import dev.orrery.profiler.recording.CallTimeline;
import dev.orrery.profiler.recording.CallTimeline.CallSpan;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.Interval;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.ThreadProfile;
import dev.orrery.reports.text.ThreadText;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened when, as trace viewers want it: calls of threads, and counters. Time is cycles
 * where a core's were counted, else instructions of all threads.
 */
final class Trace {
  private final Profile profile;
  private final CallTimeline timeline;
  private final boolean inCycles;

  /** A call. */
  record Call(int thread, String name, long start, long length) {}

  /** Values of a counter from a time on, by the name of its series. */
  record Sample(long start, Map<String, Double> values) {}

  /**
   * The trace of a profile.
   *
   * @param format what to call it in messages
   * @throws OrreryException if the recording does not say when functions were active
   */
  Trace(Profile profile, String format) {
    if (profile.timelines().isEmpty()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          format
              + ": the recording does not say when functions were active. Profile the program again with this Orrery.");
    }
    this.profile = profile;
    this.timeline = profile.timelines().getFirst();
    this.inCycles = !profile.cycles().isEmpty();
  }

  /** The program. */
  String program() {
    return SafeText.clean(profile.run().program());
  }

  /** What one unit of time is, and what is not there, in a sentence or two. */
  String note(String unit) {
    String what = inCycles ? "cycle of " + SafeText.clean(profile.cycles().getFirst().core()) : "";
    String time = "One " + unit + " is one " + (inCycles ? what : "instruction") + ".";
    return timeline.shortest() == 0
        ? time
        : time + " Calls of fewer than " + timeline.shortest() + " instructions are left out.";
  }

  /** Threads that have calls, by what the program knew them by, with a name for people. */
  Map<Integer, String> threads() {
    Map<Integer, String> names = new LinkedHashMap<>();
    for (CallSpan c : timeline.calls()) {
      names.putIfAbsent(c.thread(), program());
    }
    for (ThreadProfile t : profile.threads()) {
      names.replace(t.id(), ThreadText.name(t));
    }
    return names;
  }

  /** Calls by thread and time, callers before what they call. */
  List<Call> calls() {
    FunctionPlaces places = new FunctionPlaces(profile);
    List<Call> calls = new ArrayList<>();
    for (CallSpan c : timeline.calls()) {
      long start = inCycles ? c.startCycle() : c.start();
      long length = inCycles ? c.cycles() : c.instructions();
      calls.add(new Call(c.thread(), places.name(c.function()), start, length));
    }
    return calls;
  }

  /** Cycles for each instruction by cause, interval by interval; nothing without a core. */
  List<Sample> stack() {
    List<Sample> samples = new ArrayList<>();
    long start = 0;
    for (Interval i : profile.intervals()) {
      if (inCycles && i.instructions() > 0) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (CauseCycles c : profile.cycles().getFirst().causes()) {
          if (c.cycles() > 0) {
            values.put(SafeText.clean(c.name()), 0.0);
          }
        }
        for (Interval.CauseShare s : i.cycles()) {
          String name = profile.cycles().getFirst().causes().get(s.cause()).name();
          values.merge(SafeText.clean(name), (double) s.cycles() / i.instructions(), Double::sum);
        }
        samples.add(new Sample(start, values));
      }
      start += i.totalCycles();
    }
    return samples;
  }

  /** The name of the counter of {@link #stack}. */
  String stackName() {
    return "cycles per instruction";
  }
}

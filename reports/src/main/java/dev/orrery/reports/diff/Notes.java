package dev.orrery.reports.diff;

import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.Parameter;
import dev.orrery.profiler.recording.Outcome;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.RunInfo;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What makes two recordings differ besides the code that was changed. */
final class Notes {
  private static final int LONGEST = 60;

  private final Profile a;
  private final Profile b;
  private final List<String> notes = new ArrayList<>();

  private Notes(Profile a, Profile b) {
    this.a = a;
    this.b = b;
  }

  /** Sentences; usually none, or that there are two builds. */
  static List<String> of(Recording a, Recording b) {
    Notes n = new Notes(a.profile(), b.profile());
    n.programs();
    n.settings();
    n.outcomes();
    n.cores();
    return List.copyOf(n.notes);
  }

  private void programs() {
    RunInfo x = a.run();
    RunInfo y = b.run();
    if (!x.program().equals(y.program())) {
      note(
          "These are different programs, %s and %s: what has one name is compared.",
          x.program(), y.program());
    } else if (!x.imageSha256().equals(y.imageSha256())) {
      note("These are two builds of %s.", x.program());
    }
    if (!x.isaHash().equals(y.isaHash())) {
      note("The instruction tables differ: %s and %s.", x.isa(), y.isa());
    }
  }

  /** What else was asked for; which engine ran makes no difference to counts. */
  private void settings() {
    Set<String> keys = new LinkedHashSet<>();
    a.run().settings().forEach(s -> keys.add(s.key()));
    b.run().settings().forEach(s -> keys.add(s.key()));
    keys.removeAll(Set.of("program", "engine", "isa", "timeout"));
    for (String key : keys) {
      List<String> x = a.run().setting(key);
      List<String> y = b.run().setting(key);
      if (!x.equals(y)) {
        note("The runs differ in %s: %s and %s.", key, words(x), words(y));
      }
    }
  }

  private static String words(List<String> values) {
    return values.isEmpty() ? "nothing" : "'" + String.join(" ", values) + "'";
  }

  private void outcomes() {
    Outcome x = a.outcome();
    Outcome y = b.outcome();
    if (!x.equals(y)) {
      note("The runs ended differently: %s, and %s.", x.message(), y.message());
    }
  }

  private void cores() {
    if (a.cycles().isEmpty() != b.cycles().isEmpty()) {
      note(
          "Only %s counts cycles, so that instructions are compared.",
          a.cycles().isEmpty() ? "B" : "A");
      return;
    }
    if (a.cycles().isEmpty()) {
      return;
    }
    CycleProfile x = a.cycles().getFirst();
    CycleProfile y = b.cycles().getFirst();
    if (!x.core().equals(y.core())) {
      note("The cycles are of different cores, %s and %s.", x.core(), y.core());
    }
    Map<String, Long> values = new LinkedHashMap<>();
    x.parameters().forEach(p -> values.put(p.name(), p.value()));
    for (Parameter p : y.parameters()) {
      Long before = values.get(p.name());
      if (before != null && before != p.value()) {
        note("The cores differ in %s: %s and %s.", p.name(), before, p.value());
      }
    }
  }

  private void note(String pattern, Object... values) {
    Object[] clean = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      clean[i] = SafeText.shortened(SafeText.clean(values[i].toString()), LONGEST);
    }
    notes.add(pattern.formatted(clean));
  }
}

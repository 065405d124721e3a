package dev.orrery.reports.text;

import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.profiler.recording.SourceProfile.Place;
import dev.orrery.profiler.recording.SourceText;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Places in the source as text: {@code json.c:88}, what stands there, and whose code it is. */
public final class Sources {
  private record Line(int file, int line) {}

  private final SourceProfile source;
  private final Map<Line, String> texts = new HashMap<>();
  private final Map<Line, Set<String>> functions = new HashMap<>();

  /** The source of {@code recording}; perhaps nothing is known of it. */
  public Sources(Recording recording) {
    this.source = recording.profile().source();
    for (SourceText t : recording.host().sources()) {
      texts.put(new Line(t.file(), t.line()), t.text().strip());
    }
    for (Place p : source.places()) {
      functions
          .computeIfAbsent(new Line(p.file(), p.line()), l -> new LinkedHashSet<>())
          .add(p.function());
    }
  }

  /** {@code programs/json.c:88}, or what there is to say of code without a line. */
  public String place(LineCount line) {
    return line.file() < 0 ? "code without source lines" : source.text(line.file(), line.line());
  }

  /** The text of a line; empty if it could not be read. */
  public String text(LineCount line) {
    return texts.getOrDefault(new Line(line.file(), line.line()), "");
  }

  /** The functions that a line is in, by commas; often one. */
  public String functions(LineCount line) {
    if (line.file() < 0) {
      return "";
    }
    return String.join(", ", functions.getOrDefault(new Line(line.file(), line.line()), Set.of()));
  }

  /** Where the instruction at {@code address} comes from; empty if that is unknown. */
  public String at(long address) {
    Place p = source.at(address);
    return p == null ? "" : source.text(p);
  }

  /**
   * The same with the calls that were inlined around it: {@code leaf at a.c:3, inlined in main at
   * a.c:12}.
   */
  public String chainAt(long address) {
    Place p = source.at(address);
    if (p == null || source.text(p).isEmpty()) {
      return "";
    }
    StringBuilder chain = new StringBuilder();
    if (p.caller() >= 0) {
      chain.append(p.function()).append(' ');
    }
    chain.append("at ").append(source.text(p));
    for (Place c = source.caller(p); c != null; c = source.caller(c)) {
      chain.append(", inlined in ").append(c.function()).append(" at ").append(source.text(c));
    }
    return chain.toString();
  }

  /** The place of the function that begins at {@code address}; empty if that is unknown. */
  public String ofFunction(long address) {
    Place p = source.at(address);
    return p == null ? "" : source.text(source.outermost(p));
  }
}

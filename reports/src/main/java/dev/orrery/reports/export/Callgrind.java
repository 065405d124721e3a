package dev.orrery.reports.export;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CallSite;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.SourceProfile.Place;
import dev.orrery.reports.text.Numbers;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Costs of instructions and calls for KCachegrind and callgrind_annotate: Ir, and on a core Cy and
 * an event for each cause. Code that was inlined stands in the function that it was inlined into,
 * with its own file and line. Inclusive costs of a call are those of its outermost activation.
 *
 * <p>Source: "Callgrind Format Specification" in Valgrind's manual. Descriptions of events stand
 * before the list of events, as callgrind_annotate wants them.
 */
public final class Callgrind {
  /** What tools show where a file is unknown. */
  private static final String UNKNOWN = "???";

  private final Profile profile;
  private final Events events;
  private final FunctionPlaces places;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Integer> files = new HashMap<>();
  private final Map<Integer, Boolean> named = new HashMap<>();

  private Callgrind(Profile profile) {
    this.profile = profile;
    this.events = new Events(profile);
    this.places = new FunctionPlaces(profile);
  }

  /** The file. */
  public static String of(Profile profile) {
    return new Callgrind(profile).write();
  }

  private String write() {
    header();
    List<List<int[]>> code = new ArrayList<>();
    List<List<Integer>> sites = new ArrayList<>();
    profile.functions().forEach(f -> code.add(new ArrayList<>()));
    profile.functions().forEach(f -> sites.add(new ArrayList<>()));
    for (int b = 0; b < profile.blocks().size(); b++) {
      BlockProfile block = profile.blocks().get(b);
      for (int i = 0; i < block.code().size(); i++) {
        code.get(block.function()).add(new int[] {b, i});
      }
    }
    for (int s = 0; s < profile.callSites().size(); s++) {
      sites.get(profile.callSites().get(s).caller()).add(s);
    }
    for (List<int[]> instructions : code) {
      instructions.sort(Comparator.comparingLong(at -> address(at) ^ Long.MIN_VALUE));
    }
    line("ob", "(1) " + SafeText.clean(profile.run().program()));
    for (int f = 0; f < profile.functions().size(); f++) {
      function(f, code.get(f), sites.get(f));
    }
    return text.toString();
  }

  private long address(int[] at) {
    return profile.blocks().get(at[0]).code().get(at[1]).address();
  }

  private void header() {
    text.append("# callgrind format\nversion: 1\n");
    text.append("creator: orrery ").append(SafeText.clean(profile.run().version())).append('\n');
    String command = String.join(" ", profile.run().command());
    text.append("cmd: ").append(SafeText.clean(command)).append('\n');
    text.append("positions: instr line\n");
    List<String> names = new ArrayList<>();
    for (int e = 0; e < events.list().size(); e++) {
      Events.Event event = events.list().get(e);
      String name =
          switch (e) {
            case Events.INSTRUCTIONS -> "Ir";
            case Events.CYCLES -> "Cy";
            default -> event.name();
          };
      names.add(name);
      text.append("event: ").append(name).append(" : ").append(event.meaning()).append('\n');
    }
    text.append("events: ").append(String.join(" ", names)).append('\n');
    text.append("summary:").append(counts(events.totals())).append("\n\n");
  }

  private void function(int f, List<int[]> code, List<Integer> sites) {
    if (code.isEmpty() && sites.isEmpty()) {
      return;
    }
    String file = file(places.of(f));
    line("fl", fileName(file));
    line("fn", functionName(f));
    String current = file;
    for (int[] at : code) {
      Place place = profile.source().at(address(at));
      current = goTo(file(place), current, file);
      cost(address(at), place, events.ofInstruction(at[0], at[1]));
    }
    for (int s : sites) {
      CallSite site = profile.callSites().get(s);
      Place place = profile.source().at(site.address());
      current = goTo(file(place), current, file);
      call(site);
      cost(site.address(), place, events.ofSite(s));
    }
    text.append('\n');
  }

  private void call(CallSite site) {
    FunctionProfile callee = profile.function(site.callee());
    Place place = places.of(site.callee());
    line("cfi", fileName(file(place)));
    line("cfn", functionName(site.callee()));
    text.append("calls=").append(site.calls()).append(' ');
    text.append(Numbers.address(callee.address())).append(' ');
    text.append(place == null ? 0 : place.line()).append('\n');
  }

  /** Says that what follows comes from another file than what stands before. */
  private String goTo(String file, String current, String own) {
    if (!file.equals(current)) {
      line(file.equals(own) ? "fe" : "fi", fileName(file));
    }
    return file;
  }

  private void cost(long address, @Nullable Place place, long[] counts) {
    text.append(Numbers.address(address)).append(' ');
    text.append(place == null ? 0 : place.line()).append(counts(counts)).append('\n');
  }

  /** Counts in order; zeros at the end may be left out. */
  private static String counts(long[] counts) {
    int last = counts.length;
    while (last > 1 && counts[last - 1] == 0) {
      last--;
    }
    StringBuilder all = new StringBuilder();
    LongStream.of(counts).limit(last).forEach(n -> all.append(' ').append(n));
    return all.toString();
  }

  private void line(String key, String value) {
    text.append(key).append('=').append(value).append('\n');
  }

  private String file(@Nullable Place place) {
    return place == null || place.file() < 0 ? UNKNOWN : places.path(place);
  }

  /** A file by its number, with its name the first time. */
  private String fileName(String file) {
    Integer known = files.get(file);
    if (known != null) {
      return "(" + known + ")";
    }
    files.put(file, files.size() + 1);
    return "(%d) %s".formatted(files.size(), file);
  }

  private String functionName(int f) {
    String number = "(" + (f + 1) + ")";
    return named.put(f, true) == null ? number + " " + places.name(f) : number;
  }
}

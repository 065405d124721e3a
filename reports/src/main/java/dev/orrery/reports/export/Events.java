package dev.orrery.reports.export;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.CycleProfile.CycleShare;
import dev.orrery.profiler.recording.CycleProfile.InstructionCycles;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a profile counts, in one order for all writers: instructions, and on a core cycles and the
 * cycles of each of its causes. Counts of something are arrays in this order.
 */
final class Events {
  /** Position of instructions. */
  static final int INSTRUCTIONS = 0;

  /** Position of cycles, if there is a core; the causes stand behind. */
  static final int CYCLES = 1;

  private final Profile profile;
  private final @Nullable CycleProfile cycles;
  private final List<Event> events = new ArrayList<>();
  private final long[][] nodes;
  private final long[][] sites;
  private final Map<Place, long[]> instructions = new HashMap<>();

  private record Place(int block, int instruction) {}

  /**
   * Something counted.
   *
   * @param name a word of letters, digits and underscores
   * @param unit what it counts
   * @param meaning what it is, in one line
   */
  record Event(String name, String unit, String meaning) {}

  /** The events of a profile. */
  Events(Profile profile) {
    this.profile = profile;
    this.cycles = profile.cycles().isEmpty() ? null : profile.cycles().getFirst();
    Set<String> taken = new HashSet<>();
    add("instructions", "instructions", "instructions retired", taken);
    if (cycles != null) {
      String core = SafeText.clean(cycles.core());
      add("cycles", "cycles", "cycles of the core " + core, taken);
      for (CauseCycles c : cycles.causes()) {
        add(c.name(), "cycles", "cycles: " + SafeText.clean(c.meaning()), taken);
      }
    }
    nodes = new long[profile.callTree().size()][events.size()];
    for (int n = 0; n < nodes.length; n++) {
      nodes[n][INSTRUCTIONS] = profile.callTree().get(n).self();
    }
    sites = new long[profile.callSites().size()][events.size()];
    for (int s = 0; s < sites.length; s++) {
      sites[s][INSTRUCTIONS] = profile.callSites().get(s).inclusive();
    }
    if (cycles != null) {
      cycles.callTree().forEach(s -> add(nodes[s.of()], s));
      cycles.callSites().forEach(s -> add(sites[s.of()], s));
      for (InstructionCycles i : cycles.instructions()) {
        long[] counts =
            instructions.computeIfAbsent(
                new Place(i.block(), i.instruction()), p -> new long[events.size()]);
        add(counts, i.cause(), i.cycles());
      }
    }
  }

  private void add(String name, String unit, String meaning, Set<String> taken) {
    String word = name.replaceAll("[^A-Za-z0-9_]", "_");
    String free = word.isEmpty() ? "_" : word;
    while (!taken.add(free)) {
      free += "_";
    }
    events.add(new Event(free, unit, meaning));
  }

  private static void add(long[] counts, CycleShare share) {
    add(counts, share.cause(), share.cycles());
  }

  private static void add(long[] counts, int cause, long cycles) {
    counts[CYCLES] += cycles;
    counts[CYCLES + 1 + cause] += cycles;
  }

  /** What is counted. */
  List<Event> list() {
    return events;
  }

  /** Whether there is a core whose cycles are counted. */
  boolean haveCycles() {
    return cycles != null;
  }

  /** Counts of a node of the call tree itself. */
  long[] ofNode(int index) {
    return nodes[index];
  }

  /** Counts while a call of a call site was active. */
  long[] ofSite(int index) {
    return sites[index];
  }

  /** Counts of an instruction of a block. */
  long[] ofInstruction(int block, int index) {
    BlockProfile.Instruction insn = profile.blocks().get(block).code().get(index);
    long[] known = instructions.get(new Place(block, index));
    long[] counts = known == null ? new long[events.size()] : known.clone();
    counts[INSTRUCTIONS] = insn.count();
    return counts;
  }

  /** Counts of the whole run. */
  long[] totals() {
    long[] counts = new long[events.size()];
    counts[INSTRUCTIONS] = profile.totals().instructions();
    if (cycles != null) {
      counts[CYCLES] = cycles.cycles();
      for (int c = 0; c < cycles.causes().size(); c++) {
        counts[CYCLES + 1 + c] = cycles.causes().get(c).cycles();
      }
    }
    return counts;
  }
}

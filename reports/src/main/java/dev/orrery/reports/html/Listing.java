package dev.orrery.reports.html;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.BlockProfile.Instruction;
import dev.orrery.profiler.recording.BranchSite;
import dev.orrery.profiler.recording.EdgeProfile;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.text.Cycles;
import dev.orrery.reports.text.Family;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.Places;
import dev.orrery.reports.text.Sources;
import dev.orrery.spec.diag.SafeText;
import dev.orrery.spec.ir.JumpKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A hot function's code in address order: its hot blocks with counts, what lies between them left
 * out, and beside it the jumps between the lines shown.
 *
 * @param id what links call it
 * @param name the function
 * @param summary its share of the run
 * @param lines what is shown, one line of fixed height each
 * @param jumps for each line its piece of a drawing of the jumps
 * @param timed whether lines say cycles
 */
public record Listing(
    String id, String name, String summary, List<Line> lines, List<String> jumps, boolean timed) {
  private static final long[] NONE = {};

  /** Lines of one function. */
  private static final int MOST_LINES = 60;

  /** Lines of a function that dominates the run, for loops as hot as its hottest line. */
  private static final int MOST_LINES_OF_LOOP = 180;

  /** Blocks that ran less often than this, compared with the hottest, are left out. */
  private static final double COLD = 0.02;

  /**
   * A line.
   *
   * @param gap whether this is not an instruction but says what was left out
   * @param first whether it is the first of a block
   * @param heat 0 to 100: how often it retired, compared with the hottest line of the function
   * @param note how its branch goes
   * @param cycles what it took in all; empty if that is not known
   * @param waits what it waits for most; may be empty
   * @param id what links call the block that begins here; empty within a block
   * @param block for the first line of a block where it is and what it makes up
   * @param source where the source line changes, that line; else empty
   * @param toSource a link to that line; may be empty
   * @param toPipeline for the first line of a block a link to the pipeline; may be empty
   */
  public record Line(
      boolean gap,
      boolean first,
      String address,
      String count,
      int heat,
      String mnemonic,
      String operands,
      String family,
      String note,
      String cycles,
      String waits,
      String id,
      String block,
      String source,
      String toSource,
      String toPipeline) {
    static Line gap(String what) {
      return new Line(true, false, "", "", 0, "", what, "", "", "", "", "", "", "", "", "");
    }
  }

  /**
   * Listings of the hottest functions: as many as it takes for most of the run, and few.
   *
   * @param anchors where lines and the pipeline are; is told of the functions and blocks
   */
  static List<Listing> hottest(Recording recording, int most, double share, Anchors anchors) {
    Profile profile = recording.profile();
    Places places = new Places(profile);
    Sources sources = new Sources(recording);
    List<Listing> listings = new ArrayList<>();
    long total = Math.max(1, profile.totals().instructions());
    Cycles cycles = Cycles.of(profile);
    List<Integer> order =
        cycles == null
            ? IntStream.range(0, profile.functions().size()).boxed().toList()
            : cycles.slowestFunctions();
    long covered = 0;
    for (int f : order) {
      FunctionProfile function = profile.function(f);
      if (listings.size() == most
          || covered >= share * total
          || function.self() * 50 < total && !listings.isEmpty()) {
        break;
      }
      covered += function.self();
      listings.add(new Builder(profile, places, sources, anchors, cycles, f).build());
    }
    return listings;
  }

  private static final class Builder {
    private final Profile profile;
    private final Places places;
    private final Sources sources;
    private final Anchors anchors;
    private final int index;
    private final @Nullable Cycles cycles;
    private final FunctionProfile function;
    private final long total;
    private final long hottest;
    private final List<BlockProfile> blocks;
    private final Map<Long, BranchSite> branches = new HashMap<>();
    private final Map<Long, Integer> lineOf = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();

    Builder(
        Profile profile,
        Places places,
        Sources sources,
        Anchors anchors,
        @Nullable Cycles cycles,
        int index) {
      this.anchors = anchors;
      this.index = index;
      this.cycles = cycles;
      this.profile = profile;
      this.places = places;
      this.sources = sources;
      this.function = profile.function(index);
      this.total = Math.max(1, profile.totals().instructions());
      this.blocks =
          profile.blocks().stream()
              .filter(b -> b.function() == index)
              .sorted((a, b) -> Long.compareUnsigned(a.address(), b.address()))
              .toList();
      this.hottest =
          Math.max(1, blocks.stream().mapToLong(BlockProfile::executions).max().orElse(1));
      profile.branches().forEach(b -> branches.put(b.address(), b));
    }

    Listing build() {
      anchors.showFunction(index);
      Set<BlockProfile> shown = hotBlocks();
      List<BlockProfile> skipped = new ArrayList<>();
      for (BlockProfile b : blocks) {
        if (!shown.contains(b)) {
          skipped.add(b);
          continue;
        }
        gap(skipped);
        block(b);
      }
      gap(skipped);
      String calls =
          function.calls() == 0
              ? ""
              : " · called " + Numbers.plural(function.calls(), "time", "times");
      String summary =
          Numbers.percent(function.self(), total)
              + " of the run · "
              + Numbers.count(function.self(), "insns")
              + calls;
      List<Jumps.Arrow> arrows = arrows();
      return new Listing(
          Anchors.ofFunction(index),
          SafeText.shortened(SafeText.clean(function.name()), 120),
          summary,
          List.copyOf(lines),
          Jumps.draw(arrows, lines.size()),
          cycles != null);
    }

    /** The blocks worth their lines: those that ran most often, as many as there is room for. */
    private Set<BlockProfile> hotBlocks() {
      Set<BlockProfile> hot = new HashSet<>();
      boolean dominates = 3 * function.self() >= total;
      int used = 0;
      List<BlockProfile> byHeat =
          blocks.stream()
              .sorted(Comparator.comparingLong((BlockProfile b) -> -b.executions()))
              .toList();
      for (BlockProfile b : byHeat) {
        boolean loop = dominates && 3 * b.executions() >= hottest;
        int room = loop ? MOST_LINES_OF_LOOP : MOST_LINES;
        boolean fits = used + b.code().size() <= room || hot.isEmpty();
        if (b.executions() >= COLD * hottest && fits) {
          hot.add(b);
          used += b.code().size();
        }
      }
      return hot;
    }

    private void gap(List<BlockProfile> skipped) {
      if (!skipped.isEmpty()) {
        long insns = skipped.stream().mapToLong(b -> b.code().size()).sum();
        long retired = skipped.stream().mapToLong(BlockProfile::instructions).sum();
        String what =
            Numbers.plural(insns, "instruction", "instructions")
                + " in "
                + Numbers.plural(skipped.size(), "block", "blocks")
                + " not shown, "
                + Numbers.percent(retired, total)
                + " of the run";
        lines.add(Line.gap(what));
        skipped.clear();
      }
    }

    private void block(BlockProfile b) {
      String offset = "+0x" + Long.toHexString(b.address() - function.address());
      String label = offset + "  " + Numbers.percent(b.instructions(), total);
      List<Instruction> code = b.code();
      int number = profile.blocks().indexOf(b);
      anchors.showBlock(number, b);
      for (int i = 0; i < code.size(); i++) {
        if (i == MOST_LINES_OF_LOOP - 8 && code.size() > MOST_LINES_OF_LOOP) {
          int left = code.size() - i - 4;
          lines.add(Line.gap(left + " instructions of the block not shown"));
          i += left;
        }
        long address = code.get(i).address();
        String at = sources.chainAt(address);
        boolean changed = i == 0 || !at.equals(sources.chainAt(code.get(i - 1).address()));
        String source = changed ? SafeText.shortened(SafeText.clean(at), 120) : "";
        long[] waits = cycles == null ? NONE : cycles.ofInstruction(number, i);
        instruction(code.get(i), waits, i == 0 ? number : -1, i == 0 ? label : "", source);
      }
    }

    /**
     * Adds a line.
     *
     * @param block of which it is the first one; -1 within a block
     */
    private void instruction(
        Instruction i, long[] byCause, int block, String label, String source) {
      String text = SafeText.clean(i.text().replace('\t', ' ')).strip();
      int space = text.indexOf(' ');
      BranchSite branch = branches.get(i.address());
      lineOf.put(i.address(), lines.size());
      lines.add(
          new Line(
              false,
              block >= 0,
              Long.toHexString(i.address()),
              Numbers.exact(i.count()),
              (int) Math.clamp(Math.round(100.0 * i.count() / hottest), 0, 100),
              space < 0 ? text : text.substring(0, space),
              SafeText.shortened(space < 0 ? "" : text.substring(space + 1).strip(), 90),
              MixBar.cssClass(Family.of(i.insnClass())),
              branch == null ? "" : "taken " + Numbers.percent(branch.taken(), branch.executions()),
              cycles == null ? "" : Numbers.exact(Cycles.sum(byCause)),
              cycles == null ? "" : SafeText.clean(cycles.mainly(byCause)),
              block < 0 ? "" : Anchors.ofBlock(block),
              label,
              source,
              anchors.toLine(i.address()),
              block < 0 ? "" : anchors.toPipeline(block)));
    }

    private List<Jumps.Arrow> arrows() {
      List<Jumps.Arrow> arrows = new ArrayList<>();
      long most = 1;
      for (EdgeProfile e : profile.edges()) {
        most = lineOf.containsKey(e.from()) ? Math.max(most, e.count()) : most;
      }
      for (EdgeProfile e : profile.edges()) {
        Integer from = lineOf.get(e.from());
        Integer to = lineOf.get(e.to());
        boolean inside = e.kind() != JumpKind.CALL && e.kind() != JumpKind.RETURN;
        if (from != null && to != null && inside && to != from + 1) {
          String title =
              places.of(e.from())
                  + " → "
                  + places.of(e.to())
                  + ": "
                  + Numbers.plural(e.count(), "time", "times");
          arrows.add(new Jumps.Arrow(from, to, (double) e.count() / most, SafeText.clean(title)));
        }
      }
      return arrows;
    }
  }
}

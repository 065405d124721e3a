package dev.orrery.notebook;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.CycleProfile.IdealRun;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.reports.text.Bottlenecks;
import dev.orrery.reports.text.Cycles;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.Places;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A program that ran on a core, and where its cycles went. Counts are exact on every run. */
public final class CoreRun implements Shown {
  private final Profile profile;
  private final Cycles cycles;

  CoreRun(Profile profile, Cycles cycles) {
    this.profile = profile;
    this.cycles = cycles;
  }

  /** Instructions that retired. */
  public long instructions() {
    return profile.totals().instructions();
  }

  /** Cycles that passed. */
  public long cycles() {
    return cycles.total();
  }

  /** Cycles per instruction. */
  public double cpi() {
    return instructions() == 0 ? 0 : (double) cycles() / instructions();
  }

  /** Cycles by cause, those of the core's table, most first; they add up to all cycles. */
  public Map<String, Long> causes() {
    Map<String, Long> causes = new LinkedHashMap<>();
    cycles.causes().forEach(c -> causes.put(c.name(), c.cycles()));
    return causes;
  }

  /** The CPI stack: what each cause adds to the cycles per instruction. */
  public Table stack() {
    List<List<String>> rows = new ArrayList<>();
    for (CauseCycles c : cycles.causes()) {
      rows.add(
          List.of(
              c.name(),
              Numbers.exact(c.cycles()),
              Numbers.percent(c.cycles(), cycles()),
              Cycles.perInstruction(c.cycles(), instructions()),
              c.meaning()));
    }
    rows.add(
        List.of(
            "all",
            Numbers.exact(cycles()),
            "100 %",
            Cycles.perInstruction(cycles(), instructions()),
            ""));
    return new Table(List.of("cause", "cycles", "share", "CPI", "what it is"), rows);
  }

  /** What dominates, where, and what would change it. */
  public Words bottleneck() {
    return new Words(Bottlenecks.on(profile));
  }

  /** What the program would take with each mechanism made ideal. */
  public Table ideals() {
    List<List<String>> rows = new ArrayList<>();
    for (IdealRun r : cycles.profile().ideals()) {
      rows.add(
          List.of(
              cycles.profile().causes().get(r.cause()).name(),
              Numbers.exact(r.cycles()),
              String.format(Locale.ROOT, "%+.2f %%", 100.0 * (r.cycles() - cycles()) / cycles()),
              r.meaning()));
    }
    return new Table(List.of("cause", "cycles", "change", "with"), rows);
  }

  /**
   * Cycles that the program would take if the mechanism behind a cause were ideal.
   *
   * @throws OrreryException if the core's table has no ideal for it
   */
  public long ideal(String cause) {
    return cycles.profile().ideals().stream()
        .filter(r -> cycles.profile().causes().get(r.cause()).name().equals(cause))
        .findFirst()
        .orElseThrow(
            () ->
                new OrreryException(
                    ExitCode.USAGE,
                    "the core has no ideal for '%s': see ideals()".formatted(cause)))
        .cycles();
  }

  /** The code that ran, with how often, and how many cycles it took and what for. */
  public Table listing() {
    List<List<String>> rows = new ArrayList<>();
    List<Integer> blocks = new ArrayList<>();
    for (int b = 0; b < profile.blocks().size(); b++) {
      blocks.add(b);
    }
    blocks.sort(Comparator.comparingLong(b -> profile.blocks().get(b).address()));
    for (int b : blocks) {
      BlockProfile block = profile.blocks().get(b);
      for (int i = 0; i < block.code().size(); i++) {
        BlockProfile.Instruction insn = block.code().get(i);
        long[] byCause = cycles.ofInstruction(b, i);
        rows.add(
            List.of(
                Places.in(profile.function(block.function()), insn.address()),
                insn.text().replace('\t', ' '),
                Numbers.exact(insn.count()),
                Numbers.exact(Cycles.sum(byCause)),
                cycles.inWords(byCause)));
      }
    }
    return new Table(List.of("place", "instruction", "times", "cycles", "for"), rows);
  }

  @Override
  public String text() {
    return "%s instructions, %s cycles of %s, %s each"
        .formatted(
            Numbers.exact(instructions()),
            Numbers.exact(cycles()),
            cycles.profile().core(),
            Cycles.perInstruction(cycles(), instructions()));
  }

  @Override
  public String toString() {
    return text();
  }
}

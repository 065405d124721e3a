package dev.orrery.reports.text;

import static dev.orrery.reports.text.Numbers.exact;
import static dev.orrery.reports.text.Numbers.rounded;
import static dev.orrery.reports.text.Numbers.wholePercent;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.CycleProfile.IdealRun;
import dev.orrery.profiler.recording.CycleProfile.Parameter;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What costs the cycles, where, why, and what would change it, in sentences. */
public final class Bottlenecks {
  /** Where what waits is a smaller share than this, the work is said first. */
  private static final double LITTLE = 0.05;

  private final Profile all;
  private final Cycles cycles;

  private Bottlenecks(Profile all, Cycles cycles) {
    this.all = all;
    this.cycles = cycles;
  }

  /** The sentences, most important first; none if nothing was counted. */
  public static List<Sentence> on(Profile profile) {
    Cycles cycles = Cycles.of(profile);
    if (cycles == null || cycles.total() == 0) {
      return List.of();
    }
    Bottlenecks b = new Bottlenecks(profile, cycles);
    int main = cycles.mainCause();
    List<Sentence> sentences = new ArrayList<>();
    sentences.add(main < 0 ? b.nothing() : b.what(main));
    if (main >= 0) {
      b.where(main).ifPresent(sentences::add);
      b.ideal(main).ifPresent(sentences::add);
    }
    b.best(main).ifPresent(sentences::add);
    if (main >= 0) {
      b.instruction(main).ifPresent(sentences::add);
      new Reasons(profile, cycles.profile()).of(main).ifPresent(sentences::add);
      b.kinds().ifPresent(sentences::add);
    }
    return sentences;
  }

  /** All of it in one sentence; none if nothing was counted. */
  public static Optional<Sentence> inShort(Profile profile) {
    Cycles cycles = Cycles.of(profile);
    if (cycles == null || cycles.total() == 0) {
      return Optional.empty();
    }
    Bottlenecks b = new Bottlenecks(profile, cycles);
    Sentence.Builder s =
        new Sentence.Builder()
            .code(profile.run().program())
            .plain(" takes ")
            .strong(rounded(cycles.total()))
            .plain(" cycles on ")
            .code(cycles.profile().core())
            .plain(", ")
            .strong(Cycles.perInstruction(cycles.total(), profile.totals().instructions()))
            .plain(" for each instruction.");
    int main = cycles.mainCause();
    if (main >= 0) {
      b.mainly(main, s);
    }
    return Optional.of(s.end());
  }

  /** What costs most, where, and what would be gained without it. */
  private void mainly(int main, Sentence.Builder s) {
    CauseCycles cause = cycles.profile().causes().get(main);
    if (cause.cycles() < LITTLE * cycles.total()) {
      long work =
          cycles.profile().causes().stream()
              .filter(Cycles::isWork)
              .mapToLong(CauseCycles::cycles)
              .sum();
      s.plain(" ").strong(wholePercent(work, cycles.total())).plain(" of the cycles are work; ");
      s.plain("what costs most besides is ");
    } else {
      s.plain(" What costs most besides the work itself is ");
    }
    s.code(cause.name()).plain(", ").strong(wholePercent(cause.cycles(), cycles.total()));
    int f = cycles.worstFunction(main);
    if (f >= 0) {
      s.plain(", " + wholePercent(cycles.ofFunction(f)[main], cause.cycles()) + " of it in ")
          .code(all.function(f).name());
    }
    idealOf(main)
        .filter(r -> r.cycles() < cycles.total())
        .ifPresent(r -> s.plain("; with " + r.meaning() + ", it would take ").strong(gain(r)));
    s.plain(".");
  }

  private Optional<Sentence> kinds() {
    List<TopDown.Share> shares = TopDown.of(cycles.profile());
    return shares.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sentence.of(
                    "By kind, "
                        + shares.stream()
                            .sorted(Comparator.comparingLong(x -> -x.cycles()))
                            .map(x -> wholePercent(x.cycles(), cycles.total()) + " " + x.meaning())
                            .collect(Collectors.joining(", "))
                        + ".")
                .end());
  }

  private Sentence nothing() {
    return Sentence.of("Nothing waits: all ")
        .strong(rounded(cycles.total()))
        .plain(" cycles are work.")
        .end();
  }

  private Sentence what(int main) {
    CauseCycles cause = cycles.profile().causes().get(main);
    return Sentence.of("What costs most besides the work itself is ")
        .code(cause.name())
        .plain(cause.meaning().isEmpty() ? ", " : " (" + cause.meaning() + "), ")
        .strong(wholePercent(cause.cycles(), cycles.total()))
        .plain(" of the " + rounded(cycles.total()) + " cycles.")
        .end();
  }

  private Optional<Sentence> where(int main) {
    long of = cycles.profile().causes().get(main).cycles();
    int f = cycles.worstFunction(main);
    if (f < 0) {
      return Optional.empty();
    }
    Sentence.Builder s =
        new Sentence.Builder()
            .strong(wholePercent(cycles.ofFunction(f)[main], of))
            .plain(" of these are in ")
            .code(all.function(f).name());
    int l = cycles.worstLine(main);
    if (l >= 0 && all.source().lines().get(l).file() >= 0) {
      LineCount line = all.source().lines().get(l);
      s.plain(", ")
          .strong(wholePercent(cycles.ofLine(l)[main], of))
          .plain(" at ")
          .code(all.source().text(line.file(), line.line()));
    }
    return Optional.of(s.plain(".").end());
  }

  private Optional<Sentence> instruction(int main) {
    int b = cycles.worstBlock(main);
    if (b < 0) {
      return Optional.empty();
    }
    BlockProfile block = all.blocks().get(b);
    int worst = 0;
    for (int i = 1; i < block.code().size(); i++) {
      if (cycles.ofInstruction(b, i)[main] > cycles.ofInstruction(b, worst)[main]) {
        worst = i;
      }
    }
    long waits = cycles.ofInstruction(b, worst)[main];
    BlockProfile.Instruction insn = block.code().get(worst);
    FunctionProfile f = all.function(block.function());
    return Optional.of(
        Sentence.of("The instruction that waits most is ")
            .code(insn.text().replace('\t', ' '))
            .plain(" at ")
            .code(Places.in(f, insn.address()))
            .plain(": ")
            .strong(exact(waits))
            .plain(
                " cycles in "
                    + rounded(insn.count())
                    + (insn.count() == 1 ? " execution." : " executions, ")
                    + (insn.count() == 1
                        ? ""
                        : Cycles.perInstruction(waits, insn.count()) + " each."))
            .end());
  }

  private Optional<IdealRun> idealOf(int cause) {
    return cycles.profile().ideals().stream().filter(r -> r.cause() == cause).findFirst();
  }

  private Optional<Sentence> ideal(int main) {
    return idealOf(main)
        .map(
            r ->
                Sentence.of("With " + r.meaning() + " (")
                    .code(settings(r))
                    .plain("), the program would take ")
                    .strong(rounded(r.cycles()))
                    .plain(" cycles, " + gain(r) + "; that is counted, not guessed.")
                    .end());
  }

  /** Another mechanism by which more can be gained than by the main cause's; -1 for none. */
  private Optional<Sentence> best(int main) {
    long known = idealOf(main).map(IdealRun::cycles).orElse(cycles.total());
    return cycles.profile().ideals().stream()
        .filter(r -> r.cause() != main && r.cycles() < known)
        .min(Comparator.comparingLong(IdealRun::cycles))
        .map(
            r ->
                Sentence.of(promise(r, known) + r.meaning() + " (")
                    .code(settings(r))
                    .plain("): ")
                    .strong(rounded(r.cycles()))
                    .plain(" cycles, " + gain(r) + ".")
                    .end());
  }

  /** What {@code r} does that leaves fewer cycles than the {@code known} ones. */
  private String promise(IdealRun r, long known) {
    if (known >= cycles.total()) {
      return "What would help is ";
    }
    return rounded(r.cycles()).equals(rounded(known))
        ? "About as much would be gained by "
        : "More would be gained by ";
  }

  /** The parameters of an ideal as {@code --set} takes them. */
  public static String settings(IdealRun r) {
    return r.parameters().stream()
        .map((Parameter p) -> p.name() + "=" + p.value())
        .collect(Collectors.joining(", "));
  }

  private String gain(IdealRun r) {
    long fewer = cycles.total() - r.cycles();
    return fewer == 0
        ? "as many as now"
        : wholePercent(Math.abs(fewer), cycles.total()) + (fewer > 0 ? " fewer" : " more");
  }
}

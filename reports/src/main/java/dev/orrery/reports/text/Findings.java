package dev.orrery.reports.text;

import static dev.orrery.reports.text.Numbers.plural;
import static dev.orrery.reports.text.Numbers.rounded;
import static dev.orrery.reports.text.Numbers.wholePercent;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.BranchSite;
import dev.orrery.profiler.recording.CallEdge;
import dev.orrery.profiler.recording.EdgeProfile;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is worth saying about a profile, in sentences, most important first. */
public final class Findings {
  private static final int MOST_NAMED = 3;

  private final Profile profile;
  private final long total;

  private Findings(Profile profile) {
    this.profile = profile;
    this.total = profile.totals().instructions();
  }

  /** The findings on {@code profile}; the first answers "where did the instructions go?". */
  public static List<Sentence> on(Profile profile) {
    Findings f = new Findings(profile);
    List<Sentence> all = new ArrayList<>();
    all.add(f.headline());
    if (f.total > 0) {
      f.hottestBlock().ifPresent(all::add);
      f.smallFunction().ifPresent(all::add);
      f.branches().ifPresent(all::add);
      f.concentration().ifPresent(all::add);
      all.add(f.mix());
    }
    return all;
  }

  private Sentence headline() {
    if (profile.functions().isEmpty() || total == 0) {
      return Sentence.of("No instruction retired.").end();
    }
    FunctionProfile first = profile.functions().getFirst();
    String all = rounded(total);
    if (first.self() * 4 >= total || profile.functions().size() == 1) {
      Sentence.Builder s =
          new Sentence.Builder()
              .strong(wholePercent(first.self(), total))
              .plain(" of the " + all + " instructions are in ")
              .code(first.name());
      mainCaller(first)
          .ifPresent(
              c ->
                  s.plain(", which ")
                      .code(profile.function(c.caller()).name())
                      .plain(" calls " + times(c.calls() + c.tailCalls())));
      return s.plain(".").end();
    }
    int named = Math.min(MOST_NAMED, profile.functions().size());
    long sum = profile.functions().stream().limit(named).mapToLong(FunctionProfile::self).sum();
    Sentence.Builder s = Sentence.of("No single function dominates: ");
    for (int i = 0; i < named; i++) {
      s.plain(i == 0 ? "" : i == named - 1 ? " and " : ", ");
      s.code(profile.function(i).name());
    }
    return s.plain(" together make up ")
        .strong(wholePercent(sum, total))
        .plain(" of the " + all + " instructions.")
        .end();
  }

  /** The calls that most of a function's work comes from. */
  private Optional<CallEdge> mainCaller(FunctionProfile callee) {
    return profile.calls().stream()
        .filter(c -> profile.function(c.callee()) == callee && c.caller() != c.callee())
        .filter(c -> 2 * (c.calls() + c.tailCalls()) >= callee.calls())
        .findFirst();
  }

  private Optional<Sentence> hottestBlock() {
    BlockProfile b = profile.blocks().getFirst();
    if (20 * b.instructions() < total) {
      return Optional.empty();
    }
    long again = loopBacks(b);
    Sentence.Builder s =
        Sentence.of("The hottest block, ")
            .code(Places.in(profile.function(b.function()), b.address()))
            .plain(", alone is ")
            .strong(wholePercent(b.instructions(), total))
            .plain(": ");
    s.plain(plural(b.code().size(), "instruction", "instructions") + " " + times(b.executions()));
    if (again > 0 && b.executions() > again) {
      double rounds = (double) b.executions() / (b.executions() - again);
      s.plain(", a loop of " + rounded(Math.round(rounds * 10) / 10.0) + " rounds on average");
    }
    return Optional.of(s.plain(".").end());
  }

  /** How often a block went straight back to its own start. */
  private long loopBacks(BlockProfile b) {
    long last = b.code().getLast().address();
    long sum = 0;
    for (EdgeProfile e : profile.edges()) {
      sum += e.from() == last && e.to() == b.address() ? e.count() : 0;
    }
    return sum;
  }

  private Sentence mix() {
    Sentence.Builder s = Sentence.of("");
    List<Family.Share> shares = Family.shares(profile.classes());
    long memory = count(shares, Family.LOAD) + count(shares, Family.STORE);
    long branches = count(shares, Family.BRANCH);
    long floats = count(shares, Family.FLOAT);
    long muldiv = count(shares, Family.MULDIV);
    s.strong(wholePercent(memory, total))
        .plain(" of the instructions load or store, ")
        .strong(wholePercent(branches, total))
        .plain(" branch");
    if (floats * 50 > total) {
      s.plain(", ").strong(wholePercent(floats, total)).plain(" compute in floating point");
    }
    if (muldiv * 50 > total) {
      s.plain(", ").strong(wholePercent(muldiv, total)).plain(" multiply or divide");
    }
    return s.plain(".").end();
  }

  private static long count(List<Family.Share> shares, Family family) {
    return shares.stream().filter(s -> s.family() == family).mapToLong(Family.Share::count).sum();
  }

  private Optional<Sentence> branches() {
    long all = profile.branches().stream().mapToLong(BranchSite::executions).sum();
    if (all * 100 < total) {
      return Optional.empty();
    }
    long decided =
        profile.branches().stream()
            .filter(b -> 20 * Math.min(b.taken(), b.notTaken()) <= b.executions())
            .mapToLong(BranchSite::executions)
            .sum();
    Sentence.Builder s =
        new Sentence.Builder()
            .strong(wholePercent(decided, all))
            .plain(
                " of the executed branches are at places that go one way at least 95 in 100 times");
    profile.branches().stream()
        .max((a, b) -> Long.compare(minority(a), minority(b)))
        .filter(b -> 50 * minority(b) > all)
        .ifPresent(
            b ->
                s.plain("; the most undecided one that matters is ")
                    .code(Places.in(profile.function(b.function()), b.address()))
                    .plain(", taken " + wholePercent(b.taken(), b.executions()) + " of ")
                    .plain(rounded(b.executions()) + " times"));
    return Optional.of(s.plain(".").end());
  }

  private static long minority(BranchSite b) {
    return Math.min(b.taken(), b.notTaken());
  }

  /** A function so small that calling it is a good part of its cost. */
  private Optional<Sentence> smallFunction() {
    return profile.functions().stream()
        .filter(f -> f.calls() >= 1000 && f.self() <= 15 * f.calls() && 33 * f.self() > total)
        .findFirst()
        .map(
            f ->
                new Sentence.Builder()
                    .code(f.name())
                    .plain(" is called " + times(f.calls()) + " for ")
                    .strong(
                        rounded(Math.round(10.0 * f.self() / f.calls()) / 10.0)
                            + Numbers.SPACE
                            + "instructions")
                    .plain(" each: a candidate for inlining.")
                    .end());
  }

  private Optional<Sentence> concentration() {
    Concentration c = new Concentration(profile);
    if (c.size() < 20) {
      return Optional.empty();
    }
    int needed = c.neededFor(0.9);
    return Optional.of(
        new Sentence.Builder()
            .strong(Numbers.exact(needed))
            .plain(
                " of the " + Numbers.exact(c.size()) + " distinct instructions that ran make up ")
            .plain("90" + Numbers.SPACE + "% of the run.")
            .end());
  }

  private static String times(long n) {
    return n == 1 ? "once" : n == 2 ? "twice" : rounded(n) + " times";
  }
}

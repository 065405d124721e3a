package dev.orrery.reports.html;

import static dev.orrery.reports.text.Numbers.exact;
import static dev.orrery.reports.text.Numbers.percent;
import static dev.orrery.reports.text.Numbers.plural;

import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.BranchSite;
import dev.orrery.profiler.recording.CallEdge;
import dev.orrery.profiler.recording.CallTracking;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.EdgeProfile;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.FunctionProfile.Origin;
import dev.orrery.profiler.recording.HostRun;
import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.NamedCount;
import dev.orrery.profiler.recording.Outcome;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.RunInfo;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.profiler.recording.ThreadProfile;
import dev.orrery.reports.html.ReportModel.Fact;
import dev.orrery.reports.html.ReportModel.Share;
import dev.orrery.reports.html.ReportModel.Tile;
import dev.orrery.reports.svg.Svg;
import dev.orrery.reports.text.Bottlenecks;
import dev.orrery.reports.text.CommandLine;
import dev.orrery.reports.text.Concentration;
import dev.orrery.reports.text.Cycles;
import dev.orrery.reports.text.Family;
import dev.orrery.reports.text.Findings;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.Places;
import dev.orrery.reports.text.Sentence;
import dev.orrery.reports.text.Sources;
import dev.orrery.reports.text.ThreadText;
import dev.orrery.spec.diag.SafeText;
import java.awt.AWTError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Prepares a recording for the page. */
final class ModelBuilder {
  private static final int MOST_FUNCTIONS = 100;

  /** Functions with a smaller share of the run are folded away. */
  private static final double SMALL_FUNCTION = 0.001;

  private static final int MOST_SOURCE_LINES = 40;
  private static final int MOST_BRANCHES = 20;
  private static final int MOST_TRANSFERS = 12;
  private static final int MOST_CALLS = 25;
  private static final int MOST_THREADS = 16;
  private static final int MOST_BLOCKS = 150;
  private static final int MOST_ROWS = 12;
  private static final int MOST_LISTINGS = 6;
  private static final double LISTED_SHARE = 0.8;
  private static final int NAME = 90;

  private final Recording recording;
  private final Profile profile;
  private final long total;
  private final Places places;
  private final Sources sources;
  private final Anchors anchors;

  ModelBuilder(Recording recording) {
    this.recording = recording;
    this.profile = recording.profile();
    this.total = profile.totals().instructions();
    this.places = new Places(profile);
    this.sources = new Sources(recording);
    this.anchors = new Anchors(profile);
  }

  ReportModel build(String style, boolean onScreen) {
    for (int l = 0; l < Math.min(MOST_SOURCE_LINES, profile.source().lines().size()); l++) {
      anchors.showLine(l);
    }
    if (onScreen) {
      PipelineSection.window(profile).ifPresent(anchors::showPipeline);
    }
    List<Listing> listings = Listing.hottest(recording, MOST_LISTINGS, LISTED_SHARE, anchors);
    FlameGraph.Drawing flame = FlameGraph.of(profile);
    Concentration concentration = new Concentration(profile);
    boolean some = concentration.size() > 0;
    Outcome o = profile.outcome();
    return new ReportModel(
        recording,
        style,
        o.kind() == Outcome.Kind.EXITED && o.status() == 0,
        CommandLine.of(profile.run().command()),
        tiles(),
        lead(),
        CycleSection.of(recording, anchors, ModelBuilder::chart),
        onScreen ? PipelineSection.of(profile, anchors) : null,
        AccessSection.of(profile, anchors, ModelBuilder::chart),
        MixBar.of(Family.shares(profile.classes()), total),
        classes(),
        some ? chart(() -> Charts.rows(profile.rows(), total, MOST_ROWS)) : "",
        functions().stream().filter(f -> !f.small()).toList(),
        functions().stream().filter(ReportModel.Function::small).toList(),
        Math.max(0, profile.functions().size() - MOST_FUNCTIONS),
        sourceLines(),
        Math.max(0, profile.source().lines().size() - MOST_SOURCE_LINES),
        profile.callTree().isEmpty() ? "" : flame.svg(),
        flame.hidden(),
        some ? chart(() -> Charts.concentration(concentration)) : "",
        concentrationWords(concentration),
        listings,
        profile.branches().isEmpty() ? "" : chart(() -> Charts.branchBias(profile.branches())),
        branches(),
        Math.max(0, profile.branches().size() - MOST_BRANCHES),
        transfers(),
        Math.max(0, profile.edges().size() - MOST_TRANSFERS),
        calls(),
        Math.max(0, profile.calls().size() - MOST_CALLS),
        threads(),
        Math.max(0, profile.threads().size() - MOST_THREADS),
        MemoryMap.rows(profile.memory()),
        memorySummary(),
        systemCalls(),
        profile.identities(),
        limits(),
        environment(),
        plan(),
        blocks(),
        Math.max(0, profile.blocks().size() - MOST_BLOCKS));
  }

  private List<Sentence> lead() {
    List<Sentence> lead = new ArrayList<>();
    Bottlenecks.inShort(profile).ifPresent(lead::add);
    lead.addAll(Findings.on(profile));
    return lead;
  }

  /**
   * A chart, or nothing where this Java cannot measure text: it needs fonts of the host for that.
   */
  private static String chart(Supplier<String> chart) {
    try {
      return chart.get();
    } catch (LinkageError | InternalError | AWTError | RuntimeException e) {
      return "";
    }
  }

  private List<ReportModel.ThreadRow> threads() {
    List<ReportModel.ThreadRow> rows = new ArrayList<>();
    for (ThreadProfile t : profile.threads().stream().limit(MOST_THREADS).toList()) {
      rows.add(
          new ReportModel.ThreadRow(
              ThreadText.name(t),
              exact(t.instructions()),
              percent(t.instructions(), total),
              100.0 * t.instructions() / Math.max(1, total),
              exact(t.blocks().size()),
              SafeText.shortened(ThreadText.hottest(profile, t), NAME),
              t.callTree().isEmpty() ? "" : FlameGraph.of(profile, t).svg()));
    }
    return rows;
  }

  private List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    tiles.add(tile(Numbers.rounded(total), "instructions retired"));
    for (CycleProfile c : profile.cycles()) {
      tiles.add(tile(Numbers.rounded(c.cycles()), "cycles of " + name(c.core())));
      tiles.add(tile(Cycles.perInstruction(c.cycles(), total), "cycles per instruction"));
    }
    HostRun host = recording.host();
    if (host.seconds() > 0) {
      tiles.add(tile(Numbers.seconds(host.seconds()), "on the host, probes on"));
      tiles.add(
          tile(Numbers.count(recording.instructionsPerSecond(), "insn/s"), "speed, probes on"));
    }
    tiles.add(tile(exact(profile.functions().size()), "functions ran"));
    tiles.add(tile(exact(profile.totals().distinctInstructions()), "distinct instructions"));
    tiles.add(tile(Numbers.rounded(profile.totals().calls()), "calls"));
    if (!profile.memory().pages().isEmpty()) {
      long bytes = profile.memory().pages().size() * profile.memory().pageBytes();
      tiles.add(tile(Numbers.bytes(bytes), "of memory touched"));
    }
    return tiles;
  }

  private static Tile tile(String number, String label) {
    int space = number.indexOf(Numbers.SPACE);
    return space < 0
        ? new Tile(number, "", label)
        : new Tile(number.substring(0, space), number.substring(space + 1), label);
  }

  private List<Share> classes() {
    return shares(profile.classes(), total, n -> MixBar.cssClass(Family.of(n)));
  }

  private List<Share> systemCalls() {
    long all = profile.systemCalls().stream().mapToLong(NamedCount::count).sum();
    return shares(profile.systemCalls(), all, n -> "plain");
  }

  private static List<Share> shares(
      List<NamedCount> counts, long all, java.util.function.UnaryOperator<String> cssClass) {
    long most = counts.stream().mapToLong(NamedCount::count).max().orElse(1);
    return counts.stream()
        .map(
            c ->
                new Share(
                    name(c.name()),
                    cssClass.apply(c.name()),
                    exact(c.count()),
                    percent(c.count(), all),
                    100.0 * c.count() / Math.max(1, most)))
        .toList();
  }

  private List<ReportModel.Function> functions() {
    long most =
        Math.max(1, profile.functions().stream().mapToLong(FunctionProfile::self).max().orElse(1));
    return IntStream.range(0, Math.min(MOST_FUNCTIONS, profile.functions().size()))
        .mapToObj(i -> function(i, profile.function(i), most))
        .toList();
  }

  private ReportModel.Function function(int index, FunctionProfile f, long most) {
    return new ReportModel.Function(
        anchors.toFunction(index),
        name(f.name()),
        where(f),
        exact(f.self()),
        percent(f.self(), total),
        100.0 * f.self() / most,
        exact(f.inclusive()),
        percent(f.inclusive(), total),
        f.calls() == 0 ? "–" : exact(f.calls()),
        f.calls() == 0 ? "–" : Numbers.rounded(tenths(f.self(), f.calls())),
        f.bytes() == 0 ? "–" : Numbers.wholePercent(f.executedBytes(), f.bytes()),
        f.self() < SMALL_FUNCTION * total);
  }

  private String where(FunctionProfile f) {
    String source = sources.ofFunction(f.address());
    return Numbers.address(f.address()) + (source.isEmpty() ? "" : " at " + name(source));
  }

  private List<ReportModel.SourceLine> sourceLines() {
    List<LineCount> lines = profile.source().lines();
    long most = lines.isEmpty() ? 1 : Math.max(1, lines.getFirst().instructions());
    return IntStream.range(0, Math.min(MOST_SOURCE_LINES, lines.size()))
        .mapToObj(i -> sourceLine(i, lines.get(i), most))
        .toList();
  }

  private ReportModel.SourceLine sourceLine(int index, LineCount l, long most) {
    return new ReportModel.SourceLine(
        Anchors.ofLine(index),
        anchors.toCodeOf(l),
        name(sources.place(l)),
        l.file() < 0 ? "" : name(profile.source().files().get(l.file()).path()),
        exact(l.instructions()),
        percent(l.instructions(), total),
        100.0 * l.instructions() / most,
        name(sources.functions(l)),
        name(sources.text(l)));
  }

  private static double tenths(long part, long whole) {
    return Math.round(10.0 * part / whole) / 10.0;
  }

  private List<ReportModel.Branch> branches() {
    long most = profile.branches().isEmpty() ? 1 : profile.branches().getFirst().executions();
    return profile.branches().stream()
        .limit(MOST_BRANCHES)
        .map(b -> branch(b, Math.max(1, most)))
        .toList();
  }

  private ReportModel.Branch branch(BranchSite b, long most) {
    return new ReportModel.Branch(
        anchors.toCode(b.address()),
        name(Places.in(profile.function(b.function()), b.address())),
        name(b.text().replace('\t', ' ')),
        exact(b.executions()),
        percent(b.taken(), b.executions()),
        100.0 * b.executions() / most,
        Svg.number(100.0 * b.taken() / Math.max(1, b.executions())));
  }

  private List<ReportModel.Transfer> transfers() {
    return profile.edges().stream()
        .sorted(Comparator.comparingLong((EdgeProfile e) -> -e.count()))
        .limit(MOST_TRANSFERS)
        .map(
            e ->
                new ReportModel.Transfer(
                    name(places.of(e.from())),
                    name(places.of(e.to())),
                    e.kind().name().toLowerCase(Locale.ROOT),
                    exact(e.count()),
                    percent(e.count(), Math.max(1, total))))
        .toList();
  }

  private List<ReportModel.Call> calls() {
    return profile.calls().stream().limit(MOST_CALLS).map(this::call).toList();
  }

  private ReportModel.Call call(CallEdge c) {
    return new ReportModel.Call(
        name(profile.function(c.caller()).name()),
        name(profile.function(c.callee()).name()),
        c.calls() == 0 ? "–" : exact(c.calls()),
        c.tailCalls() == 0 ? "–" : exact(c.tailCalls()),
        exact(c.inclusive()),
        percent(c.inclusive(), total),
        100.0 * c.inclusive() / Math.max(1, total));
  }

  private List<ReportModel.Block> blocks() {
    return profile.blocks().stream().limit(MOST_BLOCKS).map(this::block).toList();
  }

  private ReportModel.Block block(BlockProfile b) {
    return new ReportModel.Block(
        anchors.toCode(b.address()),
        name(Places.in(profile.function(b.function()), b.address())),
        Numbers.address(b.address()),
        b.code().size(),
        exact(b.executions()),
        exact(b.instructions()),
        percent(b.instructions(), total));
  }

  private static Sentence concentrationWords(Concentration c) {
    if (c.size() == 0) {
      return Sentence.of("Nothing ran.").end();
    }
    return Sentence.of("Half of the run is in ")
        .strong(exact(c.neededFor(0.5)))
        .plain(", nine tenths in ")
        .strong(exact(c.neededFor(0.9)))
        .plain(" of the " + exact(c.size()) + " distinct instructions that ran.")
        .end();
  }

  private String memorySummary() {
    MemoryUse m = profile.memory();
    if (m.pages().isEmpty()) {
      return "Memory was not watched in this run.";
    }
    return plural(m.pages().size(), "page", "pages")
        + " of "
        + Numbers.bytes(m.pageBytes())
        + " were touched: "
        + exact(m.pages().stream().filter(MemoryUse.Page::executed).count())
        + " executed, "
        + exact(m.pages().stream().filter(MemoryUse.Page::read).count())
        + " read, "
        + exact(m.pages().stream().filter(MemoryUse.Page::written).count())
        + " written.";
  }

  /** What the reader must know to trust the numbers, and what they do not say. */
  private List<String> limits() {
    List<String> limits = new ArrayList<>();
    CallTracking t = profile.callTracking();
    if (t.unmatchedReturns() > 0) {
      limits.add(
          plural(t.unmatchedReturns(), "return", "returns")
              + " went where no active call came from (longjmp, unwinding, context switches); the "
              + "call tree was set right by the stack pointer.");
    }
    if (t.tooDeep() > 0) {
      limits.add(
          plural(t.tooDeep(), "call was", "calls were")
              + " nested deeper than the call tree follows and count for the deepest one followed.");
    }
    if (t.foldedPaths() > 0) {
      limits.add(
          plural(t.foldedPaths(), "call was", "calls were")
              + " made along more paths than the call tree holds; their functions hang below the root.");
    }
    long unnamed = profile.functions().stream().filter(f -> f.origin() != Origin.SYMBOL).count();
    if (unnamed > 0) {
      limits.add(
          plural(unnamed, "function has", "functions have")
              + " no symbol. Such a function is called sub_ and its address, and begins where it was "
              + "called.");
    }
    for (String note : profile.source().notes()) {
      limits.add("Debugging information: " + SafeText.clean(note) + ".");
    }
    if (profile.outcome().kind() != Outcome.Kind.EXITED) {
      limits.add("The program did not end by itself: this is the profile up to that point.");
    }
    return limits;
  }

  private List<Fact> environment() {
    HostRun h = recording.host();
    return List.of(
        fact("run started", h.started()),
        fact("Java", h.java()),
        fact("system", h.system()),
        fact("processor", h.processor()),
        fact("processors for Java", exact(h.processors())),
        fact("time in engine and machine", Numbers.seconds(h.seconds())));
  }

  private List<Fact> plan() {
    RunInfo r = profile.run();
    List<Fact> facts = new ArrayList<>();
    facts.add(fact("SHA-256 of the program", r.imageSha256()));
    facts.add(fact("size of the program", plural(r.imageBytes(), "byte", "bytes")));
    facts.add(fact("SHA-256 of the tables", r.isaHash()));
    facts.add(fact("Orrery", r.version()));
    facts.add(fact("fingerprint of this profile", RecordingFile.fingerprint(profile)));
    r.settings().forEach(s -> facts.add(fact(s.key(), CommandLine.of(s.values()))));
    return facts;
  }

  private static Fact fact(String name, String value) {
    return new Fact(SafeText.clean(name), SafeText.shortened(SafeText.clean(value), 400));
  }

  private static String name(String s) {
    return SafeText.shortened(SafeText.clean(s), NAME);
  }
}

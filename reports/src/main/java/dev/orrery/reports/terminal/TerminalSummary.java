package dev.orrery.reports.terminal;

import static dev.orrery.reports.text.Numbers.percent;
import static dev.orrery.reports.text.Numbers.plural;
import static dev.orrery.reports.text.Numbers.rounded;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.BlockProfile.Instruction;
import dev.orrery.profiler.recording.Coverage;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Identity;
import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.Outcome;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.profiler.recording.ThreadProfile;
import dev.orrery.reports.text.Bottlenecks;
import dev.orrery.reports.text.Family;
import dev.orrery.reports.text.Findings;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.Places;
import dev.orrery.reports.text.Sentence;
import dev.orrery.reports.text.Sources;
import dev.orrery.reports.text.ThreadText;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A recording in about thirty lines: what a person wants to see right after the run. */
public final class TerminalSummary {
  private static final int LABEL_END = 10;
  private static final int NARROWEST = 72;
  private static final int WIDEST = 110;
  private static final int FUNCTIONS = 5;
  private static final int SOURCE_LINES = 3;
  private static final int BLOCK_LINES = 6;
  private static final int TREE_LINES = 6;
  private static final int THREADS = 6;
  private static final int BAR = 10;

  private final Recording recording;
  private final Profile profile;
  private final long total;
  private final boolean colour;
  private final int width;
  private final List<String> lines = new ArrayList<>();

  private TerminalSummary(Recording recording, int width, boolean colour) {
    this.recording = recording;
    this.profile = recording.profile();
    this.total = profile.totals().instructions();
    this.colour = colour;
    this.width = Math.clamp(width, NARROWEST, WIDEST);
  }

  /**
   * The summary; every line ends with a line break.
   *
   * @param width columns of the terminal
   * @param colour whether to use ANSI colours
   */
  public static String of(Recording recording, int width, boolean colour) {
    TerminalSummary s = new TerminalSummary(recording, width, colour);
    s.headline();
    if (s.total > 0) {
      s.mix();
      s.functions();
      s.sourceLines();
      s.hottestBlock();
      s.callTree();
      s.threads();
      CycleSummary.of(s.profile, s.width, colour).forEach(s::add);
      s.findings(Bottlenecks.on(s.profile), "slowed", 4);
      s.findings(Findings.on(s.profile), "why", 2);
    }
    s.memory();
    s.coverage();
    s.sourceNotes();
    s.exactness();
    return String.join("\n", s.lines) + "\n";
  }

  private Line line(String label) {
    return new Line(colour).add("  ").add(Ink.LABEL, label).to(LABEL_END);
  }

  private void add(Line line) {
    lines.add(line.toString());
  }

  private void headline() {
    List<String> facts = new ArrayList<>();
    facts.add(profile.run().isa());
    facts.add(profile.run().engine());
    facts.add(Numbers.count(total, "insns"));
    double seconds = recording.host().seconds();
    if (seconds > 0) {
      facts.add(Numbers.seconds(seconds));
      facts.add(Numbers.count(recording.instructionsPerSecond(), "insn/s"));
    }
    Line line =
        new Line(colour)
            .add("  ")
            .add(Ink.STRONG, SafeText.shortened(profile.run().program(), 30))
            .add("  ");
    for (String fact : facts) {
      line = onOneLine(line, fact.length() + 3, "").add(fact + " · ");
    }
    Outcome o = profile.outcome();
    boolean good = o.kind() == Outcome.Kind.EXITED && o.status() == 0;
    String message = SafeText.shortened(o.message(), width - LABEL_END);
    add(onOneLine(line, message.length(), "").add(good ? Ink.GOOD : Ink.BAD, message));
    lines.add("");
  }

  /** {@code line} if {@code room} more columns fit on it, else a new one below it. */
  private Line onOneLine(Line line, int room, String label) {
    if (line.width() + room <= width) {
      return line;
    }
    add(line);
    return line(label);
  }

  /** Adds text behind {@code label}, broken between words. */
  private void paragraph(String label, String text) {
    Line line = line(label);
    for (String word : text.split("(?<= )")) {
      line = onOneLine(line, word.stripTrailing().length(), "").add(word);
    }
    add(line);
  }

  private void mix() {
    List<Family.Share> shares = Family.shares(profile.classes());
    int room = width - LABEL_END;
    Line bar = line("mix");
    long before = 0;
    int drawn = 0;
    for (int i = 0; i < shares.size(); i++) {
      before += shares.get(i).count();
      int end = (int) Math.clamp(Math.round((double) room * before / total), drawn, room);
      bar.add(Ink.of(shares.get(i).family()), Bars.fill(i, colour).repeat(end - drawn));
      drawn = end;
    }
    add(bar);
    Line legend = line("");
    for (int i = 0; i < shares.size(); i++) {
      Family family = shares.get(i).family();
      if (1000 * shares.get(i).count() < total) {
        break;
      }
      String text = family.label() + " " + percent(shares.get(i).count(), total);
      legend = onOneLine(legend, text.length() + 2, "");
      legend.add(Ink.of(family), Bars.fill(i, colour)).add(" " + text + "   ");
    }
    add(legend);
  }

  private void functions() {
    List<FunctionProfile> top =
        profile.functions().stream().filter(f -> f.self() > 0).limit(FUNCTIONS).toList();
    long most = top.getFirst().self();
    int nameAt = LABEL_END + 8 + BAR + 2;
    int inclusiveAt = width - 8;
    add(
        line("hot")
            .add(Ink.FAINT, "   self")
            .to(nameAt)
            .add(Ink.FAINT, "function")
            .right(Ink.FAINT, inclusiveAt - 11, "own insns")
            .right(Ink.FAINT, inclusiveAt, "inclusive")
            .right(Ink.FAINT, width, "calls"));
    for (FunctionProfile f : top) {
      int room = inclusiveAt - 21 - nameAt;
      add(
          line("")
              .right(Ink.STRONG, LABEL_END + 7, percent(f.self(), total))
              .add(" ")
              .add(Ink.HEAT, Bars.horizontal((double) f.self() / most, BAR))
              .to(nameAt)
              .add(Ink.NAME, SafeText.shortened(f.name(), room))
              .right(Ink.PLAIN, inclusiveAt - 11, rounded(f.self()))
              .right(Ink.PLAIN, inclusiveAt, percent(f.inclusive(), total))
              .right(Ink.PLAIN, width, f.calls() == 0 ? "-" : rounded(f.calls())));
    }
  }

  private void sourceLines() {
    Sources sources = new Sources(recording);
    String label = "lines";
    for (LineCount l : profile.source().lines().stream().limit(SOURCE_LINES).toList()) {
      String place = SafeText.shortened(SafeText.clean(sources.place(l)), width / 2 - 12);
      Line line =
          line(label)
              .right(Ink.STRONG, LABEL_END + 7, percent(l.instructions(), total))
              .add(" ")
              .add(Ink.NAME, place)
              .add("  ");
      String text = SafeText.clean(sources.text(l));
      add(line.add(Ink.FAINT, SafeText.shortened(text, Math.max(1, width - line.width()))));
      label = "";
    }
  }

  private void sourceNotes() {
    for (String note : profile.source().notes().stream().limit(1).toList()) {
      paragraph("source", "Debugging information: " + SafeText.clean(note) + ".");
    }
  }

  private void hottestBlock() {
    BlockProfile b = profile.blocks().getFirst();
    FunctionProfile f = profile.function(b.function());
    add(
        line("block")
            .right(Ink.STRONG, LABEL_END + 7, percent(b.instructions(), total))
            .add(" ")
            .add(Ink.NAME, SafeText.shortened(Places.in(f, b.address()), width / 2 - 20))
            .add("  " + Numbers.count(b.instructions(), "insns") + " = ")
            .add(rounded(b.executions()) + " × " + plural(b.code().size(), "insn", "insns")));
    String source = SafeText.clean(new Sources(recording).chainAt(b.address()));
    if (!source.isEmpty()) {
      String text = SafeText.shortened(source, width - LABEL_END - 8);
      add(line("").to(LABEL_END + 8).add(Ink.FAINT, text));
    }
    List<Instruction> code = b.code();
    int shown = code.size() <= BLOCK_LINES ? code.size() : BLOCK_LINES - 2;
    code.subList(0, shown).forEach(i -> instruction(i, b));
    if (shown < code.size()) {
      String left = plural(code.size() - shown - 1, "instruction", "instructions");
      add(line("").to(LABEL_END + 8).add(Ink.FAINT, "⋯ " + left));
      instruction(code.getLast(), b);
    }
  }

  private void instruction(Instruction i, BlockProfile b) {
    Line line =
        line("")
            .right(Ink.PLAIN, LABEL_END + 7, rounded(i.count()))
            .add(" ")
            .add(Ink.HEAT, Bars.vertical((double) i.count() / Math.max(1, b.executions())))
            .add(" ")
            .add(Ink.FAINT, Long.toHexString(i.address()))
            .add("  ")
            .add(Ink.of(Family.of(i.insnClass())), mnemonic(i.text()));
    String note =
        profile.branches().stream()
            .filter(x -> x.address() == i.address())
            .findFirst()
            .map(x -> "   taken " + percent(x.taken(), x.executions()))
            .orElse("");
    int room = Math.max(8, width - line.width() - note.length());
    add(line.add(SafeText.shortened(operands(i.text()), room)).add(Ink.FAINT, note));
  }

  /** The first word of a disassembly, in a column of its own. */
  private static String mnemonic(String text) {
    int end = text.indexOf('\t') < 0 ? text.indexOf(' ') : text.indexOf('\t');
    String word = end < 0 ? text : text.substring(0, end);
    return word + " ".repeat(Math.max(1, 8 - word.length()));
  }

  private static String operands(String text) {
    int end = text.indexOf('\t') < 0 ? text.indexOf(' ') : text.indexOf('\t');
    return end < 0 ? "" : text.substring(end + 1).strip();
  }

  private void callTree() {
    String label = "calls";
    for (CallChains.Chain c : CallChains.largest(profile, TREE_LINES)) {
      String indent = c.depth() == 0 ? "" : "  ".repeat(Math.min(c.depth() - 1, 10)) + "└ ";
      Line line =
          line(label)
              .right(Ink.STRONG, LABEL_END + 7, percent(c.last().total(), total))
              .add(Ink.FAINT, " " + indent);
      for (int i = 0; i < c.names().size(); i++) {
        String name = SafeText.shortened(c.names().get(i), 32);
        boolean fits = i == 0 || line.width() + name.length() <= width - 16;
        line.add(Ink.FAINT, i == 0 ? "" : " › ").add(Ink.NAME, fits ? name : "…");
      }
      long calls = c.last().calls();
      add(calls == 0 ? line : line.add(Ink.FAINT, "  × " + rounded(calls)));
      label = "";
    }
  }

  private void threads() {
    String label = "threads";
    for (ThreadProfile t : profile.threads().stream().limit(THREADS).toList()) {
      Line line =
          line(label)
              .right(Ink.STRONG, LABEL_END + 7, percent(t.instructions(), total))
              .add(" ")
              .add(Ink.HEAT, Bars.horizontal((double) t.instructions() / total, BAR))
              .to(LABEL_END + 8 + BAR + 2)
              .add(Ink.NAME, ThreadText.name(t));
      String hottest = ThreadText.hottest(profile, t);
      int room = Math.max(8, width - line.width() - 12);
      add(
          hottest.isEmpty()
              ? line
              : line.add(Ink.FAINT, "  mostly ").add(SafeText.shortened(hottest, room)));
      label = "";
    }
    int left = profile.threads().size() - THREADS;
    if (left > 0) {
      add(line("").to(LABEL_END + 8).add(Ink.FAINT, "⋯ " + plural(left, "more", "more")));
    }
  }

  private void findings(List<Sentence> sentences, String named, int most) {
    String label = named;
    for (Sentence s : sentences.stream().limit(most).toList()) {
      Line line = line(label);
      for (Sentence.Span span : s.spans()) {
        Ink ink = span.strong() ? Ink.STRONG : span.code() ? Ink.NAME : Ink.PLAIN;
        for (String word : span.text().split("(?<= )")) {
          line = onOneLine(line, word.stripTrailing().length(), "");
          line = ink == Ink.PLAIN ? line.add(word) : line.add(ink, word);
        }
      }
      add(line);
      label = "";
    }
  }

  private void memory() {
    List<MemoryUse.Page> pages = profile.memory().pages();
    long executed = pages.stream().filter(MemoryUse.Page::executed).count();
    long written = pages.stream().filter(MemoryUse.Page::written).count();
    long read = pages.stream().filter(MemoryUse.Page::read).count();
    if (!pages.isEmpty()) {
      String size = Numbers.bytes(pages.size() * profile.memory().pageBytes());
      paragraph(
          "memory",
          "%s touched (%s): %s executed, %s read, %s written"
              .formatted(
                  plural(pages.size(), "page", "pages"),
                  size,
                  Numbers.exact(executed),
                  Numbers.exact(read),
                  Numbers.exact(written)));
    }
    long calls = profile.systemCalls().stream().mapToLong(c -> c.count()).sum();
    if (calls > 0) {
      String names =
          profile.systemCalls().stream()
              .limit(5)
              .map(c -> SafeText.shortened(c.name(), 24) + " " + rounded(c.count()))
              .collect(Collectors.joining(", "));
      boolean more = profile.systemCalls().size() > 5;
      paragraph("system", plural(calls, "call", "calls") + ": " + names + (more ? ", …" : ""));
    }
  }

  private void coverage() {
    Coverage c = profile.coverage();
    if (c.functionsKnown() > 0) {
      add(
          line("covered")
              .add(Numbers.exact(c.functionsExecuted()) + " of ")
              .add(plural(c.functionsKnown(), "function", "functions") + ", ")
              .add(percent(c.bytesExecuted(), c.bytesKnown()) + " of their code"));
    }
  }

  private void exactness() {
    List<Identity> wrong = profile.identities().stream().filter(i -> !i.holds()).toList();
    if (wrong.isEmpty()) {
      Line line = line("exact").add("Σ ");
      for (Identity i : profile.instructionIdentities()) {
        if (i.what().equals("rows")) {
          continue; // They are the classes in more detail: on a terminal one of them will do.
        }
        String sum = i.what() + " = ";
        line = onOneLine(line, sum.length(), "").add(sum);
      }
      String all = Numbers.exact(total);
      line = onOneLine(line, all.length() + 10, "");
      add(line.add(Ink.STRONG, all).add(" retired ").add(Ink.GOOD, "✓"));
      for (CycleProfile c : profile.cycles()) {
        add(
            line("")
                .add("Σ cycles of ")
                .add(
                    c.identities().stream()
                        .map(i -> i.what().replace("cycles of ", "") + " = ")
                        .collect(Collectors.joining()))
                .add(Ink.STRONG, Numbers.exact(c.cycles()))
                .add(Ink.GOOD, " ✓"));
      }
    }
    for (Identity i : wrong) {
      Line line = line("exact").add(Ink.BAD, "✗ Σ " + i.what() + " = " + Numbers.exact(i.sum()));
      add(line.add(", not " + Numbers.exact(i.expected())));
      paragraph("", "This is a bug of Orrery: please report it with the recording.");
    }
  }
}

package dev.orrery.reports.terminal;

import dev.orrery.engine.explain.Bytecode;
import dev.orrery.engine.explain.ExitKind;
import dev.orrery.engine.explain.Reason;
import dev.orrery.engine.explain.Translation;
import dev.orrery.profiler.jit.Compilation;
import dev.orrery.profiler.jit.Explained;
import dev.orrery.profiler.jit.Trap;
import dev.orrery.reports.terminal.JitText.Section;
import dev.orrery.reports.text.Numbers;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.ir.Stmt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** One translation for people at a terminal: facts, then tables, then code in three languages. */
final class TranslationText {
  private static final String INDENT = "    ";
  private static final int LABEL_END = 14;
  private static final int COUNT = 14;
  private static final int BAR = 10;

  private final Explained explained;
  private final Explained.Translated translated;
  private final Translation translation;
  private final boolean colour;
  private final StringBuilder out;

  /** Adds to {@code out}. */
  TranslationText(
      Explained explained, Explained.Translated translated, boolean colour, StringBuilder out) {
    this.explained = explained;
    this.translated = translated;
    this.translation = translated.translation();
    this.colour = colour;
    this.out = out;
  }

  /** Writes translation {@code number}. */
  void write(int number, Set<Section> sections) {
    headline(number);
    facts();
    if (sections.contains(Section.BLOCKS)) {
      blocks();
    }
    if (sections.contains(Section.EXITS)) {
      exits();
    }
    if (sections.contains(Section.CODE)) {
      code();
    }
    if (sections.contains(Section.IR)) {
      ir();
    }
    if (sections.contains(Section.BYTECODE)) {
      bytecode();
    }
  }

  private void add(Line line) {
    out.append(line).append('\n');
  }

  private Line line() {
    return new Line(colour).add(INDENT);
  }

  private String at(long pc) {
    return JitText.at(explained, pc);
  }

  private void headline(int number) {
    String forgotten = translation.forgotten();
    add(
        new Line(colour)
            .add("  ")
            .add(Ink.STRONG, "translation " + number)
            .add("  entered at ")
            .add(Ink.NAME, at(translation.entry()))
            .add(" · " + Numbers.plural(translation.parts().size(), "block", "blocks"))
            .add(" · " + Numbers.plural(translation.insns(), "instruction", "instructions"))
            .add(" · ")
            .add(
                forgotten == null ? Ink.GOOD : Ink.BAD,
                forgotten == null ? "in use at the end" : "forgotten: " + forgotten));
  }

  // ---- facts ----

  private Line fact(String label) {
    return line().add(Ink.LABEL, label).to(LABEL_END);
  }

  private void facts() {
    add(
        fact("made")
            .add("in " + Numbers.seconds(translation.nanos() / 1e9) + " · ")
            .add(Numbers.plural(translation.bytecode().bytes(), "byte", "bytes"))
            .add(" of bytecode in ")
            .add(
                Numbers.plural(
                    translation.bytecode().lines().size(), "instruction", "instructions")));
    add(fact("class").add(Ink.FAINT, translation.className()));
    String label = "HotSpot";
    for (Compilation c : translated.compilations()) {
      add(fact(label).add(compilation(c)));
      label = "";
    }
    for (Trap t : translated.traps()) {
      add(fact(label).add(trap(t)));
      label = "";
    }
    if (label.equals("HotSpot") && explained.hotSpotUnknown() == null) {
      add(fact(label).add("has compiled none of it"));
    } else if (translation.counted() && explained.hotSpotUnknown() == null) {
      add(fact("").add(Ink.FAINT, "with the code that counts, which is not shown below"));
    }
  }

  private static String compilation(Compilation c) {
    String what = c.compiler() + ", level " + c.level() + (c.loop() ? ", entered in a loop" : "");
    String time = Numbers.seconds(c.nanos() / 1e9);
    return c.succeeded()
        ? "%s: %s of machine code in %s"
            .formatted(what, Numbers.plural(c.codeBytes(), "byte", "bytes"), time)
        : "%s: no code after %s".formatted(what, time);
  }

  private String trap(Trap t) {
    List<Translation.Insn> insns = insns();
    String where =
        t.insn() >= 0 && t.insn() < insns.size()
            ? " at " + at(insns.get(t.insn()).decoded().pc())
            : "";
    return "left its code: %s%s, bytecode %d (%s, %s)"
        .formatted(
            t.reason(),
            where,
            t.bytecode(),
            t.action(),
            Numbers.plural(t.count(), "time", "times"));
  }

  /** All instructions, by their numbers. */
  private List<Translation.Insn> insns() {
    List<Translation.Insn> all = new ArrayList<>();
    translation.parts().forEach(p -> all.addAll(p.insns()));
    return all;
  }

  // ---- tables ----

  private void section(String title, String note) {
    out.append('\n');
    add(line().add(Ink.LABEL, title).add("  ").add(Ink.FAINT, note));
  }

  private static String count(long n) {
    return n == Translation.UNKNOWN ? "" : Numbers.exact(n);
  }

  private void blocks() {
    section(
        "blocks",
        (translation.counted() ? "begun: in this code; " : "") + "seen: when it was planned");
    add(
        line()
            .right(Ink.FAINT, COUNT, translation.counted() ? "begun" : "")
            .right(Ink.FAINT, COUNT + 10, "seen")
            .right(Ink.FAINT, COUNT + 18, "insns"));
    long most = translation.parts().stream().mapToLong(Translation.Part::count).max().orElse(0);
    for (Translation.Part p : translation.parts()) {
      Line line =
          line()
              .right(Ink.PLAIN, COUNT, count(p.count()))
              .right(Ink.PLAIN, COUNT + 10, Numbers.exact(p.seen()))
              .right(Ink.PLAIN, COUNT + 18, "" + p.insns().size())
              .add("  ");
      if (translation.counted()) {
        double share = most == 0 ? 0 : (double) p.count() / most;
        line.add(Ink.HEAT, Bars.horizontal(share, BAR)).to(COUNT + 20 + BAR).add("  ");
      }
      line.add(asked(p) ? Ink.NAME : Ink.PLAIN, at(p.pc()));
      if (!p.inside().isEmpty()) {
        line.add(Ink.FAINT, "  called before " + at(p.inside().getLast()));
      }
      add(line);
    }
  }

  private boolean asked(Translation.Part p) {
    long end = p.insns().getLast().decoded().nextPc();
    return explained.covers(p.pc(), end);
  }

  private void exits() {
    section("exits", translation.counted() ? "the most taken first" : "in the order of the code");
    List<Translation.Exit> sorted = new ArrayList<>(translation.exits());
    sorted.sort(Comparator.comparingLong(Translation.Exit::count).reversed());
    Map<ExitKind, Integer> unused = new EnumMap<>(ExitKind.class);
    for (Translation.Exit e : sorted) {
      if (e.count() == 0 && e.reason() == null) {
        unused.merge(e.kind(), 1, Integer::sum);
      } else {
        exit(e);
      }
    }
    if (!unused.isEmpty()) {
      StringJoiner all = new StringJoiner(", ");
      unused.forEach((kind, n) -> all.add(n + " × " + kind.word()));
      add(line().right(Ink.PLAIN, COUNT, "0").add("  ").add(Ink.FAINT, "each of " + all));
    }
  }

  private void exit(Translation.Exit e) {
    Line line =
        line()
            .right(e.count() > 0 ? Ink.STRONG : Ink.PLAIN, COUNT, count(e.count()))
            .add("  ")
            .add(Ink.NAME, at(e.pc()))
            .add("  " + how(e));
    Reason reason = e.reason();
    add(reason == null ? line : line.add(Ink.FAINT, ": " + reason.text()));
  }

  private String how(Translation.Exit e) {
    Long target = e.target();
    String word = e.kind().word();
    return target == null ? word : word + " " + at(target);
  }

  // ---- code ----

  /** How often an instruction was completed in the region. */
  private long completed(int part, int insn) {
    Translation.Part p = translation.parts().get(part);
    long count = p.count();
    for (Translation.Exit e : translation.exits()) {
      boolean before = e.kind() == ExitKind.ACCESS || e.kind() == ExitKind.RAISED;
      if (e.part() == part && before && e.pc() <= p.insns().get(insn).decoded().pc()) {
        count -= e.count();
      }
    }
    return count;
  }

  private void code() {
    section("code", "of the guest, in the region's order");
    for (int i = 0; i < translation.parts().size(); i++) {
      Translation.Part p = translation.parts().get(i);
      add(line().to(COUNT).add("  ").add(Ink.NAME, at(p.pc())));
      String source = "";
      for (int j = 0; j < p.insns().size(); j++) {
        long pc = p.insns().get(j).decoded().pc();
        String here = explained.text().source(pc);
        Line line =
            line()
                .right(Ink.PLAIN, COUNT, translation.counted() ? count(completed(i, j)) : "")
                .add("  ")
                .add(Ink.FAINT, Long.toHexString(pc))
                .add("  ")
                .add(insn(p.insns().get(j)));
        if (here != null && !here.equals(source)) {
          line.to(COUNT + 44).add("  ").add(Ink.FAINT, here);
          source = here;
        }
        add(line);
      }
    }
  }

  private String insn(Translation.Insn insn) {
    return explained.text().insn(insn.decoded()).replace('\t', ' ');
  }

  private void ir() {
    section("meaning", "of each row, where a pass changed it before and after");
    Set<Long> shown = new HashSet<>();
    for (Translation.Part p : translation.parts()) {
      if (!shown.add(p.pc())) {
        continue;
      }
      for (Translation.Insn i : p.insns()) {
        add(insnLine(i));
        pass("row", i.row());
        if (!i.specialised().equals(i.row())) {
          pass("specialised", i.specialised());
        }
        if (!i.narrowed().equals(i.specialised())) {
          pass("narrowed", i.narrowed());
        }
      }
    }
  }

  private Line insnLine(Translation.Insn i) {
    return line()
        .add("  ")
        .add(Ink.NAME, Long.toHexString(i.decoded().pc()))
        .add("  ")
        .add(Ink.STRONG, insn(i))
        .add(Ink.FAINT, "  " + i.decoded().row().meaning().name());
  }

  private void pass(String name, List<Stmt> body) {
    String label = name;
    List<String> lines = IrPrinter.print(body).lines().toList();
    for (String l : lines.isEmpty() ? List.of("nothing") : lines) {
      add(line().add("    ").add(Ink.FAINT, label).to(22).add(l));
      label = "";
    }
  }

  private void bytecode() {
    section("bytecode", "> marks where jumps go");
    List<Translation.Insn> insns = insns();
    int current = Integer.MIN_VALUE;
    for (Bytecode.Line l : translation.bytecode().lines()) {
      if (l.insn() != current) {
        current = l.insn();
        add(
            current == Bytecode.AROUND || current >= insns.size()
                ? line().add("  ").add(Ink.STRONG, l.offset() == 0 ? "entry" : "ways out")
                : insnLine(insns.get(current)));
      }
      add(
          line()
              .add(Ink.STRONG, l.isTarget() ? "  >" : "")
              .right(Ink.FAINT, 13, "" + l.offset())
              .add("  " + l.text()));
    }
  }
}

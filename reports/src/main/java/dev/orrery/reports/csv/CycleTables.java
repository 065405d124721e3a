package dev.orrery.reports.csv;

import static dev.orrery.reports.text.Numbers.address;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.Interval;
import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.reports.text.Bottlenecks;
import dev.orrery.reports.text.GuessSites;
import dev.orrery.reports.text.Roofline;
import dev.orrery.reports.text.TopDown;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The tables of a core's cycles: one row for each thing and cause that has cycles. */
final class CycleTables {
  private CycleTables() {}

  /** Adds the tables of {@code c} by their file names. */
  static void add(Profile p, CycleProfile c, Map<String, String> tables) {
    CsvTable causes = new CsvTable("cause", "category", "cycles", "meaning");
    c.causes().forEach(x -> causes.row(x.name(), x.category(), x.cycles(), x.meaning()));
    tables.put("cycles.csv", causes.toString());
    CsvTable topDown = new CsvTable("category", "cycles");
    TopDown.of(c).forEach(x -> topDown.row(x.name(), x.cycles()));
    tables.put("top-down.csv", topDown.toString());
    tables.put(
        "cycles-functions.csv", shares("function", c, c.functions(), f -> p.function(f).name()));
    tables.put(
        "cycles-blocks.csv",
        shares("block", c, c.blocks(), b -> address(p.blocks().get(b).address())));
    tables.put("cycles-lines.csv", shares("line", c, c.lines(), l -> line(p, l)));
    CsvTable instructions = new CsvTable("address", "text", "cause", "times", "cycles");
    for (CycleProfile.InstructionCycles i : c.instructions()) {
      BlockProfile.Instruction insn = p.blocks().get(i.block()).code().get(i.instruction());
      instructions.row(
          address(insn.address()),
          insn.text(),
          c.causes().get(i.cause()).name(),
          i.times(),
          i.cycles());
    }
    tables.put("cycles-instructions.csv", instructions.toString());
    tables.put("cycles-over-time.csv", overTime(p, c));
    CsvTable ideals = new CsvTable("cause", "settings", "cycles", "meaning");
    for (CycleProfile.IdealRun r : c.ideals()) {
      CauseCycles cause = c.causes().get(r.cause());
      ideals.row(cause.name(), Bottlenecks.settings(r), r.cycles(), r.meaning());
    }
    tables.put("cycles-ideals.csv", ideals.toString());
    if (!c.windows().isEmpty()) {
      tables.put("pipeline.csv", pipeline(c.windows().getFirst()));
    }
    explained(p, c, tables);
  }

  private static void explained(Profile p, CycleProfile c, Map<String, String> tables) {
    CsvTable guesses =
        new CsvTable("address", "function", "text", "executions", "taken", "wrong", "cycles");
    for (GuessSites.Site s : GuessSites.of(p, c)) {
      String function = p.function(s.function()).name();
      guesses.row(
          address(s.address()),
          function,
          s.text(),
          s.executions(),
          s.taken(),
          s.wrong(),
          s.cycles());
    }
    tables.put("wrong-guesses.csv", guesses.toString());
    CsvTable waits =
        new CsvTable(
            "address", "text", "waits_for_address", "waits_for", "cause", "times", "cycles");
    for (CycleProfile.OperandWait w : c.operandWaits()) {
      BlockProfile.Instruction insn = p.blocks().get(w.block()).code().get(w.instruction());
      BlockProfile.Instruction writer =
          p.blocks().get(w.writerBlock()).code().get(w.writerInstruction());
      waits.row(
          address(insn.address()),
          insn.text(),
          address(writer.address()),
          writer.text(),
          c.causes().get(w.cause()).name(),
          w.times(),
          w.cycles());
    }
    tables.put("operand-waits.csv", waits.toString());
    Roofline roofline = Roofline.of(p);
    if (roofline != null) {
      CsvTable points =
          new CsvTable("function", "integer_operations", "fp_operations", "bytes_moved", "cycles");
      for (Roofline.Point x : roofline.points()) {
        points.row(
            p.function(x.function()).name(), x.integer(), x.floating(), x.bytes(), x.cycles());
      }
      tables.put("roofline.csv", points.toString());
    }
  }

  /** A row for each interval and cause that has cycles in it. */
  private static String overTime(Profile p, CycleProfile c) {
    CsvTable t = new CsvTable("from_instruction", "instructions", "cause", "cycles");
    long from = 0;
    for (Interval i : p.intervals()) {
      for (Interval.CauseShare s : i.cycles()) {
        t.row(from, i.instructions(), c.causes().get(s.cause()).name(), s.cycles());
      }
      from += i.instructions();
    }
    return t.toString();
  }

  /** A row for each stay of an instruction in a stage. */
  private static String pipeline(PipelineWindow w) {
    CsvTable t =
        new CsvTable("instruction", "address", "text", "stage", "from", "to", "held by", "itself");
    for (int i = 0; i < w.instructions().size(); i++) {
      PipelineInstruction insn = w.instructions().get(i);
      for (PipelineStay s : insn.stays()) {
        t.row(
            w.before() + i,
            address(insn.address()),
            insn.text(),
            s.stage() == PipelineStay.NOWHERE ? "" : w.stages().get(s.stage()).name(),
            s.from(),
            s.to(),
            s.cause() == PipelineStay.MOVES ? "" : w.causes().get(s.cause()).name(),
            s.own());
      }
    }
    return t.toString();
  }

  private static String line(Profile p, int index) {
    LineCount line = p.source().lines().get(index);
    return p.source().text(line.file(), line.line());
  }

  private static String shares(
      String what, CycleProfile c, List<CycleProfile.CycleShare> shares, IntFunction<String> name) {
    CsvTable t = new CsvTable(what, "cause", "cycles");
    shares.forEach(s -> t.row(name.apply(s.of()), c.causes().get(s.cause()).name(), s.cycles()));
    return t.toString();
  }
}

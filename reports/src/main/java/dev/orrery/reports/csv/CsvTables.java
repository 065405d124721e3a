package dev.orrery.reports.csv;

import static dev.orrery.reports.text.Numbers.address;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.BranchSite;
import dev.orrery.profiler.recording.CallEdge;
import dev.orrery.profiler.recording.EdgeProfile;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.NamedCount;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.SourceProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of a profile. */
public final class CsvTables {
  private CsvTables() {}

  /** Each table's text by its file name. */
  public static Map<String, String> of(Profile p) {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("classes.csv", named("class", "instructions", p.classes()));
    tables.put("rows.csv", named("row", "instructions", p.rows()));
    tables.put("system-calls.csv", named("call", "times", p.systemCalls()));
    tables.put("functions.csv", functions(p));
    tables.put("lines.csv", lines(p));
    tables.put("instructions.csv", instructions(p));
    tables.put("branches.csv", branches(p));
    tables.put("edges.csv", edges(p));
    tables.put("calls.csv", calls(p));
    tables.put("pages.csv", pages(p));
    if (!p.threads().isEmpty()) {
      tables.put("threads.csv", threads(p));
    }
    p.cycles().forEach(c -> CycleTables.add(p, c, tables));
    p.accesses().forEach(a -> AccessTables.add(p, a, tables));
    return tables;
  }

  private static String named(String name, String count, List<NamedCount> counts) {
    CsvTable t = new CsvTable(name, count);
    counts.forEach(c -> t.row(c.name(), c.count()));
    return t.toString();
  }

  private static String functions(Profile p) {
    CsvTable t =
        new CsvTable(
            "function",
            "address",
            "size_bytes",
            "own_instructions",
            "inclusive_instructions",
            "calls",
            "executed_bytes");
    for (FunctionProfile f : p.functions()) {
      t.row(
          f.name(),
          address(f.address()),
          f.bytes(),
          f.self(),
          f.inclusive(),
          f.calls(),
          f.executedBytes());
    }
    return t.toString();
  }

  private static String instructions(Profile p) {
    CsvTable t =
        new CsvTable("address", "function", "block", "row", "class", "text", "retired_times");
    for (BlockProfile b : p.blocks()) {
      String function = p.function(b.function()).name();
      for (BlockProfile.Instruction i : b.code()) {
        t.row(
            address(i.address()),
            function,
            address(b.address()),
            i.row(),
            i.insnClass(),
            i.text(),
            i.count());
      }
    }
    return t.toString();
  }

  private static String lines(Profile p) {
    CsvTable t = new CsvTable("file", "line", "instructions");
    for (SourceProfile.LineCount l : p.source().lines()) {
      t.row(
          l.file() < 0 ? "" : p.source().files().get(l.file()).path(), l.line(), l.instructions());
    }
    return t.toString();
  }

  private static String branches(Profile p) {
    CsvTable t = new CsvTable("address", "function", "text", "taken_times", "not_taken_times");
    for (BranchSite b : p.branches()) {
      t.row(
          address(b.address()), p.function(b.function()).name(), b.text(), b.taken(), b.notTaken());
    }
    return t.toString();
  }

  private static String edges(Profile p) {
    CsvTable t = new CsvTable("from", "to", "kind", "times");
    for (EdgeProfile e : p.edges()) {
      t.row(
          address(e.from()), address(e.to()), e.kind().name().toLowerCase(Locale.ROOT), e.count());
    }
    return t.toString();
  }

  private static String calls(Profile p) {
    CsvTable t = new CsvTable("caller", "callee", "calls", "tail_calls", "inclusive_instructions");
    for (CallEdge c : p.calls()) {
      t.row(
          p.function(c.caller()).name(),
          p.function(c.callee()).name(),
          c.calls(),
          c.tailCalls(),
          c.inclusive());
    }
    return t.toString();
  }

  private static String threads(Profile p) {
    CsvTable t = new CsvTable("thread", "name", "threads", "instructions");
    p.threads().forEach(x -> t.row(x.id(), x.name(), x.threads(), x.instructions()));
    return t.toString();
  }

  private static String pages(Profile p) {
    CsvTable t = new CsvTable("page", "read", "written", "executed");
    for (MemoryUse.Page page : p.memory().pages()) {
      t.row(address(page.address()), page.read(), page.written(), page.executed());
    }
    return t.toString();
  }
}

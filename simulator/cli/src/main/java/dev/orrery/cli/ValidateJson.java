package dev.orrery.cli;

import dev.orrery.cli.ValidateCommand.Finding;
import dev.orrery.machine.validate.Divergence;
import dev.orrery.machine.validate.Fact;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.machine.validate.repro.Reproduction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code orrery validate} found, for programs. Counts are numbers, contents are text. */
final class ValidateJson {
  /** Raised when a key changes its meaning or goes away. */
  private static final int VERSION = 1;

  private ValidateJson() {}

  static Map<String, Object> of(List<String> sides, Finding finding) {
    Verdict verdict = finding.verdict();
    Divergence divergence = finding.divergence();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("sides", sides);
    json.put("instructions", verdict.instructions());
    switch (verdict) {
      case Verdict.Agreed a -> {
        json.put("result", "agreed");
        json.put("checks", a.checks());
        json.put("end", a.end());
        json.put("complete", a.complete());
        json.put("printed", a.printed());
      }
      case Verdict.GivenUp g -> {
        json.put("result", "given up");
        json.put("checks", g.checks());
      }
      case Verdict.Parted p -> {
        json.put("result", "parted");
        json.put("checks", p.checks());
        json.put("why", p.why());
      }
      case Verdict.Differed d -> {
        json.put("result", "differed");
        json.put("checks", d.checks());
        json.put("divergence", divergence == null ? null : of(divergence));
        json.put("reproducer", of(finding.reproduction()));
        json.put("files", finding.files().stream().map(Path::toString).toList());
      }
    }
    return json;
  }

  private static @Nullable Map<String, Object> of(@Nullable Reproduction reproduction) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (reproduction) {
      case null -> {
        return null;
      }
      case Reproduction.NotMade n -> json.put("why not", n.why());
      case Reproduction.Made m -> {
        json.put("instructions", m.instructions());
        json.put("loops", m.loops());
        json.put("tried", m.tried());
        json.put("text", m.text());
      }
    }
    return json;
  }

  private static Map<String, Object> of(Divergence d) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("instructions", d.instructions());
    json.put("thread", d.thread());
    json.put("pc", "0x" + Long.toHexString(d.pc()));
    json.put("insn", d.text());
    json.put("row", d.row());
    json.put("function", d.function());
    json.put("source", d.source());
    json.put("odd", d.odd() < 0 ? null : d.sides().get(d.odd()));
    json.put("exact", d.exact());
    json.put("stretch", d.stretch());
    json.put("alone", d.alone());
    json.put("replays", d.replays());
    List<Map<String, Object>> facts = new ArrayList<>();
    for (Fact f : d.facts()) {
      Map<String, Object> fact = new LinkedHashMap<>();
      fact.put("name", f.name());
      fact.put("before", f.before());
      fact.put("after", f.values());
      fact.put("differs", f.differs());
      facts.add(fact);
    }
    json.put("facts", facts);
    return json;
  }
}

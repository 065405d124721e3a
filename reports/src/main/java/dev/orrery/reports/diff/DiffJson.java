package dev.orrery.reports.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.diff.Comparison.Cause;
import dev.orrery.reports.diff.Comparison.Counted;
import dev.orrery.reports.diff.Comparison.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison as JSON: counts of both and their difference, of everything that ran. */
public final class DiffJson {
  private static final int VERSION = 1;

  private final Comparison c;

  private DiffJson(Comparison c) {
    this.c = c;
  }

  /** The text, which ends with a line break. */
  public static String of(Comparison comparison) {
    try {
      return new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(new DiffJson(comparison).all())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", "orrery-diff");
    all.put("version", VERSION);
    all.put("a", side(c.a()));
    all.put("b", side(c.b()));
    all.put("notes", c.notes());
    all.put("instructions", change(c.instructions()));
    if (c.counted() == Counted.CYCLES) {
      all.put("cycles", change(c.cycles()));
      Map<String, Object> causes = new LinkedHashMap<>();
      c.causes().forEach(x -> causes.put(x.name(), change(x.cycles())));
      all.put("causes", causes);
    }
    Estimate e = c.estimate();
    if (e != null) {
      Map<String, Object> estimate = new LinkedHashMap<>();
      estimate.put("cause", e.cause());
      estimate.put("meaning", e.meaning());
      estimate.put("settings", e.settings());
      estimate.put("cycles", e.cycles());
      all.put("estimate", estimate);
    }
    all.put("functions", rows(c.functions()));
    all.put("lines", rows(c.lines()));
    all.put("blocks", rows(c.blocks()));
    return all;
  }

  private static Map<String, Object> side(Recording r) {
    Map<String, Object> side = new LinkedHashMap<>();
    side.put("program", r.profile().run().program());
    side.put("imageSha256", r.profile().run().imageSha256());
    side.put("isa", r.profile().run().isa());
    side.put("command", r.profile().run().command());
    side.put("outcome", r.profile().outcome().message());
    return side;
  }

  private static Map<String, Object> change(Change change) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("a", change.a());
    counts.put("b", change.b());
    counts.put("change", change.difference());
    return counts;
  }

  private List<Map<String, Object>> rows(List<Row> rows) {
    return rows.stream().map(this::row).toList();
  }

  private Map<String, Object> row(Row r) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", r.name());
    if (!r.detail().isEmpty()) {
      row.put("detail", r.detail());
    }
    row.put("instructions", change(r.instructions()));
    if (c.counted() == Counted.CYCLES) {
      row.put("cycles", change(r.cycles()));
      Map<String, Object> causes = new LinkedHashMap<>();
      for (int i = 0; i < c.causes().size(); i++) {
        Change of = r.causes().get(i);
        Cause cause = c.causes().get(i);
        if (of.a() != 0 || of.b() != 0) {
          causes.put(cause.name(), change(of));
        }
      }
      row.put("causes", causes);
    }
    return row;
  }
}

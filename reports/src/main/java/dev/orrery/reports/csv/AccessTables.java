package dev.orrery.reports.csv;

import static dev.orrery.reports.text.Numbers.address;

import dev.orrery.profiler.recording.AccessProfile;
import dev.orrery.profiler.recording.AccessProfile.AccessPlace;
import dev.orrery.profiler.recording.AccessProfile.WorkingSet;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.reports.text.AccessSites;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of what loads and stores touch. */
final class AccessTables {
  private AccessTables() {}

  /** Adds the tables of {@code a} by their file names. */
  static void add(Profile p, AccessProfile a, Map<String, String> tables) {
    CsvTable sizes = new CsvTable("cache_bytes", "touched_lines", "misses");
    for (WorkingSet w : a.workingSets()) {
      sizes.row(w.bytes(), a.touches(), w.misses());
    }
    tables.put("working-sets.csv", sizes.toString());
    CsvTable places = new CsvTable("place", "kind", "address", "size_bytes", "accesses", "writes");
    for (AccessPlace x : a.places()) {
      String kind = x.kind().name().toLowerCase(Locale.ROOT);
      places.row(x.name(), kind, address(x.start()), x.bytes(), x.accesses(), x.writes());
    }
    tables.put("access-places.csv", places.toString());
    List<String> heads =
        new ArrayList<>(
            List.of(
                "address",
                "function",
                "text",
                "accesses",
                "memory_cycles",
                "waited_for",
                "touched_lines",
                "first_touches",
                "stride_bytes",
                "stride_times",
                "reuse",
                "places"));
    AccessSites.cacheSizes().forEach(bytes -> heads.add("misses_of_" + bytes + "_bytes"));
    CsvTable sites = new CsvTable(heads.toArray(String[]::new));
    for (AccessSites.Site s : AccessSites.of(p)) {
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  address(s.address()),
                  p.function(s.function()).name(),
                  s.text(),
                  s.access().accesses(),
                  s.cycles(),
                  AccessSites.levels(s),
                  AccessSites.touches(s.access()),
                  s.access().first(),
                  s.access().stride(),
                  s.access().strideTimes(),
                  AccessSites.reuse(a, s.access()),
                  AccessSites.places(a, s.access(), Integer.MAX_VALUE)));
      AccessSites.cacheSizes()
          .forEach(bytes -> cells.add(AccessSites.misses(a, s.access(), bytes)));
      sites.row(cells.toArray());
    }
    tables.put("accesses.csv", sites.toString());
  }
}

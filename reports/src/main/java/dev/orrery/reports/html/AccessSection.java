package dev.orrery.reports.html;

import static dev.orrery.reports.text.Numbers.exact;
import static dev.orrery.reports.text.Numbers.percent;

import dev.orrery.profiler.recording.AccessProfile;
import dev.orrery.profiler.recording.AccessProfile.AccessPlace;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.reports.text.AccessSites;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.Places;
import dev.orrery.reports.text.Roofline;
import dev.orrery.spec.diag.SafeText;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What loads and stores touch, as finished text.
 *
 * @param summary all of it in a sentence
 * @param workingSets the working-set curve as a drawing; may be empty
 * @param roofline functions under the core's roofline; may be empty
 * @param roofs what the roofline's lines are; empty without a roofline
 * @param sizes the sizes of caches that the instructions' misses are told for
 * @param sites the instructions that cost most
 * @param sitesLeft how many more there are
 * @param places what is touched most
 * @param placesLeft how many more there are
 */
public record AccessSection(
    String summary,
    String workingSets,
    String roofline,
    String roofs,
    String sizes,
    List<SiteRow> sites,
    int sitesLeft,
    List<PlaceRow> places,
    int placesLeft) {
  private static final int MOST_SITES = 20;
  private static final int MOST_PLACES = 15;
  private static final int PLACES_OF_SITE = 2;
  private static final int NAME = 90;

  /** A load or store. */
  public record SiteRow(
      String to,
      String place,
      String text,
      String accesses,
      String waits,
      String misses,
      String cycles,
      String touches,
      String stride,
      String reuse) {}

  /** Something that is touched. */
  public record PlaceRow(
      String name,
      String kind,
      String size,
      String accesses,
      String percent,
      double bar,
      String writes) {}

  /**
   * The section; null if nothing was counted.
   *
   * @param anchors what of the code is shown
   * @param chart draws a chart, or nothing where that cannot be done
   */
  static @Nullable AccessSection of(Profile all, Anchors anchors, ChartMaker chart) {
    if (all.accesses().isEmpty() || all.accesses().getFirst().accesses() == 0) {
      return null;
    }
    AccessProfile a = all.accesses().getFirst();
    Roofline roofline = Roofline.of(all);
    if (roofline != null && roofline.points().isEmpty()) {
      roofline = null;
    }
    List<AccessSites.Site> sites = AccessSites.of(all);
    return new AccessSection(
        summary(a),
        chart.draw(() -> AccessCharts.workingSets(a)),
        roofline == null ? "" : roofline(all, roofline, chart),
        roofline == null ? "" : roofs(roofline),
        AccessSites.cacheSizes().stream().map(Numbers::bytes).collect(Collectors.joining(", ")),
        sites.stream().limit(MOST_SITES).map(s -> row(all, a, s, anchors)).toList(),
        Math.max(0, sites.size() - MOST_SITES),
        a.places().stream().limit(MOST_PLACES).map(p -> row(a, p)).toList(),
        Math.max(0, a.places().size() - MOST_PLACES));
  }

  private static String roofline(Profile all, Roofline roofline, ChartMaker chart) {
    return chart.draw(() -> AccessCharts.roofline(all, roofline));
  }

  private static String summary(AccessProfile a) {
    return "%s of memory touched %s, %s in all."
        .formatted(
            Numbers.plural(a.accesses(), "access", "accesses"),
            Numbers.plural(a.lines(), "line", "lines") + " of " + Numbers.bytes(a.lineBytes()),
            Numbers.bytes(a.lines() * a.lineBytes()));
  }

  private static String roofs(Roofline r) {
    return "The roof is %s a cycle, or where few are done for each byte, %.3g bytes a cycle: what the core moved in the cycles that it waited for that."
        .formatted(Numbers.plural(Math.round(r.peak()), "operation", "operations"), r.bandwidth());
  }

  private static SiteRow row(Profile all, AccessProfile a, AccessSites.Site s, Anchors anchors) {
    return new SiteRow(
        anchors.toCode(s.address()),
        name(Places.in(all.function(s.function()), s.address())),
        name(s.text()),
        exact(s.access().accesses()),
        name(AccessSites.levels(s)),
        AccessSites.missRates(a, s.access()),
        s.cycles() == 0 ? "–" : exact(s.cycles()),
        name(AccessSites.places(a, s.access(), PLACES_OF_SITE)),
        AccessSites.stride(s.access()),
        AccessSites.reuse(a, s.access()));
  }

  private static PlaceRow row(AccessProfile a, AccessPlace p) {
    String kind =
        switch (p.kind()) {
          case OBJECT -> "object";
          case SECTION -> "section";
          case REGION -> "region";
          case OTHER -> "";
        };
    return new PlaceRow(
        name(p.name()),
        kind,
        p.bytes() == 0 ? "–" : Numbers.bytes(p.bytes()),
        exact(p.accesses()),
        percent(p.accesses(), a.accesses()),
        100.0 * p.accesses() / a.places().getFirst().accesses(),
        percent(p.writes(), p.accesses()));
  }

  private static String name(String s) {
    return SafeText.shortened(SafeText.clean(s), NAME);
  }
}

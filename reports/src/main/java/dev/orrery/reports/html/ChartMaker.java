package dev.orrery.reports.html;

import java.util.function.Supplier;

/** Draws charts where that can be done. */
@FunctionalInterface
interface ChartMaker {
  /** The chart, or nothing. */
  String draw(Supplier<String> chart);
}

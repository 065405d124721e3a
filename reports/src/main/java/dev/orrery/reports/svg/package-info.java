/**
 * Drawings as SVG: by hand, with {@link dev.orrery.reports.svg.Svg}, or as charts with axes, which
 * JFreeChart draws.
 *
 * <p>What must not live here: what only the HTML report shows, and anything that opens a window.
 */
@NullMarked
package dev.orrery.reports.svg;

import org.jspecify.annotations.NullMarked;

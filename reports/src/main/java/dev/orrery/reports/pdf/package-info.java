/**
 * The report as a PDF file, laid out from the same page that browsers show.
 *
 * <p>What must not live here: what the report says.
 */
@NullMarked
package dev.orrery.reports.pdf;

import org.jspecify.annotations.NullMarked;

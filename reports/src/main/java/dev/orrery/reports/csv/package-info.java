/** A recording as tables for spreadsheets. Units stand in the column names. */
@NullMarked
package dev.orrery.reports.csv;

import org.jspecify.annotations.NullMarked;

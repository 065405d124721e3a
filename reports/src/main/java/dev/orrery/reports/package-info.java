/**
 * A recording to something a reader or another tool can open: HTML, SVG, JSON, CSV, text.
 *
 * <p>What must not live here: counting, running, or command-line parsing. Everything printed is
 * computed from a recording, so that it can be rendered again later and elsewhere. Templates are
 * jte, the only HTML engine of the project.
 */
@NullMarked
package dev.orrery.reports;

import org.jspecify.annotations.NullMarked;

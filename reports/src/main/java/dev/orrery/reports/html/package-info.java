/**
 * A recording as one HTML page that needs nothing else: no network, no script, no font. It is
 * well-formed XML as well, follows the reader's light or dark scheme, and prints. Drawings are SVG
 * in the page, each with a text that says the same.
 */
@NullMarked
package dev.orrery.reports.html;

import org.jspecify.annotations.NullMarked;

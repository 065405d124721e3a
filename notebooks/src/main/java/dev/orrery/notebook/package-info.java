/**
 * What cells of notebooks say: {@link dev.orrery.notebook.Orrery} assembles, profiles and sweeps,
 * and what it returns shows itself as text, and as HTML or SVG where that is better.
 *
 * <p>What must not live here: how cells are executed ({@link dev.orrery.notebook.run}), and where
 * programs come from, which the caller says.
 */
@NullMarked
package dev.orrery.notebook;

import org.jspecify.annotations.NullMarked;

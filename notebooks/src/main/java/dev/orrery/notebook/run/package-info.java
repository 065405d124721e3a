/**
 * Executes notebooks without Jupyter: the file of a notebook, and its cells on JShell.
 *
 * <p>What must not live here: what cells can say, which is {@link dev.orrery.notebook.Orrery}'s.
 */
@NullMarked
package dev.orrery.notebook.run;

import org.jspecify.annotations.NullMarked;

/**
 * The precompiled form of instruction tables: everything of an {@link dev.orrery.spec.model.Isa},
 * its decision tree included, in one compact file that is quick to load. It is a cache of the text,
 * keyed by the text's hash, never a source: what is written here is read by the same version only.
 *
 * <p>What must not live here: compiling text, and where files are found.
 */
@NullMarked
package dev.orrery.spec.binary;

import org.jspecify.annotations.NullMarked;

/**
 * From rows to their decoder. What lives here follows from the encodings and the decode-time
 * conditions of rows alone: which words a row has, whether two rows share a word, which words no
 * row has, and the tree that finds a word's row. Exact throughout: conditions are enumerated over
 * the bits they touch, so every finding comes with a word that shows it.
 *
 * <p>What must not live here: how tables are written, what rows mean, how words are printed.
 */
@NullMarked
package dev.orrery.spec.decode;

import org.jspecify.annotations.NullMarked;

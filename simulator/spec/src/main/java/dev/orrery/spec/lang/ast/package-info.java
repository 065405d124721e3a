/**
 * What the parser found, as it stands in the text: immutable records with their places. No names
 * are looked up here and nothing is computed.
 */
@NullMarked
package dev.orrery.spec.lang.ast;

import org.jspecify.annotations.NullMarked;

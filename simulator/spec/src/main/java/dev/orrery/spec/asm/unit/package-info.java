/**
 * One program while it is read: what each statement does to sections and symbols. Instructions go
 * to the encoder, directives are looked up by name.
 *
 * <p>What must not live here: where text comes from, and how lengths are found.
 */
@NullMarked
package dev.orrery.spec.asm.unit;

import org.jspecify.annotations.NullMarked;

/**
 * Sections while they grow, symbols while they move: what statements leave behind, and the search
 * for lengths and addresses that make everything fit.
 *
 * <p>What must not live here: reading text, and what directives are called.
 */
@NullMarked
package dev.orrery.spec.asm.layout;

import org.jspecify.annotations.NullMarked;

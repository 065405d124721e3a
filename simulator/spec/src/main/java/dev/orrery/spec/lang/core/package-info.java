/**
 * Compiles core tables: names are looked up, parameters are evaluated, rules become the statements
 * of {@link dev.orrery.spec.core}. The language is described in {@code isa-specs/CORES.md}.
 *
 * <p>What must not live here: knowledge of any core or instruction set, and anything that runs a
 * model.
 */
@NullMarked
package dev.orrery.spec.lang.core;

import org.jspecify.annotations.NullMarked;

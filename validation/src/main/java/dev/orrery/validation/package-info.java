/**
 * What checks the whole: engines against each other and against independent references, the arrows
 * between modules, and JMH benchmarks.
 *
 * <p>What must not live here: anything the product needs to run. Nothing depends on this module.
 */
@NullMarked
package dev.orrery.validation;

import org.jspecify.annotations.NullMarked;

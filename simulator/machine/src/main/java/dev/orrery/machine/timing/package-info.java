/**
 * Holds core models against measurements of real cores: programs are run once, what retires is
 * kept, and each model is told of it; its cycles are compared with those of the core's RTL.
 *
 * <p>What must not live here: the models, and anything that chooses or fits their numbers.
 */
@NullMarked
package dev.orrery.machine.timing;

import org.jspecify.annotations.NullMarked;

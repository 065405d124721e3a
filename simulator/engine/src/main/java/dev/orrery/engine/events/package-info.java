/**
 * Events of the JIT for a recording of the JDK's flight recorder: JDK Mission Control shows them
 * beside HotSpot's own compilations.
 *
 * <p>What must not live here: anything a guest or a count depends on.
 */
@NullMarked
package dev.orrery.engine.events;

import org.jspecify.annotations.NullMarked;

/**
 * The oracle: executes instructions by walking their IR, slowly and obviously. Every other engine
 * is compared with it, so nothing here may come from the emitter or from generated code, and
 * clarity wins over speed.
 */
@NullMarked
package dev.orrery.engine.oracle;

import org.jspecify.annotations.NullMarked;

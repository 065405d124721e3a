/**
 * The interpreter: code is decoded into blocks of small generated ops, and hot blocks are joined to
 * traces, each a generated method of its own.
 *
 * <p>What must not live here: meaning of instructions. Ops and traces are emitted by {@link
 * dev.orrery.engine.emit} from the rows' IR.
 */
@NullMarked
package dev.orrery.engine.interp;

import org.jspecify.annotations.NullMarked;

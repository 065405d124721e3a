/**
 * Turns the IR of rows into JVM bytecode. There is one emitter for all translating engines: it
 * knows how to compute, and asks a {@link dev.orrery.engine.emit.RowFrame} where operands come from
 * and where the hart's state lives. An interpreter answers with fields of a decoded record, a
 * compiler with constants and locals.
 *
 * <p>Values of up to 32 bits are JVM ints (zero-extended below 32 bits), wider ones longs. What is
 * fixed at decode never reaches the bytecode as a computation: {@link
 * dev.orrery.engine.emit.Variant} removes fixed conditions, and frames fold maximal fixed
 * expressions. Nothing here knows blocks, caches or an instruction set.
 */
@NullMarked
package dev.orrery.engine.emit;

import org.jspecify.annotations.NullMarked;

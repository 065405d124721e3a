/**
 * A compiled set of instruction tables: registers, rows with their meaning, operands, the decoder
 * and the facts of an operating system's calling conventions. Immutable after construction. What
 * lives here is read by every engine and tool; how tables are written and checked does not belong
 * here.
 */
@NullMarked
package dev.orrery.spec.model;

import org.jspecify.annotations.NullMarked;

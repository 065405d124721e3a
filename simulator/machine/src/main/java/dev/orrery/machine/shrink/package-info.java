/**
 * Making what shows a failure smaller, whatever it is. What must not live here: programs,
 * instructions, engines.
 */
@NullMarked
package dev.orrery.machine.shrink;

import org.jspecify.annotations.NullMarked;

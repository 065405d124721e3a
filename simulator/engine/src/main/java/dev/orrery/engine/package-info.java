/**
 * Harts and the engines that run them. An engine executes rows' IR on a {@link
 * dev.orrery.engine.Hart} exactly as the tables say, stops at exact instruction counts and reports
 * traps; it knows no device, no operating system and no instruction set by name.
 */
@NullMarked
package dev.orrery.engine;

import org.jspecify.annotations.NullMarked;

/**
 * Whole programs through the command line, on every engine: output, exit status and instruction
 * count as the manifest and other simulators say.
 */
@NullMarked
package dev.orrery.validation.program;

import org.jspecify.annotations.NullMarked;

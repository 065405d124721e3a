/**
 * Recordings as files: {@code .orr} and the same content as plain JSON. What is read may be
 * anything; it becomes a checked recording or an {@link dev.orrery.spec.diag.OrreryException}.
 */
@NullMarked
package dev.orrery.profiler.file;

import org.jspecify.annotations.NullMarked;

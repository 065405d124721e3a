/**
 * QEMU's monitor: the one place that speaks QMP (QEMU Machine Protocol: JSON, one object a line,
 * over a Unix socket).
 *
 * <p>What must not live here: how QEMU is started, and what it runs.
 */
@NullMarked
package dev.orrery.profiler.qmp;

import org.jspecify.annotations.NullMarked;

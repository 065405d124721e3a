/**
 * The bundled guest programs: their sources, prebuilt ELF files and the manifest of what each must
 * print and how many instructions it takes, packed as resources.
 *
 * <p>What must not live here: anything that runs them. This module depends on no other module of
 * Orrery.
 */
@NullMarked
package dev.orrery.workloads;

import org.jspecify.annotations.NullMarked;

/**
 * Guest programs of our own: prebuilt ELF files, and a manifest with what each stresses, how it was
 * built and what it must print. Benchmarks, cross-validation and tests take their programs from
 * here.
 *
 * <p>What must not live here: anything that runs a program. This module knows nothing of the
 * simulator and uses no other module of Orrery but for reading its own files. The sources are in
 * {@code src/guest}; {@code build.sh} rebuilds the ELF files from them, byte for byte.
 */
@NullMarked
package dev.orrery.workloads;

import org.jspecify.annotations.NullMarked;

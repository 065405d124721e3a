/**
 * Guest state and the engines that change it: the oracle that walks the IR, and those that run bytecode
 * emitted from the same IR.
 *
 * <p>What must not live here: devices, boards, loaders, operating-system services and host time. An engine
 * knows tables (spec) and an abstract memory, nothing above them.
 */
@NullMarked
package dev.orrery.engine;

import org.jspecify.annotations.NullMarked;

/**
 * Guest code as engines see it: reading and decoding instructions from an address space, and
 * cutting them into blocks. The rules are here so that every engine counts the same blocks; how an
 * instruction is executed does not belong here.
 */
@NullMarked
package dev.orrery.engine.code;

import org.jspecify.annotations.NullMarked;

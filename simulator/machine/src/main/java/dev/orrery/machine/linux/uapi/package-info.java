/**
 * Facts of the Linux kernel's headers for user programs: numbers, names and layouts of the generic
 * architecture ({@code asm-generic}). No behaviour lives here.
 */
@NullMarked
package dev.orrery.machine.linux.uapi;

import org.jspecify.annotations.NullMarked;

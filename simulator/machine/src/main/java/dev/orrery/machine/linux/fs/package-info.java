/**
 * The files of a Linux program: its table of open files, and the tree of names that it can see.
 *
 * <p>{@link dev.orrery.machine.linux.fs.FileTable} serves descriptors, {@link
 * dev.orrery.machine.linux.fs.PathCalls} serves names. Both return what the kernel would: a value
 * that is not negative, or a negative {@link dev.orrery.machine.linux.Errno}. What a program may
 * reach is a {@link dev.orrery.machine.linux.fs.FileAccess}; every name is resolved here, one
 * component at a time, and the host never resolves one for the program.
 *
 * <p>What must not live here: guest memory, harts, call numbers, structure layouts.
 */
@NullMarked
package dev.orrery.machine.linux.fs;

import org.jspecify.annotations.NullMarked;

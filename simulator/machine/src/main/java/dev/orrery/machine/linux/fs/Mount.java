package dev.orrery.machine.linux.fs;

import java.nio.file.Path;

/**
 * A granted part of the host.
 *
 * @param base a real directory of the host, not below anything that the program can change
 * @param writable whether what is below may be changed
 */
record Mount(Path base, boolean writable) {}

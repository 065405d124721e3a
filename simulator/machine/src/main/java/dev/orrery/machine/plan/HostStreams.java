package dev.orrery.machine.plan;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * The host's ends of what a guest reads and prints. None is closed with the guest.
 *
 * @param in the guest's standard input
 * @param out its standard output, or what a bare machine prints
 * @param err its standard error
 * @param trace where system calls are printed; null for nowhere
 */
public record HostStreams(
    InputStream in, OutputStream out, OutputStream err, @Nullable PrintStream trace) {}

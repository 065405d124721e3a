package dev.orrery.profiler.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.orrery.profiler.HostDescription;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What times were taken on: a time without it says nothing.
 *
 * @param started when, in ISO 8601, UTC
 * @param processor its model
 * @param processors how many the host has, threads of cores included
 * @param memoryBytes memory of the host
 * @param system operating system, its version and architecture
 * @param jvm the JVM of this process
 * @param loadBefore processes that wanted a processor in the minute before; negative if unknown
 * @param loadAfter the same at the end
 */
public record BenchHost(
    String started,
    String processor,
    int processors,
    long memoryBytes,
    String system,
    String jvm,
    double loadBefore,
    double loadAfter) {

  /** Measuring by itself causes about 1, and compilers inside a JVM some more. */
  private static final double BUSY = 2.5;

  /** This host, before anything was timed. */
  public static BenchHost now() {
    double load = load();
    return new BenchHost(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        HostDescription.processor(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        load,
        load);
  }

  /** The same host, with the load that there is now. */
  public BenchHost after() {
    return new BenchHost(
        started, processor, processors, memoryBytes, system, jvm, loadBefore, load());
  }

  /** Whether other work ran beside what was timed, so that only processor times mean much. */
  public boolean busy() {
    return Math.max(loadBefore, loadAfter) >= BUSY;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}

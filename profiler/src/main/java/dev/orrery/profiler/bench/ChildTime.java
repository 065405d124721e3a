package dev.orrery.profiler.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Processor time that child processes used, all their threads together. Java tells it of a process
 * that runs, not of one that has ended, so this asks the C library (getrusage, POSIX).
 */
final class ChildTime {
  private static final int RUSAGE_CHILDREN = -1;

  /** More than any system's {@code struct rusage}, which begins with the two times read here. */
  private static final long STRUCT_BYTES = 512;

  private static final int TIMEVAL_BYTES = 16;
  private static final MethodHandle GETRUSAGE = getrusage();

  private ChildTime() {}

  private static MethodHandle getrusage() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find("getrusage").orElseThrow(),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  }

  /** User and system time of all children that have ended so far, in nanoseconds. */
  static long nanos() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(STRUCT_BYTES, Long.BYTES);
      int status = (int) GETRUSAGE.invokeExact(RUSAGE_CHILDREN, usage);
      if (status != 0) {
        throw new IllegalStateException("getrusage failed");
      }
      return timeval(usage, 0) + timeval(usage, TIMEVAL_BYTES);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** A {@code struct timeval}; its microseconds fit the low half wherever they are a long. */
  private static long timeval(MemorySegment usage, long offset) {
    long seconds = usage.get(JAVA_LONG, offset);
    int micros = usage.get(JAVA_INT, offset + Long.BYTES);
    return seconds * 1_000_000_000L + micros * 1000L;
  }
}

package dev.orrery.machine.validate.commit;

import org.jspecify.annotations.Nullable;

/**
 * System calls after which memory is fresh: what was stored there before is gone, and no line of a
 * log says so. Sources: mmap(2), munmap(2), brk(2).
 */
final class MappingCalls {
  private static final long MAP_ANONYMOUS = 0x20;
  private static final long MOST_ERROR = 4095;

  private final SharedMemory memory;
  private long end;

  MappingCalls(SharedMemory memory) {
    this.memory = memory;
  }

  /**
   * Does to our side's memory what a call did that another kernel served.
   *
   * @param call its name
   * @param arguments of the call
   * @param result what it returned
   * @return why nothing can be compared behind it, with a place for the other side's name; null if
   *     it can
   */
  @Nullable String served(String call, long[] arguments, long result) {
    if (result < 0 && result >= -MOST_ERROR) {
      return null;
    }
    switch (call) {
      case "munmap" -> memory.kernelUnmapped(arguments[0], arguments[1]);
      case "brk" -> {
        if (Long.compareUnsigned(result, end) < 0) {
          long free = SharedMemory.pageEnd(result);
          memory.kernelUnmapped(free, SharedMemory.pageEnd(end) - free);
        }
        end = result;
      }
      case "mmap" -> {
        if ((arguments[3] & MAP_ANONYMOUS) == 0) {
          return "the program maps a file, and the log of %s does not tell what is in it";
        }
        memory.kernelUnmapped(result, arguments[1]);
      }
      default -> {}
    }
    return null;
  }
}

package dev.orrery.reports.text;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Profile;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names for addresses of code that ran: {@code main+0x1c}. */
public final class Places {
  private final Profile profile;
  private final Map<Long, Integer> functionOf = new HashMap<>();

  /** The places of {@code profile}. */
  public Places(Profile profile) {
    this.profile = profile;
    for (BlockProfile b : profile.blocks()) {
      for (BlockProfile.Instruction i : b.code()) {
        functionOf.put(i.address(), b.function());
      }
    }
  }

  /** The name of an address; its digits if nothing at it ran. */
  public String of(long address) {
    Integer function = functionOf.get(address);
    return function == null ? Numbers.address(address) : in(profile.function(function), address);
  }

  /** The function that holds {@code address}, or null if nothing at it ran. */
  public @Nullable FunctionProfile functionAt(long address) {
    Integer function = functionOf.get(address);
    return function == null ? null : profile.function(function);
  }

  /** The name of an address in {@code function}. */
  public static String in(FunctionProfile function, long address) {
    long offset = address - function.address();
    if (offset == 0) {
      return function.name();
    }
    return offset > 0
        ? function.name() + "+0x" + Long.toHexString(offset)
        : Numbers.address(address);
  }
}

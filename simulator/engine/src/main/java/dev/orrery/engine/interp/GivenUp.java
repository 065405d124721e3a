package dev.orrery.engine.interp;

import dev.orrery.engine.events.JitEvents;
import dev.orrery.engine.explain.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What could not be translated or kept, counted for whoever wants to know why a guest runs slowly:
 * it is interpreted, and nothing else about it changes.
 */
final class GivenUp {
  /** Regions in a row that HotSpot may refuse before it is asked more rarely. */
  private static final int TOLERATED = 4;

  /** Of the number of regions for which it is not asked at all. */
  private static final int MOST_DOUBLINGS = 20;

  private int failed;
  private @Nullable Throwable first;
  private int uncompiled;
  private int uncompiledInRow;

  /** Regions that are not even made, so as not to ask. */
  private int pause;

  private int surplus;

  /**
   * What {@code make} makes, or null if the host is short of what that takes.
   *
   * <p>Anything else that is thrown is a mistake in what makes it. Users are spared: they have
   * their program interpreted. Where assertions are on, it is not caught.
   *
   * @param pc address of the code
   */
  <T> @Nullable T attempt(long pc, RegionNotes notes, Supplier<@Nullable T> make) {
    try {
      return make.get();
    } catch (RuntimeException | Error e) {
      assert e instanceof VirtualMachineError : e;
      failed++;
      first = first == null ? e : first;
      tell(pc, notes, e.toString());
      return null;
    }
  }

  private static void tell(long pc, RegionNotes notes, String reason) {
    try {
      notes.refused(new Reason.Failed(reason));
      JitEvents.failed(pc, reason);
    } catch (VirtualMachineError e) {
      // There is not even memory to tell of it; it is counted.
    }
  }

  /** HotSpot compiled a region. */
  void compiled() {
    uncompiledInRow = 0;
  }

  /** HotSpot did not compile a region. */
  void notCompiled() {
    uncompiled++;
    uncompiledInRow++;
    if (uncompiledInRow >= TOLERATED) {
      pause = 1 << Math.min(uncompiledInRow - TOLERATED, MOST_DOUBLINGS);
    }
  }

  /**
   * Whether HotSpot refused so many regions in a row that it is better not to make this one: it
   * costs more to make a region than to interpret for a while. It is asked again after a number of
   * regions that doubles with each refusal.
   */
  boolean pauses() {
    if (pause == 0) {
      return false;
    }
    pause--;
    return true;
  }

  /** There was no room for a translation any more. */
  void noRoom() {
    surplus++;
  }

  /** How often {@link #noRoom} was said. */
  int surplus() {
    return surplus;
  }

  /** As {@link dev.orrery.engine.Engine#notes}. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (failed > 0) {
      notes.add(
          text("the JIT could not translate some code and interpreted it: %,d in all", failed)
              + "; first: "
              // HotSpot's verifier goes on with all of the method.
              + String.valueOf(first).lines().findFirst().orElse(""));
    }
    if (uncompiled > 0) {
      notes.add(
          text(
              "HotSpot did not compile some regions of the JIT, which were interpreted: %,d in all;"
                  + " perhaps its code cache is full",
              uncompiled));
    }
    if (surplus > 0) {
      notes.add(text("the JIT forgot translations for lack of room: %,d in all", surplus));
    }
    return notes;
  }

  private static String text(String format, int count) {
    return String.format(Locale.ROOT, format, count);
  }
}

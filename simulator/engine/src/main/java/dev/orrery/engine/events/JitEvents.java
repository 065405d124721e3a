package dev.orrery.engine.events;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Where the JIT tells what it does. Nothing of an event's class may be touched while nobody
 * records: that makes the JVM prepare all of its flight recorder, a quarter of a second of every
 * run.
 */
public final class JitEvents {
  private JitEvents() {}

  /** Whether somebody records, or did. */
  private static boolean wanted() {
    return FlightRecorder.isInitialized();
  }

  /**
   * Code is about to be translated.
   *
   * @return the event, which has begun; null if nobody wants it
   */
  public static @Nullable TranslationEvent translating() {
    if (!wanted()) {
      return null;
    }
    TranslationEvent event = new TranslationEvent();
    event.begin();
    return event;
  }

  /** An exit of other code was linked to the region at {@code pc}. */
  public static void linked(long pc) {
    if (wanted()) {
      LinkEvent event = new LinkEvent();
      if (event.isEnabled()) {
        event.address = Long.toHexString(pc);
        event.commit();
      }
    }
  }

  /** The region at {@code pc} was left before the instruction at {@code insn}. */
  public static void deoptimized(long pc, long insn) {
    if (wanted()) {
      DeoptimizationEvent event = new DeoptimizationEvent();
      if (event.isEnabled()) {
        event.address = Long.toHexString(pc);
        event.instruction = Long.toHexString(insn);
        event.commit();
      }
    }
  }

  /** The region at {@code pc} was forgotten, for {@code reason}. */
  public static void invalidated(long pc, String reason) {
    if (wanted()) {
      InvalidationEvent event = new InvalidationEvent();
      if (event.isEnabled()) {
        event.address = Long.toHexString(pc);
        event.reason = reason;
        event.commit();
      }
    }
  }

  /** The code at {@code pc} was not translated, for {@code reason}. */
  public static void failed(long pc, String reason) {
    if (wanted()) {
      TranslationFailureEvent event = new TranslationFailureEvent();
      if (event.isEnabled()) {
        event.address = Long.toHexString(pc);
        event.reason = reason;
        event.commit();
      }
    }
  }
}

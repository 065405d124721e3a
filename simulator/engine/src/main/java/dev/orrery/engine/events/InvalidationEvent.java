package dev.orrery.engine.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A region was forgotten: nothing enters it any more, and its class can be unloaded. */
@Name("dev.orrery.Invalidation")
@Label("Region Invalidation")
@Description("A region was forgotten")
@Category({"Orrery", "JIT"})
@StackTrace(false)
final class InvalidationEvent extends Event {
  /** Guest address of the region's entry, in hexadecimal. */
  @Label("Guest Address")
  public String address = "";

  /** Why: its code changed, what it expected did not hold, there was no room, and the like. */
  @Label("Reason")
  public String reason = "";
}

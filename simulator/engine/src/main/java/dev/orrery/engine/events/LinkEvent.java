package dev.orrery.engine.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An exit of other code was linked to a region. */
@Name("dev.orrery.Link")
@Label("Region Link")
@Description("An exit of other code now goes directly to a region")
@Category({"Orrery", "JIT"})
@StackTrace(false)
final class LinkEvent extends Event {
  /** Guest address of the region's entry, in hexadecimal. */
  @Label("Guest Address")
  public String address = "";
}

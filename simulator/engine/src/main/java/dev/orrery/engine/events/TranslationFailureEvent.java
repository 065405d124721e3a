package dev.orrery.engine.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** No method could be made of some guest code, which goes on being interpreted. */
@Name("dev.orrery.TranslationFailure")
@Label("Translation Failure")
@Description("No method could be made of some guest code, which goes on being interpreted")
@Category({"Orrery", "JIT"})
@StackTrace(false)
final class TranslationFailureEvent extends Event {
  /** Guest address of the code, in hexadecimal. */
  @Label("Guest Address")
  public String address = "";

  /** What the host said. */
  @Label("Reason")
  public String reason = "";
}

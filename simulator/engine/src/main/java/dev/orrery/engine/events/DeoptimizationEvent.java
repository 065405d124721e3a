package dev.orrery.engine.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A region was left in the middle of a block, which the interpreter finishes. */
@Name("dev.orrery.Deoptimization")
@Label("Region Deoptimization")
@Description("A region was left where an access could not be made directly")
@Category({"Orrery", "JIT"})
@StackTrace(false)
final class DeoptimizationEvent extends Event {
  /** Guest address of the region's entry, in hexadecimal. */
  @Label("Guest Address")
  public String address = "";

  /** Guest address of the instruction before which it was left, in hexadecimal. */
  @Label("Instruction")
  public String instruction = "";
}

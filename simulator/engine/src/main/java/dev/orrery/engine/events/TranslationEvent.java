package dev.orrery.engine.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A region of guest code was made into a method; HotSpot compiles it when it is hot. */
@Name("dev.orrery.Translation")
@Label("Region Translation")
@Description("A region of guest code was made into a method")
@Category({"Orrery", "JIT"})
@StackTrace(false)
public final class TranslationEvent extends Event {
  /** Guest address of the region's entry, in hexadecimal. */
  @Label("Guest Address")
  public String address = "";

  /** Name of the method's class, as in HotSpot's compilation events. */
  @Label("Class")
  public String className = "";

  /** Number of guest instructions, each copy of an inlined function counted. */
  @Label("Instructions")
  public int instructions;

  /** Number of blocks, likewise. */
  @Label("Blocks")
  public int blocks;

  /** Size of the class, in bytes. */
  @Label("Class Size")
  @DataAmount
  public int bytes;
}

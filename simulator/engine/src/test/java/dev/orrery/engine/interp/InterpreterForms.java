package dev.orrery.engine.interp;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.List;

/** Interpreters that prefer one of their forms, for tests of that form. */
public final class InterpreterForms {
  private InterpreterForms() {}

  /** Never makes a trace. */
  public static Engine blocksOnly(Isa isa) {
    return new InterpreterEngine(
        "blocks", isa, EngineOptions.PLAIN, Integer.MAX_VALUE, Long.MAX_VALUE, 0);
  }

  /** Makes a trace of every block when it is first executed. */
  public static Engine tracesAtOnce(Isa isa) {
    return new InterpreterEngine("traces", isa, EngineOptions.PLAIN, 1, Long.MAX_VALUE, 0);
  }

  /** Makes traces early enough for short tests, late enough to have seen where code goes. */
  public static Engine tracesSoon(Isa isa, EngineOptions options) {
    return new InterpreterEngine("traces", isa, options, 16, Long.MAX_VALUE, 0);
  }

  /** Makes a region of every block when it is first executed. */
  public static Engine regionsAtOnce(Isa isa, EngineOptions options) {
    return new InterpreterEngine("regions at once", isa, options, 1, 0, 1);
  }

  /** Makes regions early enough for short tests, late enough to have seen where code goes. */
  public static Engine regionsSoon(Isa isa, EngineOptions options) {
    return new InterpreterEngine("regions", isa, options, 16, 0, 1);
  }

  /** As {@link #tracesAtOnce}, with room for class files of {@code room} bytes. */
  public static Engine tracesInRoom(Isa isa, EngineOptions options, long room) {
    return new InterpreterEngine("traces", isa, options, 1, Long.MAX_VALUE, 0, room);
  }

  /** As {@link #regionsAtOnce}, with room for class files of {@code room} bytes. */
  public static Engine regionsInRoom(Isa isa, EngineOptions options, long room) {
    return new InterpreterEngine("regions", isa, options, 1, 0, 1, room);
  }

  /**
   * What an engine keeps and kept.
   *
   * @param count traces and regions that it has now
   * @param bytes of their class files
   * @param surplus how many more it had, and forgot because there was no room
   */
  public record Kept(int count, long bytes, int surplus) {}

  /** What {@code engine}, made by one of these methods, keeps of the guest of {@code hart}. */
  public static Kept kept(Engine engine, Hart hart) {
    CodeCache code = ((InterpreterEngine) engine).code(hart);
    Translations translations = code.translations();
    return new Kept(translations.count(), translations.bytes(), code.givenUp().surplus());
  }

  /** The classes of the translations that {@code engine} keeps of the guest of {@code hart}. */
  public static List<Class<?>> classes(Engine engine, Hart hart) {
    List<Class<?>> classes = new ArrayList<>();
    for (Translated t : ((InterpreterEngine) engine).code(hart).translations().all()) {
      classes.add(t.getClass());
    }
    return classes;
  }
}

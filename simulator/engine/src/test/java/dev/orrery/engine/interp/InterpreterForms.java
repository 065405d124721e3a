package dev.orrery.engine.interp;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.spec.model.Isa;

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
}

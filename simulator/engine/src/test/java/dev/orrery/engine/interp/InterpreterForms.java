package dev.orrery.engine.interp;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.spec.model.Isa;

/** Interpreters that prefer one of their forms, for tests of that form. */
public final class InterpreterForms {
  private InterpreterForms() {}

  /** Never makes a trace. */
  public static Engine blocksOnly(Isa isa) {
    return new InterpreterEngine(isa, EngineOptions.PLAIN, Integer.MAX_VALUE);
  }

  /** Makes a trace of every block when it is first executed. */
  public static Engine tracesAtOnce(Isa isa) {
    return new InterpreterEngine(isa, EngineOptions.PLAIN, 1);
  }

  /** Makes traces early enough for short tests, late enough to have seen where code goes. */
  public static Engine tracesSoon(Isa isa, EngineOptions options) {
    return new InterpreterEngine(isa, options, 16);
  }
}

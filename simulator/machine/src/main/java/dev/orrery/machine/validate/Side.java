package dev.orrery.machine.validate;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.factory.Engines;
import dev.orrery.spec.model.Isa;
import java.util.function.Function;

/**
 * One of the engines that run side by side.
 *
 * @param name what it is called in what is said about it
 * @param engine makes a new one for the program's tables
 */
public record Side(String name, Function<Isa, Engine> engine) {

  /**
   * An engine by its name on the command line.
   *
   * @param jitHot see {@link EngineOptions#jitHot}
   */
  public static Side of(String engine, int jitHot) {
    return new Side(
        engine, isa -> Engines.create(engine, isa, EngineOptions.translatingAfter(jitHot)));
  }
}

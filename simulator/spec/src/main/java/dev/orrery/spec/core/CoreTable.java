package dev.orrery.spec.core;

import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cycle model of a core.
 *
 * @param name such as {@code ibex-maxperf}
 * @param title one line about it
 * @param sources where its facts come from
 * @param isas names of the instruction sets whose programs it runs
 * @param measured measurements of its RTL; null if there are none
 * @param modules the modules that it uses, in the order of its table
 * @param width most instructions that retire in a cycle
 * @param parameters its parameters, with the values of this model
 * @param constants what follows from them, and numbers that have a name
 * @param stages the stages of its pipeline, in order; none if it does not say
 * @param causes where its cycles go
 * @param ideals mechanisms made ideal, to see what they cost; those that change anything
 * @param states what it keeps
 * @param classes names of the classes of instructions, by number
 * @param classOfInsn numbers of the classes by mnemonic, for the instructions that a class of the
 *     core names; others have the class of the instruction tables
 * @param reset what happens before the first instruction
 * @param rules what happens when an instruction retires, by number of its class
 * @param functions what the rules call, each after those that it calls
 */
public record CoreTable(
    String name,
    String title,
    List<String> sources,
    List<String> isas,
    @Nullable Measured measured,
    List<Module> modules,
    int width,
    List<Parameter> parameters,
    List<Parameter> constants,
    List<CoreStage> stages,
    List<Cause> causes,
    List<Ideal> ideals,
    List<CoreState> states,
    List<String> classes,
    Map<String, Integer> classOfInsn,
    CoreRoutine reset,
    List<CoreRoutine> rules,
    List<CoreRoutine> functions) {

  /**
   * A parameter.
   *
   * @param name such as {@code wait}
   * @param value its value
   * @param meaning what it is, for a reader; may be empty
   */
  public record Parameter(String name, long value, String meaning) {}

  /**
   * A module in use: its parameters, states and functions have names such as {@code dcache.ways}.
   *
   * @param name what stands before the dot
   * @param module the module's own name, such as {@code cache}
   * @param title one line about it
   * @param sources where its facts come from
   */
  public record Module(String name, String module, String title, List<String> sources) {
    public Module {
      sources = List.copyOf(sources);
    }
  }

  /**
   * A mechanism made ideal, or as good as the core can have it, by other values of parameters.
   *
   * @param cause whose cycles it is about
   * @param values the parameters
   * @param meaning what the core has then, for a reader
   */
  public record Ideal(Cause cause, List<Parameter> values, String meaning) {
    public Ideal {
      values = List.copyOf(values);
    }
  }

  /**
   * Measurements of a core's RTL, and how near the model is said to come. Limits are in millionths,
   * -1 where there is none.
   *
   * @param core its name among the measurements
   * @param config name of its configuration there
   * @param programs folder of programs by instruction set, where it is not the set's name
   * @param traces folder of retire traces by instruction set, where there are any
   * @param max most that the cycles of a program may differ by
   * @param mean most that they may differ by in the mean over programs
   * @param deltas most of the instructions whose cycles may differ
   * @param trailing cycles from the retirement of a store to the cycle at which the bus sees it,
   *     which is when a program is over for who measures; negative where it is seen before
   * @param skip instructions that traces have before the program's, such as those of a boot ROM
   */
  public record Measured(
      String core,
      String config,
      Map<String, String> programs,
      Map<String, String> traces,
      long max,
      long mean,
      long deltas,
      long trailing,
      long skip) {
    public Measured {
      programs = Map.copyOf(programs);
      traces = Map.copyOf(traces);
    }
  }

  /** Number of the class of a row's instructions; -1 if the core has no such class. */
  public int classOf(Row row) {
    Integer named = classOfInsn.get(row.meaning().name());
    return named != null ? named : classes.indexOf(row.meaning().insnClass());
  }
}

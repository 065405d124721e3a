package dev.orrery.spec.lang.core;

import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreStage;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.lang.ast.CoreAst;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.declare.Constants;
import dev.orrery.spec.lang.source.Diagnostic;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What the names of a core table mean, by kind. A name means one thing; causes and stages stand
 * apart.
 */
final class CoreNames {
  /** Functions that every table has. */
  static final List<String> BUILT_IN = List.of("min", "max");

  private static final String ZERO_DIVISOR = "E16";

  final Map<String, Long> parameters = new LinkedHashMap<>();
  final Map<String, CoreStage> stages = new LinkedHashMap<>();
  final Map<String, Cause> causes = new LinkedHashMap<>();
  final Map<String, CoreState> states = new LinkedHashMap<>();
  final Map<String, CoreAst.Function> functions = new LinkedHashMap<>();

  /** What is known of the results of functions that are lowered. */
  final Map<String, Flags.Bits> results = new HashMap<>();

  /** Numbers of the classes. */
  final Map<String, Integer> classes = new LinkedHashMap<>();

  /** Classes that some instruction has. */
  final Set<Integer> used = new HashSet<>();

  /** Modules in use, whose names stand before a dot. */
  private final Set<String> modules;

  /** Parameters whose values follow from what the user has set, with the parameter that was set. */
  private final Map<String, String> setBy = new HashMap<>();

  /** Constants, with the parameters that they follow from. */
  private final Map<String, Set<String>> fixed = new HashMap<>();

  /** No names but {@code modules} so far. */
  CoreNames(Set<String> modules) {
    this.modules = modules;
  }

  /** Whether {@code name} is known in every rule and function of every table. */
  static boolean isOfEveryCore(String name) {
    return CoreInput.of(name) != null || CodeFact.of(name) != null || BUILT_IN.contains(name);
  }

  /** What a name is everywhere, null if it is nothing; locals, causes and stages stand apart. */
  @Nullable String meaning(String name) {
    if (CoreInput.of(name) != null) {
      return "an input of every rule";
    }
    if (CodeFact.of(name) != null || BUILT_IN.contains(name)) {
      return "a function of every core";
    }
    return parameters.containsKey(name)
        ? isFixed(name) ? "a constant" : "a parameter"
        : states.containsKey(name)
            ? "a state"
            : functions.containsKey(name)
                ? "a function"
                : classes.containsKey(name)
                    ? "a class of instructions"
                    : modules.contains(name) ? "a module in use" : null;
  }

  /** Refuses a name that is taken. */
  void fresh(Word w) {
    String taken = meaning(w.text());
    if (taken != null) {
      throw new Failure(
          "C04", w.span(), "'" + w.text() + "' already is " + taken, "Take another name.");
    }
  }

  void declare(CoreAst.Function f) {
    fresh(f.name());
    functions.put(f.name().text(), f);
  }

  /** Gives a parameter the value that the user has set. */
  void set(String name, long value) {
    parameters.put(name, value);
    setBy.put(name, name);
  }

  /** Gives a parameter the value of {@code e}. */
  void compute(String name, ExprAst e) {
    parameters.put(name, constant(e));
    Set<String> mentioned = new LinkedHashSet<>();
    mentions(e, mentioned);
    mentioned.stream()
        .filter(setBy::containsKey)
        .findFirst()
        .ifPresent(m -> setBy.put(name, setBy.get(m)));
  }

  /** Notes that a constant is one; those that it is computed from are known. */
  void fix(CoreAst.Parameter constant) {
    Set<String> mentioned = new LinkedHashSet<>();
    mentions(constant.value(), mentioned);
    Set<String> from = new LinkedHashSet<>();
    mentioned.forEach(m -> from.addAll(fixed.getOrDefault(m, Set.of(m))));
    fixed.put(constant.name().text(), from);
  }

  /** Whether nothing can give {@code name} another value than the table's. */
  boolean isFixed(String name) {
    return fixed.containsKey(name);
  }

  /** Why {@code name} has no other value than the table's, and what to do, in a sentence or two. */
  String whyFixed(String name) {
    Set<String> from = fixed.getOrDefault(name, Set.of());
    return from.isEmpty()
        ? "'" + name + "' is a constant of the table, and no parameter."
        : "'%s' is computed from %s. Change %s."
            .formatted(name, String.join(" and ", from), from.size() == 1 ? "that" : "these");
  }

  /** The finding that {@code name} is given a value, although {@link #isFixed}. */
  Failure fixed(Word name) {
    return new Failure("C02", name.span(), "a constant has another value", whyFixed(name.text()));
  }

  /** The values of the parameters in {@code e}, to stand behind a message about it. */
  String valuesIn(ExprAst e) {
    Set<String> mentioned = new LinkedHashSet<>();
    mentions(e, mentioned);
    StringJoiner values = new StringJoiner(", ", ": ", "").setEmptyValue("");
    for (String name : mentioned) {
      Long value = parameters.get(name);
      if (value != null) {
        String by = setBy.get(name);
        String from =
            by == null ? "" : by.equals(name) ? " (from --set)" : " (from --set " + by + ")";
        values.add(name + " = " + value + from);
      }
    }
    return values.toString();
  }

  /** Collects the names in a constant expression, in the order in which they are written. */
  static void mentions(ExprAst e, Set<String> names) {
    switch (e) {
      case ExprAst.Name n -> names.add(n.name());
      case ExprAst.Unary u -> mentions(u.a(), names);
      case ExprAst.Binary b -> {
        mentions(b.a(), names);
        mentions(b.b(), names);
      }
      case ExprAst.Ternary t -> {
        mentions(t.cond(), names);
        mentions(t.a(), names);
        mentions(t.b(), names);
      }
      case ExprAst.In in -> {
        mentions(in.e(), names);
        in.set().forEach(m -> mentions(m, names));
      }
      default -> {} // a number: nothing else is constant
    }
  }

  /** The cause that is called {@code name} at {@code span}. */
  Cause cause(Span span, String name) {
    Cause cause = causes.get(name);
    if (cause == null) {
      throw new Failure(
          "C04",
          span,
          "there is no cause '" + name + "'",
          DidYouMean.help(
              name, causes.keySet(), "Declare it: cause " + name + " \"where these cycles go\"."));
    }
    return cause;
  }

  /** The stage that is called {@code name} at {@code span}. */
  CoreStage stage(Span span, String name) {
    CoreStage stage = stages.get(name);
    if (stage == null) {
      throw new Failure(
          "C04",
          span,
          "there is no stage '" + name + "', or not with these parameters",
          DidYouMean.help(
              name, stages.keySet(), "Declare it: stage " + name + " \"what it does\"."));
    }
    return stage;
  }

  /** Value of an expression of numbers and parameters. */
  long constant(ExprAst e) {
    try {
      new Flags(this, n -> null).checkAll(e);
      return new Constants(parameters).eval(e);
    } catch (Failure f) {
      Diagnostic d = f.diagnostic();
      String values = d.code().equals(ZERO_DIVISOR) ? valuesIn(e) : "";
      throw new Failure(d.code(), d.span(), d.message() + values, d.help());
    }
  }
}

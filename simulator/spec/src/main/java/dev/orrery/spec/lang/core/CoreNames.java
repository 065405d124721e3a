package dev.orrery.spec.lang.core;

import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.lang.ast.CoreAst;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.declare.Constants;
import dev.orrery.spec.lang.source.Failure;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the names of a core table mean, by kind. A name means one thing; causes stand apart. */
final class CoreNames {
  /** Functions that every table has. */
  static final List<String> BUILT_IN = List.of("min", "max");

  final Map<String, Long> parameters = new LinkedHashMap<>();
  final Map<String, Cause> causes = new LinkedHashMap<>();
  final Map<String, CoreState> states = new LinkedHashMap<>();
  final Map<String, CoreAst.Function> functions = new LinkedHashMap<>();

  /** Numbers of the classes. */
  final Map<String, Integer> classes = new LinkedHashMap<>();

  /** Classes that some instruction has. */
  final Set<Integer> used = new HashSet<>();

  /** Refuses a name that is taken. */
  void fresh(Word w) {
    String name = w.text();
    if (CoreInput.of(name) != null
        || CodeFact.of(name) != null
        || BUILT_IN.contains(name)
        || parameters.containsKey(name)
        || states.containsKey(name)
        || functions.containsKey(name)
        || classes.containsKey(name)) {
      throw new Failure(
          "C04", w.span(), "'" + name + "' means something already", "Take another name.");
    }
  }

  void declare(CoreAst.Function f) {
    fresh(f.name());
    functions.put(f.name().text(), f);
  }

  /** Value of an expression of numbers and parameters. */
  long constant(ExprAst e) {
    return new Constants(parameters).eval(e);
  }
}

package dev.orrery.spec.lang.core;

import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.lang.ast.CoreAst;
import dev.orrery.spec.lang.ast.CoreStmtAst;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The rules and functions of a core; functions are lowered before what calls them. */
final class CoreRoutines {
  /** Functions that are at work at one time, at most. */
  private static final int MAX_DEPTH = 50;

  private final CoreNames names;
  private final Map<String, CoreRoutine> functions = new LinkedHashMap<>();
  private final Map<CoreRoutine, Integer> statements = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  CoreRoutines(CoreNames names) {
    this.names = names;
  }

  /** The functions so far, each after those that it calls. */
  List<CoreRoutine> functions() {
    return List.copyOf(functions.values());
  }

  /** A rule that does nothing. */
  CoreRoutine nothing() {
    return new CoreRoutine("nothing", List.of(), List.of(), List.of(), List.of(), null);
  }

  /** Statements of a function, counting those of others at each call. */
  int statements(CoreRoutine function) {
    return statements.getOrDefault(function, 0);
  }

  /** The function of that name, which is declared; {@code from} is where it is asked for. */
  CoreRoutine function(String name, Span from) {
    CoreRoutine done = functions.get(name);
    if (done != null) {
      return done;
    }
    if (open.contains(name)) {
      throw new Failure(
          "C08",
          from,
          "'" + name + "' is called by itself: " + String.join(" calls ", open) + " calls " + name,
          "There can be no cycle in rules and functions; write a `while`.");
    }
    if (open.size() == MAX_DEPTH) {
      throw new Failure(
          "E28",
          from,
          "functions call each other more than " + MAX_DEPTH + " deep",
          "Write some of them where they are called.");
    }
    open.add(name);
    try {
      CoreAst.Function f = Objects.requireNonNull(names.functions.get(name), name);
      CoreBody body = new CoreBody(names, this, false);
      CoreRoutine lowered = body.routine(name, f.parameters(), f.body());
      functions.put(name, lowered);
      statements.put(lowered, body.statements());
      return lowered;
    } finally {
      open.remove(name);
    }
  }

  /** A rule; one for {@code reset} has no instruction to ask. */
  CoreRoutine rule(String name, boolean isReset, List<CoreStmtAst> body) {
    return new CoreBody(names, this, isReset).routine(name, new ArrayList<>(), body);
  }
}

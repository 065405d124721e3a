package dev.orrery.spec.lang.lower;

import dev.orrery.spec.lang.ast.ExprAst;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that {@code let} and the parameters of functions give to values, places and other
 * functions, innermost first.
 */
final class Env {
  private final @Nullable Env parent;
  private final Map<String, Object> names = new HashMap<>();

  /** A parameter that the function assigns: it stands for the argument's place. */
  record Place(ExprAst.Name name, Env env) {}

  /** A parameter that stands for a function, by its name in the tables. */
  record Function(String name) {}

  private final boolean seesOperands;

  /** A scope inside {@code parent}. */
  Env(Env parent) {
    this.parent = parent;
    this.seesOperands = parent.seesOperands;
  }

  private Env(boolean seesOperands) {
    this.parent = null;
    this.seesOperands = seesOperands;
  }

  /** The outermost scope of a row, where its operands have names. */
  static Env row() {
    return new Env(true);
  }

  /** The outermost scope of everything else: functions see their parameters and the state only. */
  static Env function() {
    return new Env(false);
  }

  boolean seesOperands() {
    return seesOperands;
  }

  /** Names a value; false if this scope has the name already. */
  boolean bind(String name, Value value) {
    return names.putIfAbsent(name, value) == null;
  }

  void bind(String name, Place place) {
    names.put(name, place);
  }

  void bind(String name, Function function) {
    names.put(name, function);
  }

  @Nullable Value value(String name) {
    return find(name) instanceof Value v ? v : null;
  }

  @Nullable Place place(String name) {
    return find(name) instanceof Place p ? p : null;
  }

  /** The function that a parameter stands for. */
  @Nullable Function function(String name) {
    return find(name) instanceof Function f ? f : null;
  }

  private @Nullable Object find(String name) {
    for (Env e = this; e != null; e = e.parent) {
      Object o = e.names.get(name);
      if (o != null) {
        return o;
      }
    }
    return null;
  }
}

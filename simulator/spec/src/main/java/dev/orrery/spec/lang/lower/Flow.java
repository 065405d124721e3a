package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.RegisterFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has happened on the way to a statement of a row: what the commit rule's checks look at. */
final class Flow {

  /**
   * Something that a row can assign.
   *
   * @param name as a reader knows it: {@code rd}, {@code X[1]}, {@code frm}, {@code PC}
   * @param file the register file, null for other places
   * @param index the register in the file
   * @param isOperand whether it is a register operand
   */
  record Place(
      String name, @Nullable RegisterFile file, Expr.@Nullable Index index, boolean isOperand) {}

  /**
   * Two assignments in one file whose register numbers may agree.
   *
   * @param when what is known from the instruction word where both happen
   */
  record Clash(Place first, Place second, Expr when, Span span) {}

  private final Map<Place, Span> assigned = new LinkedHashMap<>();
  private final Map<Place, Expr> conditions = new HashMap<>();
  private final Set<Place> onEveryPath = new HashSet<>();
  private @Nullable Span effect;
  private boolean stored;
  private boolean trapped;

  Flow copy() {
    Flow f = new Flow();
    f.assigned.putAll(assigned);
    f.conditions.putAll(conditions);
    f.onEveryPath.addAll(onEveryPath);
    f.effect = effect;
    f.stored = stored;
    f.trapped = trapped;
    return f;
  }

  /** What has happened where the ways {@code a} and {@code b} meet. */
  static Flow join(Flow a, Flow b) {
    Flow f = a.copy();
    b.assigned.forEach(f.assigned::putIfAbsent);
    b.conditions.forEach((place, c) -> f.conditions.merge(place, c, Simplify::or));
    if (a.trapped) {
      f.onEveryPath.clear();
      f.onEveryPath.addAll(b.onEveryPath);
    } else if (!b.trapped) {
      f.onEveryPath.retainAll(b.onEveryPath);
    }
    f.effect = a.effect == null ? b.effect : a.effect;
    f.stored = false;
    f.trapped = a.trapped && b.trapped;
    return f;
  }

  /** Where {@code place} may have been assigned, null if it has not. */
  @Nullable Span assignment(Place place) {
    return assigned.get(place);
  }

  Map<Place, Span> assignments() {
    return assigned;
  }

  boolean isAssignedOnEveryPath(Place place) {
    return trapped || onEveryPath.contains(place);
  }

  /** What is known from the instruction word where {@code place} was assigned. */
  Expr condition(Place place) {
    return conditions.getOrDefault(place, Simplify.constant(1, 1));
  }

  /** Notes an assignment under a decode-time condition. */
  void assign(Place place, Expr condition, Span span) {
    assigned.put(place, span);
    conditions.put(place, condition);
    onEveryPath.add(place);
  }

  /** Leaves {@code place} as it is, on purpose. */
  void keep(Place place) {
    onEveryPath.add(place);
  }

  /** The effect that cannot be undone, null if there was none yet. */
  @Nullable Span effect() {
    return effect;
  }

  void effect(Span span) {
    effect = span;
    stored = false;
  }

  /** A plain store: what may follow it is another one, under the same conditions. */
  void store(Span span) {
    effect = span;
    stored = true;
  }

  /** Whether the effects so far are plain stores under the conditions that hold here. */
  boolean hasStored() {
    return stored;
  }

  void trap() {
    trapped = true;
  }
}

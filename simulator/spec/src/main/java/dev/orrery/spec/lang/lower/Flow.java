package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.RegisterFile;
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

  /** Two assignments in one file whose register numbers may agree. */
  record Clash(Place first, Place second, Span span) {}

  private final Map<Place, Span> assigned = new LinkedHashMap<>();
  private final Set<Place> onEveryPath = new HashSet<>();
  private @Nullable Span effect;
  private boolean trapped;

  Flow copy() {
    Flow f = new Flow();
    f.assigned.putAll(assigned);
    f.onEveryPath.addAll(onEveryPath);
    f.effect = effect;
    f.trapped = trapped;
    return f;
  }

  /** What has happened where the ways {@code a} and {@code b} meet. */
  static Flow join(Flow a, Flow b) {
    Flow f = a.copy();
    b.assigned.forEach(f.assigned::putIfAbsent);
    if (a.trapped) {
      f.onEveryPath.clear();
      f.onEveryPath.addAll(b.onEveryPath);
    } else if (!b.trapped) {
      f.onEveryPath.retainAll(b.onEveryPath);
    }
    f.effect = a.effect == null ? b.effect : a.effect;
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

  void assign(Place place, Span span) {
    assigned.put(place, span);
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
  }

  void trap() {
    trapped = true;
  }
}

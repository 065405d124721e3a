package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreTable;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds of a core's states between any two instructions of any program: how far its times are
 * from the cycle reached, and its numbers. It holds after reset, and behind each rule if it does
 * before: abstract interpretation over intervals (Cousot and Cousot, POPL 1977).
 */
final class CoreInvariants {
  /** Rounds after which only what stays the same is kept. */
  private static final int PATIENCE = 4;

  /**
   * Statements of all rules and of what they call, at most. Longer ones are not fast anyway, and
   * the program waits for this.
   */
  private static final int MOST = 800;

  private final CoreTable table;
  private final CoreModel afterReset;

  /** Its rules, each once: it may be that of several classes. */
  private final Set<CoreRoutine> rules = Collections.newSetFromMap(new IdentityHashMap<>());

  /** States that do not hold times. */
  private final Set<CoreState> numbers = new HashSet<>();

  private CoreInvariants(CoreModel afterReset) {
    this.table = afterReset.table();
    this.afterReset = afterReset;
    this.numbers.addAll(table.states());
    this.rules.addAll(table.rules());
  }

  /** Those of the table of {@code afterReset}, which is a model that nothing was told. */
  static CoreKnowledge of(CoreModel afterReset) {
    CoreInvariants search = new CoreInvariants(afterReset);
    int statements = 0;
    for (CoreRoutine rule : search.rules) {
      statements += CoreLength.withCalls(rule.body(), MOST);
      if (statements > MOST) {
        return new CoreKnowledge();
      }
    }
    // A number that goes on growing is a time.
    CoreKnowledge soon = search.find(2);
    CoreKnowledge later = search.find(3);
    search.numbers.removeIf(
        s -> !(soon.bound(s) instanceof Known before && before.equals(later.bound(s))));
    return search.find(Integer.MAX_VALUE);
  }

  private CoreKnowledge find(int most) {
    CoreBounds bounds = new CoreBounds();
    CoreKnowledge known = new CoreKnowledge(bounds);
    for (CoreState s : table.states()) {
      if (s.isArray()) {
        bounds.begin(s, first(s, afterReset.array(s)));
      } else {
        known.write(new CoreKnowledge.Cell(s, 0), first(s, CoreClass.value(afterReset, s)));
      }
    }
    CoreKnowledge before;
    int rounds = 0;
    do {
      before = known.copy();
      bounds.hasGrown();
      for (CoreRoutine rule : rules) {
        CoreKnowledge behind = before.copy();
        CoreSpecialiser.follow(rule, behind);
        known.meet(behind);
      }
      if (++rounds > PATIENCE) {
        known.widen(before);
        bounds.dropGrown();
      }
    } while (rounds < most && (bounds.hasGrown() || !known.says(before)));
    bounds.found();
    return known;
  }

  /** What is known of a state that holds one of {@code values} after reset. */
  private @Nullable Known first(CoreState state, long... values) {
    Known all = one(state, values[0]);
    for (long value : values) {
      all = Known.either(all, one(state, value));
    }
    return all;
  }

  private @Nullable Known one(CoreState state, long value) {
    return numbers.contains(state)
        ? Known.one(value)
        : Known.sum(Known.NOW, Known.one(value - afterReset.now));
  }
}

package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds at any time of each cell of a core's states that are arrays. */
final class CoreBounds {
  private final Map<CoreState, Known> bounds = new HashMap<>();
  private boolean open;
  private final Set<CoreState> grown = new HashSet<>();

  /** This holds after reset of {@code state}; whether it does later is still to be found. */
  void begin(CoreState state, @Nullable Known value) {
    if (value != null) {
      bounds.put(state, value.after(0, Long.MAX_VALUE));
    }
    open = true;
  }

  /** What holds of a cell of {@code state}; null if nothing. */
  @Nullable Known of(CoreState state) {
    return bounds.get(state);
  }

  /** A cell of {@code state} may be set to something of which this is known. */
  void stores(CoreState state, @Nullable Known value) {
    Known before = bounds.get(state);
    if (!open || before == null) {
      return;
    }
    // However much later it is read.
    Known either = Known.either(before, value == null ? null : value.after(0, Long.MAX_VALUE));
    if (!before.equals(either)) {
      grown.add(state);
      if (either == null) {
        bounds.remove(state);
      } else {
        bounds.put(state, either);
      }
    }
  }

  /** Whether less holds than when this was asked last. */
  boolean hasGrown() {
    boolean result = !grown.isEmpty();
    grown.clear();
    return result;
  }

  /** What did not hold since {@link #hasGrown} was asked is not kept, even if something does. */
  void dropGrown() {
    grown.forEach(bounds::remove);
  }

  /** All of this holds. */
  void found() {
    open = false;
  }
}

package dev.orrery.engine.interp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A map from longs to values: open addressing, linear probing. Small because it is on the way of
 * every short run, where a library's map costs more to load than it ever saves.
 */
final class LongMap<V> {
  private long[] keys = new long[64];
  private @Nullable Object[] values = new @Nullable Object[64];
  private int size;

  /** The value of {@code key}; null if there is none. */
  @SuppressWarnings("unchecked") // only put adds values
  @Nullable V get(long key) {
    return (V) values[slot(key)];
  }

  /** Number of keys. */
  int size() {
    return size;
  }

  /** Gives {@code key} a value. */
  void put(long key, V value) {
    if (2 * size >= keys.length) {
      grow();
    }
    int slot = slot(key);
    if (values[slot] == null) {
      size++;
    }
    keys[slot] = key;
    values[slot] = value;
  }

  /** Takes {@code key} out, if it is in. */
  void remove(long key) {
    int free = slot(key);
    if (values[free] == null) {
      return;
    }
    size--;
    values[free] = null;
    // Entries behind may have been pushed past the slot that is free now.
    int mask = keys.length - 1;
    for (int i = free + 1 & mask; values[i] != null; i = i + 1 & mask) {
      int wanted = home(keys[i]);
      boolean stays = free < i ? free < wanted && wanted <= i : free < wanted || wanted <= i;
      if (!stays) {
        keys[free] = keys[i];
        values[free] = values[i];
        values[i] = null;
        free = i;
      }
    }
  }

  /** Takes everything out. */
  void clear() {
    Arrays.fill(values, null);
    size = 0;
  }

  /** All values, in no particular order. */
  @SuppressWarnings("unchecked") // only put adds values
  List<V> values() {
    List<V> all = new ArrayList<>(size);
    for (Object v : values) {
      if (v != null) {
        all.add((V) v);
      }
    }
    return all;
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new @Nullable Object[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  /** Where {@code key} is, or would be put. */
  private int slot(long key) {
    int i = home(key);
    while (values[i] != null && keys[i] != key) {
      i = i + 1 & keys.length - 1;
    }
    return i;
  }

  private int home(long key) {
    return (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 40) & keys.length - 1;
  }
}

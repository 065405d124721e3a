package dev.orrery.profiler;

import dev.orrery.profiler.Symbols.Symbol;
import dev.orrery.profiler.recording.FunctionProfile.Origin;
import java.util.Arrays;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the functions met during a run, densely from 0. A function is a symbol, or, where the
 * program has none, an address that something called. Lookups are cached by address, since a shadow
 * stack asks at every call.
 */
final class FunctionTable {
  /** What {@link #bySymbol} and {@link #containing} return when there is no function. */
  static final int NONE = -1;

  private final Symbols symbols;
  private final LongIntHashMap byStart = new LongIntHashMap();
  private final LongIntHashMap bySymbolCache = new LongIntHashMap();

  private int size;
  private long[] starts = new long[64];
  private long[] sizes = new long[64];

  /** Symbols' names; null for a function without one, whose name is its address. */
  private @Nullable String[] names = new String[64];

  private Origin[] origins = new Origin[64];

  /** Starts of the functions without a symbol, sorted; rebuilt when one was added. */
  private long @Nullable [] calledStarts;

  FunctionTable(Symbols symbols) {
    this.symbols = symbols;
  }

  int size() {
    return size;
  }

  String name(int function) {
    String name = names[function];
    return name != null ? name : "sub_" + Long.toHexString(starts[function]);
  }

  long start(int function) {
    return starts[function];
  }

  /** Bytes; 0 when unknown. */
  long bytes(int function) {
    return sizes[function];
  }

  Origin origin(int function) {
    return origins[function];
  }

  /** Whether a function is known to hold an address; false for functions of unknown size. */
  boolean holds(int function, long address) {
    return Long.compareUnsigned(address - starts[function], sizes[function]) < 0;
  }

  /** The function whose symbol covers {@code address}, or {@link #NONE}. */
  int bySymbol(long address) {
    int cached = bySymbolCache.getIfAbsent(address, Integer.MIN_VALUE);
    if (cached != Integer.MIN_VALUE) {
      return cached;
    }
    Symbol symbol = symbols.at(address);
    int function =
        symbol == null
            ? NONE
            : add(symbol.start(), Math.max(0, symbol.size()), symbol.name(), Origin.SYMBOL);
    bySymbolCache.put(address, function);
    return function;
  }

  /** The function that a call to {@code target} enters; one without a symbol starts there. */
  int called(long target) {
    int function = bySymbol(target);
    return function != NONE ? function : add(target, 0, null, Origin.CALLED);
  }

  /**
   * The function that holds the instruction at {@code address}: by symbol, else the called address
   * at or before it that no symbol stands in front of, else one that begins at {@code fallback}.
   */
  int containing(long address, long fallback) {
    int function = bySymbol(address);
    if (function != NONE) {
      return function;
    }
    long[] called = calledStarts();
    int i = Arrays.binarySearch(called, address ^ Long.MIN_VALUE);
    i = i >= 0 ? i : -i - 2;
    long start = i >= 0 ? called[i] ^ Long.MIN_VALUE : fallback;
    if (i < 0 || Long.compareUnsigned(start, fallback) < 0) {
      // The run of code that the address belongs to begins behind that call target.
      return add(fallback, 0, null, Origin.UNKNOWN);
    }
    return byStart.get(start);
  }

  /** Call targets without a symbol, in an order that sorts addresses as unsigned. */
  private long[] calledStarts() {
    long[] known = calledStarts;
    if (known == null) {
      int n = 0;
      known = new long[size];
      for (int f = 0; f < size; f++) {
        if (origins[f] == Origin.CALLED) {
          known[n++] = starts[f] ^ Long.MIN_VALUE;
        }
      }
      known = Arrays.copyOf(known, n);
      Arrays.sort(known);
      calledStarts = known;
    }
    return known;
  }

  private int add(long start, long bytes, @Nullable String name, Origin origin) {
    int known = byStart.getIfAbsent(start, NONE);
    if (known != NONE) {
      return known;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      sizes = Arrays.copyOf(sizes, 2 * size);
      names = Arrays.copyOf(names, 2 * size);
      origins = Arrays.copyOf(origins, 2 * size);
    }
    starts[size] = start;
    sizes[size] = bytes;
    names[size] = name;
    origins[size] = origin;
    byStart.put(start, size);
    calledStarts = null;
    return size++;
  }
}

package dev.orrery.spec.decode;

import dev.orrery.spec.model.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the decision tree greedily: at each node, of all windows of up to eight adjacent bits, the
 * one whose largest child has the fewest rows; among equals the one with the fewest cells in all. A
 * row that leaves bits of the window free appears below several values.
 */
final class TreeBuilder {
  private static final int MAX_WINDOW = 8;
  private static final int[] EMPTY = {};

  private final long[] masks;
  private final long[] matches;
  private final Map<List<Integer>, Integer> leafIndex = new HashMap<>();
  private int[] cells = new int[1024];
  private int cellCount;
  private int[] leaves = new int[256];
  private int leafCount;

  private TreeBuilder(List<Row> rows) {
    masks = rows.stream().mapToLong(Row::mask).toArray();
    matches = rows.stream().mapToLong(Row::match).toArray();
  }

  /** The tree for {@code rows}, whose ids are their positions. */
  static DecodeTree build(List<Row> rows, Precedence precedence) {
    TreeBuilder b = new TreeBuilder(rows);
    b.leafOf(EMPTY);
    List<Row> ordered = precedence.ordered(rows);
    int longest = rows.stream().mapToInt(Row::length).max().orElse(0);
    int[] roots = new int[longest + 1];
    Arrays.fill(roots, -1);
    for (int bytes = 1; bytes <= longest; bytes++) {
      int length = bytes;
      int[] ids = ordered.stream().filter(r -> r.length() == length).mapToInt(Row::id).toArray();
      if (ids.length > 0) {
        int root = b.node(ids, 0);
        roots[bytes] = root >= 0 ? root : b.trivialNode(root);
      }
    }
    return new DecodeTree(
        roots, Arrays.copyOf(b.cells, b.cellCount), Arrays.copyOf(b.leaves, b.leafCount));
  }

  /** A node for {@code ids}, of whose words the bits {@code known} were tested already. */
  private int node(int[] ids, long known) {
    if (ids.length <= 1) {
      return leafOf(ids);
    }
    int window = bestWindow(ids, known);
    if (window == 0) {
      return leafOf(ids);
    }
    int shift = window >>> 8;
    int size = 1 << (window & 0xff);
    int node = cellCount;
    reserve(1 + size);
    cells[node] = window;
    long bits = (long) (size - 1) << shift;
    int[] child = new int[ids.length];
    for (int value = 0; value < size; value++) {
      int n = 0;
      for (int id : ids) {
        if (fits(id, value, shift, bits)) {
          child[n++] = id;
        }
      }
      int next = node(Arrays.copyOf(child, n), known | bits);
      cells[node + 1 + value] = next;
    }
    return node;
  }

  private boolean fits(int id, int value, int shift, long bits) {
    return ((((long) value << shift) ^ matches[id]) & bits & masks[id]) == 0;
  }

  /** {@code shift << 8 | width}, 0 when no window tells any two rows apart. */
  private int bestWindow(int[] ids, long known) {
    long fixed = 0;
    for (int id : ids) {
      fixed |= masks[id];
    }
    fixed &= ~known;
    int best = 0;
    int bestLargest = ids.length;
    int bestTotal = Integer.MAX_VALUE;
    int[] counts = new int[1 << MAX_WINDOW];
    for (int shift = 0; shift < Long.SIZE; shift++) {
      if ((fixed >>> shift & 1) == 0) {
        continue;
      }
      for (int width = 1; width <= MAX_WINDOW && shift + width <= Long.SIZE; width++) {
        if ((fixed >>> (shift + width - 1) & 1) == 0) {
          continue;
        }
        int total = countChildren(ids, shift, width, counts, 2 * ids.length + 64);
        if (total < 0) {
          continue;
        }
        int largest = 0;
        for (int v = 0; v < 1 << width; v++) {
          largest = Math.max(largest, counts[v]);
        }
        total += 1 << width;
        if (largest < bestLargest || (largest == bestLargest && best != 0 && total < bestTotal)) {
          best = shift << 8 | width;
          bestLargest = largest;
          bestTotal = total;
        }
      }
    }
    return best;
  }

  /** Rows below each value of the window; their sum, or -1 once it passes {@code limit}. */
  private int countChildren(int[] ids, int shift, int width, int[] counts, int limit) {
    Arrays.fill(counts, 0, 1 << width, 0);
    int window = (1 << width) - 1;
    int total = 0;
    for (int id : ids) {
      int value = (int) (matches[id] >>> shift) & window;
      int free = ~(int) (masks[id] >>> shift) & window;
      total += 1 << Integer.bitCount(free);
      if (total > limit) {
        return -1;
      }
      int bits = 0;
      do {
        counts[value | bits]++;
        bits = (bits - free) & free;
      } while (bits != 0);
    }
    return total;
  }

  private int leafOf(int[] ids) {
    List<Integer> key = Arrays.stream(ids).boxed().toList();
    Integer known = leafIndex.get(key);
    if (known != null) {
      return ~known;
    }
    if (leafCount + ids.length + 1 > leaves.length) {
      leaves = Arrays.copyOf(leaves, Math.max(2 * leaves.length, leafCount + ids.length + 1));
    }
    int index = leafCount;
    for (int id : ids) {
      leaves[leafCount++] = id;
    }
    leaves[leafCount++] = -1;
    leafIndex.put(key, index);
    return ~index;
  }

  /** A node whose two children are the same leaf: a length with a single row. */
  private int trivialNode(int leaf) {
    int node = cellCount;
    reserve(3);
    cells[node] = 1;
    cells[node + 1] = leaf;
    cells[node + 2] = leaf;
    return node;
  }

  private void reserve(int n) {
    if (cellCount + n > cells.length) {
      cells = Arrays.copyOf(cells, Math.max(2 * cells.length, cellCount + n));
    }
    cellCount += n;
  }
}

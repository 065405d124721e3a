package dev.orrery.spec.decode;

/**
 * A decision tree over instruction words in two flat arrays.
 *
 * <p>A node at {@code cells[n]} holds the position of its window of bits ({@code shift << 8 |
 * width}), then one cell for each value of the window: the index of the next node, or, when
 * negative, the complement of an index in {@code leaves}. There the ids of the candidate rows
 * follow, in the order they must be tried, ended by -1. Leaf 0 has no candidates.
 *
 * @param roots index of the root node for words of each length in bytes, -1 where no row has the
 *     length
 * @param cells nodes
 * @param leaves candidate rows
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never modified after it was built
public record DecodeTree(int[] roots, int[] cells, int[] leaves) {

  /** Index in {@link #leaves} of the candidates for {@code word}, which is {@code bytes} long. */
  int leaf(long word, int bytes) {
    int node = bytes < roots.length ? roots[bytes] : -1;
    if (node < 0) {
      return 0;
    }
    int[] tree = cells;
    while (true) {
      int window = tree[node];
      int value = (int) (word >>> (window >>> 8)) & ((1 << (window & 0xff)) - 1);
      int next = tree[node + 1 + value];
      if (next < 0) {
        return ~next;
      }
      node = next;
    }
  }

  /** Number of inner nodes. */
  public int nodes() {
    int n = 0;
    for (int i = 0; i < cells.length; i += 1 + (1 << (cells[i] & 0xff))) {
      n++;
    }
    return n;
  }

  /** Number of windows on the longest path to a leaf. */
  public int depth() {
    int d = 0;
    for (int root : roots) {
      d = Math.max(d, root < 0 ? 0 : depth(root));
    }
    return d;
  }

  private int depth(int node) {
    int d = 0;
    for (int i = 1 << (cells[node] & 0xff); i > 0; i--) {
      int next = cells[node + i];
      d = Math.max(d, next < 0 ? 0 : depth(next));
    }
    return d + 1;
  }
}

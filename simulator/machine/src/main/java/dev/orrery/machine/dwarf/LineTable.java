package dev.orrery.machine.dwarf;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/** The lines of a unit's code: for each address the file, line and column, in flat arrays. */
final class LineTable {
  /** The file of rows that only end something. */
  private static final int END = -1;

  private final FileNames files;
  private final long[] addresses;
  private final int[] fileIndices;
  private final int[] lines;
  private final int[] columns;

  private LineTable(
      FileNames files, long[] addresses, int[] fileIndices, int[] lines, int[] columns) {
    this.files = files;
    this.addresses = addresses;
    this.fileIndices = fileIndices;
    this.lines = lines;
    this.columns = columns;
  }

  FileNames files() {
    return files;
  }

  int size() {
    return addresses.length;
  }

  /** The row that {@code address} belongs to; -1 if there is none. */
  int row(long address) {
    int i = Segments.floor(addresses, addresses.length, address ^ Long.MIN_VALUE);
    return i < 0 || fileIndices[i] == END ? -1 : i;
  }

  /** Index of a row's file, as its line program counts them. */
  int file(int row) {
    return fileIndices[row];
  }

  int line(int row) {
    return lines[row];
  }

  int column(int row) {
    return columns[row];
  }

  /** Tells {@code sink} of the file and line of every row, where both are known. */
  void forEachLine(ObjIntConsumer<SourceFile> sink) {
    for (int i = 0; i < addresses.length; i++) {
      SourceFile file = fileIndices[i] == END ? null : files.file(fileIndices[i]);
      if (file != null && lines[i] > 0) {
        sink.accept(file, lines[i]);
      }
    }
  }

  /** Tells {@code sink} which addresses have lines. */
  void ranges(Values.RangeSink sink) {
    int first = 0;
    for (int i = 0; i < addresses.length; i++) {
      if (fileIndices[i] == END) {
        sink.range(addresses[first] ^ Long.MIN_VALUE, addresses[i] ^ Long.MIN_VALUE);
        first = i + 1;
      }
    }
  }

  /** Collects rows as a line program yields them. */
  static final class Builder {
    private final Budget budget;
    private long[] addresses = new long[64];
    private int[] fileIndices = new int[64];
    private int[] lines = new int[64];
    private int[] columns = new int[64];
    private int size;

    /** Rows where a sequence begins, and then the end of the last one. */
    private int[] sequences = new int[8];

    private int sequenceCount;

    Builder(Budget budget) {
      this.budget = budget;
    }

    void row(long address, int file, int line, int column) {
      budget.keep(1);
      if (size == addresses.length) {
        addresses = Arrays.copyOf(addresses, 2 * size);
        fileIndices = Arrays.copyOf(fileIndices, 2 * size);
        lines = Arrays.copyOf(lines, 2 * size);
        columns = Arrays.copyOf(columns, 2 * size);
      }
      addresses[size] = address ^ Long.MIN_VALUE;
      fileIndices[size] = file;
      lines[size] = line;
      columns[size++] = column;
    }

    /** Ends the sequence of rows since the last end; they reach to before {@code address}. */
    void endSequence(long address) {
      row(address, END, 0, 0);
      if (sequenceCount + 1 >= sequences.length) {
        sequences = Arrays.copyOf(sequences, 2 * sequences.length);
      }
      sequences[++sequenceCount] = size;
    }

    /** Ends the last sequence where its last row begins, if the program has not ended it. */
    void endProgram() {
      if (size > sequences[sequenceCount]) {
        endSequence(addresses[size - 1] ^ Long.MIN_VALUE);
      }
    }

    LineTable build(FileNames files) {
      for (int s = 0; s < sequenceCount; s++) {
        sortRows(sequences[s], sequences[s + 1]);
      }
      Integer[] order = new Integer[sequenceCount];
      Arrays.setAll(order, i -> i);
      // Of those that begin at one address, the longest first: the others are then inside.
      Arrays.sort(
          order,
          (a, b) -> {
            int byStart = Long.compare(addresses[sequences[a]], addresses[sequences[b]]);
            return byStart != 0 ? byStart : Long.compare(end(b), end(a));
          });
      Builder flat = new Builder(budget);
      long done = Long.MIN_VALUE;
      for (int s : order) {
        long end = end(s);
        if (addresses[sequences[s]] == end || flat.size > 0 && end <= done) {
          continue;
        }
        for (int i = sequences[s]; i < sequences[s + 1]; i++) {
          boolean replaced = i + 1 < sequences[s + 1] && addresses[i + 1] == addresses[i];
          boolean passed = flat.size > 0 && i + 1 < sequences[s + 1] && addresses[i + 1] <= done;
          if (!replaced && !passed) {
            long at = flat.size > 0 ? Math.max(addresses[i], done) : addresses[i];
            flat.row(at ^ Long.MIN_VALUE, fileIndices[i], lines[i], columns[i]);
          }
        }
        done = end;
      }
      return new LineTable(
          files,
          Arrays.copyOf(flat.addresses, flat.size),
          Arrays.copyOf(flat.fileIndices, flat.size),
          Arrays.copyOf(flat.lines, flat.size),
          Arrays.copyOf(flat.columns, flat.size));
    }

    private long end(int sequence) {
      return addresses[sequences[sequence + 1] - 1];
    }

    /** Rows must ascend; those of some compilers do not. Rows of one address keep their order. */
    private void sortRows(int from, int to) {
      boolean sorted = true;
      for (int i = from + 1; i < to; i++) {
        sorted &= addresses[i - 1] <= addresses[i];
      }
      if (sorted) {
        return;
      }
      Integer[] order = new Integer[to - from];
      Arrays.setAll(order, i -> from + i);
      Arrays.sort(order, (a, b) -> Long.compare(addresses[a], addresses[b]));
      long[] a = new long[order.length];
      int[] f = new int[order.length];
      int[] l = new int[order.length];
      int[] c = new int[order.length];
      for (int i = 0; i < order.length; i++) {
        a[i] = addresses[order[i]];
        f[i] = fileIndices[order[i]];
        l[i] = lines[order[i]];
        c[i] = columns[order[i]];
      }
      System.arraycopy(a, 0, addresses, from, a.length);
      System.arraycopy(f, 0, fileIndices, from, f.length);
      System.arraycopy(l, 0, lines, from, l.length);
      System.arraycopy(c, 0, columns, from, c.length);
    }
  }
}

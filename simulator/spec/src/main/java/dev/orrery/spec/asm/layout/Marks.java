package dev.orrery.spec.asm.layout;

import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import java.util.Arrays;

/**
 * Where statements left something, in the order of the text: for listings and line tables. A large
 * program has many, so they are columns of numbers.
 */
public final class Marks {
  private static final int FIRST_ROOM = 256;

  private SectionBuilder[] sections = new SectionBuilder[FIRST_ROOM];
  private Fragment[] fragments = new Fragment[FIRST_ROOM];
  private long[] offsets = new long[FIRST_ROOM];
  private SourceFile[] files = new SourceFile[FIRST_ROOM];
  private int[] starts = new int[FIRST_ROOM];
  private int[] ends = new int[FIRST_ROOM];
  private boolean[] code = new boolean[FIRST_ROOM];
  private int size;

  /** No statement yet. */
  public Marks() {}

  /** A statement begins, which may leave something behind what {@code section} has so far. */
  public void begin(SectionBuilder section) {
    if (size == code.length) {
      grow(2 * size);
    }
    Fragment.Bytes bytes = section.bytes();
    sections[size] = section;
    fragments[size] = bytes;
    offsets[size] = bytes.size();
  }

  private void grow(int room) {
    sections = Arrays.copyOf(sections, room);
    fragments = Arrays.copyOf(fragments, room);
    offsets = Arrays.copyOf(offsets, room);
    files = Arrays.copyOf(files, room);
    starts = Arrays.copyOf(starts, room);
    ends = Arrays.copyOf(ends, room);
    code = Arrays.copyOf(code, room);
  }

  /**
   * The statement that began last is done. Of several that a macro made, which have one place, only
   * the first one counts.
   *
   * @param span its place
   * @param isCode whether it is an instruction
   */
  public void end(Span span, boolean isCode) {
    boolean isSame =
        size > 0
            && files[size - 1] == span.file()
            && starts[size - 1] == span.start()
            && ends[size - 1] == span.end();
    if (!isSame) {
      files[size] = span.file();
      starts[size] = span.start();
      ends[size] = span.end();
      code[size] = isCode;
      size++;
    }
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The section in which mark {@code i} is. */
  public SectionBuilder section(int i) {
    return sections[i];
  }

  /** Its address, as far as is known. */
  public long address(int i) {
    return sections[i].address() + fragments[i].offset + offsets[i];
  }

  /** Whether it is an instruction. */
  public boolean isCode(int i) {
    return code[i];
  }

  /** The file of its statement. */
  public SourceFile file(int i) {
    return files[i];
  }

  /** The line of its statement. */
  public int line(int i) {
    return files[i].line(starts[i]);
  }
}

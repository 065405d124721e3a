package dev.orrery.spec.asm.layout;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A section that statements add to. */
public final class SectionBuilder {
  /** The most bytes that sections may hold: a program of ours has to fit into the memory of one. */
  public static final long MAX_BYTES = 64L << 20;

  /** The most bytes of a section that holds none, only room. */
  public static final long MAX_ROOM = 1L << 40;

  private final String name;
  private final Attributes attributes;
  private final ByteOrder order;
  private final List<Fragment> fragments = new ArrayList<>();
  private long alignment = 1;
  private long address;
  private int run;
  private long inRun;
  private final Total total;

  /**
   * What a section is.
   *
   * @param loaded whether it is part of the running program
   * @param writable whether the program may write it
   * @param executable whether it holds code
   * @param room whether it holds no bytes, only room for them
   */
  public record Attributes(boolean loaded, boolean writable, boolean executable, boolean room) {}

  /** Bytes that all sections of a program hold so far. */
  public static final class Total {
    private long bytes;
    private long room;
  }

  /**
   * A section that holds nothing yet; what it will hold counts in {@code total}.
   *
   * @param order byte order of its numbers
   */
  public SectionBuilder(String name, Attributes attributes, ByteOrder order, Total total) {
    this.name = name;
    this.attributes = attributes;
    this.order = order;
    this.total = total;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What it is. */
  public Attributes attributes() {
    return attributes;
  }

  /** The largest alignment that anything in it asked for. */
  public long alignment() {
    return alignment;
  }

  /** Its address, as far as is known. */
  public long address() {
    return address;
  }

  void moveTo(long newAddress) {
    address = newAddress;
  }

  List<Fragment> fragments() {
    return fragments;
  }

  /** The address behind it, as far as is known. */
  public long end() {
    return address + size();
  }

  /** Its length in bytes, as far as is known. */
  long size() {
    Fragment last = fragments.isEmpty() ? null : fragments.getLast();
    return last == null ? 0 : last.offset + last.size();
  }

  /** A label of the place behind what is there so far. */
  public Label here(String label) {
    Fragment.Bytes bytes = bytes();
    return new Label(label, this, bytes, bytes.size(), run, inRun);
  }

  /** Asks for an alignment, a power of two, of the section itself. */
  public void align(long bytes) {
    alignment = Math.max(alignment, bytes);
  }

  /** Adds bytes. */
  public void append(byte[] more, Span span) {
    if (attributes.room) {
      for (byte b : more) {
        if (b != 0) {
          throw new Failure(
              "", span, "section " + name + " holds no contents", "Put this into .data or .text.");
        }
      }
      AsmExpr zero = new AsmExpr.Number(span, 0);
      fill(new AsmExpr.Number(span, more.length), 1, zero, span);
      return;
    }
    hold(more.length, span);
    bytes().append(more, more.length);
    inRun += more.length;
  }

  /** Adds the {@code bytes} low bytes of {@code value}, 1 to 8. */
  public void append(long value, int bytes, Span span) {
    append(numberBytes(value, bytes), span);
  }

  /** The {@code bytes} low bytes of {@code value}, at most 8, in their order in memory. */
  byte[] numberBytes(long value, int bytes) {
    long stored = order.of(Bits.zext(value, 8 * bytes), bytes);
    byte[] out = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      out[i] = (byte) (stored >>> 8 * i);
    }
    return out;
  }

  /** Adds a number that is not known yet. */
  public void data(AsmExpr value, int bytes) {
    hold(bytes, value.span());
    fragments.add(new Fragment.Data(value, bytes));
    inRun += bytes;
  }

  /**
   * Adds bytes up to a multiple of {@code bytes}, a power of two.
   *
   * @param fill what they are, in pieces of {@code fillBytes}; null for zeros, in code for {@code
   *     padding}
   * @param most none at all where it would be more than that
   * @param padding instructions that do nothing, shorter ones first
   */
  public void align(
      long bytes, @Nullable Long fill, int fillBytes, long most, byte[][] padding, Span span) {
    hold(0, span);
    align(bytes);
    byte[][] code = attributes.executable ? padding : new byte[0][];
    vary(new Fragment.Align(bytes, fill, fillBytes, most, code, span));
  }

  /** Adds a pattern, {@code count} times over. */
  public void fill(AsmExpr count, int bytes, AsmExpr value, Span span) {
    Fragment.Fill fill = new Fragment.Fill(count, span, bytes, value);
    if (count instanceof AsmExpr.Number n) {
      fill.times = times(n.value(), bytes, span);
      hold(fill.size(), span);
      fragments.add(fill);
      inRun += fill.size();
    } else {
      vary(fill);
    }
  }

  /** Checks a number of times. */
  static long times(long count, int bytes, Span span) {
    if (count < 0 || count > MAX_ROOM / Math.max(1, bytes)) {
      throw new Failure(
          "", span, count + " is no number of times", "Use one from 0 to " + MAX_ROOM + ".");
    }
    return count;
  }

  /** Adds bytes up to {@code target}. */
  public void origin(AsmExpr target, AsmExpr fill) {
    vary(new Fragment.Origin(target, fill));
  }

  /** Adds a number in LEB128. */
  public void leb128(AsmExpr value, boolean signed) {
    if (value instanceof AsmExpr.Number n) {
      append(Fragment.Leb128.encode(n.value(), signed, 1), value.span());
    } else {
      vary(new Fragment.Leb128(value, signed));
    }
  }

  /** Adds an instruction whose length is not settled. */
  public void insn(InsnFragment insn) {
    vary(insn);
  }

  private void vary(Fragment fragment) {
    fragments.add(fragment);
    run++;
    inRun = 0;
  }

  /** The bytes behind everything else so far. */
  Fragment.Bytes bytes() {
    if (!fragments.isEmpty() && fragments.getLast() instanceof Fragment.Bytes b) {
      return b;
    }
    Fragment.Bytes bytes = new Fragment.Bytes();
    fragments.add(bytes);
    return bytes;
  }

  private void hold(long more, Span span) {
    if (attributes.room) {
      total.room += more;
      check(total.room, span);
    } else {
      total.bytes += more;
      check(total.bytes, span);
    }
  }

  /** Says so when the sections of a kind together are too large. */
  void check(long size, Span span) {
    long most = attributes.room ? MAX_ROOM : MAX_BYTES;
    if (size > most) {
      total.bytes = 0;
      total.room = 0;
      throw new Failure(
          "",
          span,
          "with section "
              + name
              + " the program would have more than "
              + (attributes.room ? (MAX_ROOM >> 30) + " GiB" : (MAX_BYTES >> 20) + " MiB"),
          attributes.room ? "Ask for less." : "Put room without contents into .bss.");
    }
  }
}

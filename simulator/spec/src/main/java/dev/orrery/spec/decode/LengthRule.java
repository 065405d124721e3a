package dev.orrery.spec.decode;

import java.util.List;

/**
 * How the first bytes of an instruction tell its length: instructions whose first bytes have {@code
 * match} under {@code mask} are {@code longBytes} long, all others {@code shortBytes}.
 *
 * @param shortBytes length of the shorter instructions
 * @param mask bits to test
 * @param match their values in longer instructions
 * @param longBytes length of the longer instructions
 */
public record LengthRule(int shortBytes, long mask, long match, int longBytes) {

  /** All instructions have {@code bytes} bytes. */
  public static LengthRule fixed(int bytes) {
    return new LengthRule(bytes, 0, 1, bytes);
  }

  /** Bytes of the instruction that starts with {@code first}. */
  public int length(long first) {
    return (first & mask) == match ? longBytes : shortBytes;
  }

  /**
   * The words of {@code bytes} bytes as disjoint cubes; empty when there are none of that length.
   */
  List<Cube> space(int bytes) {
    if (shortBytes == longBytes) {
      return bytes == shortBytes ? List.of(new Cube(0, 0)) : List.of();
    }
    Cube longer = new Cube(mask, match);
    return bytes == longBytes
        ? List.of(longer)
        : bytes == shortBytes ? new Cube(0, 0).minus(longer) : List.of();
  }
}

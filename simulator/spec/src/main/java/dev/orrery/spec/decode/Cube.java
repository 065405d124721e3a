package dev.orrery.spec.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * The set of words whose bits under {@code mask} equal {@code match}.
 *
 * @param mask bits that are fixed
 * @param match their values; zero elsewhere
 */
public record Cube(long mask, long match) {
  public Cube {
    match &= mask;
  }

  /** Whether {@code word} is in the set. */
  public boolean contains(long word) {
    return (word & mask) == match;
  }

  /** Whether every word of {@code other} is in this set. */
  public boolean contains(Cube other) {
    return (mask & ~other.mask) == 0 && (other.match & mask) == match;
  }

  /** Whether the two sets share a word. */
  public boolean intersects(Cube other) {
    return ((match ^ other.match) & mask & other.mask) == 0;
  }

  /** The words in both sets, which must share one. */
  public Cube intersect(Cube other) {
    return new Cube(mask | other.mask, match | other.match);
  }

  /** The words of this set that are not in {@code other}, as disjoint cubes. */
  public List<Cube> minus(Cube other) {
    if (!intersects(other)) {
      return List.of(this);
    }
    List<Cube> out = new ArrayList<>();
    long fixed = mask;
    long values = match;
    for (long rest = other.mask & ~mask; rest != 0; rest &= rest - 1) {
      long bit = rest & -rest;
      fixed |= bit;
      out.add(new Cube(fixed, values | (~other.match & bit)));
      values |= other.match & bit;
    }
    return out;
  }

  /** Number of free bits among the {@code width} low bits: the set has 2 to that power words. */
  public int freeBits(int width) {
    long all = width >= 64 ? -1L : (1L << width) - 1;
    return Long.bitCount(all & ~mask);
  }
}

package dev.orrery.engine.random;

import dev.orrery.engine.MemoryPort;
import dev.orrery.spec.random.RandomValues;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The address space of guests at random: two pages of code that can be written, data before and
 * behind a hole, data that can only be read, and a device. Whoever runs them maps it.
 */
public final class World {
  /** Two pages that may be read, written and executed. */
  public static final long CODE = 0x10000;

  /** Two pages that may be read and written. */
  public static final long DATA = 0x20000;

  /** A page that is not mapped, behind those of data. */
  public static final long HOLE = 0x22000;

  /** A page that may only be read. */
  public static final long CONSTANT = 0x23000;

  /** A page that may be read and written; nothing is mapped behind it. */
  public static final long BEHIND = 0x24000;

  /** A page of device registers. */
  public static final long DEVICE = 0x30000;

  /** The pages that hold bytes, by address. */
  public static final List<Long> PAGES =
      List.of(
          CODE, CODE + MemoryPort.PAGE_SIZE, DATA, DATA + MemoryPort.PAGE_SIZE, CONSTANT, BEHIND);

  /** Bytes of all of them. */
  public static final int BYTES = PAGES.size() * MemoryPort.PAGE_SIZE;

  /** Bytes of the pages of code. */
  public static final int CODE_BYTES = 2 * MemoryPort.PAGE_SIZE;

  private World() {}

  /**
   * What the pages hold at first, in the order of {@link #PAGES}: numbers near which instructions
   * go wrong, and any bytes.
   *
   * @param seed 0 for zeros
   */
  public static byte[] contents(long seed) {
    byte[] bytes = new byte[BYTES];
    if (seed == 0) {
      return bytes;
    }
    SplittableRandom random = new SplittableRandom(seed);
    random.nextBytes(bytes);
    RandomValues values = new RandomValues(random);
    for (int at = 2 * MemoryPort.PAGE_SIZE; at < BYTES; at += 2 * Long.BYTES) {
      long value = random.nextBoolean() ? values.integer() : values.floating();
      for (int i = 0; i < Long.BYTES; i++) {
        bytes[at + i] = (byte) (value >>> 8 * i);
      }
    }
    return bytes;
  }

  /** An address that finds mistakes: of data, the border of a page, or what is not plain memory. */
  public static long pointer(SplittableRandom random) {
    int page = MemoryPort.PAGE_SIZE;
    int near = random.nextInt(-12, 12);
    return switch (random.nextInt(12)) {
      case 0 -> DATA + page + near;
      case 1 -> HOLE + near;
      case 2 -> BEHIND + near;
      case 3 -> CONSTANT + random.nextInt(page);
      case 4 -> DEVICE + 8L * random.nextInt(page / 8);
      case 5, 6 -> CODE + 2L * random.nextInt(page);
      default -> DATA + 8L * random.nextInt(page / 4);
    };
  }
}

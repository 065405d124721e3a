package dev.orrery.spec.asm.encode;

/**
 * A word of which some bits are known.
 *
 * @param mask the known bits
 * @param bits their values; 0 where nothing is known
 */
record PartialWord(long mask, long bits) {
  /** This word, and the bits that {@code more} knows. */
  PartialWord with(PartialWord more) {
    return new PartialWord(mask | more.mask, bits | more.bits);
  }

  /** What is known of the bits under {@code some}. */
  PartialWord part(long some) {
    return new PartialWord(mask & some, bits & some);
  }
}

package dev.orrery.spec.model;

import org.jspecify.annotations.Nullable;

/**
 * Finds the row of an instruction. Exact: bytes have one row or none. Instructions are words whose
 * length their first bytes tell, or strings of bytes that are read one by one ({@link #inBytes}).
 */
public interface Decoder {

  /**
   * Bytes between places at which an instruction can start, and as many as must be read before the
   * length of a word is known (2 for RISC-V with compressed instructions).
   */
  int minimumLength();

  /** Bytes of the longest instruction. */
  int maximumLength();

  /** Whether instructions are strings of bytes rather than words: listings show them so. */
  boolean inBytes();

  /**
   * Bytes of the word whose first {@link #minimumLength()} bytes are {@code first}, whether a row
   * has it or not; where instructions are strings of bytes, 1.
   */
  int length(long first);

  /**
   * Decodes what stands at {@code pc}. Reads no byte that the instruction does not have.
   *
   * @return null if no row has it: an illegal instruction
   */
  @Nullable DecodedInsn decode(CodeBytes code, long pc);

  /**
   * Decodes {@code word}, whose length is {@code length(word)} bytes; where instructions are
   * strings of bytes, the one that starts with its bytes, zeros behind them.
   *
   * @return null if no row has this word: an illegal instruction
   */
  @Nullable DecodedInsn decode(long word, long pc);

  /** The word at {@code pc}, {@code length(word)} bytes, whether a row has it or not. */
  default long word(CodeBytes code, long pc) {
    int unit = minimumLength();
    long word = code.fetch(pc, unit);
    int length = length(word);
    // Unit by unit, so that a fault reports the page that cannot be fetched rather than the pc.
    for (int n = unit; n < length; n += unit) {
      word |= code.fetch(pc + n, unit) << (8 * n);
    }
    return word;
  }
}

package dev.orrery.spec.model;

import org.jspecify.annotations.Nullable;

/** Finds the row of an instruction word. Exact: a word has one row or none. */
public interface Decoder {

  /**
   * Bytes that must be read before the length is known (2 for RISC-V with compressed instructions).
   */
  int minimumLength();

  /** Bytes of the instruction whose first {@link #minimumLength()} bytes are {@code first}. */
  int length(long first);

  /**
   * Decodes {@code word}, whose length is {@code length(word)} bytes.
   *
   * @return null if no row has this word: an illegal instruction
   */
  @Nullable DecodedInsn decode(long word, long pc);
}

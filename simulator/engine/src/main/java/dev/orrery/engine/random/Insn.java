package dev.orrery.engine.random;

import dev.orrery.spec.ir.Bits;

/**
 * A word of a program, an instruction or not.
 *
 * @param word its bits, zeros above them
 * @param bytes its length, 1 to 8
 */
public record Insn(long word, int bytes) {
  public Insn {
    word = Bits.zext(word, 8 * bytes);
  }
}

package dev.orrery.machine.linux;

import dev.orrery.engine.Hart;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.AbiSpec;
import java.util.List;

/** The arguments of one system call. Positions count from 0; a missing one reads 0. */
final class Arguments {
  private final long[] values;
  private final int wordBytes;

  Arguments(long[] values, int wordBytes) {
    this.values = values;
    this.wordBytes = wordBytes;
  }

  static Arguments of(Hart hart, AbiSpec abi) {
    long[] values = new long[abi.arguments().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = hart.regs[abi.arguments().get(i)];
    }
    return new Arguments(values, hart.isa.xlen() / 8);
  }

  /** These arguments in the places of another call, with constants in some. */
  Arguments as(List<AbiSpec.Given> other) {
    long[] moved = new long[other.size()];
    for (int i = 0; i < moved.length; i++) {
      AbiSpec.Given g = other.get(i);
      moved[i] = g.position() < 0 ? g.constant() : word(g.position());
    }
    return new Arguments(moved, wordBytes);
  }

  /** An address or an unsigned number of the program's width, zero-extended. */
  long word(int i) {
    return i < values.length ? values[i] : 0;
  }

  /** A signed number of the program's width. */
  long signed(int i) {
    return Bits.sext(word(i), 8 * wordBytes);
  }

  /** An {@code int}. */
  int int32(int i) {
    return (int) word(i);
  }

  /** A 64-bit number, which takes two arguments, low half first, in a program of 32 bits. */
  long wide(int i) {
    return wordBytes == 8 ? word(i) : word(i) | word(i + 1) << 32;
  }

  /** How many arguments a 64-bit number takes. */
  int wideSize() {
    return wordBytes == 8 ? 1 : 2;
  }
}

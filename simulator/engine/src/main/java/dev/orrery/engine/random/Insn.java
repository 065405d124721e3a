package dev.orrery.engine.random;

import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import org.jspecify.annotations.Nullable;

/**
 * A word of a program, or the bytes of one where instructions are strings of bytes; an instruction
 * or not.
 *
 * @param word its bits, zeros above them; of more than eight bytes the first eight, the first one
 *     lowest
 * @param more the other bytes, likewise
 * @param bytes its length, 1 to 16
 */
public record Insn(long word, long more, int bytes) {
  public Insn {
    word = bytes < Long.BYTES ? Bits.zext(word, 8 * bytes) : word;
    more = bytes > Long.BYTES ? Bits.zext(more, 8 * (bytes - Long.BYTES)) : 0;
  }

  /** A word of at most eight bytes. */
  public Insn(long word, int bytes) {
    this(word, 0, bytes);
  }

  /** The bytes of {@code insn}. */
  static Insn of(DecodedInsn insn) {
    return new Insn(insn.word(), insn.more(), insn.length());
  }

  /** The bytes of {@code code} from {@code at} on. */
  public static Insn of(byte[] code, int at, int bytes) {
    long word = 0;
    long more = 0;
    for (int i = 0; i < bytes; i++) {
      long b = code[at + i] & 0xffL;
      word |= i < Long.BYTES ? b << 8 * i : 0;
      more |= i < Long.BYTES ? 0 : b << 8 * (i - Long.BYTES);
    }
    return new Insn(word, more, bytes);
  }

  /** The instruction that it is at {@code pc}; null if it is none. */
  public @Nullable DecodedInsn decode(Isa isa, long pc) {
    return isa.decoder().inBytes()
        ? isa.decoder().decode((address, n) -> part((int) (address - pc), n), pc)
        : isa.decoder().decode(word, pc);
  }

  private long part(int from, int n) {
    long part = 0;
    for (int i = 0; i < n; i++) {
      part |= (long) (at(from + i) & 0xff) << 8 * i;
    }
    return part;
  }

  private byte at(int i) {
    return (byte) (i < Long.BYTES ? word >>> 8 * i : i < bytes ? more >>> 8 * (i - Long.BYTES) : 0);
  }

  /** Its bytes, as memory holds them. */
  public byte[] code(Isa isa) {
    byte[] code = new byte[bytes];
    put(isa, code, 0);
    return code;
  }

  /** Puts its bytes into {@code code}, as memory holds them. */
  void put(Isa isa, byte[] code, int at) {
    Insn stored = bytes > Long.BYTES ? this : new Insn(isa.insnOrder().of(word, bytes), bytes);
    for (int i = 0; i < bytes; i++) {
      code[at + i] = stored.at(i);
    }
  }
}

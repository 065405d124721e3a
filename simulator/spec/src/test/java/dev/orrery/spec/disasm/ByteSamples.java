package dev.orrery.spec.disasm;

import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/** Random bytes of rows of x86-64; numbers behind the word are often small. */
public final class ByteSamples {
  private static final long REX = 1L << 30;
  private static final long WRXB = 15L << 26;

  private ByteSamples() {}

  /** Bytes of {@code row}: bits that mean nothing are zero. */
  public static byte[] sample(Row row, ByteDecoder decoder, SplittableRandom random) {
    long meant = row.mask();
    for (Operand o : row.operands()) {
      meant |= o.field() == null ? 0 : o.field().mask();
    }
    long word;
    do {
      word = RowWords.sample(row, random) & meant;
      if ((word & WRXB) != 0 && (row.mask() & REX) == 0) {
        word |= REX; // where those bits stand
      }
      word = decoder.scheme().possible(word);
    } while (!RowWords.contains(row, word));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(decoder.scheme().bytes(word));
    DecodedInsn insn = RowWords.at(row, word, 0);
    for (Operand o : row.operands()) {
      if (o.from() instanceof Operand.From.Next next) {
        long value = random.nextInt(4) == 0 ? random.nextInt(-3, 4) : random.nextLong();
        for (long i = DecodeTime.value(next.bytes(), insn); i > 0; i--) {
          out.write((int) value);
          value >>= 8;
        }
      }
    }
    return out.toByteArray();
  }
}

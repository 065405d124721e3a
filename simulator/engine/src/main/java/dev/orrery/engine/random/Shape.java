package dev.orrery.engine.random;

import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An instruction that is being made: any of its row at first, then with operands that are set. */
final class Shape {
  private static final int MOST_BYTES = 16;

  final Row row;
  private final Isa isa;
  private long word;

  /** Values of operands that stand behind the word, by their positions. */
  private final long[] behind;

  /** Any instruction of {@code row}. */
  Shape(Isa isa, RandomWords words, Row row, SplittableRandom random) {
    this.isa = isa;
    this.row = row;
    word = words.of(row, random);
    behind = new long[row.operands().size()];
    for (Operand o : row.operands()) {
      if (o.from() instanceof Operand.From.Next) {
        behind[o.index()] = anyValue(random);
      }
    }
  }

  private static long anyValue(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(-3, 4);
      case 1 -> (1L << random.nextInt(64)) - random.nextInt(2);
      default -> random.nextLong();
    };
  }

  /** The number of a register, or what else the word says about {@code operand}. */
  long value(Operand operand) {
    return RowWords.at(row, word, 0).value(operand);
  }

  /** How many bytes behind the word hold {@code operand}. */
  int bytes(Operand operand) {
    return bytes(operand, RowWords.at(row, word, 0));
  }

  private static int bytes(Operand operand, DecodedInsn shaped) {
    return operand.from() instanceof Operand.From.Next next
        ? (int) DecodeTime.value(next.bytes(), shaped)
        : 0;
  }

  /** Gives an operand another value; false, and nothing is changed, if it cannot have that. */
  boolean set(Operand operand, long value) {
    if (operand.field() != null) {
      Long changed = Words.with(word, operand.field(), value);
      word = changed == null ? word : changed;
      return changed != null;
    }
    if (operand.from() instanceof Operand.From.Next next) {
      int bits = 8 * bytes(operand);
      boolean held =
          bits >= Long.SIZE || value == (next.signed() ? sext(value, bits) : zext(value, bits));
      behind[operand.index()] = held ? value : behind[operand.index()];
      return held;
    }
    return operand.from() == null && operand.fixed() == value;
  }

  private static long sext(long value, int bits) {
    return bits == 0 ? 0 : Bits.sext(value, bits);
  }

  private static long zext(long value, int bits) {
    return bits == 0 ? 0 : Bits.zext(value, bits);
  }

  /** The instruction; null if what was set made it none, or one of another row. */
  @Nullable Insn insn() {
    DecodedInsn insn;
    if (isa.decoder() instanceof ByteDecoder bytes) {
      long possible = bytes.scheme().possible(word);
      if (!RowWords.contains(row, possible)) {
        return null;
      }
      word = possible;
      byte[] head = bytes.scheme().bytes(word);
      byte[] code = new byte[2 * MOST_BYTES + head.length];
      System.arraycopy(head, 0, code, 0, head.length);
      int length = head.length;
      DecodedInsn shaped = RowWords.at(row, word, 0);
      for (Operand o : row.operands()) {
        for (int i = 0, n = bytes(o, shaped); i < n && length < code.length; i++) {
          code[length++] = (byte) (behind[o.index()] >>> 8 * i);
        }
      }
      insn = length > MOST_BYTES ? null : Insn.of(code, 0, length).decode(isa, 0);
    } else {
      insn = isa.decoder().decode(word, 0);
    }
    return insn != null && insn.row().equals(row) ? Insn.of(insn) : null;
  }
}

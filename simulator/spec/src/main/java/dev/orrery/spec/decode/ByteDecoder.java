package dev.orrery.spec.decode;

import dev.orrery.spec.decode.ByteScheme.Escape;
import dev.orrery.spec.decode.ByteScheme.Payload;
import dev.orrery.spec.decode.ByteScheme.Prefix;
import dev.orrery.spec.decode.ByteScheme.Step;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.model.CodeBytes;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decoder of instructions that are strings of bytes: puts the word together by the tables'
 * scheme, finds its row as that of any word, and reads the operands that stand behind.
 */
public final class ByteDecoder implements Decoder {
  private static final int BYTE = 0xff;

  private final TableDecoder words;
  private final ByteScheme scheme;
  private final @Nullable Prefix[] prefixes = new Prefix[BYTE + 1];

  /** Decodes what {@code scheme} puts together as {@code words} does. */
  public ByteDecoder(TableDecoder words, ByteScheme scheme) {
    this.words = words;
    this.scheme = scheme;
    for (Prefix p : scheme.prefixes()) {
      for (int b = p.first(); b <= p.to(); b++) {
        prefixes[b] = p;
      }
    }
  }

  /** Finds the row of a word. */
  public TableDecoder words() {
    return words;
  }

  /** How a word is put together. */
  public ByteScheme scheme() {
    return scheme;
  }

  @Override
  public int minimumLength() {
    return 1;
  }

  @Override
  public int maximumLength() {
    return scheme.most();
  }

  @Override
  public boolean inBytes() {
    return true;
  }

  @Override
  public int length(long first) {
    return 1;
  }

  @Override
  public @Nullable DecodedInsn decode(long word, long pc) {
    return decode(
        (address, n) -> {
          long at = address - pc;
          return at < Long.BYTES ? word >>> 8 * at & Bits.mask(8 * n) : 0;
        },
        pc);
  }

  @Override
  public @Nullable DecodedInsn decode(CodeBytes code, long pc) {
    Reader in = new Reader(code, pc, scheme.most());
    long word = prefixed(in);
    word |= escaped(in);
    for (Step s : scheme.steps()) {
      if (s.isPresent(word) && !in.failed) {
        word |= s.field().insert(in.next());
      }
    }
    DecodedInsn insn = in.failed ? null : words.decode(word, pc);
    if (insn == null) {
      return null;
    }
    List<Operand> operands = insn.row().operands();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).from() instanceof Operand.From.Next next) {
        int bytes = (int) DecodeTime.value(next.bytes(), insn);
        insn.values()[i] = in.number(bytes, next.signed());
      }
    }
    return in.failed
        ? null
        : new DecodedInsn(insn.row(), pc, in.length, in.word, in.more, insn.values());
  }

  private long prefixed(Reader in) {
    long word = 0;
    long lost = 0; // bits that count only if no prefix follows
    for (Prefix p; !in.failed && (p = prefixes[in.peek()]) != null; ) {
      int value = in.next();
      word = word & ~(p.all() | lost) | p.bits(value);
      lost = p.last() ? p.all() : 0;
    }
    return word;
  }

  private long escaped(Reader in) {
    Escape best = null;
    for (Escape e : scheme.escapes()) {
      boolean longer = best == null || e.bytes().size() > best.bytes().size();
      if (longer && !in.failed && in.startsWith(e.bytes())) {
        best = e;
      }
    }
    if (best == null) {
      return 0;
    }
    in.skip(best.bytes().size());
    long bits = best.match();
    for (Payload p : best.payload()) {
      int value = in.next();
      in.failed |= !p.isPossible(value);
      bits |= p.bits(value);
    }
    return bits;
  }

  /** Reads byte by byte, so that no byte is touched that the instruction does not have. */
  private static final class Reader {
    private final CodeBytes code;
    private final long pc;
    private final int most;
    private int length;

    /** How many bytes have been fetched: those of the instruction, and perhaps one to look at. */
    private int fetched;

    private long word;
    private long more;
    private long ahead;

    /** Whether the instruction is longer than instructions are. */
    private boolean failed;

    Reader(CodeBytes code, long pc, int most) {
      this.code = code;
      this.pc = pc;
      this.most = most;
    }

    int peek() {
      return at(0);
    }

    /** A byte behind those taken, of the four next ones; looked at once. */
    private int at(int offset) {
      while (fetched <= length + offset) {
        if (fetched >= most) {
          failed = true;
          return 0;
        }
        ahead =
            ahead & ~(0xffL << 8 * (fetched & 7))
                | (code.fetch(pc + fetched, 1) & BYTE) << 8 * (fetched & 7);
        fetched++;
      }
      return (int) (ahead >>> 8 * (length + offset & 7)) & BYTE;
    }

    boolean startsWith(List<Integer> bytes) {
      for (int i = 0; i < bytes.size(); i++) {
        if (at(i) != bytes.get(i)) {
          return false;
        }
      }
      return true;
    }

    int next() {
      int value = at(0);
      if (!failed) {
        long bits = (long) value << 8 * (length & 7);
        if (length < Long.BYTES) {
          word |= bits;
        } else {
          more |= bits;
        }
        length++;
      }
      return value;
    }

    void skip(int bytes) {
      for (int i = 0; i < bytes; i++) {
        int unused = next();
      }
    }

    long number(int bytes, boolean signed) {
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        value |= (long) next() << 8 * i;
      }
      return signed && bytes > 0 ? Bits.sext(value, 8 * bytes) : value;
    }
  }
}

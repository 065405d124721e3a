package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.decode.ByteScheme;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instruction whose row is settled; some of its operands may be places that still move. */
public final class Encodable {
  /** Bits below those that {@code %hi} in a template shows. */
  static final int LOW_BITS = 12;

  private static final int HIGH_ENDS_AT = 32;

  /** Bits that {@code %hi} in a template shows. */
  static final int HIGH_BITS = HIGH_ENDS_AT - LOW_BITS;

  /** How an expression gives an operand's value. */
  enum Role {
    PLAIN,
    /** It is a place, the operand its distance. */
    TARGET,
    /** It is a place, the operand its distance from the next instruction. */
    TARGET_FROM_NEXT,
    /** It is the part of the value from bit 12 on. */
    HIGH,
    /** A number is plain, a place is a target from the next instruction. */
    DISTANCE;

    boolean isTarget() {
      return this == TARGET || this == TARGET_FROM_NEXT;
    }
  }

  /**
   * What is written as an expression.
   *
   * @param operand position of the operand or, behind those, of the derived value
   * @param bits how many low bits of a number are written
   */
  record Written(int operand, AsmExpr expr, Role role, int bits) {}

  /** What encodings of an instruction set have in common. */
  record Coding(int xlen, ByteOrder order, @Nullable ByteScheme scheme) {
    static Coding of(Isa isa) {
      ByteScheme scheme = isa.decoder() instanceof ByteDecoder d ? d.scheme() : null;
      return new Coding(isa.xlen(), isa.insnOrder(), scheme);
    }
  }

  /**
   * A word that is made of bytes.
   *
   * @param head the bytes that give the word
   * @param behind how many bytes each operand has behind those, by position
   */
  private record Shape(PartialWord word, byte[] head, int[] behind, int length) {}

  /** Bytes and the word that they are or make; or why there are none. */
  @SuppressWarnings("ArrayRecordComponent") // read where it is made, never compared
  public record Result(long word, byte[] bytes, @Nullable String problem) {
    static Result problem(String problem) {
      return new Result(0, new byte[0], problem);
    }

    /** Whether there are bytes. */
    public boolean fits() {
      return problem == null;
    }
  }

  private final Coding coding;
  private final Row row;
  private final Solver solver;
  private final boolean open;
  private final long[] values;
  private final boolean[] known;
  private final List<Written> written;
  private final @Nullable Shape shape;

  private Encodable(
      Coding coding,
      Row row,
      Solver solver,
      boolean open,
      long[] values,
      boolean[] known,
      List<Written> written,
      @Nullable Shape shape) {
    this.coding = coding;
    this.row = row;
    this.solver = solver;
    this.open = open;
    this.values = values;
    this.known = known;
    this.written = List.copyOf(written);
    this.shape = shape;
  }

  /**
   * The instruction that {@code reading} is: where words are made of bytes, each of its lengths.
   */
  static List<Encodable> of(Reading reading, Coding coding) {
    Form form = reading.form();
    Encodable e =
        new Encodable(
            coding,
            form.row(),
            form.solver(),
            reading.isOpen(),
            reading.values(),
            reading.known(),
            reading.written(),
            null);
    return coding.scheme == null ? List.of(e) : e.shaped(coding.scheme);
  }

  /** The ways to put the word together. */
  private List<Encodable> shaped(ByteScheme scheme) {
    List<Encodable> out = new ArrayList<>();
    long[] all = values.clone();
    boolean[] settled = known.clone();
    for (Written w : written) {
      Operand o = operand(w.operand);
      if (o != null && o.from() instanceof Operand.From.Next) {
        settled[w.operand] = false;
      } else if (w.expr instanceof AsmExpr.Number n && w.role == Role.PLAIN) {
        all[w.operand] = n.value();
      } else {
        return List.of(); // what depends on places stands behind the word
      }
    }
    for (PartialWord word : solver.words(all, settled, open, KnownBits.ZERO).words()) {
      Shape made = shape(word, scheme);
      if (made != null) {
        out.add(new Encodable(coding, row, solver, open, all, known, written, made));
      }
    }
    return out;
  }

  private @Nullable Shape shape(PartialWord word, ByteScheme scheme) {
    byte[] head = scheme.bytes(word.bits(), word.mask());
    if (head == null) {
      return null;
    }
    DecodedInsn insn = RowWords.at(row, word.bits(), 0);
    int[] behind = new int[row.operands().size()];
    int length = head.length;
    for (Operand o : row.operands()) {
      if (o.from() instanceof Operand.From.Next next) {
        behind[o.index()] = (int) DecodeTime.value(next.bytes(), insn);
        length += behind[o.index()];
        boolean isThere = behind[o.index()] > 0;
        if (isThere ? !known[o.index()] : known[o.index()] && isAmong(written, o)) {
          return null;
        }
      }
    }
    return length > scheme.most() ? null : new Shape(word, head, behind, length);
  }

  private static boolean isAmong(List<Written> written, Operand o) {
    for (Written w : written) {
      if (w.operand == o.index()) {
        return true;
      }
    }
    return false;
  }

  /** The row whose word it is. */
  public Row row() {
    return row;
  }

  /** Its bytes. */
  public int length() {
    return shape == null ? row.length() : shape.length;
  }

  /** The expressions among its operands. */
  public List<AsmExpr> expressions() {
    return written.stream().map(Written::expr).toList();
  }

  /**
   * The same instruction as a word of {@code other}, which means this row; null if it cannot be.
   *
   * @param conditional finds its words that may be written for others
   */
  @Nullable Encodable as(Row other, Solver conditional) {
    long[] all = values.clone();
    List<Written> left = new ArrayList<>();
    for (Written w : written) {
      Operand o = operand(w.operand);
      if (o == null || !known[w.operand]) {
        return null;
      } else if (w.role.isTarget()) {
        left.add(w);
      } else if (w.expr instanceof AsmExpr.Number n) {
        all[w.operand] = w.role == Role.HIGH ? high(o, n.value()) : n.value();
      } else {
        return null;
      }
    }
    for (Operand o : other.operands()) {
      boolean isTarget = isAmong(left, o);
      BitField field = o.field();
      long value = all[o.index()];
      if (isTarget ? field == null : field == null ? value != o.fixed() : !holds(field, value)) {
        return null;
      }
    }
    return new Encodable(coding, other, conditional, false, all, known, left, null);
  }

  /** Whether the word does not depend on where anything is. */
  public boolean isSettled() {
    for (Written w : written) {
      if (w.role.isTarget() || !w.expr.isNumber()) {
        return false;
      }
    }
    return true;
  }

  /** Whether all its expressions are numbers. */
  boolean isNameless() {
    for (Written w : written) {
      if (!w.expr.isNumber()) {
        return false;
      }
    }
    return true;
  }

  /** Whether some operand is an expression that is not yet known, other than a target. */
  boolean hasUnknownValue() {
    for (Written w : written) {
      if (!w.role.isTarget() && !w.expr.isNumber()) {
        return true;
      }
    }
    return false;
  }

  /** The operand at a position; null for a derived value. */
  private @Nullable Operand operand(int position) {
    return position < row.operands().size() ? row.operands().get(position) : null;
  }

  /**
   * The bytes at {@code pc}: of a settled instruction the same everywhere.
   *
   * @throws Failure if an expression has no value
   */
  public Result encode(long pc, ExprValue.Operators operators) {
    long[] all = values.clone();
    for (Written w : written) {
      long value = ExprValue.of(w.expr, operators);
      Operand o = operand(w.operand);
      long operand = operand(w, o, value, pc);
      all[w.operand] = operand;
      if (o == null || o.from() instanceof Operand.From.Computed) {
        continue;
      }
      BitField field = o.field();
      if (o.from() instanceof Operand.From.Next next) {
        int bytes = shape == null ? 0 : shape.behind[w.operand];
        if (!holds(bytes, next.signed(), operand)) {
          return Result.problem(
              Misfit.behind(row, w.role, o, bytes, next.signed(), value, operand));
        }
      } else if (field == null ? operand != o.fixed() : !holds(field, operand)) {
        return Result.problem(Misfit.inside(row, w.role, o, value, operand));
      } else {
        for (Operand same : row.operands()) {
          if (same.name().equals(o.name()) && same.field() != null) {
            all[same.index()] = operand;
          }
        }
      }
    }
    if (shape != null) {
      return bytes(shape, all);
    }
    Solver.Words words = solver.words(all, known, open, KnownBits.of(pc));
    if (words.words().isEmpty()) {
      return Result.problem(words.problem());
    }
    long word = words.words().getFirst().bits();
    long stored = coding.order.of(word, row.length());
    byte[] bytes = new byte[row.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (stored >>> 8 * i);
    }
    return new Result(word, bytes, null);
  }

  private static Result bytes(Shape shape, long[] all) {
    byte[] bytes = Arrays.copyOf(shape.head, shape.length);
    int at = shape.head.length;
    for (int o = 0; o < shape.behind.length; o++) {
      for (int i = 0; i < shape.behind[o]; i++) {
        bytes[at++] = (byte) (all[o] >> 8 * i);
      }
    }
    return new Result(shape.word.bits(), bytes, null);
  }

  private long operand(Written w, @Nullable Operand o, long value, long pc) {
    return switch (w.role) {
      case TARGET -> Bits.sext(value - pc, coding.xlen);
      case TARGET_FROM_NEXT -> Bits.sext(value - pc - length(), coding.xlen);
      case HIGH -> o == null ? value << LOW_BITS : high(o, value);
      case PLAIN, DISTANCE -> {
        boolean isLow = w.bits < Long.SIZE && value == Bits.zext(value, w.bits) && isSigned(o);
        if (isLow) {
          yield Bits.sext(value, w.bits);
        }
        boolean wraps =
            row.meaning() == row
                && coding.xlen < Long.SIZE
                && value > 0
                && value == Bits.zext(value, coding.xlen)
                && isSigned(o);
        yield wraps ? Bits.sext(value, coding.xlen) : value;
      }
    };
  }

  /** A value whose upper part is {@code value}; one that no field holds if it has too many bits. */
  private static long high(Operand o, long value) {
    if (Bits.zext(value, HIGH_BITS) != value) {
      return 1;
    }
    long whole = value << LOW_BITS;
    return isSigned(o) ? Bits.sext(whole, HIGH_ENDS_AT) : whole;
  }

  /**
   * Whether {@code bytes} bytes hold {@code value}; a negative number is one without a sign, too.
   */
  private static boolean holds(int bytes, boolean signed, long value) {
    int bits = 8 * bytes;
    return bits >= Long.SIZE
        || (bits == 0 ? value == 0 : value == Bits.sext(value, bits))
        || (!signed && value == Bits.zext(value, bits));
  }

  private static boolean isSigned(@Nullable Operand o) {
    return o != null
        && (o.from() instanceof Operand.From.Next n
            ? n.signed()
            : o.field() != null && o.field().signed());
  }

  static boolean holds(BitField field, long value) {
    return field.extract(bits(field, value)) == value;
  }

  /** The bits of a word that hold {@code value}, or part of it if the field has too few. */
  static long bits(BitField field, long value) {
    BitField.Special special = field.special();
    long code = special != null && value == special.value() ? special.code() : value;
    long v = code - field.bias();
    long word = 0;
    int w = field.width();
    for (BitField.Part p : field.parts()) {
      w -= p.width();
      if (p.hi() >= 0) {
        word |= (v >> w & Bits.mask(p.width())) << p.lo();
      }
    }
    return word;
  }
}

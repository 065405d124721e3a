package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.WordSearch.Constraint;
import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.decode.ByteScheme;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Derived;
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
  private final List<Derived> derived;
  private final long[] values;
  private final boolean[] known;
  private final List<Written> written;
  private final @Nullable Expr when;

  /** Conditions that do not hold. */
  private final List<Expr> unless;

  private final @Nullable Shape shape;

  private Encodable(
      Coding coding,
      Row row,
      List<Derived> derived,
      long[] values,
      boolean[] known,
      List<Written> written,
      @Nullable Expr when,
      List<Expr> unless,
      @Nullable Shape shape) {
    this.coding = coding;
    this.row = row;
    this.derived = derived;
    this.values = values;
    this.known = known;
    this.written = List.copyOf(written);
    this.when = when;
    this.unless = unless;
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
            form.derived(),
            reading.values(),
            reading.known(),
            reading.written(),
            form.when(),
            reading.isOpen() ? form.aliases() : List.of(),
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
    for (PartialWord word : words(all, settled, 0).words) {
      Shape made = shape(word, scheme);
      if (made != null) {
        out.add(new Encodable(coding, row, derived, all, known, written, when, unless, made));
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
        if (isThere ? !known[o.index()] : known[o.index()] && isWritten(o)) {
          return null;
        }
      }
    }
    return length > scheme.most() ? null : new Shape(word, head, behind, length);
  }

  private boolean isWritten(Operand o) {
    return written.stream().anyMatch(w -> w.operand == o.index());
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
   */
  @Nullable Encodable as(Row other, @Nullable Expr condition) {
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
      boolean isTarget = left.stream().anyMatch(w -> w.operand == o.index());
      BitField field = o.field();
      long value = all[o.index()];
      if (isTarget ? field == null : field == null ? value != o.fixed() : !holds(field, value)) {
        return null;
      }
    }
    return new Encodable(coding, other, List.of(), all, known, left, condition, List.of(), null);
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
    return written.stream().allMatch(w -> w.expr.isNumber());
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
          return Result.problem(misfit(w.role, o, bytes, next.signed(), value, operand));
        }
      } else if (field == null ? operand != o.fixed() : !holds(field, operand)) {
        return Result.problem(misfit(w.role, o, value, operand));
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
    Words words = words(all, known, pc);
    if (words.words.isEmpty()) {
      return Result.problem(words.problem);
    }
    long word = words.words.getFirst().bits();
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

  /** Words that are possible, and why there are none if there are none. */
  private record Words(List<PartialWord> words, String problem) {}

  /** The words of the row in which what is {@code settled} has the values of {@code all}. */
  private Words words(long[] all, boolean[] settled, long pc) {
    long mask = row.mask();
    long bits = row.match();
    List<Constraint> constraints = new ArrayList<>();
    for (Operand o : row.operands()) {
      BitField field = o.field();
      long value = all[o.index()];
      if (o.from() instanceof Operand.From.Computed c) {
        if (settled[o.index()]) {
          constraints.add(new Constraint(c.value(), value));
        }
      } else if (field == null) {
        if (o.from() == null && value != o.fixed()) {
          return none("'" + o.name() + "' of " + row.name() + " is " + o.fixed());
        }
      } else if (settled[o.index()]) {
        if (!holds(field, value)) {
          return none(misfit(Role.PLAIN, o, value, value));
        }
        long placed = field.insert(value);
        if (((placed ^ bits) & mask & field.mask()) != 0) {
          return none("'" + o.name() + "' of " + row.name() + " has two values");
        }
        mask |= field.mask();
        bits |= placed;
      }
    }
    for (int i = 0; i < derived.size(); i++) {
      int position = row.operands().size() + i;
      if (settled[position]) {
        Expr e = derived.get(i).value();
        long value = Bits.zext(all[position], e.width());
        if (value != all[position] && !isNegative(all[position], e.width())) {
          return none(
              "'" + derived.get(i).name() + "' of " + row.name() + " cannot be " + all[position]);
        }
        constraints.add(new Constraint(e, value));
      }
    }
    if (row.legal() != null) {
      constraints.add(Constraint.holds(row.legal()));
    }
    if (when != null) {
      constraints.add(Constraint.holds(when));
    }
    unless.forEach(e -> constraints.add(new Constraint(e, 0)));
    PartialWord start = new PartialWord(mask, bits, pc);
    return new Words(
        WordSearch.words(row, start, constraints),
        "'" + row.name() + "' has no word with these operands");
  }

  private static Words none(String problem) {
    return new Words(List.of(), problem);
  }

  /** Whether {@code value} is a negative number of {@code width} bits, too many for a count. */
  private static boolean isNegative(long value, int width) {
    return width >= Integer.SIZE && value < 0 && Bits.sext(value, width) == value;
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
    if (Bits.zext(value, HIGH_ENDS_AT - LOW_BITS) != value) {
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

  private static long bits(BitField field, long value) {
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

  private String misfit(Role role, Operand o, int bytes, boolean signed, long value, long operand) {
    String what = role.isTarget() ? "the distance " + operand : Long.toString(value);
    int bits = 8 * bytes;
    return bits == 0
        ? "'" + o.name() + "' of " + row.name() + " is not there"
        : what
            + " does not fit '"
            + row.name()
            + "', which reaches from "
            + (-1L << (bits - 1))
            + " to "
            + Bits.mask(signed ? bits - 1 : bits);
  }

  private String misfit(Role role, Operand o, long value, long operand) {
    BitField field = o.field();
    if (field == null) {
      return "'" + o.name() + "' of " + row.name() + " is always " + o.fixed();
    }
    if (role == Role.HIGH) {
      return value + " is not from 0 to " + Bits.mask(HIGH_ENDS_AT - LOW_BITS);
    }
    String what = role.isTarget() ? "the distance " + operand : Long.toString(value);
    long least = (field.signed() ? -1L << (field.width() - 1) : 0) + field.bias();
    long most = Bits.mask(field.width() - (field.signed() ? 1 : 0)) + field.bias();
    long step = step(field);
    if (field.width() >= Long.SIZE || (operand >= least && operand <= most)) {
      return what + " is not a multiple of " + step + ", as '" + row.name() + "' needs";
    }
    return what
        + " does not fit '"
        + row.name()
        + "', which reaches from "
        + least
        + " to "
        + (most & -step);
  }

  private static long step(BitField field) {
    BitField.Part last = field.parts().getLast();
    return last.hi() >= 0 ? 1 : 1L << last.width();
  }
}

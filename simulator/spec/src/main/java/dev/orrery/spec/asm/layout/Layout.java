package dev.orrery.spec.asm.layout;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds lengths and addresses. Instructions start in their shortest form and grow where that does
 * not reach; then everything behind them moves, so this is repeated until nothing grows.
 */
public final class Layout {
  /** Rounds after which an instruction that does not fit takes its longest form at once. */
  private static final int PATIENT_ROUNDS = 40;

  /** Rounds after which what still moves is not going to stop. */
  private static final int MAX_ROUNDS = 400;

  /** Sections of different rights lie in different pages. */
  public static final long PAGE = 0x1000;

  private final Isa isa;
  private final List<SectionBuilder> sections;
  private final long base;
  private final Span whole;
  private final Diagnostics diagnostics;

  /** Operators whose instruction another operator's argument may be a label of. */
  private final Set<String> partners = new HashSet<>();

  private Map<Long, Map<String, AsmExpr>> noted = new HashMap<>();

  /**
   * Starts on sections in the order in which they will lie.
   *
   * @param base address of the first one
   * @param whole the program's text
   */
  public Layout(
      Isa isa, List<SectionBuilder> sections, long base, Span whole, Diagnostics diagnostics) {
    this.isa = isa;
    this.sections = sections;
    this.base = base;
    this.whole = whole;
    this.diagnostics = diagnostics;
    for (AsmSpec.Operator o : isa.asm().operators().values()) {
      if (o.at() != null) {
        partners.add(o.at());
      }
    }
  }

  /** Finds lengths and addresses, reporting what cannot be found. */
  public void run() {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      place();
      if (!fit(round >= PATIENT_ROUNDS)) {
        return;
      }
    }
    diagnostics.error(
        "",
        whole,
        "the lengths of this program depend on each other and do not settle",
        "Look for .org, .fill or .uleb128 of a distance that they are part of.");
  }

  private void place() {
    long at = base;
    SectionBuilder last = null;
    noted = new HashMap<>();
    for (SectionBuilder s : sections) {
      if (s.attributes().loaded()) {
        long alignment = Math.max(s.alignment(), last != null && differ(last, s) ? PAGE : 1);
        at = (at + alignment - 1) & -alignment;
        s.moveTo(at);
        last = s;
      }
      long offset = 0;
      for (Fragment f : s.fragments()) {
        f.offset = offset;
        if (f instanceof InsnFragment i) {
          i.place();
          if (!partners.isEmpty()) {
            i.tell(this);
          }
        }
        offset += f.size();
      }
      if (s.attributes().loaded()) {
        at += offset;
      }
    }
  }

  private static boolean differ(SectionBuilder a, SectionBuilder b) {
    return a.attributes().writable() != b.attributes().writable()
        || a.attributes().executable() != b.attributes().executable();
  }

  private boolean fit(boolean atOnce) {
    boolean changed = false;
    long bytes = 0;
    long room = 0;
    for (SectionBuilder s : sections) {
      long size = s.attributes().room() ? room : bytes;
      long moved = 0; // by what changed before a fragment
      for (Fragment f : s.fragments()) {
        try {
          long before = f.size();
          switch (f) {
            case InsnFragment i -> changed |= i.fit(this, atOnce);
            case Fragment.Fill fill -> {
              long count = ExprValue.of(fill.count, operators(s.address() + f.offset));
              fill.times = SectionBuilder.times(count, fill.bytes, fill.span);
            }
            case Fragment.Origin o -> origin(o, s, moved);
            case Fragment.Leb128 l -> {
              long value = ExprValue.of(l.value, operators(s.address() + f.offset));
              l.bytes = Fragment.Leb128.encode(value, l.signed, l.bytes).length;
            }
            default -> {}
          }
          size += f.size();
          changed |= before != f.size();
          moved += f.size() - before;
          if (f instanceof Fragment.Fill fill) {
            s.check(size, fill.span);
          } else if (f instanceof Fragment.Align a) {
            s.check(size, a.span);
          }
        } catch (Failure e) {
          diagnostics.add(e.diagnostic());
        }
      }
      if (s.attributes().room()) {
        room = size;
      } else {
        bytes = size;
      }
    }
    return changed && diagnostics.isEmpty();
  }

  private void origin(Fragment.Origin o, SectionBuilder s, long moved) {
    long target = ExprValue.of(o.target, operators(s.address() + o.offset));
    long offset = isAddress(o.target) ? target - s.address() : target;
    if (offset < o.offset) {
      throw new Failure(
          "",
          o.target.span(),
          ".org to offset " + offset + ", but the section has " + o.offset + " bytes already",
          "It only moves forward.");
    }
    o.bytes = Math.max(0, offset - o.offset - moved);
    s.check(offset, o.target.span());
  }

  /** Whether an expression has the address of a section in it. */
  private static boolean isAddress(AsmExpr e) {
    return switch (e) {
      case AsmExpr.Ref r ->
          r.place() instanceof Label
              || (r.place() instanceof Symbol s
                  && (s.label() != null || (s.expression() instanceof AsmExpr x && isAddress(x))));
      case AsmExpr.Binary b -> isAddress(b.a()) != isAddress(b.b());
      default -> false;
    };
  }

  /** Remembers that the instruction at {@code pc} has an operand {@code m}. */
  void note(long pc, AsmExpr.Modified m) {
    if (partners.contains(m.operator())) {
      noted.computeIfAbsent(pc, p -> new HashMap<>(1)).put(m.operator(), m.a());
    }
  }

  /** What the tables' operators do at {@code pc}. */
  public ExprValue.Operators operators(long pc) {
    return m -> value(m, pc);
  }

  private long value(AsmExpr.Modified m, long pc) {
    AsmSpec.Operator o = isa.asm().operators().get(m.operator());
    if (o == null) {
      throw new IllegalStateException("no operator " + m.operator());
    }
    long place = pc;
    long argument = ExprValue.of(m.a(), operators(pc));
    if (o.at() != null) {
      place = argument;
      Map<String, AsmExpr> there = noted.get(place);
      AsmExpr e = there == null ? null : there.get(o.at());
      if (e == null) {
        throw new Failure(
            "",
            m.span(),
            "there is no instruction with %" + o.at() + " at that place",
            "Give %" + o.name() + " the label of the instruction that has %" + o.at() + ".");
      }
      argument = ExprValue.of(e, operators(place));
    }
    return value(isa, o, argument, place);
  }

  /** The value of an operator for an argument that is known. */
  public static long value(Isa isa, AsmSpec.Operator o, long argument, long pc) {
    DecodedInsn at = new DecodedInsn(isa.rows().getFirst(), pc, 0, new long[] {argument});
    long value = DecodeTime.value(o.value(), at);
    return o.value().width() == isa.xlen() ? Bits.sext(value, isa.xlen()) : value;
  }

  /** The bytes of {@code section}, reporting what does not fit. */
  public byte[] bytes(SectionBuilder section) {
    if (section.attributes().room()) {
      return new byte[0];
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) section.size());
    for (Fragment f : section.fragments()) {
      int before = out.size();
      try {
        write(f, section, out);
      } catch (Failure e) {
        diagnostics.add(e.diagnostic());
      }
      for (long n = f.size() - (out.size() - before); n > 0; n--) {
        out.write(0);
      }
    }
    return out.toByteArray();
  }

  private void write(Fragment f, SectionBuilder s, ByteArrayOutputStream out) {
    long pc = s.address() + f.offset;
    switch (f) {
      case Fragment.Bytes b -> out.write(b.bytes(), 0, (int) b.size());
      case Fragment.Data d -> {
        long value = ExprValue.of(d.value, operators(pc));
        checkFits(value, d.bytes, d.value);
        out.writeBytes(s.numberBytes(value, d.bytes));
      }
      case Fragment.Align a -> pad(a, s, out);
      case Fragment.Fill fill -> {
        long value = ExprValue.of(fill.value, operators(pc));
        byte[] pattern = s.numberBytes(value, fill.bytes);
        for (long n = 0; n < fill.times; n++) {
          out.writeBytes(pattern);
        }
      }
      case Fragment.Origin o -> {
        long value = ExprValue.of(o.fill, operators(pc));
        for (long n = 0; n < o.bytes; n++) {
          out.write((int) value);
        }
      }
      case Fragment.Leb128 l ->
          out.writeBytes(
              Fragment.Leb128.encode(ExprValue.of(l.value, operators(pc)), l.signed, l.bytes));
      case InsnFragment i -> i.write(this, out);
    }
  }

  /** Reports a number that has more bits than its place. */
  public static void checkFits(long value, int bytes, AsmExpr e) {
    int bits = 8 * bytes;
    if (bits < Long.SIZE && value != Bits.zext(value, bits) && value != Bits.sext(value, bits)) {
      throw new Failure(
          "",
          e.span(),
          value + " does not fit in " + bytes + (bytes == 1 ? " byte" : " bytes"),
          "Use a larger directive, or take a part of it: ... & 0x"
              + Long.toHexString(Bits.mask(bits))
              + ".");
    }
  }

  private static void pad(Fragment.Align a, SectionBuilder s, ByteArrayOutputStream out) {
    long left = a.size();
    Long fill = a.fill;
    if (fill != null) {
      for (; left % a.fillBytes != 0; left--) {
        out.write(0);
      }
      for (; left > 0; left -= a.fillBytes) {
        out.writeBytes(s.numberBytes(fill, a.fillBytes));
      }
    } else if (a.padding.length > 0) {
      pad(a.padding, left, out);
    }
  }

  /** Zeros until instructions can follow, then short instructions, then long ones. */
  private static void pad(byte[][] padding, long bytes, ByteArrayOutputStream out) {
    byte[] shortest = padding[0];
    byte[] longest = padding[padding.length - 1];
    long left = bytes;
    for (; left % shortest.length != 0; left--) {
      out.write(0);
    }
    for (; left % longest.length != 0; left -= shortest.length) {
      out.writeBytes(shortest);
    }
    for (; left > 0; left -= longest.length) {
      out.writeBytes(longest);
    }
  }
}

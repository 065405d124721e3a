package dev.orrery.spec.asm.unit;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.CharacterConstants;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.asm.layout.Layout;
import dev.orrery.spec.asm.layout.SectionBuilder;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.Isa;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Directives that put data into sections, and those that leave room. */
final class DataDirectives {
  private static final int MAX_ALIGNMENT_BITS = 30;
  private static final int MAX_FILL_BYTES = 8;

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry(".byte", 1),
          Map.entry(".1byte", 1),
          Map.entry(".2byte", 2),
          Map.entry(".half", 2),
          Map.entry(".hword", 2),
          Map.entry(".short", 2),
          Map.entry(".4byte", 4),
          Map.entry(".word", 4),
          Map.entry(".long", 4),
          Map.entry(".int", 4),
          Map.entry(".8byte", 8),
          Map.entry(".dword", 8),
          Map.entry(".quad", 8),
          Map.entry(".xword", 8));

  private final Unit unit;

  DataDirectives(Unit unit) {
    this.unit = unit;
  }

  void addTo(Map<String, Directives.Handler> handlers) {
    NUMBERS.forEach((name, bytes) -> handlers.put(name, a -> numbers(a, bytes)));
    handlers.put(".ascii", a -> strings(a, false));
    handlers.put(".asciz", a -> strings(a, true));
    handlers.put(".string", a -> strings(a, true));
    handlers.put(".float", a -> floats(a, 4));
    handlers.put(".single", a -> floats(a, 4));
    handlers.put(".double", a -> floats(a, 8));
    handlers.put(".zero", this::space);
    handlers.put(".space", this::space);
    handlers.put(".skip", this::space);
    handlers.put(".fill", this::fill);
    handlers.put(".org", this::origin);
    handlers.put(".align", a -> align(a, true, 1));
    handlers.put(".p2align", a -> align(a, true, 1));
    handlers.put(".p2alignw", a -> align(a, true, 2));
    handlers.put(".p2alignl", a -> align(a, true, 4));
    handlers.put(".balign", a -> align(a, false, 1));
    handlers.put(".balignw", a -> align(a, false, 2));
    handlers.put(".balignl", a -> align(a, false, 4));
    handlers.put(".uleb128", a -> leb128(a, false));
    handlers.put(".sleb128", a -> leb128(a, true));
    handlers.put(".insn", this::insn);
  }

  private SectionBuilder section() {
    return unit.sections().current();
  }

  private void numbers(Arguments a, int bytes) {
    a.expressions(e -> number(e, bytes));
  }

  private void number(AsmExpr e, int bytes) {
    if (e instanceof AsmExpr.Number n) {
      Layout.checkFits(n.value(), bytes, e);
      section().append(n.value(), bytes, e.span());
    } else {
      section().data(e, bytes);
    }
  }

  private void strings(Arguments a, boolean terminated) {
    if (a.in().atEnd()) {
      return;
    }
    do {
      section().append(CharacterConstants.string(a.in()), a.span());
      if (terminated) {
        section().append(new byte[1], a.span());
      }
    } while (a.in().accept(','));
  }

  private void floats(Arguments a, int bytes) {
    if (a.in().atEnd()) {
      return;
    }
    do {
      TextCursor in = a.in();
      in.skipSpace();
      int start = in.at();
      while (in.peek() > ' ' && in.peek() != ',') {
        in.take();
      }
      String text = in.text().chars().substring(start, in.at());
      Long bits = bits(text, bytes);
      if (bits == null) {
        throw in.error(
            in.since(start), "'" + text + "' is no number", "Write 1.5, -2e-3, inf or nan.");
      }
      section().append(bits, bytes, in.since(start));
    } while (a.in().accept(','));
  }

  /** The bits of a number in IEEE 754 format; null if it is none. */
  private static @Nullable Long bits(String text, int bytes) {
    String sign = text.startsWith("-") ? "-" : "";
    String plain = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    String java =
        switch (plain.toLowerCase(Locale.ROOT)) {
          case "inf", "infinity" -> "Infinity";
          case "nan" -> "NaN";
          default -> plain.startsWith("0f") || plain.startsWith("0d") ? plain.substring(2) : plain;
        };
    boolean named = java.equals("Infinity") || java.equals("NaN");
    if (!named
        && !java.matches("[0-9]*\\.?[0-9]*([eE][+-]?[0-9]{1,6})?|0[xX][0-9a-fA-F.]+[pP].*")) {
      return null;
    }
    try {
      long top = sign.isEmpty() ? 0 : bytes == 4 ? 1L << 31 : 1L << 63;
      return bytes == 4
          ? (Float.floatToIntBits(Float.parseFloat(java)) & 0xffff_ffffL) ^ top
          : Double.doubleToLongBits(Double.parseDouble(java)) ^ top;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void space(Arguments a) {
    AsmExpr count = a.expression();
    section().fill(count, 1, a.expressionOrZero(), a.span());
  }

  private void fill(Arguments a) {
    AsmExpr count = a.expression();
    long bytes = a.numberOr(1);
    if (bytes < 0) {
      throw a.in().error(a.span(), bytes + " is no number of bytes", "Use 0 to 8.");
    }
    AsmExpr value = a.expressionOrZero();
    section().fill(count, (int) Math.min(bytes, MAX_FILL_BYTES), value, a.span());
  }

  private void origin(Arguments a) {
    AsmExpr target = a.expression();
    section().origin(target, a.expressionOrZero());
  }

  private void align(Arguments a, boolean power, int fillBytes) {
    long n = a.in().atEnd() ? 0 : a.number();
    Long fill = a.optionalNumber();
    Long most = a.optionalNumber();
    long bytes = power ? n >= 0 && n <= MAX_ALIGNMENT_BITS ? 1L << n : -1 : n == 0 ? 1 : n;
    if (bytes <= 0 || Long.bitCount(bytes) != 1 || bytes > 1L << MAX_ALIGNMENT_BITS) {
      throw a.in()
          .error(
              a.span(),
              n + " is no alignment for " + a.directive(),
              power ? "It is a power of two: 3 aligns to 8 bytes." : "Use 1, 2, 4, 8 and so on.");
    }
    long limit = most == null ? Long.MAX_VALUE : most;
    section().align(bytes, fill, fillBytes, limit, unit.padding(), a.span());
  }

  private void leb128(Arguments a, boolean signed) {
    a.expressions(e -> section().leb128(e, signed));
  }

  /** {@code .insn VALUE} and {@code .insn LENGTH, VALUE}: a word that no row has to know. */
  private void insn(Arguments a) {
    AsmExpr first = a.expression();
    long length;
    AsmExpr word = first;
    if (a.in().accept(',')) {
      word = a.expression();
      length = InsnLength.checked(first, a);
    } else {
      length = InsnLength.of(first, unit.isa(), a);
    }
    Isa isa = unit.isa();
    if (word instanceof AsmExpr.Number n && isa.insnOrder() != isa.dataOrder()) {
      long swapped = ByteOrder.BIG.of(Bits.zext(n.value(), 8 * (int) length), (int) length);
      word = new AsmExpr.Number(word.span(), swapped);
    }
    number(word, (int) length);
  }
}

package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.Encodable.Role;
import dev.orrery.spec.asm.encode.Encodable.Written;
import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprParser;
import dev.orrery.spec.asm.expr.Names;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.disasm.Template;
import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads operands as a form's template has them. Where the text can go on in two ways (a part that
 * may be left out), the first one that leads to its end is taken.
 */
final class FormMatcher {
  private final TextCursor in;
  private final Names names;
  private final RegisterNames registers;
  private final Map<String, Long> csrs;

  /** Where reading failed that came farthest, and why; over all forms that were tried. */
  private int farthest = -1;

  private @Nullable Failure failure;
  private final Set<String> expectations = new LinkedHashSet<>();

  FormMatcher(TextCursor in, Names names, RegisterNames registers, Map<String, Long> csrs) {
    this.in = in;
    this.names = names;
    this.registers = registers;
    this.csrs = csrs;
  }

  /** The instruction, if the text from {@code start} is what {@code form} says. */
  @Nullable Reading match(Form form, int start) {
    in.reset(start);
    return new Attempt(form).match();
  }

  /** Why no form that was tried fits; null if the text was read, and says too little. */
  @Nullable Failure failure() {
    if (expectations.isEmpty()) {
      return failure;
    }
    in.reset(farthest);
    return in.error("here should be " + String.join(", or ", expectations), "");
  }

  /** Reading the text as one form. */
  private final class Attempt {
    private final Form form;
    private long[] values;
    private boolean[] known;
    private final List<Written> written = new ArrayList<>();

    Attempt(Form form) {
      this.form = form;
      this.values = form.given().clone();
      this.known = form.isGiven().clone();
    }

    @Nullable Reading match() {
      return matches(0) && complete() ? new Reading(form, values, written) : null;
    }

    private boolean complete() {
      for (Operand o : form.row().operands()) {
        if (known[o.index()]) {
          continue;
        }
        Operand twin = form.twin(o);
        if (twin == null || !known[twin.index()]) {
          return false;
        }
        values[o.index()] = values[twin.index()];
        known[o.index()] = true;
      }
      return true;
    }

    private boolean matches(int piece) {
      if (piece == form.pieces().size()) {
        return in.atEnd() || expected("the end of the instruction");
      }
      in.skipSpace();
      return switch (form.pieces().get(piece)) {
        case Piece.Literal l -> literal(l.text(), piece);
        case Piece.Pick p -> pick(p, piece);
        case Piece.Value v -> {
          RegisterFile file = operand(v.operand()).file();
          yield file != null
              ? register(v.operand(), file, piece)
              : expression(v.operand(), Role.PLAIN, piece);
        }
        case Piece.Target t -> expression(t.operand(), Role.TARGET, piece);
        case Piece.Hex h -> expression(h.operand(), Role.PLAIN, piece);
        case Piece.Signed s -> expression(s.operand(), Role.PLAIN, piece);
        // Only instructions that are strings of bytes have forms, and the encoder refuses those.
        case Piece.Form f -> expected("an operand without forms");
        case Piece.High h -> expression(h.operand(), Role.HIGH, piece);
        case Piece.CsrName c -> csr(c.operand(), piece);
      };
    }

    private boolean literal(String text, int piece) {
      int start = in.at();
      if (TextCursor.isDigit(text.charAt(0))) {
        return number(text, start, piece);
      }
      if (TextCursor.isNamePart(text.charAt(0))) {
        String word = in.name();
        return word.equals(text) || registers.same(text, word)
            ? matches(piece + 1)
            : expected(start, "'" + text + "'");
      }
      if (text.equals("(") && in.accept('0')) {
        in.skipSpace();
        if (in.peek() != '(') {
          in.reset(start);
        }
      }
      return in.accept(text.charAt(0)) ? matches(piece + 1) : expected(start, "'" + text + "'");
    }

    private boolean number(String text, int start, int piece) {
      try {
        AsmExpr e = ExprParser.parse(in, names);
        boolean equal = e instanceof AsmExpr.Number n && Long.toString(n.value()).equals(text);
        return equal ? matches(piece + 1) : expected(start, text);
      } catch (Failure f) {
        return expected(start, text);
      }
    }

    private boolean register(String operand, RegisterFile file, int piece) {
      int start = in.at();
      int number = registers.number(file, in.name());
      if (number < 0) {
        String example = RegisterNames.example(file);
        return expected(start, "a register" + (example == null ? "" : " such as " + example));
      }
      return bind(operand, number, start, piece);
    }

    private boolean pick(Piece.Pick pick, int piece) {
      List<String> texts = pick.texts();
      int start = in.at();
      for (int v : longestFirst(texts)) {
        in.reset(start);
        if (accept(texts.get(v)) && bind(pick.operand(), v, start, piece)) {
          return true;
        }
      }
      return expected(start, "one of " + String.join(" ", texts.stream().distinct().toList()));
    }

    private boolean csr(String operand, int piece) {
      int start = in.at();
      Long number = csrs.get(in.name());
      if (number != null) {
        return bind(operand, number, start, piece);
      }
      in.reset(start);
      return expression(operand, Role.PLAIN, piece);
    }

    private boolean expression(String operand, Role role, int piece) {
      in.skipSpace();
      int start = in.at();
      if (role == Role.PLAIN && in.peek() == '(' && isParenthesis(piece + 1)) {
        if (bind(operand, 0, start, piece)) {
          return true;
        }
        in.reset(start);
      }
      if (role != Role.TARGET && registers.has(in.name())) {
        return expected(start, "a number");
      }
      in.reset(start);
      AsmExpr e;
      try {
        e = ExprParser.parse(in, names);
      } catch (Failure f) {
        fail(in.at(), f);
        return false;
      }
      if (role == Role.PLAIN && e instanceof AsmExpr.Number n) {
        return bindNumber(operand, n, start, piece);
      }
      int index = operand(operand).index();
      if (known[index]) {
        return expected(start, "a number");
      }
      written.add(new Written(index, e, role));
      known[index] = true;
      setTwins(operand, true);
      if (matches(piece + 1)) {
        return true;
      }
      written.removeLast();
      known[index] = false;
      setTwins(operand, false);
      return false;
    }

    private boolean isParenthesis(int piece) {
      return piece < form.pieces().size()
          && form.pieces().get(piece) instanceof Piece.Literal l
          && l.text().equals("(");
    }

    /** A number stays an expression, so that what does not fit is said with the place. */
    private boolean bindNumber(String operand, AsmExpr.Number n, int start, int piece) {
      int index = operand(operand).index();
      if (known[index]) {
        return values[index] == n.value() ? matches(piece + 1) : expected(start, "another number");
      }
      written.add(new Written(index, n, Role.PLAIN));
      known[index] = true;
      setTwins(operand, true);
      values[index] = n.value();
      if (matches(piece + 1)) {
        return true;
      }
      written.removeLast();
      known[index] = false;
      setTwins(operand, false);
      return false;
    }

    private boolean bind(String operand, long value, int start, int piece) {
      long[] valuesBefore = values.clone();
      boolean[] knownBefore = known.clone();
      for (Operand o : form.row().operands()) {
        if (!o.name().equals(operand) || o.field() == null) {
          continue;
        }
        if (known[o.index()] && values[o.index()] != value) {
          values = valuesBefore;
          known = knownBefore;
          return expected(start, "what the operands before it say");
        }
        values[o.index()] = value;
        known[o.index()] = true;
      }
      if (matches(piece + 1)) {
        return true;
      }
      values = valuesBefore;
      known = knownBefore;
      return false;
    }

    private void setTwins(String operand, boolean isKnown) {
      for (Operand o : form.row().operands()) {
        if (o.name().equals(operand) && o.field() != null) {
          known[o.index()] = isKnown;
        }
      }
    }

    /** As the disassembler finds it: of two of one name, the one that has bits. */
    private Operand operand(String name) {
      Operand found = null;
      for (Operand o : form.row().operands()) {
        if (o.name().equals(name) && (found == null || found.field() == null)) {
          found = o;
        }
      }
      if (found == null) {
        throw new IllegalArgumentException(form.row() + " has no operand " + name);
      }
      return found;
    }
  }

  /** Positions of texts that can be written, longer ones first; of equal ones the first. */
  private static int[] longestFirst(List<String> texts) {
    return IntStream.range(0, texts.size())
        .filter(v -> !texts.get(v).equals(Template.NO_NAME) && texts.indexOf(texts.get(v)) == v)
        .boxed()
        .sorted(Comparator.comparingInt(v -> -texts.get(v).length()))
        .mapToInt(v -> v)
        .toArray();
  }

  private boolean accept(String text) {
    int i = 0;
    while (i < text.length()) {
      int end = i + 1;
      if (TextCursor.isNamePart(text.charAt(i))) {
        while (end < text.length() && TextCursor.isNamePart(text.charAt(end))) {
          end++;
        }
      }
      if (!in.accept(text.substring(i, end))) {
        return false;
      }
      i = end;
    }
    return true;
  }

  private boolean expected(String what) {
    in.skipSpace();
    return expected(in.at(), what);
  }

  private boolean expected(int at, String what) {
    if (at > farthest) {
      farthest = at;
      expectations.clear();
      failure = null;
    }
    if (at == farthest) {
      expectations.add(what);
    }
    return false;
  }

  private void fail(int at, Failure why) {
    if (at > farthest) {
      farthest = at;
      expectations.clear();
      failure = why;
    }
  }
}

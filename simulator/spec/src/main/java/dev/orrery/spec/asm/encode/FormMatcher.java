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
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads operands as a form's template has them. Where the text can be read in several ways (a part
 * that may be left out), all of them are found, in the order of the template's choices.
 */
final class FormMatcher {
  /** Ways to read one text as one form; beyond, its template says nothing. */
  private static final int MAX_READINGS = 16;

  /** A signed number that is 0: what a form with one has where the form without it is meant. */
  private static final Piece.Signed ZERO = new Piece.Signed("");

  private final TextCursor in;
  private final Names names;

  /** The names that numbers may have: no registers. */
  private final Names noRegisters;

  private final RegisterNames registers;
  private final Map<String, Long> csrs;

  /** Whether what is missed is noted: only where nothing fits is that worth the time. */
  private boolean explains;

  /** Where reading failed that came farthest, and why; over all forms that were tried. */
  private int farthest = -1;

  private @Nullable Failure failure;
  private final Set<String> expectations = new LinkedHashSet<>();

  FormMatcher(TextCursor in, Names names, RegisterNames registers, Map<String, Long> csrs) {
    this.in = in;
    this.names = names;
    this.noRegisters = new NoRegisters(names, registers);
    this.registers = registers;
    this.csrs = csrs;
  }

  /** The ways in which the text from {@code start} is what {@code form} says; often one or none. */
  List<Reading> match(Form form, int start) {
    in.reset(start);
    Attempt attempt = new Attempt(form);
    attempt.matches(form.pieces(), 0);
    return attempt.found;
  }

  /**
   * Why the text from {@code start} is none of {@code forms}; null if it was read, and says too
   * little.
   */
  @Nullable Failure failure(List<Form> forms, int start) {
    explains = true;
    forms.forEach(f -> match(f, start));
    explains = false;
    if (expectations.isEmpty()) {
      return failure;
    }
    in.reset(farthest);
    return in.error("here should be " + String.join(", or ", expectations), "");
  }

  /** Reading the text as one form. */
  private final class Attempt {
    private final Form form;
    private final long[] values;
    private final boolean[] known;
    private final List<Written> written = new ArrayList<>();
    private final List<Reading> found = new ArrayList<>();
    private List<Piece> pieces = List.of();

    Attempt(Form form) {
      this.form = form;
      this.values = form.given();
      this.known = form.isGiven();
    }

    /** Adds what was read, if that says enough. */
    private void complete() {
      long[] all = values.clone();
      boolean[] isKnown = known.clone();
      for (Operand o : form.row().operands()) {
        Operand twin = isKnown[o.index()] ? null : form.twin(o);
        if (twin != null && isKnown[twin.index()]) {
          all[o.index()] = all[twin.index()];
          isKnown[o.index()] = true;
        }
      }
      Reading reading = new Reading(form, all, isKnown, written);
      if (found.size() < MAX_READINGS && reading.saysEnough()) {
        found.add(reading);
      }
    }

    /** Reads the rest of {@code template} from piece {@code at} on. */
    private boolean matches(List<Piece> template, int at) {
      List<Piece> before = pieces;
      pieces = template;
      boolean matched = matches(at);
      pieces = before;
      return matched;
    }

    private boolean matches(int piece) {
      if (piece == pieces.size()) {
        if (!in.atEnd()) {
          return expected("the end of the instruction");
        }
        complete();
        return true;
      }
      in.skipSpace();
      return switch (pieces.get(piece)) {
        case Piece.Literal l -> literal(l.text(), piece);
        case Piece.Pick p -> pick(p, piece);
        case Piece.Value v -> {
          Operand o = operand(v.operand());
          yield o != null && o.file() != null
              ? register(v.operand(), o, piece)
              : expression(v.operand(), Role.PLAIN, Long.SIZE, piece);
        }
        case Piece.Target t ->
            expression(
                t.operand(), t.fromNext() ? Role.TARGET_FROM_NEXT : Role.TARGET, Long.SIZE, piece);
        case Piece.Hex h -> expression(h.operand(), Role.PLAIN, h.bits(), piece);
        case Piece.Distance d -> expression(d.operand(), Role.DISTANCE, Long.SIZE, piece);
        case Piece.Signed s -> s.equals(ZERO) ? zero(piece) : signed(s.operand(), piece);
        case Piece.Form f -> form(f, piece);
        case Piece.High h -> expression(h.operand(), Role.HIGH, Long.SIZE, piece);
        case Piece.CsrName c -> csr(c.operand(), piece);
      };
    }

    /** One of several templates, and what follows it. */
    private boolean form(Piece.Form choice, int piece) {
      int start = in.at();
      List<Piece> behind = pieces.subList(piece + 1, pieces.size());
      boolean matched = false;
      for (int v = 0; v < choice.forms().size(); v++) {
        List<Piece> chosen = choice.forms().get(v);
        matched |= form(choice.operand(), v, start, chosen, behind);
        int shorter = choice.forms().indexOf(withoutSigned(chosen));
        if (shorter >= 0 && shorter != v) {
          matched |= form(choice.operand(), shorter, start, withZero(chosen), behind);
        }
      }
      return matched;
    }

    private boolean form(
        String operand, int value, int start, List<Piece> chosen, List<Piece> behind) {
      in.reset(start);
      List<Piece> template = new ArrayList<>(chosen);
      template.addAll(behind);
      return bind(operand, value, start, () -> matches(template, 0));
    }

    /** A number that begins with its sign, and is 0. */
    private boolean zero(int piece) {
      int start = in.at();
      boolean isSigned = in.peek() == '+' || in.peek() == '-';
      return isSigned ? number("0", start, piece) : expected(start, "+0");
    }

    /** A number that begins with its sign; where there is none, it is 0. */
    private boolean signed(String operand, int piece) {
      int start = in.at();
      if (in.peek() != '+' && in.peek() != '-') {
        return bind(operand, 0, start, piece);
      }
      return expression(operand, Role.PLAIN, Long.SIZE, piece);
    }

    private boolean literal(String text, int piece) {
      int start = in.at();
      if (text.length() != 1 && !text.chars().allMatch(c -> TextCursor.isNamePart((char) c))) {
        return accept(text) ? matches(piece + 1) : expectedText(start, text);
      }
      if (text.isEmpty()) {
        return matches(piece + 1);
      }
      if (TextCursor.isDigit(text.charAt(0))) {
        return number(text, start, piece);
      }
      if (TextCursor.isNamePart(text.charAt(0))) {
        String word = in.name();
        return word.equals(text) || registers.same(text, word)
            ? matches(piece + 1)
            : expectedText(start, text);
      }
      if (text.equals("(") && in.accept('0')) {
        in.skipSpace();
        if (in.peek() != '(') {
          in.reset(start);
        }
      }
      return in.accept(text.charAt(0)) ? matches(piece + 1) : expectedText(start, text);
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

    private boolean register(String operand, Operand o, int piece) {
      int start = in.at();
      int number = registers.number(o, TextCursor.isDigit(in.peek()) ? in.digits() : in.name());
      BitField field = o.field();
      if (number < 0 || (field != null && !Encodable.holds(field, number))) {
        return expectedRegister(start, o);
      }
      return bind(operand, number, start, piece);
    }

    private boolean pick(Piece.Pick pick, int piece) {
      List<String> texts = pick.texts();
      int start = in.at();
      boolean matched = false;
      for (int v : longestFirst(texts)) {
        in.reset(start);
        matched |= accept(texts.get(v)) && bind(pick.operand(), v, start, piece);
      }
      return matched || expectedOneOf(start, texts);
    }

    private boolean csr(String operand, int piece) {
      int start = in.at();
      Long number = csrs.get(in.name());
      if (number != null) {
        return bind(operand, number, start, piece);
      }
      in.reset(start);
      return expression(operand, Role.PLAIN, Long.SIZE, piece);
    }

    /** {@code bits}: how many low bits of a number are written. */
    private boolean expression(String operand, Role role, int bits, int piece) {
      in.skipSpace();
      int start = in.at();
      if (role == Role.PLAIN && in.peek() == '(' && isParenthesis(piece + 1)) {
        if (bind(operand, 0, start, piece)) {
          return true;
        }
        in.reset(start);
      }
      boolean isTarget = role == Role.TARGET || role == Role.TARGET_FROM_NEXT;
      if (!isTarget && registers.has(in.name())) {
        return expected(start, "a number");
      }
      in.reset(start);
      AsmExpr e;
      try {
        e = ExprParser.parse(in, isTarget ? names : noRegisters);
      } catch (Failure f) {
        fail(in.at(), f);
        return false;
      }
      int index = form.positions(operand)[0];
      Role how = role != Role.DISTANCE ? role : e.isNumber() ? Role.PLAIN : Role.TARGET_FROM_NEXT;
      boolean isNumber = how == Role.PLAIN && e instanceof AsmExpr.Number;
      if (known[index]) {
        boolean same = isNumber && ((AsmExpr.Number) e).value() == values[index];
        return same ? matches(piece + 1) : expected(start, "another number");
      }
      // A number stays an expression, so that what does not fit is said with the place.
      written.add(new Written(index, e, how, bits));
      boolean matched = bind(operand, isNumber ? ((AsmExpr.Number) e).value() : 0, start, piece);
      written.removeLast();
      return matched;
    }

    private boolean isParenthesis(int piece) {
      return piece < pieces.size()
          && pieces.get(piece) instanceof Piece.Literal l
          && l.text().equals("(");
    }

    private boolean bind(String operand, long value, int start, int piece) {
      return bind(operand, value, start, () -> matches(piece + 1));
    }

    /** Gives a value to what is called {@code operand} while {@code rest} is read. */
    private boolean bind(String operand, long value, int start, BooleanSupplier rest) {
      int[] positions = form.positions(operand);
      // What has one name is known together.
      if (known[positions[0]]) {
        return values[positions[0]] == value
            ? rest.getAsBoolean()
            : expected(start, "what the operands before it say");
      }
      set(positions, value, true);
      boolean matched = rest.getAsBoolean();
      set(positions, 0, false);
      return matched;
    }

    private void set(int[] positions, long value, boolean isKnown) {
      for (int position : positions) {
        values[position] = value;
        known[position] = isKnown;
      }
    }

    /** As the disassembler finds it: of two of one name, the one that has bits. */
    private @Nullable Operand operand(String name) {
      return form.operand(form.positions(name)[0]);
    }
  }

  private static List<Piece> withoutSigned(List<Piece> form) {
    return form.stream().filter(p -> !(p instanceof Piece.Signed)).toList();
  }

  private static List<Piece> withZero(List<Piece> form) {
    return form.stream().map(p -> p instanceof Piece.Signed ? ZERO : p).toList();
  }

  /** Positions of texts that can be written, longer ones first. */
  private static int[] longestFirst(List<String> texts) {
    return IntStream.range(0, texts.size())
        .filter(v -> !texts.get(v).equals(Template.NO_NAME))
        .boxed()
        .sorted(Comparator.comparingInt(v -> -texts.get(v).length()))
        .mapToInt(v -> v)
        .toArray();
  }

  private boolean accept(String text) {
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == ' ') {
        i++;
        continue;
      }
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

  private boolean expectedText(int at, String text) {
    return explains && expected(at, "'" + text.strip() + "'");
  }

  private boolean expectedRegister(int at, Operand o) {
    if (!explains) {
      return false;
    }
    String example = RegisterNames.example(o);
    return expected(at, "a register" + (example == null ? "" : " such as " + example));
  }

  private boolean expectedOneOf(int at, List<String> texts) {
    return explains && expected(at, "one of " + String.join(" ", new LinkedHashSet<>(texts)));
  }

  private boolean expected(String what) {
    in.skipSpace();
    return expected(in.at(), what);
  }

  private boolean expected(int at, String what) {
    if (!explains) {
      return false;
    }
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
    if (explains && at > farthest) {
      farthest = at;
      expectations.clear();
      failure = why;
    }
  }
}

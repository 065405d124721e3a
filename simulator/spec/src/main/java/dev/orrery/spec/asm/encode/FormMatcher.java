package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.Encodable.Role;
import dev.orrery.spec.asm.encode.Encodable.Written;
import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprParser;
import dev.orrery.spec.asm.expr.Names;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.lang.source.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads operands as a form has them. Where the text can be read in several ways (a part that may be
 * left out), all of them are found, in the order of the template's choices.
 */
final class FormMatcher {
  /** Ways to read one text as one form; beyond, its template says nothing. */
  private static final int MAX_READINGS = 16;

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

  // The form that is read, and what the text says of it so far.
  private @Nullable Form form;
  private long[] values = {};
  private boolean[] known = {};
  private final List<Written> written = new ArrayList<>();
  private List<Reading> found = List.of();

  // The last word and the last expression: other forms ask for them again.
  private int wordAt = -1;
  private String word = "";
  private int expressionAt = -1;
  private boolean expressionIsTarget;
  private int expressionEnd;
  private @Nullable AsmExpr expression;
  private @Nullable Failure noExpression;

  FormMatcher(TextCursor in, Names names, RegisterNames registers, Map<String, Long> csrs) {
    this.in = in;
    this.names = names;
    this.noRegisters = new NoRegisters(names, registers);
    this.registers = registers;
    this.csrs = csrs;
  }

  /** The ways in which the text from {@code start} is what {@code read} says; often one or none. */
  List<Reading> match(Form read, int start) {
    in.reset(start);
    form = read;
    int n = read.size();
    if (values.length < n) {
      values = new long[n];
      known = new boolean[n];
    }
    read.give(values, known);
    found = List.of();
    read.steps(registers).matches(this);
    return found;
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

  /** The text. */
  TextCursor in() {
    return in;
  }

  /** The names of registers. */
  RegisterNames registers() {
    return registers;
  }

  /** The number of a control and status register; null if {@code name} is none. */
  @Nullable Long controlRegister(String name) {
    return csrs.get(name);
  }

  /** Adds what was read, if that says enough. */
  void complete() {
    Form read = form;
    if (read == null || found.size() >= MAX_READINGS) {
      return;
    }
    int n = read.size();
    long[] all = new long[n];
    boolean[] isKnown = new boolean[n];
    System.arraycopy(values, 0, all, 0, n);
    System.arraycopy(known, 0, isKnown, 0, n);
    read.completeTwins(all, isKnown);
    Reading reading = new Reading(read, all, isKnown, written);
    if (reading.saysEnough()) {
      if (found.isEmpty()) {
        found = new ArrayList<>(1);
      }
      found.add(reading);
    }
  }

  /** The letters and digits that come next, as far as they belong together. */
  String word() {
    if (wordAt != in.at()) {
      wordAt = in.at();
      word = in.word();
    }
    return word;
  }

  /** Moves behind {@code next}, which is known to come next; always true. */
  boolean accepted(String next) {
    in.reset(in.at() + next.length());
    return true;
  }

  /** Moves behind {@code words}, if they come next. */
  boolean accepts(List<String> words) {
    for (String w : words) {
      if (!in.accept(w)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a name comes next, or nothing that could be one's begin; no number. */
  boolean atName() {
    return !TextCursor.isDigit(in.peek());
  }

  /** Whether a sign comes next. */
  boolean atSign() {
    return in.peek() == '+' || in.peek() == '-';
  }

  /** Moves behind an expression that is the number {@code text}, if one comes next. */
  boolean number(String text) {
    AsmExpr e = parse(true);
    return e instanceof AsmExpr.Number n && Long.toString(n.value()).equals(text);
  }

  /** Reads the expression that comes next; null if there is none, and then {@code noExpression}. */
  private @Nullable AsmExpr parse(boolean isTarget) {
    if (expressionAt == in.at() && expressionIsTarget == isTarget) {
      in.reset(expressionEnd);
      return expression;
    }
    expressionAt = in.at();
    expressionIsTarget = isTarget;
    expression = null;
    try {
      expression = ExprParser.parse(in, isTarget ? names : noRegisters);
    } catch (Failure f) {
      noExpression = f;
    }
    expressionEnd = in.at();
    return expression;
  }

  /** Reads {@code value} from {@code start}, and what follows it. */
  boolean expression(FormStep.Value value, int start) {
    Role role = value.role();
    if (!role.isTarget() && atName() && registers.has(word())) {
      return expected(start, "a number");
    }
    AsmExpr e = parse(role.isTarget());
    if (e == null) {
      fail(in.at(), noExpression);
      return false;
    }
    int index = value.positions()[0];
    Role how = role != Role.DISTANCE ? role : e.isNumber() ? Role.PLAIN : Role.TARGET_FROM_NEXT;
    boolean isNumber = how == Role.PLAIN && e instanceof AsmExpr.Number;
    long number = isNumber ? ((AsmExpr.Number) e).value() : 0;
    if (known[index]) {
      boolean same = isNumber && number == values[index];
      return same ? value.next().matches(this) : expected(start, "another number");
    }
    // A number stays an expression, so that what does not fit is said with the place.
    written.add(new Written(index, e, how, value.bits()));
    boolean matched = bind(value.positions(), number, start, value.next());
    written.removeLast();
    return matched;
  }

  /**
   * Gives a value to what stands at {@code positions} while the rest is read: what has one name is
   * known together.
   *
   * @param start of what says so
   */
  boolean bind(int[] positions, long value, int start, FormStep next) {
    if (known[positions[0]]) {
      return values[positions[0]] == value
          ? next.matches(this)
          : expected(start, "what the operands before it say");
    }
    set(positions, value, true);
    boolean matched = next.matches(this);
    set(positions, 0, false);
    return matched;
  }

  private void set(int[] positions, long value, boolean isKnown) {
    for (int position : positions) {
      values[position] = value;
      known[position] = isKnown;
    }
  }

  /** Notes that {@code text} is missing; always false. */
  boolean expectedText(int at, String text) {
    return explains && expected(at, "'" + text.strip() + "'");
  }

  /** Notes that a register is missing; always false. */
  boolean expectedRegister(int at, @Nullable String example) {
    return explains && expected(at, "a register" + (example == null ? "" : " such as " + example));
  }

  /** Notes that one of {@code texts} is missing; always false. */
  boolean expectedOneOf(int at, List<String> texts) {
    return explains && expected(at, "one of " + String.join(" ", new LinkedHashSet<>(texts)));
  }

  /** Notes that {@code what} should come next; always false. */
  boolean expected(String what) {
    in.skipSpace();
    return expected(in.at(), what);
  }

  /** Notes that {@code what} should stand at {@code at}; always false. */
  boolean expected(int at, String what) {
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

  private void fail(int at, @Nullable Failure why) {
    if (explains && at > farthest) {
      farthest = at;
      expectations.clear();
      failure = why;
    }
  }
}

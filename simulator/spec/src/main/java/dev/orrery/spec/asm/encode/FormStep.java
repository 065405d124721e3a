package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.Encodable.Role;
import dev.orrery.spec.asm.expr.TextCursor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of reading operands as a form has them, and the steps behind it. {@link FormSteps} makes
 * them of templates, once for each form; {@link FormMatcher} keeps what they have read.
 */
interface FormStep {
  /** Reads the rest of the text; whether that is what this step and those behind it say. */
  boolean matches(FormMatcher m);

  /** Nothing follows. */
  record End() implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      if (!m.in().atEnd()) {
        return m.expected("the end of the instruction");
      }
      m.complete();
      return true;
    }
  }

  /** A character that is no part of a name. */
  record Mark(char c, FormStep next) implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      TextCursor in = m.in();
      in.skipSpace();
      int start = in.at();
      // 0(a0) is what (a0) means.
      if (c == '(' && in.accept('0')) {
        in.skipSpace();
        if (in.peek() != '(') {
          in.reset(start);
        }
      }
      return in.accept(c) ? next.matches(m) : m.expectedText(start, String.valueOf(c));
    }
  }

  /**
   * Several words and marks.
   *
   * @param text all of them
   */
  record Words(String text, List<String> words, FormStep next) implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      TextCursor in = m.in();
      in.skipSpace();
      int start = in.at();
      return m.accepts(words) ? next.matches(m) : m.expectedText(start, text);
    }
  }

  /**
   * A name, for example of a register that may be written otherwise, too.
   *
   * @param isRegister whether it is one
   */
  record Name(String name, boolean isRegister, FormStep next) implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      TextCursor in = m.in();
      in.skipSpace();
      int start = in.at();
      String word = m.word();
      boolean isMeant =
          word.equals(name) || (isRegister && m.atName() && m.registers().same(name, word));
      return isMeant && m.accepted(word) ? next.matches(m) : m.expectedText(start, name);
    }
  }

  /** A number that is always the same. */
  record Number(String number, FormStep next) implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      m.in().skipSpace();
      int start = m.in().at();
      return m.number(number) ? next.matches(m) : m.expected(start, number);
    }
  }

  /** A number that begins with its sign, and is 0: where a form without it is meant. */
  record SignedZero(FormStep next) implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      m.in().skipSpace();
      int start = m.in().at();
      if (!m.atSign()) {
        return m.expected(start, "+0");
      }
      return m.number("0") ? next.matches(m) : m.expected(start, "0");
    }
  }

  /**
   * A register.
   *
   * @param positions of what is called as the operand is
   * @param numbers by name
   * @param fits which numbers the operand can be
   * @param example a name, for messages; null if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  record Register(
      int[] positions,
      Map<String, Integer> numbers,
      boolean[] fits,
      @Nullable String example,
      FormStep next)
      implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      m.in().skipSpace();
      int start = m.in().at();
      String word = m.word();
      Integer number = numbers.get(word);
      return number == null || !fits[number]
          ? m.expectedRegister(start, example)
          : m.accepted(word) && m.bind(positions, number, start, next);
    }
  }

  /**
   * An expression.
   *
   * @param bits how many low bits of a number are written
   * @param canBeLeftOut whether it is 0 where a parenthesis follows
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  record Value(int[] positions, Role role, int bits, boolean canBeLeftOut, FormStep next)
      implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      m.in().skipSpace();
      int start = m.in().at();
      if (canBeLeftOut && m.in().peek() == '(') {
        if (m.bind(positions, 0, start, next)) {
          return true;
        }
        m.in().reset(start);
      }
      return m.expression(this, start);
    }
  }

  /** A number that begins with its sign; where there is none, it is 0. */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  record Signed(int[] positions, Value value) implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      m.in().skipSpace();
      return m.atSign() ? value.matches(m) : m.bind(positions, 0, m.in().at(), value.next());
    }
  }

  /** A control and status register, or its number. */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  record ControlRegister(int[] positions, Value number) implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      m.in().skipSpace();
      int start = m.in().at();
      String word = m.word();
      Long known = m.controlRegister(word);
      return known != null && m.accepted(word)
          ? m.bind(positions, known, start, number.next())
          : number.matches(m);
    }
  }

  /**
   * One of several words.
   *
   * @param values by word, what it stands for
   * @param texts all of them, for messages
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  record OneWord(int[] positions, Map<String, int[]> values, List<String> texts, FormStep next)
      implements FormStep {
    @Override
    public boolean matches(FormMatcher m) {
      m.in().skipSpace();
      int start = m.in().at();
      String word = m.word();
      int[] meant = values.get(word);
      boolean matched = false;
      for (int i = 0; meant != null && i < meant.length; i++) {
        m.in().reset(start);
        matched |= m.accepted(word) && m.bind(positions, meant[i], start, next);
      }
      return matched || m.expectedOneOf(start, texts);
    }
  }

  /**
   * One of several texts.
   *
   * @param choices those that can be written, longer ones first
   * @param texts all of them, for messages
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  record OneOf(int[] positions, List<Choice> choices, List<String> texts, FormStep next)
      implements FormStep {
    /** A text, and what it stands for. */
    record Choice(List<String> words, int value) {}

    @Override
    public boolean matches(FormMatcher m) {
      m.in().skipSpace();
      int start = m.in().at();
      boolean matched = false;
      for (Choice c : choices) {
        m.in().reset(start);
        matched |= m.accepts(c.words) && m.bind(positions, c.value, start, next);
      }
      return matched || m.expectedOneOf(start, texts);
    }
  }

  /** One of several templates. */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  record Fork(int[] positions, List<Branch> branches) implements FormStep {
    /** A template with all that follows it, and what it stands for. */
    record Branch(int value, FormStep first) {}

    @Override
    public boolean matches(FormMatcher m) {
      m.in().skipSpace();
      int start = m.in().at();
      boolean matched = false;
      for (Branch b : branches) {
        m.in().reset(start);
        matched |= m.bind(positions, b.value, start, b.first);
      }
      return matched;
    }
  }
}

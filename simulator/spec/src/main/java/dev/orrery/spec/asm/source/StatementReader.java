package dev.orrery.spec.asm.source;

import dev.orrery.spec.asm.expr.Text;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Hands out the statements that are left when macros, repetitions and conditions are done. */
public final class StatementReader {
  /** Files, macros and repetitions in each other. */
  private static final int MAX_NESTING = 100;

  /** Statements of a program, macros' included. */
  private static final long MAX_STATEMENTS = 2_000_000;

  /** Lines that hold none. */
  private static final long MAX_LINES = 64_000_000;

  /** Characters that all macros of a program may make. */
  static final long MAX_EXPANSION = 64L << 20;

  private static final Map<String, String> BLOCKS =
      Map.of(".macro", ".endm", ".rept", ".endr", ".irp", ".endr", ".irpc", ".endr");

  private static final Set<String> CONDITIONS =
      Set.of(
          ".if",
          ".ifdef",
          ".ifndef",
          ".ifnotdef",
          ".ifb",
          ".ifnb",
          ".ifc",
          ".ifnc",
          ".ifeq",
          ".ifne",
          ".iflt",
          ".ifle",
          ".ifgt",
          ".ifge");

  private final Deque<Input> inputs = new ArrayDeque<>();
  private final Deque<Condition> conditions = new ArrayDeque<>();
  private final MacroTable macros = new MacroTable();
  private final boolean hashIsComment;
  private final Diagnostics diagnostics;
  private final ToLongFunction<TextCursor> numbers;
  private final Predicate<String> isDefined;
  private @Nullable Text again;
  private long statements;
  private long lines;
  private long expanded;
  private long calls;

  /** A condition around the text: whether this branch is read, and whether one was already. */
  private record Condition(Span span, boolean reads, boolean done, boolean isElse) {}

  /**
   * Reads statements.
   *
   * @param hashIsComment whether {@code #} starts a comment anywhere in a line
   * @param numbers reads an expression whose value is known
   * @param isDefined whether a name has a value so far
   */
  public StatementReader(
      boolean hashIsComment,
      Diagnostics diagnostics,
      ToLongFunction<TextCursor> numbers,
      Predicate<String> isDefined) {
    this.hashIsComment = hashIsComment;
    this.diagnostics = diagnostics;
    this.numbers = numbers;
    this.isDefined = isDefined;
  }

  /** Goes on with {@code file}, then with what it was in. */
  public void open(SourceFile file, @Nullable Span from) {
    if (inputs.size() >= MAX_NESTING) {
      throw new Failure(
          "",
          from == null ? new Span(file, 0, 0) : from,
          "files are included more than " + MAX_NESTING + " deep",
          "Look for one that includes itself.");
    }
    inputs.push(Input.file(file, CleanText.of(file.text(), hashIsComment), conditions.size()));
  }

  /** Stops here. */
  public void end() {
    inputs.forEach(Input::stop);
    conditions.clear();
  }

  /** The next statement that is no business of this class; null at the end. */
  public @Nullable Text next() {
    while (true) {
      Text text = raw();
      if (text == null) {
        return null;
      }
      try {
        if (!handled(text)) {
          return text;
        }
      } catch (Failure e) {
        diagnostics.add(e.diagnostic());
      }
    }
  }

  /** Reads {@code text}, what stands behind a label, as a statement of its own. */
  public void again(Text text) {
    again = text;
  }

  private @Nullable Text raw() {
    Text behindLabel = again;
    if (behindLabel != null) {
      again = null;
      return behindLabel;
    }
    while (!inputs.isEmpty()) {
      Input input = inputs.getFirst();
      Text text = input.next();
      if (text != null) {
        lines++;
        statements += text.chars().isEmpty() ? 0 : 1;
        if (statements > MAX_STATEMENTS || lines > MAX_LINES) {
          diagnostics.add(
              MacroTable.tooMuch(text, "there are more than " + MAX_STATEMENTS + " statements")
                  .diagnostic());
          end();
          return null;
        }
        return text;
      }
      inputs.pop();
      while (conditions.size() > input.conditions) {
        Condition open = conditions.pop();
        diagnostics.error("", open.span, "this condition has no .endif", "Close it.");
      }
    }
    return null;
  }

  private boolean skips() {
    return !conditions.isEmpty() && !conditions.getFirst().reads;
  }

  private boolean handled(Text text) {
    TextCursor in = new TextCursor(text);
    String word = in.name();
    if (word.startsWith(".")) {
      if (CONDITIONS.contains(word)) {
        boolean skips = skips();
        // One that cannot be read is open all the same: its .endif follows.
        conditions.push(new Condition(text.origin(), false, true, false));
        boolean reads = !skips && holds(word, in);
        conditions.pop();
        conditions.push(new Condition(text.origin(), reads, reads || skips, false));
        return true;
      }
      switch (word) {
        case ".else", ".elseif" -> {
          otherwise(word, in);
          return true;
        }
        case ".endif" -> {
          open(in, ".endif");
          conditions.pop();
          return true;
        }
        default -> {}
      }
    }
    if (skips()) {
      return true;
    }
    if (word.isEmpty()) {
      return in.atEnd();
    }
    return word.charAt(0) == '.' ? made(text, in, word) : call(text, in, word);
  }

  private void open(TextCursor in, String what) {
    if (conditions.isEmpty() || conditions.size() <= inputs.getFirst().conditions) {
      in.reset(0);
      throw in.error("there is no condition here for " + what, "Begin one by .if.");
    }
  }

  private void otherwise(String word, TextCursor in) {
    open(in, word);
    Condition last = conditions.pop();
    conditions.push(new Condition(last.span, false, true, true));
    if (last.isElse) {
      in.reset(0);
      throw in.error("there was an .else already", "A condition has one, behind all .elseif.");
    }
    boolean isElse = word.equals(".else");
    boolean reads = !last.done && (isElse || numbers.applyAsLong(in) != 0);
    conditions.pop();
    conditions.push(new Condition(last.span, reads, last.done || reads, isElse));
  }

  private boolean holds(String word, TextCursor in) {
    switch (word) {
      case ".ifdef", ".ifndef", ".ifnotdef":
        String name = in.name();
        if (name.isEmpty()) {
          throw in.error("a name is missing", "Write " + word + " NAME.");
        }
        return isDefined.test(name) == word.equals(".ifdef");
      case ".ifb", ".ifnb":
        return in.atEnd() == word.equals(".ifb");
      case ".ifc", ".ifnc":
        String a = unquoted(MacroTable.argument(in, false));
        in.accept(',');
        String b = unquoted(MacroTable.argument(in, false));
        return a.equals(b) == word.equals(".ifc");
      default:
        long value = numbers.applyAsLong(in);
        return switch (word) {
          case ".ifeq" -> value == 0;
          case ".iflt" -> value < 0;
          case ".ifle" -> value <= 0;
          case ".ifgt" -> value > 0;
          case ".ifge" -> value >= 0;
          default -> value != 0;
        };
    }
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** Text that macros and repetitions make. */
  private boolean made(Text text, TextCursor in, String word) {
    switch (word) {
      case ".macro" -> macros.define(in, body(text, word));
      case ".purgem" -> macros.remove(in.name());
      case ".rept" -> {
        String body = body(text, word);
        long times = numbers.applyAsLong(in);
        if (times < 0) {
          throw in.error(text.origin(), times + " is no number of times", "Use 0 or more.");
        }
        if (times > 0 && !body.isBlank()) {
          push(text, body, times, "");
        }
      }
      case ".irp", ".irpc" -> each(text, in, word);
      case ".exitm" -> {
        while (inputs.size() > 1 && conditions.size() > inputs.getFirst().conditions) {
          conditions.pop();
        }
        inputs.getFirst().stop();
      }
      case ".endm", ".endr" -> {
        in.reset(0);
        throw in.error("there is nothing here that " + word + " ends", "Remove it.");
      }
      default -> {
        return call(text, in, word);
      }
    }
    return true;
  }

  private boolean call(Text text, TextCursor in, String word) {
    MacroTable.Macro macro = macros.find(word);
    if (macro == null) {
      return false;
    }
    push(text, MacroTable.expand(macro, in, calls++), 1, ", in macro '" + word + "'");
    return true;
  }

  private void push(Text at, String made, long times, String note) {
    expanded += made.length();
    if (inputs.size() >= MAX_NESTING) {
      throw MacroTable.tooMuch(at, "macros are nested more than " + MAX_NESTING + " deep");
    }
    if (expanded > MAX_EXPANSION) {
      end();
      throw MacroTable.tooMuch(
          at, "macros make more than " + (MAX_EXPANSION >> 20) + " Mi characters");
    }
    inputs.push(
        Input.made(made, at.origin(), note.isEmpty() ? at.note() : note, times, conditions.size()));
  }

  /** {@code .irp x, a, b} and {@code .irpc x, text}: the body once for each value. */
  private void each(Text text, TextCursor in, String word) {
    String body = body(text, word);
    String name = in.name();
    if (name.isEmpty()) {
      throw in.error("a name is missing", "Write " + word + " NAME, VALUES.");
    }
    in.accept(',');
    List<String> values = new ArrayList<>();
    if (word.equals(".irpc")) {
      in.rest().chars().codePoints().forEach(c -> values.add(Character.toString(c)));
    } else {
      while (!in.atEnd()) {
        values.add(MacroTable.argument(in, false));
        in.accept(',');
      }
    }
    StringBuilder all = new StringBuilder();
    for (String value : values) {
      all.append(MacroTable.substitute(body, Map.of(name, value), calls));
      if (all.length() > MAX_EXPANSION) {
        throw MacroTable.tooMuch(text, word + " makes too much text");
      }
    }
    push(text, all.toString(), 1, "");
  }

  /** The statements up to the end of the block that {@code head} begins. */
  private String body(Text head, String word) {
    String end = Objects.requireNonNull(BLOCKS.get(word));
    Input input = inputs.getFirst();
    StringBuilder out = new StringBuilder();
    int depth = 1;
    for (Text text = input.next(); text != null; text = input.next()) {
      statements++;
      String first = firstWord(text);
      boolean begins = end.equals(BLOCKS.get(first));
      depth += begins ? 1 : first.equals(end) ? -1 : 0;
      if (depth == 0) {
        return out.toString();
      }
      out.append(text.chars()).append('\n');
    }
    throw new Failure("", head.origin(), word + " has no " + end, "Close it.");
  }

  /** The first word behind labels. */
  private static String firstWord(Text text) {
    TextCursor in = new TextCursor(text);
    String word = in.name();
    while (!word.isEmpty() && in.accept(':')) {
      word = in.name();
    }
    return word;
  }
}

package dev.orrery.spec.asm.source;

import dev.orrery.spec.asm.expr.Text;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.lang.source.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The macros of a program. */
final class MacroTable {
  private final Map<String, Macro> macros = new HashMap<>();

  /** What a parameter of a macro is. */
  private record Parameter(String name, String byDefault, boolean required, boolean takesRest) {}

  /** A macro. */
  record Macro(String name, List<Parameter> parameters, String body) {}

  @Nullable Macro find(String name) {
    return macros.get(name);
  }

  void remove(String name) {
    macros.remove(name);
  }

  /** Takes {@code .macro NAME parameters}, whose body follows. */
  void define(TextCursor in, String body) {
    String name = in.name();
    if (name.isEmpty()) {
      throw in.error("the macro's name is missing", "Write .macro NAME PARAMETERS.");
    }
    if (macros.containsKey(name)) {
      throw in.error(
          in.since(in.at() - name.length()),
          "there is a macro '" + name + "' already",
          "Use another name, or .purgem " + name + " first.");
    }
    in.accept(',');
    List<Parameter> parameters = new ArrayList<>();
    while (!in.atEnd()) {
      parameters.add(parameter(in));
      in.accept(',');
    }
    macros.put(name, new Macro(name, List.copyOf(parameters), body));
  }

  private static Parameter parameter(TextCursor in) {
    String name = in.name();
    if (name.isEmpty()) {
      throw in.error("the name of a parameter is missing", "Write .macro NAME a, b=1, c:req.");
    }
    boolean required = false;
    boolean takesRest = false;
    if (in.peek() == ':') {
      in.take();
      String kind = in.name();
      required = kind.equals("req");
      takesRest = kind.equals("vararg");
      if (!required && !takesRest) {
        throw in.error(
            in.since(in.at() - kind.length()),
            "'" + kind + "' is no kind of parameter",
            "Kinds are :req and :vararg.");
      }
    }
    String byDefault = in.accept('=') ? argument(in, false) : "";
    return new Parameter(name, byDefault, required, takesRest);
  }

  /** The text of {@code macro} called with the arguments that {@code in} is at. */
  static String expand(Macro macro, TextCursor in, long call) {
    Map<String, String> values = new LinkedHashMap<>();
    List<Parameter> parameters = macro.parameters;
    int next = 0;
    while (!in.atEnd()) {
      int start = in.at();
      String name = in.name();
      boolean named =
          !name.isEmpty() && in.accept('=') && in.peek() != '=' && find(parameters, name) != null;
      if (!named) {
        in.reset(start);
        if (next >= parameters.size()) {
          throw in.error(
              "macro '" + macro.name + "' takes " + parameters.size() + " arguments, here are more",
              "Leave the others out.");
        }
        Parameter p = parameters.get(next++);
        values.put(p.name, argument(in, p.takesRest));
      } else {
        values.put(name, argument(in, false));
      }
      if (!in.accept(',')) {
        in.skipSpace();
      }
    }
    for (Parameter p : parameters) {
      String value = values.getOrDefault(p.name, "");
      if (value.isEmpty() && p.required) {
        throw in.error(
            "macro '" + macro.name + "' needs its argument '" + p.name + "'", "Give it.");
      }
      values.put(p.name, value.isEmpty() ? p.byDefault : value);
    }
    return substitute(macro.body, values, call);
  }

  private static @Nullable Parameter find(List<Parameter> parameters, String name) {
    for (Parameter p : parameters) {
      if (p.name.equals(name)) {
        return p;
      }
    }
    return null;
  }

  /**
   * One argument: up to a comma or white space that stands in no parentheses and no string. One in
   * quotes is what the quotes hold.
   */
  static String argument(TextCursor in, boolean rest) {
    if (rest) {
      return in.rest().chars();
    }
    in.skipSpace();
    if (in.peek() == '"') {
      return quoted(in);
    }
    StringBuilder out = new StringBuilder();
    int depth = 0;
    while (in.peek() != 0) {
      char c = in.peek();
      if (c == '"') {
        out.append('"').append(quoted(in)).append('"');
        continue;
      }
      if (depth == 0 && (c == ',' || (c <= ' ' && !goesOn(in, out)))) {
        break;
      }
      depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
      out.append(in.take());
    }
    return out.toString().strip();
  }

  /** Whether white space stands beside an operator, so that the argument is not over. */
  private static boolean goesOn(TextCursor in, StringBuilder before) {
    int start = in.at();
    in.skipSpace();
    char next = in.peek();
    in.reset(start);
    char last = before.isEmpty() ? ' ' : before.charAt(before.length() - 1);
    return isOperator(next) || isOperator(last);
  }

  private static boolean isOperator(char c) {
    return "+-*/%&|^<>=!~(".indexOf(c) >= 0 && c != 0;
  }

  private static String quoted(TextCursor in) {
    int start = in.at();
    in.take();
    StringBuilder out = new StringBuilder();
    while (in.peek() != '"') {
      if (in.peek() == 0) {
        throw in.error(
            in.text().span(start, start + 1), "this string has no end", "Close it by \".");
      }
      if (in.peek() == '\\') {
        out.append(in.take());
      }
      out.append(in.take());
    }
    in.take();
    return out.toString();
  }

  /**
   * Puts values for {@code \name}, the number of the call for {@code \@}, nothing for {@code \()}.
   */
  static String substitute(String body, Map<String, String> values, long call) {
    StringBuilder out = new StringBuilder(body.length());
    int from = 0;
    for (int at = body.indexOf('\\'); at >= 0; at = body.indexOf('\\', from)) {
      out.append(body, from, at);
      int end = at + 1;
      while (end < body.length() && isParameterPart(body.charAt(end))) {
        end++;
      }
      String value = values.get(body.substring(at + 1, end));
      if (end == at + 1 && body.startsWith("()", end)) {
        end += 2;
      } else if (end == at + 1 && body.startsWith("@", end)) {
        out.append(call);
        end++;
      } else if (value != null) {
        out.append(value);
      } else {
        out.append(body, at, Math.min(body.length(), Math.max(end, at + 2)));
        end = Math.min(body.length(), Math.max(end, at + 2));
      }
      from = end;
      if (out.length() > StatementReader.MAX_EXPANSION) {
        break;
      }
    }
    return out.append(body, Math.min(from, body.length()), body.length()).toString();
  }

  private static boolean isParameterPart(char c) {
    return c == '_' || c == '$' || Character.isLetterOrDigit(c);
  }

  /** Says that text may not be made without end. */
  static Failure tooMuch(Text at, String what) {
    return new Failure("", at.origin(), what, "Look for a macro that calls itself.");
  }
}

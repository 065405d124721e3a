package dev.orrery.engine.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes core tables that mean nothing and use everything that the language has. */
final class RandomCore {
  private static final List<String> CAUSES = List.of("first", "second", "third");
  private static final String[] BINARY = {
    "+", "-", "*", "/", "%", "/s", "%s", "/u", "%u", "<<", ">>", ">>s", ">>u"
  };
  private static final String[] COMPARISONS = {
    "==", "!=", "<", "<=", ">", ">=", "<s", "<=s", ">s", ">=s", "<u", "<=u", ">u", ">=u"
  };
  private static final String[] LOGICAL = {"and", "or", "xor"};
  private static final String[] INPUTS = {
    "PC", "NPC", "length", "word", "kind", "dst", "src1", "src2", "src3", "imm", "size", "addr",
    "target", "value1", "value2", "now"
  };
  private static final String[] NUMBERS = {
    "0",
    "1",
    "2",
    "3",
    "7",
    "31",
    "32",
    "63",
    "64",
    "65",
    "100",
    "0x7fffffff",
    "0xffffffff",
    "0x7fffffffffffffff",
    "0x8000000000000000",
    "0xffffffffffffffff",
    "(-1)",
    "(-2)",
    "(-64)",
    "'0101"
  };
  private static final String[] FACTS = {
    "code", "class_at", "length_at", "dst_at", "src1_at", "src2_at"
  };

  /** Loops and functions go so deep, so that a rule ends soon. */
  private static final int LOOPS = 2;

  private record Function(String name, int parameters, boolean hasValue) {}

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private final List<Function> functions = new ArrayList<>();

  /** Locals in scope, and how many of them can be assigned: loops count in the others. */
  private List<String> readable = new ArrayList<>();

  private List<String> assignable = new ArrayList<>();
  private boolean inReset;
  private int names;
  private int loops;

  private RandomCore(long seed) {
    random = new Random(seed);
  }

  /** The text of a core table for RV32IMC. */
  static String text(long seed) {
    RandomCore core = new RandomCore(seed);
    core.write();
    return core.out.toString();
  }

  private void write() {
    out.append("core random : isa rv32imc\n");
    out.append("stage A \"\"\nstage B if 1 \"\"\n");
    CAUSES.forEach(c -> out.append("cause ").append(c).append(" \"\"\n"));
    out.append("param p = ").append(random.nextInt(5)).append("\nparam q = p * 3 - 1\n");
    out.append(
        "state s = 3\nstate t = q\nstate cells[8] = 1\nstate more[5]\nstate due[4]\nstate turn\n"
            + "state flag\n");
    out.append("class some : add lw mul\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      function();
    }
    rule("some");
    rule("load, store");
    rule("branch");
    rule("*");
    if (random.nextBoolean()) {
      inReset = true;
      rule("reset");
    }
  }

  private void function() {
    Function f = new Function("f" + functions.size(), random.nextInt(4), random.nextBoolean());
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < f.parameters(); i++) {
      parameters.add("a" + i);
    }
    out.append("fn %s(%s) :\n".formatted(f.name(), String.join(", ", parameters)));
    body(parameters);
    if (f.hasValue()) {
      out.append(' ').append(expr(3)).append('\n');
    }
    functions.add(f);
  }

  private void rule(String classes) {
    out.append("on ").append(classes).append(" :\n");
    body(List.of());
    // What is held shows in the cycles.
    out.append(" take (s + 3 * t + cells[1] + 5 * cells[7] + more[p] + turn)[6:0] for third\n");
  }

  private void body(List<String> parameters) {
    readable = new ArrayList<>(parameters);
    assignable = new ArrayList<>(parameters);
    stmts(1, 1 + random.nextInt(5));
  }

  private void stmts(int indent, int count) {
    List<String> outerReadable = readable;
    List<String> outerAssignable = assignable;
    readable = new ArrayList<>(readable);
    assignable = new ArrayList<>(assignable);
    for (int i = 0; i < count; i++) {
      stmt(indent);
    }
    if (indent > 1) {
      readable = outerReadable;
      assignable = outerAssignable;
    }
  }

  private void line(int indent, String text) {
    out.repeat(' ', indent).append(text).append('\n');
  }

  private void stmt(int indent) {
    String cause = CAUSES.get(random.nextInt(CAUSES.size()));
    switch (random.nextInt(indent < 4 ? 13 : 9)) {
      case 0, 1 -> {
        String name = "v" + names++;
        line(indent, "let %s = %s".formatted(name, expr(3)));
        readable.add(name);
        assignable.add(name);
      }
      case 2 -> line(indent, "%s = %s".formatted(target(), expr(3)));
      case 3 -> line(indent, "%s[%s] = %s".formatted("cells", index(8), expr(3)));
      case 4 -> line(indent, "%s[%s] = %s".formatted("more", index(5), expr(2)));
      case 5 ->
          line(
              indent,
              random.nextBoolean()
                  ? "take %s for %s".formatted(amount(), cause)
                  : "due[%s] = now + %d".formatted(due("dst"), random.nextInt(9) - 2));
      case 6 -> line(indent, "wait %s for %s".formatted(time(), cause));
      case 7 -> {
        if (functions.isEmpty() || inReset || loops > 0) {
          line(indent, "take 1 for " + cause);
        } else {
          line(indent, call(functions.get(random.nextInt(functions.size()))));
        }
      }
      case 8 -> {
        if (random.nextBoolean()) {
          line(indent, "enter %s at cells[1]".formatted(random.nextBoolean() ? "A" : "B"));
        } else {
          turn(indent);
        }
      }
      case 9, 10, 11 -> {
        line(indent, "if %s:".formatted(expr(3)));
        stmts(indent + 1, 1 + random.nextInt(3));
        if (random.nextBoolean()) {
          line(indent, "else:");
          stmts(indent + 1, 1 + random.nextInt(3));
        }
      }
      default -> loop(indent);
    }
  }

  /** A state that goes round, most often within the cells that it is an index of. */
  private void turn(int indent) {
    String next = "v" + names++;
    int end = random.nextInt(6) == 0 ? random.nextInt(8) : 5;
    line(indent, "more[turn] = " + expr(2));
    line(indent, "let %s = turn + 1".formatted(next));
    line(indent, "turn = %s == %d ? 0 : %s".formatted(next, end, next));
    if (random.nextInt(12) == 0) {
      line(indent, "turn = " + expr(1));
    }
  }

  private void loop(int indent) {
    if (loops == LOOPS) {
      return;
    }
    String counter = "i" + names++;
    line(indent, "let %s = %d".formatted(counter, random.nextInt(3)));
    readable.add(counter);
    line(
        indent,
        "while %s < %d and (%s or %s < 2):"
            .formatted(counter, 1 + random.nextInt(4), condition(2), counter));
    loops++;
    stmts(indent + 1, 1 + random.nextInt(2));
    loops--;
    line(indent + 1, "%s = %s + 1".formatted(counter, counter));
  }

  private String target() {
    return assignable.isEmpty() || random.nextInt(3) == 0
        ? List.of("s", "t", "flag").get(random.nextInt(3))
        : assignable.get(random.nextInt(assignable.size()));
  }

  /** Nearly always that of a cell. */
  private String index(int cells) {
    return random.nextInt(60) == 0
        ? expr(2)
        : random.nextBoolean()
            ? "" + random.nextInt(cells)
            : "(%s) %%u %d".formatted(expr(2), cells);
  }

  private String amount() {
    return random.nextInt(40) == 0 ? expr(2) : "(%s)[%d:0]".formatted(expr(2), random.nextInt(7));
  }

  /** An index that an instruction decides, outside of its reset. */
  private String due(String register) {
    return inReset ? "" + random.nextInt(4) : register + " %u 4";
  }

  private String time() {
    return switch (random.nextInt(20)) {
      case 0 -> expr(2);
      case 1, 2, 3 -> "max(due[%s], due[%s])".formatted(due("dst"), due("src1"));
      case 4, 5 -> "max(max(due[%s], due[1]), s) + 1".formatted(due("src2"));
      case 6 -> "due[%d] + %d".formatted(random.nextInt(4), random.nextInt(3));
      default -> "now + (%s)[4:0] - 3".formatted(expr(2));
    };
  }

  private String call(Function f) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < f.parameters(); i++) {
      arguments.add(expr(1));
    }
    return f.name() + "(" + String.join(", ", arguments) + ")";
  }

  /** A condition or an integer. */
  private String expr(int depth) {
    return depth > 0 && random.nextInt(3) == 0 ? condition(depth) : integer(depth);
  }

  private String condition(int depth) {
    if (depth == 0) {
      return "(%s %s %s)".formatted(leaf(), any(COMPARISONS), leaf());
    }
    return switch (random.nextInt(8)) {
      case 0 -> "(not " + expr(depth - 1) + ")";
      case 1 -> "(%s in {%s, %s})".formatted(expr(depth - 1), leaf(), leaf());
      case 2 -> inReset ? "(now > 0)" : List.of("taken", "call", "ret").get(random.nextInt(3));
      case 3 ->
          "(%s ? %s : %s)".formatted(expr(depth - 1), condition(depth - 1), condition(depth - 1));
      case 4, 5 -> "(%s %s %s)".formatted(condition(depth - 1), any(LOGICAL), condition(depth - 1));
      default -> "(%s %s %s)".formatted(expr(depth - 1), any(COMPARISONS), expr(depth - 1));
    };
  }

  /** An integer that can stand beside a condition. */
  private String flag(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> "flag";
      case 1 -> "" + random.nextInt(2);
      case 2 -> "more[" + index(5) + "]";
      case 3 -> "(%s)[%d]".formatted(integer(depth - 1), random.nextInt(64));
      default -> "((%s) and 1)".formatted(integer(depth - 1));
    };
  }

  private String integer(int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return leaf();
    }
    String a = expr(depth - 1);
    return switch (random.nextInt(14)) {
      case 0 -> "-(" + a + ")";
      case 1 -> "~(" + a + ")";
      case 2 -> "(%s ? %s : %s)".formatted(a, expr(depth - 1), integer(depth - 1));
      case 3 -> {
        int low = random.nextInt(64);
        yield "(%s)[%d:%d]".formatted(a, low + random.nextInt(64 - low), low);
      }
      case 4 ->
          random.nextBoolean() ? "(%s)[%d]".formatted(a, random.nextInt(64)) : "(" + a + ").w";
      case 5 -> "%s(%s, %s)".formatted(random.nextBoolean() ? "min" : "max", a, expr(depth - 1));
      case 6, 7 -> "(%s %s %s)".formatted(integer(depth - 1), any(LOGICAL), integer(depth - 1));
      case 8 -> {
        String condition = condition(depth - 1);
        String flag = flag(depth);
        yield random.nextBoolean()
            ? "(%s %s %s)".formatted(condition, any(LOGICAL), flag)
            : "(%s %s %s)".formatted(flag, any(LOGICAL), condition);
      }
      default -> {
        String op = any(BINARY);
        String b = expr(depth - 1);
        boolean divides = op.startsWith("/") || op.startsWith("%");
        yield "(%s %s %s)".formatted(a, op, divides ? "(s + " + b + ")" : b); // 0 may be refused
      }
    };
  }

  private String any(String[] of) {
    return of[random.nextInt(of.length)];
  }

  private String leaf() {
    return switch (random.nextInt(10)) {
      case 0 -> any(NUMBERS);
      case 1 -> random.nextBoolean() ? "p" : "q";
      case 2 -> List.of("s", "t", "flag").get(random.nextInt(3));
      case 3 -> "cells[" + index(8) + "]";
      case 4 -> "some";
      case 5 -> inReset ? "now" : any(INPUTS);
      case 6 -> {
        List<Function> valued = functions.stream().filter(Function::hasValue).toList();
        yield valued.isEmpty() || inReset || loops > 0
            ? "1"
            : call(valued.get(random.nextInt(valued.size())));
      }
      case 7 -> inReset ? "2" : any(FACTS) + "(PC + " + random.nextInt(40) + ")";
      default ->
          readable.isEmpty()
              ? "" + random.nextInt(9)
              : readable.get(random.nextInt(readable.size()));
    };
  }
}

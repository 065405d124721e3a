package dev.orrery.machine.demangle;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a C++ name. What its productions share is here: the text, and what was read so far and can
 * be referred to. Names, types and expressions contain each other, so each has a reader of its own
 * that knows the others by way of this one.
 */
final class ItaniumParser {
  final MangledText in;
  final Limits limits = new Limits();
  final NameParser names = new NameParser(this);
  final TypeParser types = new TypeParser(this);
  final ExpressionParser expressions = new ExpressionParser(this);

  private final List<Node> substitutions = new ArrayList<>();

  private ItaniumParser(String symbol) {
    in = new MangledText(symbol, 2);
  }

  /** The parts of {@code symbol}, which begins with {@code _Z}. */
  static Node parse(String symbol) throws UnreadableException {
    ItaniumParser parser = new ItaniumParser(symbol);
    Node name = parser.encoding();
    while (parser.in.peek() == '.') {
      name = new Node.Clone(name, parser.cloneSuffix());
    }
    if (!parser.in.atEnd()) {
      throw UnreadableException.INSTANCE;
    }
    return name;
  }

  /** {@code .word} or {@code .word.12}; or {@code .12}. */
  private String cloneSuffix() throws UnreadableException {
    StringBuilder suffix = new StringBuilder();
    suffix.append(in.next());
    boolean number = in.atDigit();
    while (number ? in.atDigit() : isWord(in.peek())) {
      suffix.append(in.next());
    }
    if (suffix.length() < 2) {
      throw UnreadableException.INSTANCE;
    }
    while (!number && in.peek() == '.' && MangledText.isDigit(in.peek(1))) {
      suffix.append(in.next()).append(in.digits());
    }
    return suffix.toString();
  }

  private static boolean isWord(char c) {
    return c >= 'a' && c <= 'z' || c == '_';
  }

  /** {@code <encoding>}: a function with its type, or data. */
  Node encoding() throws UnreadableException {
    limits.enter();
    Node encoding = in.peek() == 'T' || in.peek() == 'G' ? names.special() : function();
    limits.leave();
    return encoding;
  }

  private Node function() throws UnreadableException {
    NameParser.Traits traits = new NameParser.Traits();
    Node name = names.name(traits);
    if (in.atEnd() || in.peek() == 'E' || in.peek() == '.') {
      return name;
    }
    Node result = traits.hasResult ? types.type() : null;
    List<Node> parameterTypes = new ArrayList<>();
    do {
      parameterTypes.add(types.type());
    } while (!in.atEnd() && in.peek() != 'E' && in.peek() != '.');
    Node.Function type =
        new Node.Function(result, TypeParser.withoutVoid(parameterTypes), "", List.of());
    return new Node.Encoding(name, type, traits.qualifiers);
  }

  /** How many parts can be referred to. */
  int remembered() {
    return substitutions.size();
  }

  /** Goes back to where so many parts could be referred to. */
  void forget(int from, int position) {
    substitutions.subList(from, substitutions.size()).clear();
    in.back(position);
  }

  /** What was read becomes something that later parts can refer to. */
  <N extends Node> N remember(N part) throws UnreadableException {
    limits.step();
    substitutions.add(part);
    return part;
  }

  /** {@code <seq-id> _} behind {@code S}. */
  Node substitution() throws UnreadableException {
    int index = 0;
    if (!in.accept('_')) {
      int number = 0;
      while (!in.accept('_')) {
        int digit = Character.digit(in.next(), 36);
        if (digit < 0 || number > 10_000_000) {
          throw UnreadableException.INSTANCE;
        }
        number = number * 36 + digit;
      }
      index = number + 1;
    }
    if (index >= substitutions.size()) {
      throw UnreadableException.INSTANCE;
    }
    return substitutions.get(index);
  }

  /** {@code T_}, {@code T0_} ...: {@code <template-param>}. */
  Node templateParameter() throws UnreadableException {
    in.expect('T');
    int index = 0;
    if (in.peek() != '_') {
      index = in.decimal() + 1;
    }
    in.expect('_');
    return new Node.Parameter(index);
  }

  /** {@code <template-args>}. */
  List<Node> templateArguments() throws UnreadableException {
    limits.enter();
    in.expect('I');
    List<Node> arguments = new ArrayList<>();
    while (!in.accept('E')) {
      arguments.add(templateArgument());
    }
    limits.leave();
    return arguments;
  }

  /** {@code <template-arg>}. */
  Node templateArgument() throws UnreadableException {
    limits.enter();
    Node argument =
        switch (in.peek()) {
          case 'X' -> {
            in.next();
            Node e = expressions.expression();
            in.expect('E');
            yield e;
          }
          case 'L' -> expressions.literal();
          case 'J', 'I' -> {
            in.next();
            List<Node> elements = new ArrayList<>();
            while (!in.accept('E')) {
              elements.add(templateArgument());
            }
            yield new Node.Pack(elements);
          }
          default -> types.type();
        };
    limits.leave();
    return argument;
  }

  /** The types of a lambda's parameters. */
  List<Node> lambdaParameters() throws UnreadableException {
    List<Node> parameterTypes = new ArrayList<>();
    while (!in.accept('E')) {
      parameterTypes.add(types.type());
    }
    return TypeParser.withoutVoid(parameterTypes);
  }

  /** {@code [<number>] _}, counted from 1. */
  int ordinal() throws UnreadableException {
    int number = in.atDigit() ? in.decimal() + 2 : 1;
    in.expect('_');
    return number;
  }
}

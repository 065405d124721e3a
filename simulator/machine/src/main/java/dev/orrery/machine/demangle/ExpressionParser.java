package dev.orrery.machine.demangle;

import java.util.ArrayList;
import java.util.List;

/** Reads expressions in template arguments and types (section 5.1.6). */
final class ExpressionParser {
  private static final Node.Text TRUE = new Node.Text("true");
  private static final Node.Text FALSE = new Node.Text("false");

  private final ItaniumParser p;

  ExpressionParser(ItaniumParser parser) {
    p = parser;
  }

  /** {@code <expression>}. */
  Node expression() throws UnreadableException {
    p.limits.enter();
    Node e = unlimited();
    p.limits.leave();
    return e;
  }

  private Node unlimited() throws UnreadableException {
    char c = p.in.peek();
    if (c == 'L') {
      return literal();
    }
    if (c == 'T') {
      return p.templateParameter();
    }
    if (MangledText.isDigit(c)) {
      return withArguments(p.names.source());
    }
    if (p.in.accept("gs")) {
      return new Node.Prefixed("::", expression());
    }
    if (p.in.accept("sr")) {
      return unresolved();
    }
    if (p.in.accept("on")) {
      return withArguments(p.names.operator());
    }
    if (p.in.accept("fp")) {
      return functionParameter();
    }
    if (c == 'f' && "lrLR".indexOf(p.in.peek(1)) >= 0) {
      return p.in.peek(1) == 'L' && MangledText.isDigit(p.in.peek(2)) ? outerParameter() : fold();
    }
    return operation();
  }

  private Node withArguments(Node name) throws UnreadableException {
    return p.in.peek() == 'I' ? new Node.Template(name, p.templateArguments()) : name;
  }

  /**
   * {@code <unresolved-name>} behind its {@code sr}. Compilers do not agree about scopes: where a
   * class stands, GCC writes a type.
   */
  private Node unresolved() throws UnreadableException {
    boolean nested = p.in.peek() == 'N';
    if (!nested && !p.in.atDigit()) {
      return new Node.Scoped(p.types.type(), baseName());
    }
    int position = p.in.position();
    int remembered = p.remembered();
    try {
      Node scope = nested ? p.types.type() : levels(withArguments(p.names.source()));
      return new Node.Scoped(scope, baseName());
    } catch (UnreadableException e) {
      p.forget(remembered, position);
    }
    Node scope = nested && p.in.accept('N') ? levels(p.types.type()) : p.types.type();
    return new Node.Scoped(scope, baseName());
  }

  /** {@code <unresolved-qualifier-level>+ E}. */
  private Node levels(Node outermost) throws UnreadableException {
    Node scope = outermost;
    while (!p.in.accept('E')) {
      scope = new Node.Scoped(scope, withArguments(p.names.source()));
    }
    return scope;
  }

  private Node baseName() throws UnreadableException {
    if (p.in.accept("on")) {
      return withArguments(p.names.operator());
    }
    if (p.in.accept("dn")) {
      Node of = p.in.atDigit() ? p.names.source() : p.types.type();
      return new Node.Special(of, true);
    }
    return withArguments(p.names.unqualified(null, null));
  }

  /** {@code <function-param>} behind its {@code fp}. */
  private Node functionParameter() throws UnreadableException {
    if (p.in.accept('T')) {
      return new Node.Text("this");
    }
    String ignored = p.types.qualifiers();
    return new Node.Text("{parm#" + p.ordinal() + "}");
  }

  /** The parameter of a function around; the level is not shown. */
  private Node outerParameter() throws UnreadableException {
    p.in.accept("fL");
    p.in.digits();
    p.in.expect('p');
    return functionParameter();
  }

  private Node fold() throws UnreadableException {
    p.in.next();
    char kind = p.in.next();
    Operator operator = Operator.of(p.in.next(), p.in.next());
    if (operator == null) {
      throw UnreadableException.INSTANCE;
    }
    boolean left = kind == 'l' || kind == 'L';
    Node one = expression();
    if (kind == 'l' || kind == 'r') {
      return new Node.Fold(left, operator.sign(), one, null);
    }
    Node two = expression();
    return left
        ? new Node.Fold(true, operator.sign(), two, one)
        : new Node.Fold(false, operator.sign(), one, two);
  }

  private List<Node> listUntil(char end) throws UnreadableException {
    List<Node> elements = new ArrayList<>();
    while (!p.in.accept(end)) {
      elements.add(expression());
    }
    return elements;
  }

  private Node operation() throws UnreadableException {
    char first = p.in.next();
    char second = p.in.next();
    return switch ("" + first + second) {
      case "cl" -> {
        Node function = expression();
        yield new Node.Call(function, listUntil('E'));
      }
      case "cv" -> {
        Node type = p.types.type();
        yield p.in.accept('_')
            ? new Node.Cast(type, listUntil('E'), true)
            : new Node.Cast(type, List.of(expression()), false);
      }
      case "tl" -> new Node.Braces(p.types.type(), listUntil('E'));
      case "il" -> new Node.Braces(null, listUntil('E'));
      case "dc" -> namedCast("dynamic_cast");
      case "sc" -> namedCast("static_cast");
      case "cc" -> namedCast("const_cast");
      case "rc" -> namedCast("reinterpret_cast");
      case "st" -> new Node.Word("sizeof ", p.types.type());
      case "sz" -> new Node.Word("sizeof ", expression());
      case "at" -> new Node.Word("alignof ", p.types.type());
      case "az" -> new Node.Word("alignof ", expression());
      case "ti" -> new Node.Word("typeid ", p.types.type());
      case "te" -> new Node.Word("typeid ", expression());
      case "nx" -> new Node.Word("noexcept ", expression());
      case "sZ" -> new Node.Word("sizeof...", parameterPack());
      case "sP" -> {
        List<Node> elements = new ArrayList<>();
        while (!p.in.accept('E')) {
          elements.add(p.templateArgument());
        }
        yield new Node.Word("sizeof...", new Node.Pack(elements));
      }
      case "sp" -> new Node.Expansion(expression());
      case "tw" -> new Node.Prefixed("throw ", expression());
      case "tr" -> new Node.Text("throw");
      case "ix" -> {
        Node array = expression();
        yield new Node.Binary(array, "[]", expression());
      }
      case "qu" -> {
        Node condition = expression();
        Node yes = expression();
        yield new Node.Choice(condition, yes, expression());
      }
      case "pp", "mm" -> {
        String sign = first == 'p' ? "++" : "--";
        yield p.in.accept('_')
            ? new Node.Unary(sign, expression())
            : new Node.Postfix(expression(), sign);
      }
      case "nw" -> created("new ");
      case "na" -> created("new[] ");
      case "dl" -> new Node.Prefixed("delete ", expression());
      case "da" -> new Node.Prefixed("delete[] ", expression());
      default -> arithmetic(first, second);
    };
  }

  private Node arithmetic(char first, char second) throws UnreadableException {
    Operator operator = Operator.of(first, second);
    if (operator == null || operator.operands() == 0) {
      throw UnreadableException.INSTANCE;
    }
    Node left = expression();
    return operator.operands() == 1
        ? new Node.Unary(operator.sign(), left)
        : new Node.Binary(left, operator.sign(), expression());
  }

  private Node parameterPack() throws UnreadableException {
    if (p.in.peek() == 'T') {
      return p.templateParameter();
    }
    return expression();
  }

  private Node namedCast(String word) throws UnreadableException {
    Node type = p.types.type();
    return new Node.NamedCast(word, type, expression());
  }

  private Node created(String word) throws UnreadableException {
    List<Node> placement = listUntil('_');
    Node type = p.types.type();
    if (p.in.accept('E')) {
      return new Node.New(word, placement, type, null);
    }
    if (!p.in.accept("pi")) {
      throw UnreadableException.INSTANCE;
    }
    return new Node.New(word, placement, type, listUntil('E'));
  }

  /** {@code <expr-primary>}. */
  Node literal() throws UnreadableException {
    p.limits.enter();
    p.in.expect('L');
    Node literal;
    if (p.in.accept("_Z") || p.in.accept("Z")) {
      literal = p.encoding();
    } else {
      literal = typed(p.types.type());
    }
    p.in.expect('E');
    p.limits.leave();
    return literal;
  }

  private Node typed(Node type) throws UnreadableException {
    boolean negative = p.in.accept('n');
    int start = p.in.position();
    while (!p.in.atEnd() && p.in.peek() != 'E') {
      p.in.next();
    }
    int end = p.in.position();
    p.in.back(start);
    String digits = p.in.take(end - start);
    String name = TypeParser.builtinName(type);
    if ("bool".equals(name) && !negative) {
      if (digits.equals("0")) {
        return FALSE;
      }
      if (digits.equals("1")) {
        return TRUE;
      }
    }
    if ("decltype(nullptr)".equals(name) && (digits.isEmpty() || digits.equals("0"))) {
      return new Node.Cast(type, List.of(new Node.Text(digits)), false);
    }
    return new Node.Literal(type, digits, negative);
  }
}

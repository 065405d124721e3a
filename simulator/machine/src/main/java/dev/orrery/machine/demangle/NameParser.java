package dev.orrery.machine.demangle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads names (section 5.1.1 to 5.1.4): nested, local, special, and what they are made of. */
final class NameParser {
  private static final Node.Text STD = new Node.Text("std");
  private static final Node.Text ANONYMOUS = new Node.Text("(anonymous namespace)");
  private static final Node.Text STRING_LITERAL = new Node.Text("string literal");

  /** What a function's name says about its type. */
  static final class Traits {
    /** Whether the type of the result is in the name: that of templates, but for a few. */
    boolean hasResult;

    /** Of a member function, with a space before each. */
    String qualifiers = "";
  }

  private final ItaniumParser p;

  NameParser(ItaniumParser parser) {
    p = parser;
  }

  /** {@code <name>}; {@code traits} is null where it is no function's. */
  Node name(@Nullable Traits traits) throws UnreadableException {
    p.limits.enter();
    Node name =
        switch (p.in.peek()) {
          case 'N' -> nested(traits);
          case 'Z' -> local(traits);
          default -> unscoped(traits);
        };
    p.limits.leave();
    return name;
  }

  private Node unscoped(@Nullable Traits traits) throws UnreadableException {
    Node name;
    boolean known = false;
    if (p.in.accept("St")) {
      name = new Node.Scoped(STD, unqualified(null, traits));
    } else if (p.in.accept('S')) {
      name = substituted(false);
      known = true;
    } else {
      name = unqualified(null, traits);
    }
    if (p.in.peek() != 'I') {
      return name;
    }
    if (!known) {
      p.remember(name);
    }
    return template(name, traits);
  }

  private Node template(Node name, @Nullable Traits traits) throws UnreadableException {
    Node template = new Node.Template(name, p.templateArguments());
    if (traits != null) {
      traits.hasResult = hasResult(name);
    }
    return template;
  }

  /** Constructors, destructors and conversions have no result that a name would say. */
  private static boolean hasResult(Node name) {
    Node last = name;
    while (true) {
      switch (last) {
        case Node.Scoped s -> last = s.name();
        case Node.Tagged t -> last = t.name();
        case Node.Special _, Node.Conversion _ -> {
          return false;
        }
        default -> {
          return true;
        }
      }
    }
  }

  /** {@code <substitution>} behind its {@code S}; the library's abbreviations among them. */
  Node substituted(boolean inScope) throws UnreadableException {
    Node.Standard standard = StandardNames.of(p.in.peek());
    if (standard == null) {
      return p.substitution();
    }
    p.in.next();
    boolean names = inScope && (p.in.peek() == 'C' || p.in.peek() == 'D');
    Node abbreviation =
        names ? new Node.Standard(standard.full(), standard.full(), standard.simple()) : standard;
    return tagged(abbreviation);
  }

  /** {@code <nested-name>}. */
  private Node nested(@Nullable Traits traits) throws UnreadableException {
    p.in.expect('N');
    String qualifiers = p.types.qualifiers();
    if (p.in.accept('R')) {
      qualifiers += " &";
    } else if (p.in.accept('O')) {
      qualifiers += " &&";
    }
    Node scope = null;
    while (!p.in.accept('E')) {
      p.limits.step();
      scope = prefix(scope, traits);
    }
    if (scope == null) {
      throw UnreadableException.INSTANCE;
    }
    if (traits != null) {
      traits.qualifiers = qualifiers;
    }
    return scope;
  }

  /** One more part of a nested name. */
  private Node prefix(@Nullable Node scope, @Nullable Traits traits) throws UnreadableException {
    Node next;
    switch (p.in.peek()) {
      case 'S' -> {
        if (scope != null) {
          throw UnreadableException.INSTANCE;
        }
        p.in.next();
        return p.in.accept('t') ? STD : substituted(true);
      }
      case 'I' -> {
        if (scope == null) {
          throw UnreadableException.INSTANCE;
        }
        next = template(scope, traits);
      }
      case 'T' -> next = scoped(scope, p.templateParameter());
      case 'M' -> { // a member's initializer, in which something is declared
        p.in.next();
        if (scope == null) {
          throw UnreadableException.INSTANCE;
        }
        return scope;
      }
      case 'D' -> {
        char kind = p.in.peek(1);
        next = kind == 't' || kind == 'T' ? p.types.typeOf() : scoped(scope, member(scope, traits));
      }
      default -> next = scoped(scope, member(scope, traits));
    }
    if (p.in.peek() != 'E') {
      p.remember(next);
    }
    return next;
  }

  private static Node scoped(@Nullable Node scope, Node name) {
    return scope == null ? name : new Node.Scoped(scope, name);
  }

  private Node member(@Nullable Node scope, @Nullable Traits traits) throws UnreadableException {
    Node name = unqualified(scope, traits);
    if (traits != null) {
      traits.hasResult = false;
    }
    return name;
  }

  /** {@code <local-name>}. */
  private Node local(@Nullable Traits traits) throws UnreadableException {
    p.in.expect('Z');
    Node function = withoutResult(p.encoding());
    p.in.expect('E');
    if (p.in.accept('s')) {
      discriminator();
      return new Node.Scoped(function, STRING_LITERAL);
    }
    Node scope = function;
    if (p.in.accept('d')) {
      scope = new Node.Scoped(function, new Node.Text("{default arg#" + p.ordinal() + "}"));
    }
    Node name = name(traits);
    discriminator();
    return new Node.Scoped(scope, name);
  }

  /** A function as a scope: its result would stand in front of everything. */
  private static Node withoutResult(Node function) {
    if (function instanceof Node.Encoding(Node name, Node.Function type, String qualifiers)) {
      Node.Function shorter =
          new Node.Function(null, type.parameters(), type.qualifiers(), type.thrown());
      return new Node.Encoding(name, shorter, qualifiers);
    }
    return function;
  }

  /** Tells entities of one name apart; not shown. */
  private void discriminator() throws UnreadableException {
    if (p.in.accept("__")) {
      p.in.decimal();
      p.in.expect('_');
    } else if (p.in.peek() == '_' && MangledText.isDigit(p.in.peek(1))) {
      p.in.next();
      p.in.next();
    }
  }

  /** {@code <unqualified-name>} and its tags. */
  Node unqualified(@Nullable Node scope, @Nullable Traits traits) throws UnreadableException {
    p.limits.enter();
    char c = p.in.peek();
    Node name;
    if (MangledText.isDigit(c)) {
      name = source();
    } else if (c == 'L') { // a name that other files cannot see
      p.in.next();
      name = source();
      discriminator();
    } else if (c == 'U') {
      name = unnamed();
    } else if (p.in.accept("DC")) {
      List<Node> parts = new ArrayList<>();
      do {
        parts.add(source());
      } while (!p.in.accept('E'));
      name = new Node.Binding(parts);
    } else if ((c == 'C' || c == 'D') && scope != null) {
      name = constructor(scope);
    } else if (c >= 'a' && c <= 'z') {
      name = operator();
    } else {
      throw UnreadableException.INSTANCE;
    }
    name = tagged(name);
    p.limits.leave();
    return name;
  }

  private Node tagged(Node name) throws UnreadableException {
    Node tagged = name;
    while (p.in.accept('B')) {
      p.limits.step();
      tagged = new Node.Tagged(tagged, p.in.take(p.in.decimal()));
    }
    return tagged;
  }

  /** {@code <source-name>}. */
  Node source() throws UnreadableException {
    String name = p.in.take(p.in.decimal());
    boolean anonymous =
        name.length() > 10
            && name.startsWith("_GLOBAL_")
            && "._$".indexOf(name.charAt(8)) >= 0
            && name.charAt(9) == 'N';
    return anonymous ? ANONYMOUS : new Node.Text(name);
  }

  /** {@code <unnamed-type-name>} and {@code <closure-type-name>}. */
  private Node unnamed() throws UnreadableException {
    p.in.expect('U');
    Node name;
    if (p.in.accept('t')) {
      name = new Node.Text("{unnamed type#" + p.ordinal() + "}");
    } else {
      p.in.expect('l');
      List<Node> parameters = p.lambdaParameters();
      name = new Node.Lambda(parameters, p.ordinal());
    }
    return name;
  }

  /** {@code <ctor-dtor-name>}. */
  private Node constructor(Node scope) throws UnreadableException {
    boolean destructor = p.in.next() == 'D';
    boolean inherited = !destructor && p.in.accept('I');
    if (!MangledText.isDigit(p.in.next())) {
      throw UnreadableException.INSTANCE;
    }
    if (inherited) {
      p.types.type();
    }
    return new Node.Special(simple(scope), destructor);
  }

  /** The name that a class calls itself by. */
  private static Node simple(Node scope) {
    Node name = scope;
    while (true) {
      switch (name) {
        case Node.Scoped s -> name = s.name();
        case Node.Template t -> name = t.name();
        case Node.Tagged t -> name = t.name();
        case Node.Standard s -> {
          return new Node.Text(s.simple());
        }
        default -> {
          return name;
        }
      }
    }
  }

  /** {@code <operator-name>}. */
  Node operator() throws UnreadableException {
    char first = p.in.next();
    char second = p.in.next();
    if (first == 'c' && second == 'v') {
      return new Node.Conversion(p.types.converted());
    }
    if (first == 'l' && second == 'i') {
      return new Node.OperatorName("\"\" " + p.in.take(p.in.decimal()));
    }
    if (first == 'v' && MangledText.isDigit(second)) {
      return new Node.OperatorName(p.in.take(p.in.decimal()));
    }
    Operator operator = Operator.of(first, second);
    if (operator == null) {
      throw UnreadableException.INSTANCE;
    }
    return new Node.OperatorName(operator.sign());
  }

  /** {@code <special-name>}. */
  Node special() throws UnreadableException {
    char first = p.in.next();
    char kind = p.in.next();
    if (first == 'G') {
      return switch (kind) {
        case 'V' -> new Node.Prefixed("guard variable for ", name(null));
        case 'R' -> {
          Node name = name(null);
          int number = p.in.atDigit() || p.in.peek() == '_' ? p.ordinal() - 1 : 0;
          yield new Node.Prefixed("reference temporary #" + number + " for ", name);
        }
        case 'A' -> new Node.Prefixed("hidden alias for ", p.encoding());
        case 'T' -> {
          boolean safe = p.in.next() != 'n';
          yield new Node.Prefixed(
              safe ? "transaction clone for " : "non-transaction clone for ", p.encoding());
        }
        default -> throw UnreadableException.INSTANCE;
      };
    }
    return switch (kind) {
      case 'V' -> new Node.Prefixed("vtable for ", p.types.type());
      case 'T' -> new Node.Prefixed("VTT for ", p.types.type());
      case 'I' -> new Node.Prefixed("typeinfo for ", p.types.type());
      case 'S' -> new Node.Prefixed("typeinfo name for ", p.types.type());
      case 'F' -> new Node.Prefixed("typeinfo fn for ", p.types.type());
      case 'H' -> new Node.Prefixed("TLS init function for ", name(null));
      case 'W' -> new Node.Prefixed("TLS wrapper function for ", name(null));
      case 'A' -> new Node.Prefixed("template parameter object for ", p.templateArgument());
      case 'h', 'v' -> {
        callOffset(kind);
        yield new Node.Prefixed(
            kind == 'h' ? "non-virtual thunk to " : "virtual thunk to ", p.encoding());
      }
      case 'c' -> {
        callOffset(p.in.next());
        callOffset(p.in.next());
        yield new Node.Prefixed("covariant return thunk to ", p.encoding());
      }
      case 'C' -> {
        Node derived = p.types.type();
        signed();
        p.in.expect('_');
        yield new Node.ConstructionTable(p.types.type(), derived);
      }
      default -> throw UnreadableException.INSTANCE;
    };
  }

  /** {@code <call-offset>} behind its letter. */
  private void callOffset(char kind) throws UnreadableException {
    if (kind != 'h' && kind != 'v') {
      throw UnreadableException.INSTANCE;
    }
    signed();
    p.in.expect('_');
    if (kind == 'v') {
      signed();
      p.in.expect('_');
    }
  }

  private void signed() throws UnreadableException {
    p.in.accept('n');
    p.in.digits();
  }
}

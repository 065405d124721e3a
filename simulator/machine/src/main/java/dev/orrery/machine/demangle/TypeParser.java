package dev.orrery.machine.demangle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads types (section 5.1.5). */
final class TypeParser {
  private static final Node.Text VOID = voidType();

  private final ItaniumParser p;

  /** Whether arguments behind a parameter are not its own, but those of a conversion operator. */
  private boolean inConversion;

  TypeParser(ItaniumParser parser) {
    p = parser;
  }

  private static Node.Text voidType() {
    Node.Text type = BuiltinTypes.plain('v');
    if (type == null) {
      throw new IllegalStateException("the language has void");
    }
    return type;
  }

  /** Of a list of parameters: {@code (void)} is an empty one. */
  static List<Node> withoutVoid(List<Node> parameters) {
    return parameters.size() == 1 && parameters.getFirst() == VOID ? List.of() : parameters;
  }

  /** {@code <type>}. */
  Node type() throws UnreadableException {
    p.limits.enter();
    Node builtin = BuiltinTypes.plain(p.in.peek());
    Node type;
    if (builtin != null) {
      p.in.next();
      type = builtin;
    } else {
      type = compound();
    }
    p.limits.leave();
    return type;
  }

  private Node compound() throws UnreadableException {
    switch (p.in.peek()) {
      case 'r', 'V', 'K' -> {
        return p.remember(qualified());
      }
      case 'P' -> {
        return p.remember(pointer("*"));
      }
      case 'R' -> {
        return p.remember(pointer("&"));
      }
      case 'O' -> {
        return p.remember(pointer("&&"));
      }
      case 'F' -> {
        return p.remember(function(List.of(), ""));
      }
      case 'A' -> {
        return p.remember(array());
      }
      case 'M' -> {
        p.in.next();
        Node owner = type();
        return p.remember(new Node.MemberPointer(owner, type()));
      }
      case 'C' -> {
        p.in.next();
        return p.remember(new Node.Qualified(type(), " _Complex"));
      }
      case 'G' -> {
        p.in.next();
        return p.remember(new Node.Qualified(type(), " _Imaginary"));
      }
      case 'U' -> {
        if (p.in.peek(1) == 't' || p.in.peek(1) == 'l') {
          return p.remember(p.names.name(null));
        }
        p.in.next();
        Node qualifier = p.names.source();
        if (p.in.peek() == 'I') {
          qualifier = new Node.Template(qualifier, p.templateArguments());
        }
        return p.remember(new Node.VendorQualified(type(), qualifier));
      }
      case 'u' -> {
        p.in.next();
        Node vendor = p.names.source();
        return p.remember(withArguments(vendor));
      }
      case 'T' -> {
        return parameterOrElaborated();
      }
      case 'S' -> {
        return p.in.peek(1) == 't' ? p.remember(p.names.name(null)) : substituted();
      }
      case 'D' -> {
        return withD();
      }
      default -> {
        return p.remember(p.names.name(null));
      }
    }
  }

  /** The type that an operator converts to. */
  Node converted() throws UnreadableException {
    boolean saved = inConversion;
    inConversion = true;
    Node type = type();
    inConversion = saved;
    return type;
  }

  private Node withArguments(Node name) throws UnreadableException {
    return p.in.peek() == 'I' ? new Node.Template(name, p.templateArguments()) : name;
  }

  private Node pointer(String sign) throws UnreadableException {
    p.in.next();
    return new Node.Pointer(type(), sign);
  }

  private Node parameterOrElaborated() throws UnreadableException {
    char kind = p.in.peek(1);
    if (kind == 's' || kind == 'u' || kind == 'e') {
      p.in.next();
      p.in.next();
      return p.remember(p.names.name(null));
    }
    Node parameter = p.remember(p.templateParameter());
    boolean own = p.in.peek() == 'I' && !inConversion;
    return own ? p.remember(withArguments(parameter)) : parameter;
  }

  private Node substituted() throws UnreadableException {
    p.in.next();
    Node known = p.names.substituted(false);
    return p.in.peek() == 'I' ? p.remember(withArguments(known)) : known;
  }

  /** {@code <CV-qualifiers>}, the innermost first as text behind a type. */
  String qualifiers() throws UnreadableException {
    String qualifiers = "";
    while (true) {
      if (p.in.accept('r')) {
        qualifiers = " restrict" + qualifiers;
      } else if (p.in.accept('V')) {
        qualifiers = " volatile" + qualifiers;
      } else if (p.in.accept('K')) {
        qualifiers = " const" + qualifiers;
      } else {
        return qualifiers;
      }
      p.limits.step();
    }
  }

  private Node qualified() throws UnreadableException {
    String qualifiers = qualifiers();
    Node.Function f = functionIfAny();
    if (f != null) { // a member function's: one type with its qualifiers, not a type and another
      return new Node.Function(f.result(), f.parameters(), qualifiers + f.qualifiers(), f.thrown());
    }
    return new Node.Qualified(type(), qualifiers);
  }

  private Node.@Nullable Function functionIfAny() throws UnreadableException {
    if (p.in.peek() == 'F') {
      return function(List.of(), "");
    }
    boolean specified = p.in.peek() == 'D' && "oOwx".indexOf(p.in.peek(1)) >= 0;
    return specified ? specifiedFunction() : null;
  }

  /** {@code <function-type>}; exception specifications were read before. */
  private Node.Function function(List<Node> thrown, String specification)
      throws UnreadableException {
    p.in.expect('F');
    p.in.accept('Y');
    Node result = type();
    List<Node> parameters = new ArrayList<>();
    String reference = "";
    while (!p.in.accept('E')) {
      if (p.in.accept("RE")) {
        reference = " &";
        break;
      }
      if (p.in.accept("OE")) {
        reference = " &&";
        break;
      }
      parameters.add(type());
    }
    return new Node.Function(result, withoutVoid(parameters), reference + specification, thrown);
  }

  /** {@code <array-type>}. */
  private Node array() throws UnreadableException {
    p.in.next();
    Node length = null;
    if (p.in.atDigit()) {
      length = new Node.Text(p.in.digits());
    } else if (p.in.peek() != '_') {
      length = p.expressions.expression();
    }
    p.in.expect('_');
    return new Node.Array(type(), length);
  }

  /** {@code <decltype>}. */
  Node typeOf() throws UnreadableException {
    p.in.next();
    p.in.next();
    Node expression = p.expressions.expression();
    p.in.expect('E');
    return new Node.TypeOf(expression);
  }

  private Node withD() throws UnreadableException {
    char kind = p.in.peek(1);
    Node builtin = BuiltinTypes.withD(kind);
    if (builtin != null) {
      p.in.next();
      p.in.next();
      return builtin;
    }
    switch (kind) {
      case 't', 'T' -> {
        return p.remember(typeOf());
      }
      case 'p' -> {
        p.in.accept("Dp");
        return p.remember(new Node.Expansion(type()));
      }
      case 'F' -> {
        p.in.accept("DF");
        return p.remember(new Node.Text(floatName()));
      }
      case 'v' -> {
        return p.remember(vector());
      }
      case 'o', 'O', 'w', 'x' -> {
        return p.remember(specifiedFunction());
      }
      default -> throw UnreadableException.INSTANCE;
    }
  }

  private String floatName() throws UnreadableException {
    String bits = p.in.digits();
    if (p.in.accept('b')) {
      return bits.equals("16") ? "std::bfloat16_t" : "std::bfloat" + bits + "_t";
    }
    String more = p.in.accept('x') ? "x" : "";
    if (more.isEmpty()) {
      p.in.accept('_');
    }
    return "_Float" + bits + more;
  }

  private Node vector() throws UnreadableException {
    p.in.accept("Dv");
    Node length;
    if (p.in.accept('_')) {
      length = p.expressions.expression();
    } else {
      length = new Node.Text(p.in.digits());
    }
    p.in.expect('_');
    return new Node.Vector(type(), length);
  }

  /** A function's type with a specification of what it throws. */
  private Node.Function specifiedFunction() throws UnreadableException {
    String specification = "";
    List<Node> thrown = new ArrayList<>();
    if (p.in.accept("Dx")) {
      specification = " transaction_safe";
    }
    if (p.in.accept("Do")) {
      specification = " noexcept";
    } else if (p.in.accept("DO")) {
      thrown.add(p.expressions.expression());
      p.in.expect('E');
      specification = " noexcept";
    } else if (p.in.accept("Dw")) {
      do {
        thrown.add(type());
      } while (!p.in.accept('E'));
      specification = " throw";
    }
    return function(thrown, specification);
  }

  /** The type if it is {@code builtin}'s object; the name of it, else null. */
  static @Nullable String builtinName(Node type) {
    return type instanceof Node.Text(String name) ? name : null;
  }
}

package dev.orrery.machine.demangle;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a C++ name. A declaration stands around what it declares, as in {@code int
 * (*name(char))[3]}: so a type is written in two halves, to the left and to the right of that.
 */
final class ItaniumPrinter {
  /** What the template parameters of a lambda stand for: each is an {@code auto} of it. */
  private static final List<Node> AUTOS =
      IntStream.rangeClosed(1, 32).<Node>mapToObj(i -> new Node.Text("auto:" + i)).toList();

  private final StringBuilder out = new StringBuilder();
  private final Limits limits = new Limits();

  /** Which element of a pack stands for it, while what repeats for each is written; else -1. */
  private int element = -1;

  /** What template parameters stand for in a function, and in the one around that names it. */
  private record Scope(List<Node> arguments, @Nullable Scope outer) {}

  private @Nullable Scope scope;

  private ItaniumPrinter() {}

  static String print(Node node) throws UnreadableException {
    ItaniumPrinter printer = new ItaniumPrinter();
    printer.whole(node);
    return printer.out.toString();
  }

  private void text(String s) throws UnreadableException {
    out.append(s);
    if (out.length() > Limits.MAX_OUTPUT) {
      throw UnreadableException.INSTANCE;
    }
  }

  private char last() {
    return out.isEmpty() ? 0 : out.charAt(out.length() - 1);
  }

  private void whole(Node node) throws UnreadableException {
    left(node);
    right(node);
  }

  /** With commas between; packs without elements leave none behind. */
  private void list(List<Node> nodes) throws UnreadableException {
    boolean first = true;
    for (Node n : nodes) {
      int before = out.length();
      if (!first) {
        text(", ");
      }
      int start = out.length();
      whole(n);
      if (out.length() == start) {
        out.setLength(before);
      } else {
        first = false;
      }
    }
  }

  private void inParentheses(List<Node> nodes) throws UnreadableException {
    text("(");
    list(nodes);
    text(")");
  }

  /** What stands to the left of a declared name; of anything but a type, all of it. */
  private void left(Node node) throws UnreadableException {
    limits.enter();
    switch (node) {
      case Node.Text t -> text(t.text());
      case Node.Scoped s -> scoped(s);
      case Node.Template t -> template(t);
      case Node.Tagged t -> {
        whole(t.name());
        text("[abi:" + t.tag() + "]");
      }
      case Node.Standard s -> text(s.shown());
      case Node.Special s -> {
        text(s.destructor() ? "~" : "");
        whole(s.simple());
      }
      case Node.OperatorName o -> {
        boolean word = Character.isLetter(o.sign().charAt(0));
        text(word ? "operator " : "operator");
        text(o.sign());
      }
      case Node.Conversion c -> {
        text("operator ");
        whole(c.type());
      }
      case Node.Lambda l -> lambda(l);
      case Node.Binding b -> {
        text("[");
        list(b.names());
        text("]");
      }
      case Node.Prefixed p -> {
        text(p.prefix());
        whole(p.of());
      }
      case Node.ConstructionTable c -> {
        text("construction vtable for ");
        whole(c.base());
        text("-in-");
        whole(c.derived());
      }
      case Node.Clone c -> {
        whole(c.name());
        text(" [clone " + c.suffix() + "]");
      }
      case Node.Encoding e -> encoding(e);
      case Node.Qualified q -> {
        left(q.type());
        text(q.qualifiers().equals(ownQualifiers(q.type())) ? "" : q.qualifiers());
      }
      case Node.Pointer p -> pointerLeft(p);
      case Node.MemberPointer m -> {
        left(m.member());
        opening(m.member());
        if (last() != '(') {
          text(" ");
        }
        whole(m.owner());
        text("::*");
      }
      case Node.Function f -> {
        if (f.result() != null) {
          left(f.result());
          if (!hasRight(f.result())) {
            text(" ");
          }
        }
      }
      case Node.Array a -> left(a.element());
      case Node.Vector v -> {
        left(v.element());
        text(" __vector(");
        whole(v.length());
        text(")");
      }
      case Node.VendorQualified v -> {
        left(v.type());
        text(" ");
        whole(v.qualifier());
      }
      case Node.Pack p -> list(p.elements());
      case Node.Parameter p -> parameter(p, true);
      case Node.Expansion e -> expansion(e);
      default -> expression(node);
    }
    limits.leave();
  }

  /** What stands to the right of a declared name; of anything but a type, nothing. */
  private void right(Node node) throws UnreadableException {
    limits.enter();
    switch (node) {
      case Node.Qualified q -> right(q.type());
      case Node.Pointer p -> pointerRight(p);
      case Node.MemberPointer m -> {
        closing(m.member());
        right(m.member());
      }
      case Node.Function f -> {
        inParentheses(f.parameters());
        text(f.qualifiers());
        if (!f.thrown().isEmpty()) {
          inParentheses(f.thrown());
        }
        if (f.result() != null) {
          right(f.result());
        }
      }
      case Node.Array a -> {
        if (last() != ']') {
          text(" ");
        }
        text("[");
        if (a.length() != null) {
          whole(a.length());
        }
        text("]");
        right(a.element());
      }
      case Node.Vector v -> right(v.element());
      case Node.VendorQualified v -> right(v.type());
      case Node.Parameter p -> parameter(p, false);
      default -> {}
    }
    limits.leave();
  }

  private void lambda(Node.Lambda l) throws UnreadableException {
    text("{lambda");
    Scope saved = scope;
    scope = new Scope(AUTOS, saved);
    inParentheses(l.parameters());
    scope = saved;
    text("#" + l.number() + "}");
  }

  private void scoped(Node.Scoped s) throws UnreadableException {
    whole(s.scope());
    text("::");
    Scope saved = scope;
    if (s.scope()
        instanceof Node.Encoding e) { // what is declared in a function sees its parameters
      scope = scope(e.name());
    }
    whole(s.name());
    scope = saved;
  }

  /** What parameters stand for in the function called {@code name}. */
  private @Nullable Scope scope(Node name) {
    Node last = name;
    while (true) {
      switch (last) {
        case Node.Scoped s -> last = s.name();
        case Node.Tagged t -> last = t.name();
        case Node.Template t -> {
          return new Scope(t.arguments(), scope);
        }
        default -> {
          return scope;
        }
      }
    }
  }

  private void template(Node.Template t) throws UnreadableException {
    whole(t.name());
    if (last() == '<') {
      text(" ");
    }
    text("<");
    list(t.arguments());
    if (last() == '>') {
      text(" ");
    }
    text(">");
  }

  private void encoding(Node.Encoding e) throws UnreadableException {
    Scope saved = scope;
    scope = scope(e.name());
    left(e.type());
    whole(e.name());
    inParentheses(e.type().parameters());
    text(e.qualifiers());
    if (e.type().result() != null) {
      right(e.type().result());
    }
    scope = saved;
  }

  private Node argument(int index) throws UnreadableException {
    if (scope == null || index >= scope.arguments().size()) {
      throw UnreadableException.INSTANCE;
    }
    return scope.arguments().get(index);
  }

  /** The argument of a parameter: where something repeats, one element of its pack. */
  private void parameter(Node.Parameter p, boolean leftHalf) throws UnreadableException {
    Node argument = argument(p.index());
    if (argument instanceof Node.Pack pack && element >= 0) {
      if (element >= pack.elements().size()) {
        return;
      }
      argument = pack.elements().get(element);
    }
    int savedElement = element;
    Scope savedScope = scope;
    element = -1;
    scope = savedScope == null ? null : savedScope.outer();
    if (leftHalf) {
      left(argument);
    } else {
      right(argument);
    }
    element = savedElement;
    scope = savedScope;
  }

  private void expansion(Node.Expansion e) throws UnreadableException {
    Node.Pack pack =
        new Packs(scope == null ? List.of() : scope.arguments(), limits).in(e.pattern());
    if (pack == null) {
      operand(e.pattern());
      text("...");
      return;
    }
    int saved = element;
    boolean first = true;
    for (int i = 0; i < pack.elements().size(); i++) {
      element = i;
      int before = out.length();
      if (!first) {
        text(", ");
      }
      int start = out.length();
      whole(e.pattern());
      if (out.length() == start) {
        out.setLength(before);
      } else {
        first = false;
      }
    }
    element = saved;
  }

  /** Qualifiers that a type has by itself: an argument's const and its parameter's are one. */
  private String ownQualifiers(Node node) throws UnreadableException {
    return resolved(node, scope).type() instanceof Node.Qualified q ? q.qualifiers() : "";
  }

  // Declarators.

  /** A type, and the scope that its parameters belong to. */
  private record Place(Node type, @Nullable Scope scope) {}

  /** The type that {@code node} is in the end, if a parameter stands for it. */
  private Place resolved(Node node, @Nullable Scope start) throws UnreadableException {
    Node type = node;
    Scope in = start;
    while (type instanceof Node.Parameter(int index)) {
      if (in == null || index >= in.arguments().size()) {
        throw UnreadableException.INSTANCE;
      }
      type = in.arguments().get(index);
      if (type instanceof Node.Pack pack && element >= 0 && element < pack.elements().size()) {
        type = pack.elements().get(element);
      }
      in = in.outer();
    }
    return new Place(type, in);
  }

  /** What {@code p} points to: references to references are one. */
  private Place target(Node.Pointer p) throws UnreadableException {
    Place to = new Place(p.to(), scope);
    while (!p.sign().equals("*") && reference(to) instanceof Place inner) {
      to = new Place(((Node.Pointer) inner.type()).to(), inner.scope());
    }
    return to;
  }

  /** {@code place} if it is a reference. */
  private @Nullable Place reference(Place place) throws UnreadableException {
    Place found = resolved(place.type(), place.scope());
    return found.type() instanceof Node.Pointer p && !p.sign().equals("*") ? found : null;
  }

  /** Of references to references, an rvalue reference only if all are. */
  private String sign(Node.Pointer p) throws UnreadableException {
    String sign = p.sign();
    Place to = new Place(p.to(), scope);
    while (sign.equals("&&") && reference(to) instanceof Place inner) {
      Node.Pointer pointer = (Node.Pointer) inner.type();
      sign = pointer.sign();
      to = new Place(pointer.to(), inner.scope());
    }
    return sign;
  }

  private void pointerLeft(Node.Pointer p) throws UnreadableException {
    Place to = target(p);
    Scope saved = scope;
    scope = to.scope();
    left(to.type());
    opening(to.type());
    scope = saved;
    text(sign(p));
  }

  private void pointerRight(Node.Pointer p) throws UnreadableException {
    Place to = target(p);
    Scope saved = scope;
    scope = to.scope();
    closing(to.type());
    right(to.type());
    scope = saved;
  }

  /** The function or array that a type is; else null. */
  private @Nullable Node declarator(Node node) throws UnreadableException {
    Place place = resolved(node, scope);
    while (place.type() instanceof Node.Qualified q) {
      place = resolved(q.type(), place.scope());
    }
    return place.type() instanceof Node.Function || place.type() instanceof Node.Array
        ? place.type()
        : null;
  }

  private void opening(Node to) throws UnreadableException {
    Node type = declarator(to);
    if (type != null) {
      text(type instanceof Node.Array ? " (" : "(");
    }
  }

  private void closing(Node to) throws UnreadableException {
    if (declarator(to) != null) {
      text(")");
    }
  }

  /** Whether a type has a right half, in whose middle the rest of a declaration stands. */
  private boolean hasRight(Node node) throws UnreadableException {
    Place place = resolved(node, scope);
    while (true) {
      limits.step();
      switch (place.type()) {
        case Node.Pointer p -> place = resolved(p.to(), place.scope());
        case Node.Qualified q -> place = resolved(q.type(), place.scope());
        case Node.MemberPointer m -> place = resolved(m.member(), place.scope());
        case Node.Function _, Node.Array _ -> {
          return true;
        }
        default -> {
          return false;
        }
      }
    }
  }

  // Expressions.

  private void expression(Node node) throws UnreadableException {
    switch (node) {
      case Node.TypeOf t -> {
        text("decltype (");
        whole(t.expression());
        text(")");
      }
      case Node.Literal l -> literal(l);
      case Node.Unary u -> {
        text(u.sign());
        operand(address(u));
      }
      case Node.Binary b -> binary(b);
      case Node.Choice c -> {
        operand(c.condition());
        text("?");
        operand(c.yes());
        text(" : ");
        operand(c.no());
      }
      case Node.Postfix p -> {
        operand(p.operand());
        text(p.sign());
      }
      case Node.Call c -> {
        operand(c.function() instanceof Node.Encoding e ? e.name() : c.function());
        inParentheses(c.arguments());
      }
      case Node.Cast c -> {
        text("(");
        whole(c.type());
        text(")");
        if (c.list()) {
          inParentheses(c.operands());
        } else {
          operand(c.operands().getFirst());
        }
      }
      case Node.NamedCast c -> {
        text(c.word() + "<");
        whole(c.type());
        text(">(");
        whole(c.operand());
        text(")");
      }
      case Node.Word w -> {
        text(w.word());
        text("(");
        whole(w.operand());
        text(")");
      }
      case Node.Braces b -> {
        if (b.type() != null) {
          whole(b.type());
        }
        text("{");
        list(b.elements());
        text("}");
      }
      case Node.New n -> created(n);
      case Node.Fold f -> fold(f);
      default -> throw UnreadableException.INSTANCE;
    }
  }

  /** The address of a function is that of its name; what it takes goes without saying. */
  private static Node address(Node.Unary u) {
    boolean member =
        u.sign().equals("&")
            && u.operand() instanceof Node.Encoding e
            && e.name() instanceof Node.Scoped
            && e.qualifiers().isEmpty();
    return member && u.operand() instanceof Node.Encoding e ? e.name() : u.operand();
  }

  private void operand(Node node) throws UnreadableException {
    Node plain = resolved(node, scope).type();
    boolean simple =
        plain instanceof Node.Text
            || plain instanceof Node.Scoped s && !(s.name() instanceof Node.Template)
            || plain instanceof Node.Braces && ((Node.Braces) plain).type() == null;
    if (simple) {
      whole(node);
      return;
    }
    text("(");
    whole(node);
    text(")");
  }

  private void binary(Node.Binary b) throws UnreadableException {
    if (b.sign().equals("[]")) {
      operand(b.left());
      text("[");
      whole(b.right());
      text("]");
      return;
    }
    boolean closes = b.sign().equals(">"); // would end a list of arguments
    text(closes ? "(" : "");
    operand(b.left());
    text(b.sign());
    operand(b.right());
    text(closes ? ")" : "");
  }

  private void literal(Node.Literal l) throws UnreadableException {
    String name = TypeParser.builtinName(l.type());
    String suffix = name == null ? null : BuiltinTypes.literalSuffix(name);
    if (suffix == null) {
      text("(");
      whole(l.type());
      text(")");
    }
    boolean bits = name != null && (name.equals("float") || name.equals("double"));
    text(l.negative() ? "-" : "");
    text(bits ? "[" + l.digits() + "]" : l.digits());
    text(suffix == null ? "" : suffix);
  }

  private void created(Node.New n) throws UnreadableException {
    text(n.word());
    if (!n.placement().isEmpty()) {
      inParentheses(n.placement());
      text(" ");
    }
    whole(n.type());
    List<Node> initializer = n.initializer();
    if (initializer != null) {
      inParentheses(initializer);
    }
  }

  private void fold(Node.Fold f) throws UnreadableException {
    @Nullable Node first = f.first();
    text("(");
    if (f.left()) {
      if (first != null) {
        operand(first);
        text(f.sign());
      }
      text("...");
      text(f.sign());
      operand(f.pack());
    } else {
      operand(f.pack());
      text(f.sign());
      text("...");
      if (first != null) {
        text(f.sign());
        operand(first);
      }
    }
    text(")");
  }
}

package dev.orrery.machine.demangle;

import java.util.List;
import java.util.stream.IntStream;

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
  private final Bindings bindings = new Bindings(limits);
  private final ExpressionPrinter expressions = new ExpressionPrinter(this, bindings);

  private ItaniumPrinter() {}

  static String print(Node node) throws UnreadableException {
    ItaniumPrinter printer = new ItaniumPrinter();
    printer.whole(node);
    return printer.out.toString();
  }

  void text(String s) throws UnreadableException {
    out.append(s);
    if (out.length() > Limits.MAX_OUTPUT) {
      throw UnreadableException.INSTANCE;
    }
  }

  private char last() {
    return out.isEmpty() ? 0 : out.charAt(out.length() - 1);
  }

  void whole(Node node) throws UnreadableException {
    left(node);
    right(node);
  }

  /** With commas between; packs without elements leave none behind. */
  void list(List<Node> nodes) throws UnreadableException {
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

  void inParentheses(List<Node> nodes) throws UnreadableException {
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
        text(q.qualifiers().equals(bindings.ownQualifiers(q.type())) ? "" : q.qualifiers());
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
          if (!bindings.hasRight(f.result())) {
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
      default -> expressions.print(node);
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
    Bindings.Scope saved = bindings.scope;
    bindings.scope = new Bindings.Scope(AUTOS, saved);
    inParentheses(l.parameters());
    bindings.scope = saved;
    text("#" + l.number() + "}");
  }

  private void scoped(Node.Scoped s) throws UnreadableException {
    whole(s.scope());
    text("::");
    Bindings.Scope saved = bindings.scope;
    if (s.scope()
        instanceof Node.Encoding e) { // what is declared in a function sees its parameters
      bindings.scope = bindings.scope(e.name());
    }
    whole(s.name());
    bindings.scope = saved;
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
    Bindings.Scope saved = bindings.scope;
    bindings.scope = bindings.scope(e.name());
    left(e.type());
    whole(e.name());
    inParentheses(e.type().parameters());
    text(e.qualifiers());
    if (e.type().result() != null) {
      right(e.type().result());
    }
    bindings.scope = saved;
  }

  /** The argument of a parameter: where something repeats, one element of its pack. */
  private void parameter(Node.Parameter p, boolean leftHalf) throws UnreadableException {
    Node argument = bindings.argument(p.index());
    if (argument instanceof Node.Pack pack && bindings.element >= 0) {
      if (bindings.element >= pack.elements().size()) {
        return;
      }
      argument = pack.elements().get(bindings.element);
    }
    int savedElement = bindings.element;
    Bindings.Scope savedScope = bindings.scope;
    bindings.element = -1;
    bindings.scope = savedScope == null ? null : savedScope.outer();
    if (leftHalf) {
      left(argument);
    } else {
      right(argument);
    }
    bindings.element = savedElement;
    bindings.scope = savedScope;
  }

  private void expansion(Node.Expansion e) throws UnreadableException {
    Node.Pack pack = new Packs(bindings.arguments(), limits).in(e.pattern());
    if (pack == null) {
      expressions.operand(e.pattern());
      text("...");
      return;
    }
    int saved = bindings.element;
    boolean first = true;
    for (int i = 0; i < pack.elements().size(); i++) {
      bindings.element = i;
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
    bindings.element = saved;
  }

  private void pointerLeft(Node.Pointer p) throws UnreadableException {
    Bindings.Place to = bindings.target(p);
    Bindings.Scope saved = bindings.scope;
    bindings.scope = to.scope();
    left(to.type());
    opening(to.type());
    bindings.scope = saved;
    text(bindings.sign(p));
  }

  private void pointerRight(Node.Pointer p) throws UnreadableException {
    Bindings.Place to = bindings.target(p);
    Bindings.Scope saved = bindings.scope;
    bindings.scope = to.scope();
    closing(to.type());
    right(to.type());
    bindings.scope = saved;
  }

  private void opening(Node to) throws UnreadableException {
    Node type = bindings.declarator(to);
    if (type != null) {
      text(type instanceof Node.Array ? " (" : "(");
    }
  }

  private void closing(Node to) throws UnreadableException {
    if (bindings.declarator(to) != null) {
      text(")");
    }
  }
}

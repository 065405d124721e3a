package dev.orrery.machine.demangle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the expressions in a C++ name, such as what a template argument is computed from. */
final class ExpressionPrinter {
  private final ItaniumPrinter names;
  private final Bindings bindings;

  /** Writes what is no expression by {@code names}. */
  ExpressionPrinter(ItaniumPrinter names, Bindings bindings) {
    this.names = names;
    this.bindings = bindings;
  }

  /** Writes {@code node}, which must be an expression. */
  void print(Node node) throws UnreadableException {
    switch (node) {
      case Node.TypeOf t -> {
        names.text("decltype (");
        names.whole(t.expression());
        names.text(")");
      }
      case Node.Literal l -> literal(l);
      case Node.Unary u -> {
        names.text(u.sign());
        operand(address(u));
      }
      case Node.Binary b -> binary(b);
      case Node.Choice c -> {
        operand(c.condition());
        names.text("?");
        operand(c.yes());
        names.text(" : ");
        operand(c.no());
      }
      case Node.Postfix p -> {
        operand(p.operand());
        names.text(p.sign());
      }
      case Node.Call c -> {
        operand(c.function() instanceof Node.Encoding e ? e.name() : c.function());
        names.inParentheses(c.arguments());
      }
      case Node.Cast c -> {
        names.text("(");
        names.whole(c.type());
        names.text(")");
        if (c.list()) {
          names.inParentheses(c.operands());
        } else {
          operand(c.operands().getFirst());
        }
      }
      case Node.NamedCast c -> {
        names.text(c.word() + "<");
        names.whole(c.type());
        names.text(">(");
        names.whole(c.operand());
        names.text(")");
      }
      case Node.Word w -> {
        names.text(w.word());
        names.text("(");
        names.whole(w.operand());
        names.text(")");
      }
      case Node.Braces b -> {
        if (b.type() != null) {
          names.whole(b.type());
        }
        names.text("{");
        names.list(b.elements());
        names.text("}");
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

  /** As part of a longer expression: in parentheses unless it is simple. */
  void operand(Node node) throws UnreadableException {
    Node plain = bindings.resolved(node, bindings.scope).type();
    boolean simple =
        plain instanceof Node.Text
            || plain instanceof Node.Scoped s && !(s.name() instanceof Node.Template)
            || plain instanceof Node.Braces && ((Node.Braces) plain).type() == null;
    if (simple) {
      names.whole(node);
      return;
    }
    names.text("(");
    names.whole(node);
    names.text(")");
  }

  private void binary(Node.Binary b) throws UnreadableException {
    if (b.sign().equals("[]")) {
      operand(b.left());
      names.text("[");
      names.whole(b.right());
      names.text("]");
      return;
    }
    boolean closes = b.sign().equals(">"); // would end a list of arguments
    names.text(closes ? "(" : "");
    operand(b.left());
    names.text(b.sign());
    operand(b.right());
    names.text(closes ? ")" : "");
  }

  private void literal(Node.Literal l) throws UnreadableException {
    String name = TypeParser.builtinName(l.type());
    String suffix = name == null ? null : BuiltinTypes.literalSuffix(name);
    if (suffix == null) {
      names.text("(");
      names.whole(l.type());
      names.text(")");
    }
    boolean bits = name != null && (name.equals("float") || name.equals("double"));
    names.text(l.negative() ? "-" : "");
    names.text(bits ? "[" + l.digits() + "]" : l.digits());
    names.text(suffix == null ? "" : suffix);
  }

  private void created(Node.New n) throws UnreadableException {
    names.text(n.word());
    if (!n.placement().isEmpty()) {
      names.inParentheses(n.placement());
      names.text(" ");
    }
    names.whole(n.type());
    List<Node> initializer = n.initializer();
    if (initializer != null) {
      names.inParentheses(initializer);
    }
  }

  private void fold(Node.Fold f) throws UnreadableException {
    @Nullable Node first = f.first();
    names.text("(");
    if (f.left()) {
      if (first != null) {
        operand(first);
        names.text(f.sign());
      }
      names.text("...");
      names.text(f.sign());
      operand(f.pack());
    } else {
      operand(f.pack());
      names.text(f.sign());
      names.text("...");
      if (first != null) {
        names.text(f.sign());
        operand(first);
      }
    }
    names.text(")");
  }
}

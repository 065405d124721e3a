package dev.orrery.machine.demangle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the pack that a pattern repeats for. */
final class Packs {
  private final List<Node> arguments;
  private final Limits limits;

  /** What parameters stand for, and what looking may take. */
  Packs(List<Node> arguments, Limits limits) {
    this.arguments = arguments;
    this.limits = limits;
  }

  /** The first pack that a parameter in {@code pattern} stands for; null if there is none. */
  Node.@Nullable Pack in(Node pattern) throws UnreadableException {
    limits.enter();
    Node.Pack found =
        switch (pattern) {
          case Node.Parameter(int index) ->
              index < arguments.size() && arguments.get(index) instanceof Node.Pack p ? p : null;
          case Node.Scoped s -> first(s.scope(), s.name());
          case Node.Template t -> {
            Node.Pack p = in(t.name());
            yield p != null ? p : first(t.arguments());
          }
          case Node.Tagged t -> in(t.name());
          case Node.Special s -> in(s.simple());
          case Node.Conversion c -> in(c.type());
          case Node.Prefixed p -> in(p.of());
          case Node.Encoding e -> first(e.name(), e.type());
          case Node.Qualified q -> in(q.type());
          case Node.Pointer p -> in(p.to());
          case Node.MemberPointer m -> first(m.owner(), m.member());
          case Node.Function f -> {
            Node.Pack p = f.result() == null ? null : in(f.result());
            yield p != null ? p : first(f.parameters());
          }
          case Node.Array a ->
              a.length() == null ? in(a.element()) : first(a.element(), a.length());
          case Node.Vector v -> first(v.element(), v.length());
          case Node.VendorQualified v -> in(v.type());
          case Node.TypeOf t -> in(t.expression());
          case Node.Unary u -> in(u.operand());
          case Node.Binary b -> first(b.left(), b.right());
          case Node.Choice c -> first(c.condition(), c.yes(), c.no());
          case Node.Postfix p -> in(p.operand());
          case Node.Call c -> {
            Node.Pack p = in(c.function());
            yield p != null ? p : first(c.arguments());
          }
          case Node.Cast c -> {
            Node.Pack p = in(c.type());
            yield p != null ? p : first(c.operands());
          }
          case Node.NamedCast c -> first(c.type(), c.operand());
          case Node.Word w -> in(w.operand());
          case Node.Braces b -> {
            Node.Pack p = b.type() == null ? null : in(b.type());
            yield p != null ? p : first(b.elements());
          }
          case Node.New n -> in(n.type());
          default -> null;
        };
    limits.leave();
    return found;
  }

  private Node.@Nullable Pack first(Node... nodes) throws UnreadableException {
    return first(List.of(nodes));
  }

  private Node.@Nullable Pack first(List<Node> nodes) throws UnreadableException {
    for (Node n : nodes) {
      Node.Pack found = in(n);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}

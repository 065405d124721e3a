package dev.orrery.machine.demangle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template parameters stand for at the place that is being written, and what types are
 * with that.
 */
final class Bindings {
  /** Which element of a pack stands for it, while what repeats for each is written; else -1. */
  int element = -1;

  /** What template parameters stand for in a function, and in the one around that names it. */
  record Scope(List<Node> arguments, @Nullable Scope outer) {}

  /** Where the place is; null outside of all functions that have parameters. */
  @Nullable Scope scope;

  private final Limits limits;

  /** Nothing is bound. */
  Bindings(Limits limits) {
    this.limits = limits;
  }

  /** What parameters stand for in the function called {@code name}. */
  @Nullable Scope scope(Node name) {
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

  /** What the parameters stand for. */
  List<Node> arguments() {
    return scope == null ? List.of() : scope.arguments();
  }

  /** What the parameter {@code index} stands for. */
  Node argument(int index) throws UnreadableException {
    if (scope == null || index >= scope.arguments().size()) {
      throw UnreadableException.INSTANCE;
    }
    return scope.arguments().get(index);
  }

  /** Qualifiers that a type has by itself: an argument's const and its parameter's are one. */
  String ownQualifiers(Node node) throws UnreadableException {
    return resolved(node, scope).type() instanceof Node.Qualified q ? q.qualifiers() : "";
  }

  /** A type, and the scope that its parameters belong to. */
  record Place(Node type, @Nullable Scope scope) {}

  /** The type that {@code node} is in the end, if a parameter stands for it. */
  Place resolved(Node node, @Nullable Scope start) throws UnreadableException {
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
  Place target(Node.Pointer p) throws UnreadableException {
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
  String sign(Node.Pointer p) throws UnreadableException {
    String sign = p.sign();
    Place to = new Place(p.to(), scope);
    while (sign.equals("&&") && reference(to) instanceof Place inner) {
      Node.Pointer pointer = (Node.Pointer) inner.type();
      sign = pointer.sign();
      to = new Place(pointer.to(), inner.scope());
    }
    return sign;
  }

  /** The function or array that a type is; else null. */
  @Nullable Node declarator(Node node) throws UnreadableException {
    Place place = resolved(node, scope);
    while (place.type() instanceof Node.Qualified q) {
      place = resolved(q.type(), place.scope());
    }
    return place.type() instanceof Node.Function || place.type() instanceof Node.Array
        ? place.type()
        : null;
  }

  /** Whether a type has a right half, in whose middle the rest of a declaration stands. */
  boolean hasRight(Node node) throws UnreadableException {
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
}

package dev.orrery.machine.demangle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a C++ name as it was read. Parts are shared: a substitution stands for the same part
 * again, so the parts of one name form a graph without circles. Only {@link Parameter} can lead
 * back: what it stands for depends on the function in whose name it is written.
 */
sealed interface Node {

  /** Text that stands as it is. */
  record Text(String text) implements Node {}

  /** What is declared in a scope: {@code scope::name}. */
  record Scoped(Node scope, Node name) implements Node {}

  /** A template with its arguments. */
  record Template(Node name, List<Node> arguments) implements Node {}

  /** A name with an ABI tag, {@code name[abi:tag]}. */
  record Tagged(Node name, String tag) implements Node {}

  /**
   * One of the abbreviations of the standard library, such as {@code std::string}.
   *
   * @param shown as it is written
   * @param full the same without default arguments left out
   * @param simple the name of its constructors
   */
  record Standard(String shown, String full, String simple) implements Node {}

  /** A constructor, or a destructor where {@code destructor}. */
  record Special(Node simple, boolean destructor) implements Node {}

  /** {@code operator} and its sign, or the word of one. */
  record OperatorName(String sign) implements Node {}

  /** The operator that converts to a type. */
  record Conversion(Node type) implements Node {}

  /** {@code {lambda(parameters)#number}}. */
  record Lambda(List<Node> parameters, int number) implements Node {}

  /** {@code [a, b]}, which names what is declared in one go. */
  record Binding(List<Node> names) implements Node {}

  /** Text before a name, such as {@code vtable for}. */
  record Prefixed(String prefix, Node of) implements Node {}

  /** {@code construction vtable for base-in-derived}. */
  record ConstructionTable(Node base, Node derived) implements Node {}

  /** A copy that the compiler made of a function: {@code name [clone .suffix]}. */
  record Clone(Node name, String suffix) implements Node {}

  /** A function: its name and what is to the right and left of that. */
  record Encoding(Node name, Function type, String qualifiers) implements Node {}

  /** Const, volatile and the like behind a type, with a space before each. */
  record Qualified(Node type, String qualifiers) implements Node {}

  /** A pointer or a reference: {@code *}, {@code &} or {@code &&} behind a type. */
  record Pointer(Node to, String sign) implements Node {}

  /** A pointer to a member of a class. */
  record MemberPointer(Node owner, Node member) implements Node {}

  /** A function's type; without {@code result} where a name does not say it. */
  record Function(
      @Nullable Node result, List<Node> parameters, String qualifiers, List<Node> thrown)
      implements Node {}

  /** An array, of unknown length where {@code length} is null. */
  record Array(Node element, @Nullable Node length) implements Node {}

  /** Elements side by side, {@code element __vector(length)}. */
  record Vector(Node element, Node length) implements Node {}

  /** A qualifier of a compiler's own behind a type. */
  record VendorQualified(Node type, Node qualifier) implements Node {}

  /** Arguments that stand for one parameter. */
  record Pack(List<Node> elements) implements Node {}

  /** A template parameter, counted from 0, of the function around. */
  record Parameter(int index) implements Node {}

  /** A pattern that is repeated for each element of the pack in it. */
  record Expansion(Node pattern) implements Node {}

  /** {@code decltype (expression)}. */
  record TypeOf(Node expression) implements Node {}

  /** A number or truth value with its type. */
  record Literal(Node type, String digits, boolean negative) implements Node {}

  /** {@code sign(operand)}. */
  record Unary(String sign, Node operand) implements Node {}

  /** {@code (left)sign(right)}. */
  record Binary(Node left, String sign, Node right) implements Node {}

  /** {@code (condition)?(yes) : (no)}. */
  record Choice(Node condition, Node yes, Node no) implements Node {}

  /** {@code (operand)sign}. */
  record Postfix(Node operand, String sign) implements Node {}

  /** A function with arguments. */
  record Call(Node function, List<Node> arguments) implements Node {}

  /** A cast in front of its operands, {@code (type)operand} or {@code type(a, b)}. */
  record Cast(Node type, List<Node> operands, boolean list) implements Node {}

  /** {@code word<type>(operand)}, such as a static cast. */
  record NamedCast(String word, Node type, Node operand) implements Node {}

  /** {@code word (operand)}, such as {@code sizeof (int)}. */
  record Word(String word, Node operand) implements Node {}

  /** {@code {a, b}}, behind a type where there is one. */
  record Braces(@Nullable Node type, List<Node> elements) implements Node {}

  /** {@code new (placement) type(initializer)}. */
  record New(String word, List<Node> placement, Node type, @Nullable List<Node> initializer)
      implements Node {}

  /** A fold over a pack: {@code (...+pack)}, with a first value where there is one. */
  record Fold(boolean left, String sign, Node pack, @Nullable Node first) implements Node {}
}

package dev.orrery.spec.asm.expr;

/** Operators between two operands, and how tightly they bind: a higher rank binds tighter. */
public enum BinaryOperator {
  MULTIPLY("*", 5),
  DIVIDE("/", 5),
  REMAINDER("%", 5),
  SHIFT_LEFT("<<", 5),
  SHIFT_RIGHT(">>", 5),
  OR("|", 4),
  AND("&", 4),
  XOR("^", 4),
  OR_NOT("!", 4),
  ADD("+", 3),
  SUBTRACT("-", 3),
  EQUAL("==", 2),
  NOT_EQUAL("!=", 2),
  DIFFERENT("<>", 2),
  LESS_OR_EQUAL("<=", 2),
  GREATER_OR_EQUAL(">=", 2),
  LESS("<", 2),
  GREATER(">", 2),
  BOTH("&&", 1),
  EITHER("||", 0);

  private final String text;
  private final int rank;

  BinaryOperator(String text, int rank) {
    this.text = text;
    this.rank = rank;
  }

  /** How it is written. */
  public String text() {
    return text;
  }

  int rank() {
    return rank;
  }

  /** Whether it compares. */
  public boolean compares() {
    return rank == EQUAL.rank;
  }

  /** Whether a zero right operand has no value. */
  boolean divides() {
    return this == DIVIDE || this == REMAINDER;
  }

  /** Its value. Comparisons that hold give -1, as the GNU assembler's do. */
  long apply(long a, long b) {
    return switch (this) {
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case REMAINDER -> a % b;
      case SHIFT_LEFT -> Long.compareUnsigned(b, 63) > 0 ? 0 : a << b;
      case SHIFT_RIGHT -> Long.compareUnsigned(b, 63) > 0 ? 0 : a >>> b;
      case OR -> a | b;
      case AND -> a & b;
      case XOR -> a ^ b;
      case OR_NOT -> a | ~b;
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case EQUAL -> a == b ? -1 : 0;
      case NOT_EQUAL, DIFFERENT -> a != b ? -1 : 0;
      case LESS_OR_EQUAL -> a <= b ? -1 : 0;
      case GREATER_OR_EQUAL -> a >= b ? -1 : 0;
      case LESS -> a < b ? -1 : 0;
      case GREATER -> a > b ? -1 : 0;
      case BOTH -> a != 0 && b != 0 ? 1 : 0;
      case EITHER -> a != 0 || b != 0 ? 1 : 0;
    };
  }
}

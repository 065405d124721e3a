package dev.orrery.spec.asm.layout;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.asm.expr.Place;
import dev.orrery.spec.asm.program.Program.ProgramSymbol.Binding;
import dev.orrery.spec.asm.program.Program.ProgramSymbol.Kind;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import org.jspecify.annotations.Nullable;

/** A name that the text gives to a place or a number. */
public final class Symbol implements Place {
  /** Names that are defined by names, in each other. */
  private static final int MAX_DEPTH = 64;

  private final String name;
  private final Span firstUse;
  private final Nesting nesting;
  private @Nullable Label label;
  private @Nullable AsmExpr value;
  private @Nullable Span definition;
  private ExprValue.@Nullable Operators operators;

  /** Who sees it. */
  public Binding binding = Binding.LOCAL;

  /** What it names. */
  public Kind kind = Kind.NONE;

  /** Its length in bytes; null if unknown. */
  public @Nullable AsmExpr size;

  /** Whether a common block, which a definition elsewhere replaces. */
  public boolean isCommon;

  /**
   * A name without a value; {@code nesting} counts names that are being looked up in each other.
   */
  Symbol(String name, Span firstUse, Nesting nesting) {
    this.name = name;
    this.firstUse = firstUse;
    this.nesting = nesting;
  }

  /** How many names of a program are being looked up in each other. */
  static final class Nesting {
    private int depth;
  }

  @Override
  public String name() {
    return name;
  }

  /** Where it is first mentioned. */
  public Span firstUse() {
    return firstUse;
  }

  /** Whether it has a value. */
  public boolean isDefined() {
    return label != null || value != null;
  }

  /** Where it got its value; null if it has none. */
  public @Nullable Span definition() {
    return definition;
  }

  /** The place that it names; null if it is a number or undefined. */
  public @Nullable Label label() {
    return label;
  }

  /** The place that it names, by itself or by other names; null if it is a number or undefined. */
  public @Nullable Label place() {
    return label != null ? label : value == null ? null : KnownValue.base(value);
  }

  /** The expression that it stands for; null if it is a label or undefined. */
  public @Nullable AsmExpr expression() {
    return value;
  }

  void define(Label place, Span span) {
    label = place;
    definition = span;
  }

  void define(AsmExpr expression, Span span, ExprValue.Operators with) {
    value = expression;
    definition = span;
    operators = with;
  }

  /** Gives an undefined symbol an address. */
  public void defineAt(long address) {
    define(
        new AsmExpr.Number(firstUse, address),
        firstUse,
        e -> {
          throw new IllegalStateException(e.toString());
        });
  }

  @Override
  public long value() {
    if (label != null) {
      return label.value();
    }
    AsmExpr e = value;
    ExprValue.Operators with = operators;
    if (e == null || with == null) {
      if (binding == Binding.WEAK) {
        return 0;
      }
      throw new Failure(
          "",
          firstUse,
          "there is no '" + name + "': no label, and no value",
          "Define it with '" + name + ":' or .equ; programs are linked from this one file.");
    }
    if (nesting.depth >= MAX_DEPTH) {
      throw new Failure(
          "",
          firstUse,
          "'" + name + "' is defined by itself, or by more than " + MAX_DEPTH + " others",
          "Define it by a label or a number.");
    }
    nesting.depth++;
    try {
      return ExprValue.of(e, with);
    } finally {
      nesting.depth--;
    }
  }
}

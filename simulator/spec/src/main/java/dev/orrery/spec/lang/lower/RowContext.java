package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.declare.Constants;
import dev.orrery.spec.lang.declare.CsrDecl;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.declare.Field;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known while one row is lowered: its operands, and the statements so far. */
final class RowContext {
  /** Expressions that one row may make before its functions are taken to be out of hand. */
  private static final int BUDGET = 20_000;

  final Declarations declarations;
  final Diagnostics diagnostics;
  final Constants constants;
  final Map<String, Operand> operands;
  final Map<String, Field> fields;

  /** The values of declared fields to which the row gives bits, by name. */
  final Map<String, Value> given;

  /** What further names stand for in this row. */
  final Map<String, ExprAst> bindings;

  /** Registers whose value the manual leaves open. */
  final Set<Register> undefined = new LinkedHashSet<>();

  /** Single registers that the row says it leaves as they are. */
  final Set<Register> kept = new LinkedHashSet<>();

  /** Fields that the body reads or writes in any way. */
  final Set<String> used = new HashSet<>();

  /** Pairs of assignments that are to be told apart by the row's encoding. */
  final List<Flow.Clash> clashes = new ArrayList<>();

  /** Expressions that are not zero here, because of a condition. */
  final Set<Expr> nonZero = new HashSet<>();

  /** Where statements go. */
  List<Stmt> out = new ArrayList<>();

  Flow flow = new Flow();

  /** The control register that this variant of the body is for, null if the row names none. */
  @Nullable CsrDecl csr;

  /** What is known from the instruction word where a statement stands; one bit. */
  Expr decoded = Simplify.constant(1, 1);

  /** How many arms of {@code ? :} are around: nothing may happen there. */
  int arms;

  /** How many functions are being inlined. */
  int calls;

  private int temporaries;
  private int made;

  RowContext(
      Declarations declarations,
      Constants constants,
      Diagnostics diagnostics,
      Map<String, Operand> operands,
      Map<String, Field> fields,
      Map<String, Value> given,
      Map<String, ExprAst> bindings) {
    this.declarations = declarations;
    this.constants = constants;
    this.diagnostics = diagnostics;
    this.operands = operands;
    this.fields = fields;
    this.given = given;
    this.bindings = bindings;
  }

  /** What a name that is no operand stands for in this row, null if nothing. */
  @Nullable ExprAst binding(String name) {
    ExprAst own = bindings.get(name);
    return own != null ? own : declarations.let(name);
  }

  Expr.Tmp temporary(int width) {
    return new Expr.Tmp(width, temporaries++);
  }

  /** Counts a step; a row whose functions call each other without end fails here. */
  void step(Span span) {
    if (++made > BUDGET) {
      throw new Failure(
          "E28",
          span,
          "this row grows beyond " + BUDGET + " expressions",
          "Its functions use each other too often.");
    }
  }

  /** Starts counting steps anew, for another variant of the body. */
  void restart() {
    made = 0;
  }
}

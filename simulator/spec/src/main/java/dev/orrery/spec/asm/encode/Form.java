package dev.orrery.spec.asm.encode;

import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way to write words of a row: what stands behind the mnemonic, and what that leaves unsaid. */
final class Form {
  private static final int[] NOWHERE = {};

  private final Row row;
  private final boolean own;
  private final boolean exact;
  private final List<Piece> pieces;
  private final List<Derived> derived;
  private final long[] given;
  private final boolean[] isGiven;
  private final @Nullable Expr when;
  private final List<Expr> aliases;
  private final Map<String, int[]> positions;
  private final Solver solver;

  /** By operand, one that is equal to it; -1 for none. */
  private final int[] twins;

  // What does not depend on a text; made when it is needed first.
  private volatile @Nullable FormStep steps;
  private volatile @Nullable Reach reach;

  private Form(
      Row row,
      boolean own,
      boolean exact,
      List<Piece> pieces,
      List<Derived> derived,
      long[] given,
      boolean[] isGiven,
      @Nullable Expr when,
      List<Expr> aliases,
      Map<String, int[]> positions,
      Solver solver) {
    this.row = row;
    this.own = own;
    this.exact = exact;
    this.pieces = pieces;
    this.derived = derived;
    this.given = given;
    this.isGiven = isGiven;
    this.when = when;
    this.aliases = aliases;
    this.positions = positions;
    this.solver = solver;
    this.twins = when == null ? NOWHERE : twins(row, when);
  }

  private static int[] twins(Row row, Expr when) {
    int[] twins = new int[row.operands().size()];
    for (Operand o : row.operands()) {
      Operand twin = twin(when, o);
      twins[o.index()] = twin == null ? -1 : twin.index();
    }
    return twins;
  }

  /**
   * A form that implies what the row fixes and what {@code when} says.
   *
   * @param own whether it is written by the row's own name; else it is an alias
   * @param exact whether only the row's own words are meant, no shorter ones
   * @param pieces the template behind the mnemonic
   * @param derived what it may show besides operands; their positions follow those of the operands
   * @param when further condition on the operands; null for none
   * @param aliases conditions under which words are printed in other ways: none of them holds where
   *     the text leaves an operand open
   * @param searches those of the instruction set
   */
  static Form of(
      Row row,
      boolean own,
      boolean exact,
      List<Piece> pieces,
      List<Derived> derived,
      @Nullable Expr when,
      List<Expr> aliases,
      WordSearch.Pool searches) {
    int n = row.operands().size() + derived.size();
    Form form =
        new Form(
            row,
            own,
            exact,
            pieces,
            derived,
            new long[n],
            new boolean[n],
            when,
            aliases,
            positions(row, derived),
            new Solver(row, derived, when, aliases, searches));
    for (Operand o : row.operands()) {
      if (o.field() == null && o.from() == null) {
        form.give(o.index(), o.fixed());
      }
    }
    if (when != null) {
      form.learn(when);
    }
    return form;
  }

  /** By name, positions of operands that the row does not fix, else of a derived value. */
  private static Map<String, int[]> positions(Row row, List<Derived> derived) {
    Map<String, int[]> positions = new HashMap<>();
    for (Operand o : row.operands()) {
      if (o.field() != null || o.from() != null) {
        positions.merge(o.name(), new int[] {o.index()}, Form::joined);
      }
    }
    for (int i = 0; i < derived.size(); i++) {
      positions.putIfAbsent(derived.get(i).name(), new int[] {row.operands().size() + i});
    }
    Map<String, int[]> fixed = new HashMap<>();
    for (Operand o : row.operands()) {
      if (!positions.containsKey(o.name())) {
        fixed.merge(o.name(), new int[] {o.index()}, Form::joined);
      }
    }
    positions.putAll(fixed);
    return positions;
  }

  private static int[] joined(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** The row. */
  Row row() {
    return row;
  }

  /** Whether it is written by the row's own name; else it is an alias. */
  boolean own() {
    return own;
  }

  /** Whether only the row's own words are meant, no shorter ones. */
  boolean exact() {
    return exact;
  }

  /** The template behind the mnemonic. */
  List<Piece> pieces() {
    return pieces;
  }

  /** What it may show besides operands; their positions follow those of the operands. */
  List<Derived> derived() {
    return derived;
  }

  /** How many values a text can give: of operands, and of what is derived from them. */
  int size() {
    return given.length;
  }

  /** Copies the values that the form implies, by position, and which these are. */
  void give(long[] values, boolean[] known) {
    System.arraycopy(given, 0, values, 0, given.length);
    System.arraycopy(isGiven, 0, known, 0, isGiven.length);
  }

  /** Adds the values of operands that are equal to known ones. */
  void completeTwins(long[] values, boolean[] known) {
    for (int i = 0; i < twins.length; i++) {
      if (!known[i] && twins[i] >= 0 && known[twins[i]]) {
        values[i] = values[twins[i]];
        known[i] = true;
      }
    }
  }

  /** The first step of reading a text by it. */
  FormStep steps(RegisterNames registers) {
    FormStep made = steps;
    if (made == null) {
      made = FormSteps.of(this, registers);
      steps = made;
    }
    return made;
  }

  /** Which bits of the word its texts say something about. */
  Reach reach() {
    Reach made = reach;
    if (made == null) {
      made = Reach.of(this);
      reach = made;
    }
    return made;
  }

  /** Further condition on the operands; null for none. */
  @Nullable Expr when() {
    return when;
  }

  /** Conditions none of which holds where the text leaves an operand open. */
  List<Expr> aliases() {
    return aliases;
  }

  /** Finds its words. */
  Solver solver() {
    return solver;
  }

  /** The same, with the operand called {@code operand} implied. */
  Form with(String operand, long value) {
    Form copy =
        new Form(
            row,
            own,
            exact,
            pieces,
            derived,
            given.clone(),
            isGiven.clone(),
            when,
            aliases,
            positions,
            solver);
    copy.give(operand, value);
    return copy;
  }

  /** Gives a value to what is called {@code name}. */
  private void give(String name, long value) {
    for (int position : positions(name)) {
      give(position, value);
    }
  }

  /**
   * Positions of what is called {@code name}: operands of that name that the row does not fix, else
   * a derived value.
   */
  int[] positions(String name) {
    return positions.getOrDefault(name, NOWHERE);
  }

  /** The operand at a position; null for a derived value. */
  @Nullable Operand operand(int position) {
    return position < row.operands().size() ? row.operands().get(position) : null;
  }

  private void give(int operand, long value) {
    given[operand] = value;
    isGiven[operand] = true;
  }

  /** Takes values from equations with a constant; the rest of a condition is tested later. */
  private void learn(Expr condition) {
    if (!(condition instanceof Expr.Binary b)) {
      return;
    }
    if (b.op() == BinaryOp.AND) {
      learn(b.a());
      learn(b.b());
    } else if (b.op() == BinaryOp.EQ && field(b.a()) instanceof Operand o) {
      if (b.b() instanceof Expr.Const c) {
        give(o.name(), extended(o, c));
      }
    }
  }

  /** An operand that a condition says is equal to {@code operand}. */
  private static @Nullable Operand twin(Expr condition, Operand operand) {
    if (!(condition instanceof Expr.Binary b)) {
      return null;
    }
    if (b.op() == BinaryOp.AND) {
      Operand left = twin(b.a(), operand);
      return left != null ? left : twin(b.b(), operand);
    }
    Operand x = field(b.a());
    Operand y = field(b.b());
    if (b.op() != BinaryOp.EQ || x == null || y == null) {
      return null;
    }
    return x.equals(operand) ? y : y.equals(operand) ? x : null;
  }

  private static @Nullable Operand field(Expr e) {
    return switch (e) {
      case Expr.Field f -> f.operand();
      case Expr.Extend x -> field(x.a());
      default -> null;
    };
  }

  private static long extended(Operand o, Expr.Const c) {
    BitField field = o.field();
    return field != null && field.signed() ? Bits.sext(c.value(), c.width()) : c.value();
  }

  /** Its operands as a reader would write them. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal l -> out.append(l.text().equals(",") ? ", " : l.text());
        case Piece.Pick p -> out.append("[").append(p.texts().getFirst()).append("]");
        case Piece.Form f -> out.append("ADDRESS");
        default -> out.append(piece.operandName());
      }
    }
    return out.toString();
  }
}

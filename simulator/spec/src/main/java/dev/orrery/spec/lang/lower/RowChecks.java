package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.lang.declare.Field;
import dev.orrery.spec.lang.declare.RowDecl;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a row must keep to once it is lowered: its operands are used, and are what they say. */
final class RowChecks {
  private static final int MAX_DEPTH = 250;

  private final RowDecl row;
  private final RowContext ctx;

  RowChecks(RowDecl row, RowContext ctx) {
    this.row = row;
    this.ctx = ctx;
  }

  /** The number that is computed for a register must be one. */
  void checkNumbers(@Nullable Expr legal) {
    for (Operand o : ctx.operands.values()) {
      RegisterFile file = o.file();
      if (file == null || !(o.from() instanceof Operand.From.Computed)) {
        continue;
      }
      Predicate<DecodedInsn> beyond =
          insn -> Long.compareUnsigned(insn.value(o), file.count()) >= 0;
      if (new WordSearch().reads(o).canBe(beyond)
          && new WordSearch()
              .reads(o)
              .reads(legal)
              .canBe(i -> beyond.test(i) && (legal == null || DecodeTime.value(legal, i) != 0))) {
        ctx.diagnostics.error(
            "E10",
            Objects.requireNonNull(ctx.fields.get(o.name())).span(),
            "what is computed for '"
                + o.name()
                + "' in '"
                + row.name()
                + "' may be no number of a register: "
                + file.name()
                + " has "
                + file.count(),
            "Take fewer bits, or exclude the others with `legal`.");
      }
    }
  }

  /**
   * A register operand that the row does not touch is a mistake; so is an immediate that is not
   * printed either (E06). One that is part of the mnemonic promises something, an order of memory
   * accesses for example, and the row must keep it (E24).
   */
  void checkUsed(Templates.Checked asm) {
    Set<String> printed = asm.printed();
    for (Operand o : ctx.operands.values().stream().toList().reversed()) {
      boolean needed = ctx.used.contains(o.name()) || printed.contains(o.name());
      switch (o.from()) {
        case Operand.From.Computed c when needed -> use(c.value());
        case Operand.From.Next n -> use(n.bytes());
        case null, default -> {}
      }
    }
    for (Field f : ctx.fields.values()) {
      if (f.kind() != Field.Kind.TABLE
          && asm.suffix().contains(f.name())
          && !ctx.used.contains(f.name())) {
        ctx.diagnostics.error(
            "E24",
            row.span(),
            "the mnemonic of '"
                + row.name()
                + "' says '"
                + f.name()
                + "', and nothing in `do` honours it",
            "Hand it on, such as to .amo(OP, v, aq, rl), or give it bits in the table: "
                + f.name()
                + "=...");
        continue;
      }
      boolean used =
          f.computed() != null // the fields that it is computed from are looked at instead
              || switch (f.kind()) {
                case REGISTER -> ctx.used.contains(f.name());
                case TABLE -> true; // its conditions hold for every row that has it
                default -> ctx.used.contains(f.name()) || printed.contains(f.name());
              };
      if (!used) {
        ctx.diagnostics.error(
            "E06",
            row.span(),
            "'" + row.name() + "' never uses its operand '" + f.name() + "'",
            "Use it in `do`, or give it bits in the table: " + f.name() + "=...");
      }
    }
  }

  private void use(Expr e) {
    Rewrite.visit(
        e,
        x -> {
          if (x instanceof Expr.Field f) {
            ctx.used.add(f.operand().name());
          }
        });
  }

  /** Statements and expressions that are nested too deep are out of hand. */
  void checkDepth(List<Stmt> body) {
    int depth = depth(body);
    if (depth > MAX_DEPTH) {
      throw new Failure(
          "E28",
          row.span(),
          "the meaning of '"
              + row.name()
              + "' is nested "
              + depth
              + " deep, the limit is "
              + MAX_DEPTH,
          "Use fewer functions inside each other.");
    }
  }

  private static int depth(List<Stmt> body) {
    int[] most = {0};
    for (Stmt s : body) {
      if (s instanceof Stmt.If i) {
        most[0] = Math.max(most[0], 1 + Math.max(depth(i.then()), depth(i.otherwise())));
      } else {
        Rewrite.stmt(
            s,
            e -> {
              most[0] = Math.max(most[0], depth(e));
              return e;
            });
      }
    }
    return most[0];
  }

  private static int depth(Expr e) {
    return 1
        + switch (e) {
          case Expr.Unary u -> depth(u.a());
          case Expr.Binary b -> Math.max(depth(b.a()), depth(b.b()));
          case Expr.Extend x -> depth(x.a());
          case Expr.Slice s -> depth(s.a());
          case Expr.Concat c -> Math.max(depth(c.hi()), depth(c.lo()));
          case Expr.Select s -> Math.max(depth(s.cond()), Math.max(depth(s.a()), depth(s.b())));
          default -> 0;
        };
  }
}

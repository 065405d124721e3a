package dev.orrery.spec.asm.unit;

import dev.orrery.spec.asm.encode.Expansion;
import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.Names;
import dev.orrery.spec.asm.expr.Place;
import dev.orrery.spec.asm.layout.Label;
import dev.orrery.spec.asm.layout.Layout;
import dev.orrery.spec.asm.layout.Symbol;
import dev.orrery.spec.asm.layout.SymbolTable;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.Isa;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What names in a program's expressions stand for. */
final class UnitNames implements Names {
  private final Isa isa;
  private final SymbolTable symbols;
  private final Supplier<Label> here;
  private long asked;

  UnitNames(Isa isa, SymbolTable symbols, Supplier<Label> here) {
    this.isa = isa;
    this.symbols = symbols;
    this.here = here;
  }

  /** How often a name was looked up: what is read without has one meaning everywhere. */
  long asked() {
    return asked;
  }

  @Override
  public AsmExpr name(String name, Span span) {
    asked++;
    if (name.equals(".")) {
      return new AsmExpr.Ref(span, here.get());
    }
    Symbol symbol = symbols.get(name, span);
    return symbol.expression() instanceof AsmExpr.Number n
        ? new AsmExpr.Number(span, n.value())
        : new AsmExpr.Ref(span, symbol);
  }

  @Override
  public AsmExpr local(long number, boolean forward, Span span) {
    asked++;
    return new AsmExpr.Ref(span, symbols.local(number, forward, span));
  }

  @Override
  public @Nullable AsmExpr operator(AsmExpr.Modified e) {
    // What a programmer writes stays open: such an operand has its full length, as it has for a
    // linker.
    return isa.asm().operators().containsKey(e.operator()) ? e : null;
  }

  /** A number for an operator on a number that does not depend on where it stands. */
  private @Nullable AsmExpr folded(AsmExpr.Modified e) {
    AsmSpec.Operator o = isa.asm().operators().get(e.operator());
    if (o == null) {
      return null;
    }
    return e.a() instanceof AsmExpr.Number n && o.at() == null && !readsPc(o.value())
        ? new AsmExpr.Number(e.span(), Layout.value(isa, o, n.value(), 0))
        : e;
  }

  private static boolean readsPc(Expr e) {
    return switch (e) {
      case Expr.Pc p -> true;
      case Expr.NextPc n -> true;
      case Expr.Unary u -> readsPc(u.a());
      case Expr.Binary b -> readsPc(b.a()) || readsPc(b.b());
      case Expr.Extend x -> readsPc(x.a());
      case Expr.Slice s -> readsPc(s.a());
      case Expr.Concat c -> readsPc(c.hi()) || readsPc(c.lo());
      case Expr.Select s -> readsPc(s.cond()) || readsPc(s.a()) || readsPc(s.b());
      default -> false;
    };
  }

  /**
   * The names inside a sequence that a pseudo-instruction stands for: its operands, the tables'
   * parameters, and its own addresses.
   */
  Names inside(Expansion expansion, Place pc, Place npc) {
    Map<String, AsmExpr> known = new HashMap<>();
    return new Names() {
      @Override
      public AsmExpr name(String name, Span span) {
        AsmExpr argument = expansion.arguments().get(name);
        if (argument != null) {
          return argument;
        }
        if (name.equals("PC") || name.equals("NPC")) {
          return new AsmExpr.Ref(span, name.equals("PC") ? pc : npc);
        }
        Long parameter = isa.parameters().get(name);
        return parameter != null
            ? new AsmExpr.Number(span, parameter)
            : known.computeIfAbsent(name, n -> UnitNames.this.name(n, span));
      }

      @Override
      public AsmExpr local(long number, boolean forward, Span span) {
        return UnitNames.this.local(number, forward, span);
      }

      @Override
      public @Nullable AsmExpr operator(AsmExpr.Modified e) {
        return folded(e);
      }
    };
  }
}

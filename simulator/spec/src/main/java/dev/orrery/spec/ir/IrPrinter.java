package dev.orrery.spec.ir;

import dev.orrery.spec.model.Operand;
import java.util.List;
import java.util.Locale;

/**
 * Writes IR as text, one statement a line, for people: {@code orrery isa show}, explanations of
 * generated code, and tests.
 *
 * <p>{@code X[rs1]} is the register that operand {@code rs1} names, {@code immI:64} an immediate at
 * 64 bits, {@code 0x10:64} a literal of 64 bits, {@code %0} a temporary, {@code sx.64(a)} an
 * extension to 64 bits, {@code a[31:0]} a slice. Operators are written as functions.
 */
public final class IrPrinter {
  private static final int SMALL = 10;

  private final StringBuilder out = new StringBuilder();

  private IrPrinter() {}

  /** The statements, each line indented by two spaces for each condition around it. */
  public static String print(List<Stmt> body) {
    IrPrinter p = new IrPrinter();
    p.body(body, 0);
    return p.out.toString();
  }

  /** The expression. */
  public static String print(Expr e) {
    IrPrinter p = new IrPrinter();
    p.expr(e);
    return p.out.toString();
  }

  private void body(List<Stmt> body, int depth) {
    for (Stmt s : body) {
      out.repeat("  ", depth);
      stmt(s, depth);
      out.append('\n');
    }
  }

  private void stmt(Stmt s, int depth) {
    switch (s) {
      case Stmt.Let l -> define(l.tmp()).expr(l.value());
      case Stmt.Load l -> define(l.tmp()).text("load.").number(l.bytes()).call(l.address());
      case Stmt.Probe t -> text("probe.").number(t.bytes()).call(t.address());
      case Stmt.Store t -> text("store.").number(t.bytes()).call(t.address(), t.value());
      case Stmt.LoadReserved l ->
          define(l.tmp()).text("lr.").number(l.bytes()).call(l.address()).order(l.order());
      case Stmt.StoreConditional t ->
          define(t.tmp())
              .text("sc.")
              .number(t.bytes())
              .call(t.address(), t.value())
              .order(t.order());
      case Stmt.Amo a ->
          define(a.tmp())
              .text("amo.")
              .number(a.bytes())
              .text(".")
              .text(name(a.op()))
              .call(a.address(), a.value())
              .order(a.order());
      case Stmt.CompareAndSwap c ->
          define(c.tmp())
              .text("cas.")
              .number(c.bytes())
              .call(c.address(), c.expected(), c.value())
              .order(c.order());
      case Stmt.CompareAndSwapPair c -> {
        text("%").number(c.low().id()).text(", ");
        define(c.high())
            .text("cas.16")
            .call(c.address(), c.expectedLow(), c.expectedHigh(), c.valueLow(), c.valueHigh())
            .order(c.order());
      }
      case Stmt.ZeroBlock z -> text("zero.").number(z.bytes()).call(z.address());
      case Stmt.Retire r -> text("retire").call(r.inputs().toArray(Expr[]::new));
      case Stmt.Fp p -> fp(p);
      case Stmt.Counter c -> define(c.tmp()).text("counter.").text(name(c.kind()));
      case Stmt.Fence f -> text("fence");
      case Stmt.InstructionFence f -> text("ifence");
      case Stmt.PutFile p -> text(p.file().name()).index(p.index()).text(" = ").expr(p.value());
      case Stmt.PutReg p -> text(p.register().name()).text(" = ").expr(p.value());
      case Stmt.If i -> conditional(i, depth);
      case Stmt.Goto g -> text("goto ").expr(g.target());
      case Stmt.Trap t -> text("trap.").text(name(t.kind())).call(t.cause(), t.value());
    }
  }

  private void fp(Stmt.Fp p) {
    String op = p.op().name().toLowerCase(Locale.ROOT);
    define(p.tmp()).text(name(p.format())).text(".").text(op);
    call(p.args().toArray(new Expr[0]));
    Expr mode = p.roundingMode();
    if (mode != null) {
      text(" rounding ").expr(mode);
    }
    text(" flags ").text(p.flags().name());
  }

  private void conditional(Stmt.If i, int depth) {
    text("if ").expr(i.condition()).text(" {\n");
    body(i.then(), depth + 1);
    out.repeat("  ", depth).append('}');
    if (i.otherwise().size() == 1 && i.otherwise().getFirst() instanceof Stmt.If next) {
      text(" else ").conditional(next, depth);
    } else if (!i.otherwise().isEmpty()) {
      text(" else {\n");
      body(i.otherwise(), depth + 1);
      out.repeat("  ", depth).append('}');
    }
  }

  private IrPrinter expr(Expr e) {
    return switch (e) {
      case Expr.Const c -> constant(c.value()).width(c.width());
      case Expr.Field f -> text(f.operand().name()).width(f.width());
      case Expr.Pc p -> text("pc").width(p.width());
      case Expr.NextPc p -> text("npc").width(p.width());
      case Expr.GetFile g -> text(g.file().name()).index(g.index());
      case Expr.GetReg g -> text(g.register().name());
      case Expr.Tmp t -> text("%").number(t.id());
      case Expr.Unary u -> text(name(u.op())).call(u.a());
      case Expr.Binary b -> text(name(b.op())).call(b.a(), b.b());
      case Expr.Extend x -> text(x.signed() ? "sx." : "zx.").number(x.width()).call(x.a());
      case Expr.Slice s when s.hi() == s.lo() -> expr(s.a()).text("[").number(s.hi()).text("]");
      case Expr.Slice s -> expr(s.a()).text("[").number(s.hi()).text(":").number(s.lo()).text("]");
      case Expr.Concat c -> text("cat").call(c.hi(), c.lo());
      case Expr.Select s -> text("sel").call(s.cond(), s.a(), s.b());
    };
  }

  private IrPrinter define(Expr.Tmp t) {
    return text("%").number(t.id()).width(t.width()).text(" = ");
  }

  private IrPrinter call(Expr... args) {
    text("(");
    for (int i = 0; i < args.length; i++) {
      text(i == 0 ? "" : ", ").expr(args[i]);
    }
    return text(")");
  }

  private IrPrinter order(MemoryOrder o) {
    return text(" acquire ").expr(o.acquire()).text(" release ").expr(o.release());
  }

  private IrPrinter index(Expr.Index index) {
    return switch (index) {
      case Expr.Index.Fixed f -> text("[").number(f.number()).text("]");
      case Expr.Index.Of of -> text("[").operand(of.operand()).text("]");
    };
  }

  private IrPrinter operand(Operand o) {
    return text(o.name());
  }

  private IrPrinter constant(long value) {
    return text(
        value >= 0 && value < SMALL ? Long.toString(value) : "0x" + Long.toHexString(value));
  }

  private IrPrinter width(int width) {
    return text(":").number(width);
  }

  private IrPrinter number(int n) {
    out.append(n);
    return this;
  }

  private IrPrinter text(String s) {
    out.append(s);
    return this;
  }

  private static String name(Enum<?> e) {
    return e.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}

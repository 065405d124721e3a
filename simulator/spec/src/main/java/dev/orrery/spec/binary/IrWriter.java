package dev.orrery.spec.binary;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.MemoryOrder;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes expressions and statements of one row after the other; {@link IrReader} reads them. */
final class IrWriter {
  private final Sink out;
  private final List<RegisterFile> files;
  private final List<Register> registers;
  private List<Operand> operands = List.of();
  private List<Operand> meant = List.of();

  IrWriter(Sink out, List<RegisterFile> files, List<Register> registers) {
    this.out = out;
    this.files = files;
    this.registers = registers;
  }

  /**
   * What follows speaks of {@code row}'s operands, or of those of the row that gives it its
   * meaning.
   */
  void enter(Row row) {
    operands = row.operands();
    meant = row.meaning().operands();
  }

  /** The expressions that follow are over {@code own}. */
  void enter(List<Operand> own) {
    operands = own;
    meant = own;
  }

  void file(@Nullable RegisterFile file) {
    out.number(file == null ? 0 : 1 + indexIn(files, file));
  }

  void register(Register register) {
    out.number(indexIn(registers, register));
  }

  private void operand(Operand operand) {
    int own = operands.indexOf(operand);
    out.number(own >= 0 ? 2L * own : 2L * indexIn(meant, operand) + 1);
  }

  private static <T> int indexIn(List<T> list, T element) {
    int i = list.indexOf(element);
    if (i < 0) {
      throw new IllegalArgumentException(element + " is not declared");
    }
    return i;
  }

  void optional(@Nullable Expr e) {
    if (e == null) {
      out.number(IrTag.NONE);
    } else {
      expr(e);
    }
  }

  void expr(Expr e) {
    switch (e) {
      case Expr.Const c -> {
        tag(IrTag.CONST, c.width());
        out.signed(c.value());
      }
      case Expr.Field f -> {
        tag(IrTag.FIELD, f.width());
        operand(f.operand());
      }
      case Expr.Pc p -> tag(IrTag.PC, p.width());
      case Expr.NextPc n -> tag(IrTag.NEXT_PC, n.width());
      case Expr.GetFile g -> {
        out.number(IrTag.GET_FILE);
        file(g.file());
        index(g.index());
      }
      case Expr.GetReg g -> {
        out.number(IrTag.GET_REG);
        register(g.register());
      }
      case Expr.Tmp t -> tmp(t);
      case Expr.Unary u -> {
        tag(IrTag.UNARY, u.width());
        out.choice(u.op());
        expr(u.a());
      }
      case Expr.Binary b -> {
        out.number(IrTag.BINARY);
        out.choice(b.op());
        expr(b.a());
        expr(b.b());
      }
      case Expr.Extend x -> {
        tag(x.signed() ? IrTag.SIGN_EXTEND : IrTag.ZERO_EXTEND, x.width());
        expr(x.a());
      }
      case Expr.Slice s -> {
        out.number(IrTag.SLICE);
        out.number(s.hi());
        out.number(s.lo());
        expr(s.a());
      }
      case Expr.Concat c -> {
        out.number(IrTag.CONCAT);
        expr(c.hi());
        expr(c.lo());
      }
      case Expr.Select s -> {
        out.number(IrTag.SELECT);
        expr(s.cond());
        expr(s.a());
        expr(s.b());
      }
    }
  }

  private void tag(int tag, int width) {
    out.number(tag);
    out.number(width);
  }

  private void tmp(Expr.Tmp t) {
    tag(IrTag.TMP, t.width());
    out.number(t.id());
  }

  private void index(Expr.Index index) {
    switch (index) {
      case Expr.Index.Fixed f -> {
        out.flag(false);
        out.number(f.number());
      }
      case Expr.Index.Of o -> {
        out.flag(true);
        operand(o.operand());
      }
    }
  }

  private void order(MemoryOrder order) {
    expr(order.acquire());
    expr(order.release());
  }

  void body(List<Stmt> body) {
    out.number(body.size());
    for (Stmt s : body) {
      stmt(s);
    }
  }

  private void stmt(Stmt stmt) {
    switch (stmt) {
      case Stmt.Let s -> {
        out.number(IrTag.LET);
        tmp(s.tmp());
        expr(s.value());
      }
      case Stmt.Load s -> {
        out.number(IrTag.LOAD);
        tmp(s.tmp());
        out.number(s.bytes());
        expr(s.address());
      }
      case Stmt.Probe s -> {
        out.number(IrTag.PROBE);
        out.number(s.bytes());
        expr(s.address());
      }
      case Stmt.Store s -> {
        out.number(IrTag.STORE);
        out.number(s.bytes());
        expr(s.address());
        expr(s.value());
      }
      case Stmt.LoadReserved s -> {
        out.number(IrTag.LOAD_RESERVED);
        tmp(s.tmp());
        out.number(s.bytes());
        expr(s.address());
        order(s.order());
      }
      case Stmt.StoreConditional s -> {
        out.number(IrTag.STORE_CONDITIONAL);
        tmp(s.tmp());
        out.number(s.bytes());
        expr(s.address());
        expr(s.value());
        order(s.order());
      }
      case Stmt.Amo s -> {
        out.number(IrTag.AMO);
        tmp(s.tmp());
        out.choice(s.op());
        out.number(s.bytes());
        expr(s.address());
        expr(s.value());
        order(s.order());
      }
      case Stmt.CompareAndSwap s -> {
        out.number(IrTag.COMPARE_AND_SWAP);
        tmp(s.tmp());
        out.number(s.bytes());
        expr(s.address());
        expr(s.expected());
        expr(s.value());
        order(s.order());
      }
      case Stmt.CompareAndSwapPair s -> {
        out.number(IrTag.COMPARE_AND_SWAP_PAIR);
        tmp(s.low());
        tmp(s.high());
        expr(s.address());
        expr(s.expectedLow());
        expr(s.expectedHigh());
        expr(s.valueLow());
        expr(s.valueHigh());
        order(s.order());
      }
      case Stmt.ZeroBlock s -> {
        out.number(IrTag.ZERO_BLOCK);
        out.number(s.bytes());
        expr(s.address());
      }
      case Stmt.Retire s -> throw new IllegalArgumentException("no table says " + s);
      case Stmt.Fp s -> {
        out.number(IrTag.FP);
        tmp(s.tmp());
        out.choice(s.op());
        out.choice(s.format());
        out.number(s.args().size());
        s.args().forEach(this::expr);
        optional(s.roundingMode());
        register(s.flags());
      }
      case Stmt.Counter s -> {
        out.number(IrTag.COUNTER);
        tmp(s.tmp());
        out.choice(s.kind());
      }
      case Stmt.Fence s -> out.number(IrTag.FENCE);
      case Stmt.InstructionFence s -> out.number(IrTag.INSTRUCTION_FENCE);
      case Stmt.PutFile s -> {
        out.number(IrTag.PUT_FILE);
        file(s.file());
        index(s.index());
        expr(s.value());
      }
      case Stmt.PutReg s -> {
        out.number(IrTag.PUT_REG);
        register(s.register());
        expr(s.value());
      }
      case Stmt.If s -> {
        out.number(IrTag.IF);
        expr(s.condition());
        body(s.then());
        body(s.otherwise());
      }
      case Stmt.Goto s -> {
        out.number(IrTag.GOTO);
        expr(s.target());
      }
      case Stmt.Trap s -> {
        out.number(IrTag.TRAP);
        out.choice(s.kind());
        expr(s.cause());
        expr(s.value());
      }
    }
  }
}

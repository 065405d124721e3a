package dev.orrery.spec.binary;

import dev.orrery.spec.ir.AmoOp;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.CounterKind;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;
import dev.orrery.spec.ir.MemoryOrder;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.ir.UnaryOp;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads expressions and statements; the inverse of {@link IrWriter}. */
final class IrReader {
  private static final UnaryOp[] UNARY_OPS = UnaryOp.values();
  private static final BinaryOp[] BINARY_OPS = BinaryOp.values();

  private final Source in;
  private final List<RegisterFile> files;
  private final List<Register> registers;
  private List<Operand> operands = List.of();
  private List<Operand> meant = List.of();

  IrReader(Source in, List<RegisterFile> files, List<Register> registers) {
    this.in = in;
    this.files = files;
    this.registers = registers;
  }

  /** What follows speaks of these operands, or of those of the row that gives the meaning. */
  void enter(List<Operand> own, List<Operand> ofMeaning) {
    operands = own;
    meant = ofMeaning;
  }

  @Nullable RegisterFile optionalFile() {
    int i = in.small();
    return i == 0 ? null : files.get(i - 1);
  }

  private RegisterFile file() {
    return files.get(in.small() - 1);
  }

  Register register() {
    return registers.get(in.small());
  }

  private Operand operand() {
    int i = in.small();
    return ((i & 1) == 0 ? operands : meant).get(i >> 1);
  }

  @Nullable Expr optional() {
    int tag = in.small();
    return tag == IrTag.NONE ? null : expr(tag);
  }

  Expr expr() {
    return expr(in.small());
  }

  private Expr expr(int tag) {
    return switch (tag) {
      case IrTag.CONST -> new Expr.Const(in.small(), in.signed());
      case IrTag.FIELD -> new Expr.Field(in.small(), operand());
      case IrTag.PC -> new Expr.Pc(in.small());
      case IrTag.NEXT_PC -> new Expr.NextPc(in.small());
      case IrTag.GET_FILE -> new Expr.GetFile(file(), index());
      case IrTag.GET_REG -> new Expr.GetReg(register());
      case IrTag.TMP -> new Expr.Tmp(in.small(), in.small());
      case IrTag.UNARY -> {
        int width = in.small();
        yield new Expr.Unary(in.choice(UNARY_OPS), width, expr());
      }
      case IrTag.BINARY -> new Expr.Binary(in.choice(BINARY_OPS), expr(), expr());
      case IrTag.SIGN_EXTEND -> new Expr.Extend(true, in.small(), expr());
      case IrTag.ZERO_EXTEND -> new Expr.Extend(false, in.small(), expr());
      case IrTag.SLICE -> {
        int hi = in.small();
        int lo = in.small();
        yield new Expr.Slice(expr(), hi, lo);
      }
      case IrTag.CONCAT -> new Expr.Concat(expr(), expr());
      case IrTag.SELECT -> new Expr.Select(expr(), expr(), expr());
      default -> throw new IllegalArgumentException("no expression has tag " + tag);
    };
  }

  private Expr.Tmp tmp() {
    if (expr() instanceof Expr.Tmp t) {
      return t;
    }
    throw new IllegalArgumentException("a temporary was expected");
  }

  private Expr.Index index() {
    return in.flag() ? new Expr.Index.Of(operand()) : new Expr.Index.Fixed(in.small());
  }

  private MemoryOrder order() {
    return new MemoryOrder(expr(), expr());
  }

  List<Stmt> body() {
    int n = in.count();
    List<Stmt> body = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      body.add(stmt());
    }
    return List.copyOf(body);
  }

  private Stmt stmt() {
    int tag = in.small();
    return switch (tag) {
      case IrTag.LET -> new Stmt.Let(tmp(), expr());
      case IrTag.LOAD -> new Stmt.Load(tmp(), in.small(), expr());
      case IrTag.PROBE -> new Stmt.Probe(in.small(), expr());
      case IrTag.STORE -> new Stmt.Store(in.small(), expr(), expr());
      case IrTag.LOAD_RESERVED -> new Stmt.LoadReserved(tmp(), in.small(), expr(), order());
      case IrTag.STORE_CONDITIONAL ->
          new Stmt.StoreConditional(tmp(), in.small(), expr(), expr(), order());
      case IrTag.AMO ->
          new Stmt.Amo(tmp(), in.choice(AmoOp.values()), in.small(), expr(), expr(), order());
      case IrTag.COMPARE_AND_SWAP ->
          new Stmt.CompareAndSwap(tmp(), in.small(), expr(), expr(), expr(), order());
      case IrTag.COMPARE_AND_SWAP_PAIR ->
          new Stmt.CompareAndSwapPair(
              tmp(), tmp(), expr(), expr(), expr(), expr(), expr(), order());
      case IrTag.ZERO_BLOCK -> new Stmt.ZeroBlock(in.small(), expr());
      case IrTag.FP -> fp();
      case IrTag.COUNTER -> new Stmt.Counter(tmp(), in.choice(CounterKind.values()));
      case IrTag.FENCE -> new Stmt.Fence();
      case IrTag.INSTRUCTION_FENCE -> new Stmt.InstructionFence();
      case IrTag.PUT_FILE -> new Stmt.PutFile(file(), index(), expr());
      case IrTag.PUT_REG -> new Stmt.PutReg(register(), expr());
      case IrTag.IF -> new Stmt.If(expr(), body(), body());
      case IrTag.GOTO -> new Stmt.Goto(expr());
      case IrTag.TRAP -> new Stmt.Trap(in.choice(TrapKind.values()), expr(), expr());
      default -> throw new IllegalArgumentException("no statement has tag " + tag);
    };
  }

  private Stmt fp() {
    Expr.Tmp tmp = tmp();
    FpOp op = in.choice(FpOp.values());
    FpFormat format = in.choice(FpFormat.values());
    int n = in.count();
    List<Expr> args = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      args.add(expr());
    }
    return new Stmt.Fp(tmp, op, format, List.copyOf(args), optional(), register());
  }
}

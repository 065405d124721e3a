package dev.orrery.profiler;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.CodeBytes;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Just enough of an instruction set: a row for each kind of control transfer, and some without. */
final class ToyIsa {
  private ToyIsa() {}

  private static final Expr ONE = new Expr.Const(1, 1);
  private static final Expr FIXED = new Expr.Const(64, 0);
  private static final Expr COMPUTED = new Expr.Tmp(64, 0);

  static final Row ADD = row(0, "add", "alu", 4, List.of(), null, null);
  static final Row LOAD = row(1, "c.lw", "load", 2, List.of(), null, null);
  static final Row BRANCH =
      row(
          2,
          "beq",
          "branch",
          4,
          List.of(new Stmt.If(COMPUTED, List.of(new Stmt.Goto(FIXED)), List.of())),
          null,
          null);
  static final Row JUMP = row(3, "j", "jump", 2, List.of(new Stmt.Goto(FIXED)), null, null);
  static final Row INDIRECT = row(4, "jr", "jump", 4, List.of(new Stmt.Goto(COMPUTED)), null, null);
  static final Row CALL = row(5, "jal", "jump", 4, List.of(new Stmt.Goto(FIXED)), ONE, null);
  static final Row RETURN = row(6, "ret", "jump", 2, List.of(new Stmt.Goto(COMPUTED)), null, ONE);
  static final Row SYSCALL =
      row(
          7,
          "ecall",
          "system",
          4,
          List.of(new Stmt.Trap(TrapKind.SYSCALL, FIXED, FIXED)),
          null,
          null);

  static final List<Row> ROWS = List.of(ADD, LOAD, BRANCH, JUMP, INDIRECT, CALL, RETURN, SYSCALL);

  /** Slot of the stack pointer. */
  static final int SP = 2;

  static final Isa ISA =
      new Isa(
          "toy",
          64,
          0,
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          List.of(),
          8,
          ROWS,
          List.of(),
          AsmSpec.NONE,
          new WordIsRow(),
          abi(),
          2,
          "00");

  private static AbiSpec abi() {
    return new AbiSpec(
        "linux", "toy", 7, List.of(), 5, SP, 4, 1, Map.of(), 0, List.of(), new byte[0], 0);
  }

  private static Row row(
      int id,
      String name,
      String insnClass,
      int length,
      List<Stmt> body,
      @Nullable Expr call,
      @Nullable Expr ret) {
    return new Row(
        id, name, "toy", insnClass, length, -1, id, null, List.of(), "", null, body, call, ret,
        "toy:1");
  }

  /** The instruction at {@code pc} that is {@code row}. */
  static DecodedInsn insn(Row row, long pc) {
    return new DecodedInsn(row, pc, row.id(), new long[0]);
  }

  /** A word is the number of its row. */
  private static final class WordIsRow implements Decoder {
    @Override
    public int minimumLength() {
      return 2;
    }

    @Override
    public int maximumLength() {
      return 4;
    }

    @Override
    public boolean inBytes() {
      return false;
    }

    @Override
    public DecodedInsn decode(CodeBytes code, long pc) {
      return decode(code.fetch(pc, minimumLength()), pc);
    }

    @Override
    public int length(long first) {
      return ROWS.get((int) first).length();
    }

    @Override
    public DecodedInsn decode(long word, long pc) {
      return insn(ROWS.get((int) word), pc);
    }
  }
}

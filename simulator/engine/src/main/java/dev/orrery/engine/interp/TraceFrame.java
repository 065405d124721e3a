package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.emit.BodyVisitor;
import dev.orrery.engine.emit.RowFrame;
import dev.orrery.engine.emit.Types;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a {@link Trace}: operands are constants, registers that the trace reads are locals
 * that always equal the hart's array.
 */
final class TraceFrame implements RowFrame {
  private static final ClassDesc CODE = Types.of(Code.class);
  private static final ClassDesc TRACE = Types.of(Trace.class);
  private static final int THIS = 0;
  private static final int HART = 1;
  private static final int END = 2;

  private final TracePlan plan;
  private final Map<Long, Integer> links = new HashMap<>();
  private final int regs;
  private final int memory;
  private final int flags;
  private final int site;
  private final int retired;
  private final Map<Integer, Integer> locals = new HashMap<>();

  /** Conditions on single registers that do not hold where the code is now. */
  private final Set<Expr> knownFalse = new HashSet<>();

  private int branches;
  private DecodedInsn insn;
  private int position;
  private int marked = -1;
  private long nextInTrace = Code.NO_KEY;
  private @Nullable Label continuation;

  TraceFrame(CodeBuilder code, TracePlan plan) {
    this.plan = plan;
    this.insn = plan.head().insns[0];
    long[] targets = plan.targets();
    for (int i = 0; i < targets.length; i++) {
      links.put(targets[i], i);
    }
    regs = code.allocateLocal(TypeKind.REFERENCE);
    memory = code.allocateLocal(TypeKind.REFERENCE);
    flags = code.allocateLocal(TypeKind.REFERENCE);
    site = code.allocateLocal(TypeKind.INT);
    retired = code.allocateLocal(TypeKind.LONG);
    code.aload(HART).getfield(Types.HART, "regs", Types.LONG_ARRAY).astore(regs);
    code.aload(HART).getfield(Types.HART, "memory", Types.MEMORY_PORT).astore(memory);
    code.aload(HART).getfield(Types.HART, "fp", Types.FP_FLAGS).astore(flags);
    code.aload(HART).getfield(Types.HART, "retired", CD_long).lstore(retired);
    code.iconst_0().istore(site);
  }

  /** Loads the registers that {@code body}, the body of {@code insn}, reads into locals. */
  void keepReads(CodeBuilder code, List<Stmt> body, DecodedInsn insn) {
    new BodyVisitor() {
      @Override
      protected void read(Expr.GetFile get) {
        int number = RegionFrame.number(insn, get.index());
        if (number != get.file().zero()) {
          keep(code, get.file().readSlot(number), get.file().width());
        }
      }

      @Override
      protected void read(Expr.GetReg get) {
        if (!get.register().fpFlags()) {
          keep(code, get.register().slot(), get.register().width());
        }
      }
    }.visit(body);
  }

  private void keep(CodeBuilder code, int slot, int width) {
    if (locals.containsKey(slot)) {
      return;
    }
    TypeKind kind = kind(width);
    int local = code.allocateLocal(kind);
    locals.put(slot, local);
    code.aload(regs).loadConstant(slot).laload();
    OpFrame.fromSlot(code, width);
    code.storeLocal(kind, local);
  }

  /**
   * The code that follows is that of {@code insn}.
   *
   * @param position its position in the trace
   * @param next address at which the trace goes on behind it, {@link Code#NO_KEY} if it is left
   * @param continuation where the trace goes on
   */
  void at(DecodedInsn insn, int position, long next, Label continuation) {
    this.insn = insn;
    this.position = position;
    this.nextInTrace = next;
    this.continuation = continuation;
  }

  private static TypeKind kind(int width) {
    return width <= 32 ? TypeKind.INT : TypeKind.LONG;
  }

  @Override
  public void pushFixed(CodeBuilder code, Expr fixed) {
    long value = DecodeTime.value(fixed, insn);
    if (fixed.width() <= 32) {
      code.loadConstant((int) value);
    } else {
      code.loadConstant(value);
    }
  }

  @Override
  public void pushHart(CodeBuilder code) {
    code.aload(HART);
  }

  @Override
  public void pushMemory(CodeBuilder code) {
    code.aload(memory);
  }

  @Override
  public void pushFlags(CodeBuilder code) {
    code.aload(flags);
  }

  @Override
  public void pushRegister(CodeBuilder code, RegisterFile file, Expr.Index index) {
    int number = RegionFrame.number(insn, index);
    if (number != file.zero()) {
      push(code, file.readSlot(number), file.width());
    } else if (file.width() <= 32) {
      code.iconst_0();
    } else {
      code.lconst_0();
    }
  }

  @Override
  public void pushRegister(CodeBuilder code, Register register) {
    push(code, register.slot(), register.width());
  }

  private void push(CodeBuilder code, int slot, int width) {
    Integer local = locals.get(slot);
    if (local == null) {
      throw new IllegalStateException("slot " + slot + " is read but was not kept");
    }
    code.loadLocal(kind(width), local);
  }

  @Override
  public void setRegister(CodeBuilder code, RegisterFile file, Expr.Index index, Runnable value) {
    int number = RegionFrame.number(insn, index);
    if (number != file.zero()) {
      set(code, file.writeSlot(number), file.width(), value);
    }
  }

  @Override
  public void setRegister(CodeBuilder code, Register register, Runnable value) {
    knownFalse.clear();
    set(code, register.slot(), register.width(), value);
  }

  private void set(CodeBuilder code, int slot, int width, Runnable value) {
    Integer local = locals.get(slot);
    if (local == null) {
      code.aload(regs).loadConstant(slot);
      value.run();
    } else {
      value.run();
      code.storeLocal(kind(width), local);
      code.aload(regs).loadConstant(slot).loadLocal(kind(width), local);
    }
    OpFrame.toSlot(code, width);
    code.lastore();
  }

  @Override
  public boolean isKnownFalse(Expr condition) {
    return knownFalse.contains(condition);
  }

  @Override
  public void learnFalse(Expr condition) {
    if (branches == 0 && isOfRegisters(condition)) {
      knownFalse.add(condition);
    }
  }

  /**
   * Whether {@code e} means the same in other rows: it knows no operand, and no file's register.
   */
  private static boolean isOfRegisters(Expr e) {
    return e instanceof Expr.Const
        || e instanceof Expr.GetReg get && !get.register().fpFlags()
        || e instanceof Expr.Binary b && isOfRegisters(b.a()) && isOfRegisters(b.b());
  }

  @Override
  public void mayRaise(CodeBuilder code) {
    if (marked != position) {
      code.loadConstant(position).istore(site);
      marked = position;
    }
  }

  @Override
  public void jump(CodeBuilder code, Expr target, Runnable value) {
    if (DecodeTime.isFixed(target)) {
      goTo(code, DecodeTime.value(target, insn));
      return;
    }
    value.run();
    OpFrame.toSlot(code, target.width());
    int address = code.allocateLocal(TypeKind.LONG);
    code.lstore(address);
    if (nextInTrace != Code.NO_KEY) {
      // The trace's guess: where this jump went so far, or behind the call that it returns from.
      Label elsewhere = code.newLabel();
      code.lload(address).loadConstant(nextInTrace).lcmp().ifne(elsewhere);
      goOn(code);
      code.labelBinding(elsewhere);
    }
    leave(code);
    code.aload(THIS).lload(address);
    code.invokevirtual(TRACE, "indirect", MethodTypeDesc.of(CODE, CD_long)).areturn();
  }

  /** Goes on at an address that is known: in the trace if that is its way, else by a link. */
  void goTo(CodeBuilder code, long target) {
    if (target == nextInTrace) {
      goOn(code);
      return;
    }
    leave(code);
    Integer link = links.get(target);
    if (link == null) {
      throw new IllegalStateException("no link to " + Long.toHexString(target));
    }
    code.aload(THIS)
        .getfield(TRACE, "links", CODE.arrayType())
        .loadConstant(link)
        .aaload()
        .areturn();
  }

  private void goOn(CodeBuilder code) {
    code.goto_(Objects.requireNonNull(continuation));
  }

  /** Makes {@code hart.retired} exact. */
  private void leave(CodeBuilder code) {
    code.aload(HART)
        .lload(retired)
        .loadConstant((long) (position + 1))
        .ladd()
        .putfield(Types.HART, "retired", CD_long);
  }

  /** The end of a turn of a loop: another one if the budget allows it. */
  void loop(CodeBuilder code, Label head) {
    Label over = code.newLabel();
    long length = plan.length();
    code.lload(retired).loadConstant(length).ladd().lstore(retired);
    code.lload(retired).lload(END).loadConstant(length).lsub().lcmp().ifgt(over);
    code.goto_(head);
    code.labelBinding(over);
    code.aload(HART).lload(retired).putfield(Types.HART, "retired", CD_long);
    code.aload(THIS).areturn();
  }

  /** The handler of everything the guest raises. */
  void handler(CodeBuilder code) {
    int thrown = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(thrown).aload(THIS).aload(thrown).aload(HART).lload(retired).iload(site);
    code.invokevirtual(
        TRACE,
        "raised",
        MethodTypeDesc.of(CD_Throwable, CD_Throwable, Types.HART, CD_long, CD_int));
    code.athrow();
  }

  @Override
  public void enterBranch() {
    branches++;
    // The mark of a site may be skipped.
    marked = -1;
  }

  @Override
  public void leaveBranch(CodeBuilder code) {
    branches--;
    marked = -1;
  }
}

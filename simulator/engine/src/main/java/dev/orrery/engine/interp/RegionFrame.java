package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.orrery.engine.MemoryWindow;
import dev.orrery.engine.emit.RowFrame;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.explain.ExitKind;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The frame of a {@link Region}: operands are constants, registers are locals. */
final class RegionFrame implements RowFrame {
  private static final ClassDesc OBJECTS = Types.of(Objects.class);
  private static final ClassDesc REGION = Types.of(Region.class);
  private static final ClassDesc SUSPENDED = Types.of(Suspended.class);
  static final int THIS = 0;
  static final int HART = 1;
  static final int RETURN_PC = 2;
  static final int DEPTH = 4;

  /** Most targets of a computed jump that the address is compared with one after the other. */
  private static final int MOST_COMPARED = 3;

  private final RegionConstants constants;
  private final RegionPlan plan;
  private final Label[] starts;
  private final int memory;
  private final LazyFlow lazy;
  private final RegionRegisters registers;
  private final RegionExits exits;
  private final RegionCalls calls;
  private final RegionTests tests;
  private final HostFloats hostFloats;
  private final RegionFloats floats;
  private final int flags;
  private final RegionNotes notes;

  /** What to count in; null when nothing is counted. */
  private final @Nullable RegionTally tally;

  private final RegionRetires retires;

  /** Instructions that are left of the turn at the block's start. */
  private final int left;

  /** What {@link MemoryWindow#withdrawals} was when the tests were made ready. */
  private final int seen;

  private RegionPlan.Node node;
  private List<List<Stmt>> bodies = List.of();
  private DecodedInsn insn;
  private int number;
  private int marked = -1;

  RegionFrame(
      CodeBuilder code,
      RegionConstants constants,
      RegionPlan plan,
      RegisterFlow flow,
      LazyFlow lazy,
      Spans spans,
      HostFloats hostFloats,
      RegionNotes notes) {
    this.constants = constants;
    this.notes = notes;
    this.tally = constants.tally();
    this.retires = constants.retires();
    this.plan = plan;
    this.lazy = lazy;
    this.registers = new RegionRegisters(code, flow, lazy, this, notes);
    this.left = code.allocateLocal(TypeKind.INT);
    this.exits = new RegionExits(code, constants, plan, registers, left, notes);
    this.calls = new RegionCalls(code, registers, exits);
    this.tests = new RegionTests(code, this, constants, plan.head().cache.window(), spans, notes);
    this.hostFloats = hostFloats;
    this.floats = new RegionFloats(code, hostFloats);
    this.node = plan.nodes().getFirst();
    this.insn = plan.head().insns[0];
    starts = new Label[plan.nodes().size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = code.newLabel();
    }
    memory = code.allocateLocal(TypeKind.REFERENCE);
    flags = code.allocateLocal(TypeKind.REFERENCE);
    seen = code.allocateLocal(TypeKind.INT);
    notes.local(code, memory, TypeKind.REFERENCE, "memory");
    notes.local(code, flags, TypeKind.REFERENCE, "flags");
    notes.local(code, left, TypeKind.INT, "left");
    notes.local(code, seen, TypeKind.INT, "seen");
  }

  /** The code that every entry goes through. */
  void enter(CodeBuilder code) {
    hold(code, "memory", Types.MEMORY_PORT, memory);
    hold(code, "fp", Types.FP_FLAGS, flags);
    Label enough = code.newLabel();
    constants.pushLeft(code);
    code.dup().istore(left).loadConstant(plan.length()).if_icmpge(enough);
    code.aload(THIS).areturn();
    code.labelBinding(enough);
    enterFloats(code);
    enterRetires(code);
    constants.pushWithdrawals(code);
    code.istore(seen);
    exits.enter(code);
    tests.enter(code);
    registers.enter(code, HART, plan.nodes().getFirst());
    if (tally != null) {
      tally.enter(code, plan);
    }
  }

  private void enterFloats(CodeBuilder code) {
    Label mistaken = code.newLabel();
    Label right = code.newLabel();
    floats.test(code, HART, flags, mistaken);
    code.goto_(right).labelBinding(mistaken);
    leaveHead(code, "mistaken");
    code.labelBinding(right);
  }

  private void enterRetires(CodeBuilder code) {
    Label waiting = code.newLabel();
    retires.enter(code, waiting);
    if (retires.mayWait()) {
      Label right = code.newLabel();
      code.goto_(right).labelBinding(waiting);
      leaveHead(code, "waiting");
      code.labelBinding(right);
    }
  }

  /** Leaves as a method of the region says, for the engine to execute the head. */
  private void leaveHead(CodeBuilder code, String method) {
    code.aload(THIS).aload(HART).iload(left);
    code.invokevirtual(REGION, method, MethodTypeDesc.of(SUSPENDED, Types.HART, CD_int));
    code.areturn();
  }

  /** A field of the hart into a local. Tested here, it is not tested again at each use. */
  private static void hold(CodeBuilder code, String field, ClassDesc type, int local) {
    code.aload(HART).getfield(Types.HART, field, type).dup().astore(local);
    code.invokestatic(OBJECTS, "requireNonNull", MethodTypeDesc.of(CD_Object, CD_Object)).pop();
  }

  /** The code that follows is that of {@code node}. */
  void start(CodeBuilder code, RegionPlan.Node node, List<List<Stmt>> bodies) {
    this.node = node;
    this.bodies = bodies;
    tests.start(node.block(), bodies);
    code.labelBinding(starts[node.position()]);
    registers.start(node);
    retires.start(node);
    notes.node(code, node);
    marked = -1;
  }

  /** The code that follows is that of instruction number {@code i} of the node's block. */
  void at(CodeBuilder code, int i) {
    insn = node.block().insns[i];
    number = node.firstInsn() + i;
    registers.settle(code, lazy.uncertain(node, i));
    retires.next();
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

  /** The number of the register that {@code index} names in {@code insn}. */
  static int number(DecodedInsn insn, Expr.Index index) {
    return switch (index) {
      case Expr.Index.Fixed f -> f.number();
      case Expr.Index.Of of -> (int) insn.value(of.operand());
    };
  }

  @Override
  public void pushRegister(CodeBuilder code, RegisterFile file, Expr.Index index) {
    int number = number(insn, index);
    if (number != file.zero()) {
      push(code, file.readSlot(number));
    } else if (file.width() <= 32) {
      code.iconst_0();
    } else {
      code.lconst_0();
    }
  }

  @Override
  public void pushRegister(CodeBuilder code, Register register) {
    push(code, register.slot());
  }

  /** Pushes what the register of a slot holds. */
  void push(CodeBuilder code, int slot) {
    registers.push(code, slot);
  }

  @Override
  public void setRegister(CodeBuilder code, RegisterFile file, Expr.Index index, Runnable value) {
    int number = number(insn, index);
    if (number != file.zero()) {
      registers.set(code, file.writeSlot(number), value);
    }
  }

  @Override
  public void setRegister(CodeBuilder code, Register register, Runnable value) {
    registers.set(code, register.slot(), value);
  }

  @Override
  public @Nullable Expr value(Register register) {
    return registers.value(register.slot());
  }

  @Override
  public boolean defer(CodeBuilder code, Stmt.PutReg put, Consumer<Expr> push) {
    return registers.defer(code, put, push);
  }

  @Override
  public void mayRaise(CodeBuilder code) {
    settle(code);
    registers.flush(code);
    if (marked != number) {
      exits.mark(code, number);
      marked = number;
    }
  }

  @Override
  public void load(CodeBuilder code, Stmt.Load load, Runnable address) {
    int bytes = load.bytes();
    reach(code, load, false, bytes, address);
    code.invokestatic(
        Types.HOST_ACCESS, "get" + 8 * bytes, MethodTypeDesc.of(type(bytes), CD_long));
    if (bytes < 4) {
      code.loadConstant((1 << 8 * bytes) - 1).iand();
    }
  }

  @Override
  public void store(CodeBuilder code, Stmt.Store store, Runnable address, Runnable value) {
    int bytes = store.bytes();
    reach(code, store, true, bytes, address);
    value.run();
    code.invokestatic(
        Types.HOST_ACCESS, "set" + 8 * bytes, MethodTypeDesc.of(CD_void, CD_long, type(bytes)));
  }

  /** What the host accesses memory with. */
  private static ClassDesc type(int bytes) {
    return switch (bytes) {
      case 1 -> CD_byte;
      case 2 -> CD_short;
      case 4 -> CD_int;
      default -> CD_long;
    };
  }

  private void reach(CodeBuilder code, Stmt access, boolean store, int bytes, Runnable address) {
    tests.host(code, node.block(), number - node.firstInsn(), access, store, bytes, address);
  }

  @Override
  public boolean floatingPoint(CodeBuilder code, Stmt.Fp fp, Consumer<Expr> push) {
    int inBlock = number - node.firstInsn();
    boolean does =
        !node.block().scattered(inBlock) && hostFloats.does(fp, insn, bodies.get(inBlock));
    if (does) {
      floats.emit(code, fp, push, () -> leaveBefore(code, ExitKind.RESULT));
    }
    return does;
  }

  @Override
  public void retire(CodeBuilder code, Stmt.Retire retire, Consumer<Expr> push) {
    retires.emit(code, insn, retire, push);
  }

  private void settle(CodeBuilder code) {
    retires.settle(code);
  }

  /** Leaves before the instruction that the code is in, for the engine to finish its block. */
  void leaveBefore(CodeBuilder code, ExitKind why) {
    retires.settleAside(code);
    notes.exit(code, why, Code.NO_KEY);
    exits.leaveBefore(code, number);
  }

  @Override
  public void jump(CodeBuilder code, Expr target, Runnable value) {
    settle(code);
    RegionPlan.Node behind = node.behind();
    // A jump by a register that is always 0 has no link.
    if (DecodeTime.isFixed(target) && exits.isLinked(DecodeTime.value(target, insn))) {
      long pc = DecodeTime.value(target, insn);
      if (behind != null && isCall() && node.next(pc) == null) {
        completed(code, pc);
        notes.exit(code, ExitKind.CALL, pc);
        code.goto_(calls.toCall(code, exits.link(pc), behind));
      } else {
        goTo(code, pc);
      }
      return;
    }
    value.run();
    OpFrame.toSlot(code, target.width());
    exits.setAddress(code);
    count(code);
    choose(code);
    if (tally != null) {
      tell(code, tally, () -> exits.pushAddress(code));
    }
    if (behind != null && isCall()) {
      notes.exit(code, ExitKind.CALL, Code.NO_KEY);
      code.goto_(calls.toCall(code, RegionExits.COMPUTED, behind));
    } else {
      notes.exit(code, ExitKind.COMPUTED, Code.NO_KEY);
      exits.leaveFor(code, RegionExits.COMPUTED);
    }
  }

  private boolean isCall() {
    return insn.jumpKind() == JumpKind.CALL;
  }

  /** Goes on where the computed address says, if the region has a way there. */
  private void choose(CodeBuilder code) {
    Label elsewhere = code.newLabel();
    Map<Integer, RegionPlan.Node> byLowHalf = new LinkedHashMap<>();
    for (RegionPlan.Node next : node.next()) {
      byLowHalf.putIfAbsent((int) next.block().pc, next);
    }
    boolean compares = byLowHalf.size() <= MOST_COMPARED;
    Map<RegionPlan.Node, Label> labels = new LinkedHashMap<>();
    byLowHalf.values().forEach(next -> labels.put(next, code.newLabel()));
    if (!compares) {
      List<SwitchCase> cases = new ArrayList<>();
      byLowHalf.forEach(
          (low, next) -> cases.add(SwitchCase.of(low, Objects.requireNonNull(labels.get(next)))));
      exits.pushAddress(code);
      code.l2i().lookupswitch(elsewhere, cases);
    }
    labels.forEach(
        (next, label) -> {
          Label other = compares ? code.newLabel() : elsewhere;
          code.labelBinding(label);
          exits.pushAddress(code);
          code.loadConstant(next.block().pc).lcmp().ifne(other);
          left(code, next.block().pc);
          goOn(code, next);
          if (compares) {
            code.labelBinding(other);
          }
        });
    code.labelBinding(elsewhere);
  }

  /** Goes on at an address that is known: in the region if it has a way there, else by a link. */
  void goTo(CodeBuilder code, long target) {
    settle(code);
    completed(code, target);
    RegionPlan.Node next = node.next(target);
    if (next != null) {
      goOn(code, next);
    } else if (node.isTail(target)) {
      notes.exit(code, ExitKind.TAIL_CALL, target);
      code.goto_(calls.toCall(code, exits.link(target), node.behind()));
    } else {
      notes.exit(code, ExitKind.DIRECT, target);
      exits.leaveFor(code, exits.link(target));
    }
  }

  /** The block has been completed and is left for an address that is known. */
  private void completed(CodeBuilder code, long target) {
    count(code);
    left(code, target);
  }

  /** Sees to it that the block is counted, which is left for an address that is known. */
  private void left(CodeBuilder code, long target) {
    if (tally != null && !tally.counts(code, node, target)) {
      tell(code, tally, () -> code.loadConstant(target));
    }
  }

  /** Tells {@code tally} at once that the block is left for an address. */
  private void tell(CodeBuilder code, RegionTally tally, Runnable target) {
    registers.writeBack(code, registers.unsaved());
    tally.tell(code, node.block(), left, target);
  }

  /** The block's instructions have retired. */
  private void count(CodeBuilder code) {
    code.iinc(left, -node.block().length);
  }

  private void goOn(CodeBuilder code, RegionPlan.Node next) {
    if (next.position() <= node.position()) {
      Label enough = code.newLabel();
      code.iload(left).loadConstant(plan.length()).if_icmpge(enough);
      notes.exit(code, ExitKind.TURN_OVER, next.block().pc);
      exits.leaveFor(code, exits.link(next.block().pc));
      code.labelBinding(enough);
    }
    registers.goTo(code, next);
    code.goto_(starts[next.position()]);
  }

  /** The calls that the region does not follow, and its ways out. */
  void outside(CodeBuilder code) {
    calls.emit(code, this);
    exits.emit(code);
  }

  /** What is made late where the region is left in the middle of a block. */
  LateWrites late() {
    return registers.late();
  }

  /** The handler of everything the guest raises. */
  void handler(CodeBuilder code) {
    exits.handler(code);
  }

  /**
   * Goes on at {@code node} behind a call, unless too few instructions may still retire, or the
   * code was forgotten, or what its tests rely on has changed.
   */
  void resume(CodeBuilder code, RegionPlan.Node node) {
    Label stale = code.newLabel();
    Label ahead = code.newLabel();
    Label good = code.newLabel();
    constants.pushLeft(code);
    code.dup().istore(left).loadConstant(plan.length()).if_icmplt(stale);
    constants.pushWithdrawals(code);
    code.iload(seen).if_icmpne(stale);
    floats.test(code, HART, flags, stale);
    code.goto_(good);
    code.labelBinding(ahead);
    if (retires.mayWait()) {
      code.aload(THIS).invokevirtual(REGION, "waiting", MethodTypeDesc.of(CD_void));
    }
    code.labelBinding(stale);
    exits.leaveKnown(code, node.block().pc);
    code.labelBinding(good);
    retires.resume(code, node, ahead);
    registers.load(code, node);
    code.goto_(starts[node.position()]);
  }

  @Override
  public void beforeBranch(CodeBuilder code) {
    settle(code);
  }

  @Override
  public void enterBranch() {
    registers.enterBranch();
    retires.enterBranch();
    // The mark of a site may be skipped.
    marked = -1;
  }

  @Override
  public void leaveBranch(CodeBuilder code) {
    registers.leaveBranch();
    retires.leaveBranch();
    marked = -1;
  }
}

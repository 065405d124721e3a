package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Throwable;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The frame of a {@link Region}: operands are constants, registers are locals. */
final class RegionFrame implements RowFrame {
  private static final ClassDesc OBJECTS = Types.of(Objects.class);
  private static final ClassDesc CODE = Types.of(Code.class);
  private static final ClassDesc REGION = Types.of(Region.class);
  private static final ClassDesc SUSPENDED = Types.of(Suspended.class);
  private static final ClassDesc LINKED = Types.of(LinkedCode.class);
  static final int THIS = 0;
  static final int HART = 1;
  static final int RETURN_PC = 2;
  static final int DEPTH = 4;

  /** Most targets of a computed jump that the address is compared with one after the other. */
  private static final int MOST_COMPARED = 3;

  /** What {@link #which} holds on the way out to a computed address. */
  private static final int COMPUTED = -1;

  private final RegionConstants constants;
  private final RegionPlan plan;
  private final Map<Long, Integer> links = new HashMap<>();
  private final Label[] starts;
  private final Label exit;

  /** Where an access goes that only the engine can make. */
  private final Label interrupt;

  private final int memory;

  private final RegionRegisters registers;
  private final RegionCalls calls;
  private final RegionTests tests;
  private final HostFloats hostFloats;
  private final RegionFloats floats;
  private final int flags;
  private final RegionNotes notes;

  /** What to count in; null when nothing is counted. */
  private final @Nullable RegionTally tally;

  /** Number of the instruction that may raise something. */
  private final int site;

  /** Instructions that are left of the turn at the block's start. */
  private final int left;

  /** What {@link MemoryWindow#withdrawals} was when the tests were made ready. */
  private final int seen;

  /** The link to leave by. */
  private final int which;

  /** The address to leave for. */
  private final int address;

  /** Ways out that write the same slots back. */
  private final Map<Set<Integer>, Label> exits = new LinkedHashMap<>();

  private final Map<Set<Integer>, Label> interrupts = new LinkedHashMap<>();

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
      Spans spans,
      HostFloats hostFloats,
      RegionNotes notes) {
    this.constants = constants;
    this.notes = notes;
    this.tally = constants.tally();
    this.plan = plan;
    this.registers = new RegionRegisters(code, flow, notes);
    this.calls = new RegionCalls(code, registers);
    this.tests = new RegionTests(code, this, constants, plan.head().cache.window(), spans, notes);
    this.hostFloats = hostFloats;
    this.floats = new RegionFloats(code, hostFloats);
    this.node = plan.nodes().getFirst();
    this.insn = plan.head().insns[0];
    long[] targets = plan.targets();
    for (int i = 0; i < targets.length; i++) {
      links.put(targets[i], i);
    }
    starts = new Label[plan.nodes().size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = code.newLabel();
    }
    exit = code.newLabel();
    interrupt = code.newLabel();
    memory = code.allocateLocal(TypeKind.REFERENCE);
    flags = code.allocateLocal(TypeKind.REFERENCE);
    site = code.allocateLocal(TypeKind.INT);
    left = code.allocateLocal(TypeKind.INT);
    which = code.allocateLocal(TypeKind.INT);
    seen = code.allocateLocal(TypeKind.INT);
    address = code.allocateLocal(TypeKind.LONG);
    notes.local(code, memory, TypeKind.REFERENCE, "memory");
    notes.local(code, flags, TypeKind.REFERENCE, "flags");
    notes.local(code, site, TypeKind.INT, "site");
    notes.local(code, left, TypeKind.INT, "left");
    notes.local(code, which, TypeKind.INT, "which");
    notes.local(code, seen, TypeKind.INT, "seen");
    notes.local(code, address, TypeKind.LONG, "address");
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
    constants.pushWithdrawals(code);
    code.istore(seen);
    code.iconst_0().istore(site);
    code.lconst_0().lstore(address);
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
    code.aload(THIS).aload(HART).iload(left);
    code.invokevirtual(REGION, "mistaken", MethodTypeDesc.of(SUSPENDED, Types.HART, CD_int));
    code.areturn().labelBinding(right);
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
    notes.node(code, node);
    marked = -1;
  }

  /** The code that follows is that of instruction number {@code i} of the node's block. */
  void at(int i) {
    insn = node.block().insns[i];
    number = node.firstInsn() + i;
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
  public void mayRaise(CodeBuilder code) {
    registers.flush(code);
    if (marked != number) {
      code.loadConstant(number).istore(site);
      marked = number;
    }
  }

  @Override
  public void load(CodeBuilder code, Stmt.Load load, Runnable address) {
    int bytes = load.bytes();
    reach(code, load, false, bytes, address);
    code.invokestatic(
        Types.HOST_ACCESS,
        "get" + 8 * bytes,
        MethodTypeDesc.of(
            switch (bytes) {
              case 1 -> CD_byte;
              case 2 -> CD_short;
              case 4 -> CD_int;
              default -> CD_long;
            },
            CD_long));
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
        Types.HOST_ACCESS,
        "set" + 8 * bytes,
        MethodTypeDesc.of(
            CD_void,
            CD_long,
            switch (bytes) {
              case 1 -> CD_byte;
              case 2 -> CD_short;
              case 4 -> CD_int;
              default -> CD_long;
            }));
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

  /** Leaves before the instruction that the code is in, for the engine to finish its block. */
  void leaveBefore(CodeBuilder code, ExitKind why) {
    notes.exit(code, why, Code.NO_KEY);
    code.loadConstant(number).istore(site).goto_(writingBack(code, interrupts));
  }

  @Override
  public void jump(CodeBuilder code, Expr target, Runnable value) {
    RegionPlan.Node behind = node.behind();
    if (DecodeTime.isFixed(target)) {
      long pc = DecodeTime.value(target, insn);
      if (behind != null && isCall() && node.next(pc) == null) {
        completed(code, pc);
        notes.exit(code, ExitKind.CALL, pc);
        code.goto_(calls.toCall(code, registers.dirty(), link(pc), behind));
      } else {
        goTo(code, pc);
      }
      return;
    }
    value.run();
    OpFrame.toSlot(code, target.width());
    code.lstore(address);
    count(code);
    choose(code);
    if (tally != null) {
      tell(code, tally, () -> code.lload(this.address));
    }
    if (behind != null && isCall()) {
      notes.exit(code, ExitKind.CALL, Code.NO_KEY);
      code.goto_(calls.toCall(code, registers.dirty(), COMPUTED, behind));
    } else {
      notes.exit(code, ExitKind.COMPUTED, Code.NO_KEY);
      code.loadConstant(COMPUTED).istore(which).goto_(writingBack(code, exits));
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
      code.lload(address).l2i().lookupswitch(elsewhere, cases);
    }
    labels.forEach(
        (next, label) -> {
          Label other = compares ? code.newLabel() : elsewhere;
          code.labelBinding(label);
          code.lload(address).loadConstant(next.block().pc).lcmp().ifne(other);
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
    completed(code, target);
    RegionPlan.Node next = node.next(target);
    if (next != null) {
      goOn(code, next);
    } else if (node.isTail(target)) {
      notes.exit(code, ExitKind.TAIL_CALL, target);
      code.goto_(calls.toCall(code, registers.dirty(), link(target), node.behind()));
    } else {
      notes.exit(code, ExitKind.DIRECT, target);
      leaveFor(code, target);
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
    registers.writeBack(code, registers.dirty());
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
      leaveFor(code, next.block().pc);
      code.labelBinding(enough);
    }
    code.goto_(starts[next.position()]);
  }

  private void leaveFor(CodeBuilder code, long target) {
    code.loadConstant(link(target)).istore(which).goto_(writingBack(code, exits));
  }

  private int link(long target) {
    Integer link = links.get(target);
    if (link == null) {
      throw new IllegalStateException("no link to " + Long.toHexString(target));
    }
    return link;
  }

  /** The calls that the region does not follow. */
  void calls(CodeBuilder code) {
    calls.emit(code, this);
  }

  /** Leaves by link {@code which}; the hart knows everything. */
  void leaveKnown(CodeBuilder code, int which) {
    constants.pushLink(code, () -> code.loadConstant(which));
    code.areturn();
  }

  /** Pushes what a call to link {@code which}, or to the computed address, has to run. */
  void pushCallee(CodeBuilder code, int which) {
    if (which == COMPUTED) {
      code.aload(THIS).lload(address);
      code.invokevirtual(LINKED, "indirect", MethodTypeDesc.of(CODE, CD_long));
    } else {
      constants.pushLink(code, () -> code.loadConstant(which));
    }
  }

  /** Tells the turn how many instructions are left of it, and what has been counted. */
  void setLeft(CodeBuilder code) {
    constants.setLeft(code, left);
    leaveTally(code);
  }

  private void leaveTally(CodeBuilder code) {
    if (tally != null) {
      tally.leave(code);
    }
  }

  /**
   * Goes on at {@code node} behind a call, unless too few instructions may still retire, or the
   * code was forgotten, or what its tests rely on has changed.
   */
  void resume(CodeBuilder code, RegionPlan.Node node) {
    Label stale = code.newLabel();
    Label good = code.newLabel();
    constants.pushLeft(code);
    code.dup().istore(left).loadConstant(plan.length()).if_icmplt(stale);
    constants.pushWithdrawals(code);
    code.iload(seen).if_icmpne(stale);
    floats.test(code, HART, flags, stale);
    code.goto_(good);
    code.labelBinding(stale);
    leaveKnown(code, link(node.block().pc));
    code.labelBinding(good);
    registers.load(code, node);
    code.goto_(starts[node.position()]);
  }

  /** The way out that writes back what may be dirty here. */
  private Label writingBack(CodeBuilder code, Map<Set<Integer>, Label> ways) {
    return ways.computeIfAbsent(registers.dirty(), k -> code.newLabel());
  }

  /** The way out. */
  void exit(CodeBuilder code) {
    exits.forEach(
        (slots, label) -> {
          code.labelBinding(label);
          registers.writeBack(code, slots);
          code.goto_(exit);
        });
    code.labelBinding(exit);
    setLeft(code);
    Label computed = code.newLabel();
    Label elsewhere = code.newLabel();
    code.iload(which).iflt(computed);
    constants.pushLink(code, () -> code.iload(which));
    code.areturn();
    code.labelBinding(computed).lload(address).lload(RETURN_PC).lcmp().ifne(elsewhere);
    code.aconst_null().areturn();
    code.labelBinding(elsewhere);
    pushCallee(code, COMPUTED);
    code.areturn();
  }

  /** The way out in the middle of a block, before instruction {@link #site}. */
  void interrupt(CodeBuilder code) {
    interrupts.forEach(
        (slots, label) -> {
          code.labelBinding(label);
          registers.writeBack(code, slots);
          code.goto_(interrupt);
        });
    code.labelBinding(interrupt);
    leaveTally(code);
    code.aload(THIS).aload(HART);
    code.iload(left);
    code.iload(site);
    code.invokevirtual(REGION, "missed", MethodTypeDesc.of(SUSPENDED, Types.HART, CD_int, CD_int))
        .areturn();
  }

  /** The handler of everything the guest raises. */
  void handler(CodeBuilder code) {
    int thrown = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(thrown);
    leaveTally(code);
    notes.raised(code, site);
    code.aload(THIS).aload(thrown).aload(HART);
    code.iload(left);
    code.iload(site);
    code.invokevirtual(
        REGION,
        "raised",
        MethodTypeDesc.of(CD_Throwable, CD_Throwable, Types.HART, CD_int, CD_int));
    code.athrow();
  }

  @Override
  public void enterBranch() {
    registers.enterBranch();
    // The mark of a site may be skipped.
    marked = -1;
  }

  @Override
  public void leaveBranch(CodeBuilder code) {
    registers.leaveBranch();
    marked = -1;
  }
}

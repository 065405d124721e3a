package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The frame of a {@link Region}: operands are constants, registers are locals. */
final class RegionFrame implements RowFrame {
  private static final ClassDesc CODE = Types.of(Code.class);
  private static final ClassDesc REGION = Types.of(Region.class);
  private static final ClassDesc SUSPENDED = Types.of(Suspended.class);
  private static final ClassDesc LINKED = Types.of(LinkedCode.class);
  private static final ClassDesc CD_MATH = Types.of(Math.class);
  private static final int THIS = 0;
  private static final int HART = 1;
  private static final int END = 2;

  /** What {@link #which} holds on the way out to a computed address. */
  private static final int COMPUTED = -1;

  private record Held(int local, int width) {}

  private final RegionPlan plan;
  private final Map<Long, Integer> links = new HashMap<>();
  private final Map<Integer, Held> held = new TreeMap<>();
  private final Label[] starts;
  private final Label exit;

  /** Where an access goes that only the engine can make. */
  private final Label interrupt;

  private final int regs;
  private final int memory;

  private final RegionTests tests;
  private final int flags;

  /** Number of the instruction that may raise something. */
  private final int site;

  /** Instructions that may still retire, less the region's length, at the block's start. */
  private final int left;

  /** What {@code hart.retired} and {@link #left} always sum up to. */
  private final int sum;

  /** The link to leave by. */
  private final int which;

  /** The address to leave for. */
  private final int address;

  /** Slots whose locals are newer than the hart's array. */
  private TreeSet<Integer> dirty = new TreeSet<>();

  /** What was dirty where the branches around this place began. */
  private final Deque<TreeSet<Integer>> outside = new ArrayDeque<>();

  /** What may be dirty where a node starts, by its position. */
  private final List<TreeSet<Integer>> dirtyAt = new ArrayList<>();

  /** Ways out that write the same slots back. */
  private final Map<Set<Integer>, Label> exits = new LinkedHashMap<>();

  private final Map<Set<Integer>, Label> interrupts = new LinkedHashMap<>();

  private RegionPlan.Node node;
  private DecodedInsn insn;
  private int number;
  private int marked = -1;

  RegionFrame(CodeBuilder code, RegionPlan plan, Spans spans) {
    this.plan = plan;
    this.tests = new RegionTests(code, this, plan.head().cache.window(), spans);
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
    regs = code.allocateLocal(TypeKind.REFERENCE);
    memory = code.allocateLocal(TypeKind.REFERENCE);
    flags = code.allocateLocal(TypeKind.REFERENCE);
    site = code.allocateLocal(TypeKind.INT);
    left = code.allocateLocal(TypeKind.INT);
    which = code.allocateLocal(TypeKind.INT);
    sum = code.allocateLocal(TypeKind.LONG);
    address = code.allocateLocal(TypeKind.LONG);
  }

  /**
   * Keeps the registers that {@code body}, the body of {@code insn}, names in locals.
   *
   * @param written receives the slots that it may write
   */
  private void hold(CodeBuilder code, List<Stmt> body, DecodedInsn insn, Set<Integer> written) {
    new BodyVisitor() {
      @Override
      protected void read(Expr.GetFile get) {
        int number = number(insn, get.index());
        if (number != get.file().zero()) {
          hold(code, get.file().readSlot(number), get.file().width());
        }
      }

      @Override
      protected void read(Expr.GetReg get) {
        if (!get.register().fpFlags()) {
          hold(code, get.register().slot(), get.register().width());
        }
      }

      @Override
      protected void write(Stmt.PutFile put) {
        int number = number(insn, put.index());
        if (number != put.file().zero()) {
          hold(code, put.file().writeSlot(number), put.file().width());
          written.add(put.file().writeSlot(number));
        }
      }

      @Override
      protected void write(Stmt.PutReg put) {
        if (!put.register().fpFlags()) {
          hold(code, put.register().slot(), put.register().width());
          written.add(put.register().slot());
        }
      }
    }.visit(body);
  }

  private void hold(CodeBuilder code, int slot, int width) {
    held.computeIfAbsent(slot, s -> new Held(code.allocateLocal(kind(width)), width));
  }

  private static TypeKind kind(int width) {
    return width <= 32 ? TypeKind.INT : TypeKind.LONG;
  }

  /** Keeps all registers that the region names in locals; its bodies are {@code bodies}. */
  void hold(CodeBuilder code, List<List<List<Stmt>>> bodies) {
    List<Set<Integer>> written = new ArrayList<>();
    for (RegionPlan.Node n : plan.nodes()) {
      Set<Integer> here = new TreeSet<>();
      DecodedInsn[] insns = n.block().insns;
      for (int i = 0; i < insns.length; i++) {
        hold(code, bodies.get(n.position()).get(i), insns[i], here);
      }
      written.add(here);
      dirtyAt.add(new TreeSet<>());
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (RegionPlan.Node n : plan.nodes()) {
        for (RegionPlan.Node next : n.next()) {
          changed |= dirtyAt.get(next.position()).addAll(dirtyAt.get(n.position()));
          changed |= dirtyAt.get(next.position()).addAll(written.get(n.position()));
        }
      }
    }
  }

  /** The code that every entry goes through. */
  void enter(CodeBuilder code) {
    code.aload(HART).getfield(Types.HART, "regs", Types.LONG_ARRAY).astore(regs);
    code.aload(HART).getfield(Types.HART, "memory", Types.MEMORY_PORT).astore(memory);
    code.aload(HART).getfield(Types.HART, "fp", Types.FP_FLAGS).astore(flags);
    code.iconst_0().istore(site);
    code.lconst_0().lstore(address);
    tests.enter(code);
    // left = min(end - retired - length, most)
    code.lload(END).aload(HART).getfield(Types.HART, "retired", CD_long).lsub();
    code.loadConstant((long) plan.length())
        .lsub()
        .aload(THIS)
        .invokevirtual(REGION, "turn", MethodTypeDesc.of(CD_long));
    code.invokestatic(CD_MATH, "min", MethodTypeDesc.of(CD_long, CD_long, CD_long)).l2i();
    code.istore(left);
    code.aload(HART).getfield(Types.HART, "retired", CD_long).iload(left).i2l().ladd().lstore(sum);
    held.forEach(
        (slot, h) -> {
          code.aload(regs).loadConstant(slot.intValue()).laload();
          OpFrame.fromSlot(code, h.width);
          code.storeLocal(kind(h.width), h.local);
        });
  }

  /** The code that follows is that of {@code node}. */
  void start(CodeBuilder code, RegionPlan.Node node, List<List<Stmt>> bodies) {
    this.node = node;
    tests.start(node.block(), bodies);
    code.labelBinding(starts[node.position()]);
    dirty = new TreeSet<>(dirtyAt.get(node.position()));
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

  private Held held(int slot) {
    Held h = held.get(slot);
    if (h == null) {
      throw new IllegalStateException("slot " + slot + " is used but was not held");
    }
    return h;
  }

  /** Pushes what the register of a slot holds. */
  void push(CodeBuilder code, int slot) {
    Held h = held(slot);
    code.loadLocal(kind(h.width), h.local);
  }

  @Override
  public void setRegister(CodeBuilder code, RegisterFile file, Expr.Index index, Runnable value) {
    int number = number(insn, index);
    if (number != file.zero()) {
      set(code, file.writeSlot(number), value);
    }
  }

  @Override
  public void setRegister(CodeBuilder code, Register register, Runnable value) {
    set(code, register.slot(), value);
  }

  private void set(CodeBuilder code, int slot, Runnable value) {
    Held h = held(slot);
    value.run();
    code.storeLocal(kind(h.width), h.local);
    dirty.add(slot);
  }

  @Override
  public void mayRaise(CodeBuilder code) {
    flush(code);
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

  /** Leaves before the instruction that the code is in, for the engine to finish its block. */
  void leaveBefore(CodeBuilder code) {
    code.loadConstant(number).istore(site).goto_(writingBack(code, interrupts));
  }

  @Override
  public void jump(CodeBuilder code, Expr target, Runnable value) {
    if (DecodeTime.isFixed(target)) {
      goTo(code, DecodeTime.value(target, insn));
      return;
    }
    value.run();
    OpFrame.toSlot(code, target.width());
    code.lstore(address);
    count(code);
    for (RegionPlan.Node next : node.next()) {
      Label elsewhere = code.newLabel();
      code.lload(address).loadConstant(next.block().pc).lcmp().ifne(elsewhere);
      goOn(code, next);
      code.labelBinding(elsewhere);
    }
    code.loadConstant(COMPUTED).istore(which).goto_(writingBack(code, exits));
  }

  /** Goes on at an address that is known: in the region if it has a way there, else by a link. */
  void goTo(CodeBuilder code, long target) {
    count(code);
    RegionPlan.Node next = node.next(target);
    if (next != null) {
      goOn(code, next);
    } else {
      leaveFor(code, target);
    }
  }

  /** The block's instructions have retired. */
  private void count(CodeBuilder code) {
    code.iinc(left, -node.block().length);
  }

  private void goOn(CodeBuilder code, RegionPlan.Node next) {
    if (next.position() <= node.position()) {
      Label enough = code.newLabel();
      code.iload(left).ifge(enough);
      leaveFor(code, next.block().pc);
      code.labelBinding(enough);
    }
    code.goto_(starts[next.position()]);
  }

  private void leaveFor(CodeBuilder code, long target) {
    Integer link = links.get(target);
    if (link == null) {
      throw new IllegalStateException("no link to " + Long.toHexString(target));
    }
    code.loadConstant(link.intValue()).istore(which).goto_(writingBack(code, exits));
  }

  /** The way out that writes back what may be dirty here. */
  private Label writingBack(CodeBuilder code, Map<Set<Integer>, Label> ways) {
    return ways.computeIfAbsent(new TreeSet<>(dirty), k -> code.newLabel());
  }

  /** The way out. */
  void exit(CodeBuilder code) {
    exits.forEach(
        (slots, label) -> {
          code.labelBinding(label);
          writeBack(code, slots);
          code.goto_(exit);
        });
    code.labelBinding(exit);
    code.aload(HART);
    pushRetired(code);
    code.putfield(Types.HART, "retired", CD_long);
    Label computed = code.newLabel();
    code.iload(which).iflt(computed);
    code.aload(THIS).getfield(LINKED, "links", CODE.arrayType()).iload(which).aaload().areturn();
    code.labelBinding(computed);
    code.aload(THIS).lload(address);
    code.invokevirtual(LINKED, "indirect", MethodTypeDesc.of(CODE, CD_long)).areturn();
  }

  /** The way out in the middle of a block, before instruction {@link #site}. */
  void interrupt(CodeBuilder code) {
    interrupts.forEach(
        (slots, label) -> {
          code.labelBinding(label);
          writeBack(code, slots);
          code.goto_(interrupt);
        });
    code.labelBinding(interrupt);
    code.aload(THIS).aload(HART);
    pushRetired(code);
    code.iload(site);
    code.invokevirtual(REGION, "missed", MethodTypeDesc.of(SUSPENDED, Types.HART, CD_long, CD_int))
        .areturn();
  }

  private void pushRetired(CodeBuilder code) {
    code.lload(sum).iload(left).i2l().lsub();
  }

  private void flush(CodeBuilder code) {
    writeBack(code, dirty);
    dirty.clear();
  }

  private void writeBack(CodeBuilder code, Iterable<Integer> slots) {
    for (int slot : slots) {
      Held h = held(slot);
      code.aload(regs).loadConstant(slot).loadLocal(kind(h.width), h.local);
      OpFrame.toSlot(code, h.width);
      code.lastore();
    }
  }

  /** The handler of everything the guest raises. */
  void handler(CodeBuilder code) {
    int thrown = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(thrown);
    code.aload(THIS).aload(thrown).aload(HART);
    pushRetired(code);
    code.iload(site);
    code.invokevirtual(
        REGION,
        "raised",
        MethodTypeDesc.of(CD_Throwable, CD_Throwable, Types.HART, CD_long, CD_int));
    code.athrow();
  }

  @Override
  public void enterBranch() {
    outside.push(new TreeSet<>(dirty));
    // The mark of a site may be skipped.
    marked = -1;
  }

  @Override
  public void leaveBranch(CodeBuilder code) {
    dirty.addAll(outside.pop());
    marked = -1;
  }
}

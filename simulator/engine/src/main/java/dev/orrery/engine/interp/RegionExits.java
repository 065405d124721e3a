package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.emit.Types;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways out of a {@link Region}: at the end of a block, in the middle of one, by a throw. */
final class RegionExits {
  private static final ClassDesc CODE = Types.of(Code.class);
  private static final ClassDesc REGION = Types.of(Region.class);
  private static final ClassDesc SUSPENDED = Types.of(Suspended.class);
  private static final ClassDesc LINKED = Types.of(LinkedCode.class);

  /** In place of a link: out to a computed address. */
  static final int COMPUTED = -1;

  private final RegionConstants constants;
  private final RegionRegisters registers;
  private final RegionNotes notes;

  /** What is counted in; null when nothing is counted. */
  private final @Nullable RegionTally tally;

  private final RegionRetires retires;

  /** The local with the instructions that are left of the turn at the block's start. */
  private final int left;

  /** Links by the addresses they go to. */
  private final Map<Long, Integer> links = new HashMap<>();

  private final Label exit;

  /** Where an access goes that only the engine can make. */
  private final Label interrupt;

  /** Number of the instruction that may raise something. */
  private final int site;

  /** The link to leave by. */
  private final int which;

  /** The address to leave for. */
  private final int address;

  /** Ways out that write the same back. */
  private final Map<RegionRegisters.Unsaved, Label> exits = new LinkedHashMap<>();

  private final Map<RegionRegisters.Unsaved, Label> interrupts = new LinkedHashMap<>();

  /** The ways out of {@code plan}; {@code left} is as for {@link #left}. */
  RegionExits(
      CodeBuilder code,
      RegionConstants constants,
      RegionPlan plan,
      RegionRegisters registers,
      int left,
      RegionNotes notes) {
    this.constants = constants;
    this.registers = registers;
    this.left = left;
    this.notes = notes;
    this.tally = constants.tally();
    this.retires = constants.retires();
    long[] targets = plan.targets();
    for (int i = 0; i < targets.length; i++) {
      links.put(targets[i], i);
    }
    exit = code.newLabel();
    interrupt = code.newLabel();
    site = code.allocateLocal(TypeKind.INT);
    which = code.allocateLocal(TypeKind.INT);
    address = code.allocateLocal(TypeKind.LONG);
    notes.local(code, site, TypeKind.INT, "site");
    notes.local(code, which, TypeKind.INT, "which");
    notes.local(code, address, TypeKind.LONG, "address");
  }

  /** The part of the code that every entry goes through. */
  void enter(CodeBuilder code) {
    code.iconst_0().istore(site);
    code.lconst_0().lstore(address);
  }

  /** What follows may raise something in instruction number {@code number}. */
  void mark(CodeBuilder code, int number) {
    code.loadConstant(number).istore(site);
  }

  /** Pops a computed address that control goes to. */
  void setAddress(CodeBuilder code) {
    code.lstore(address);
  }

  /** Pushes that address. */
  void pushAddress(CodeBuilder code) {
    code.lload(address);
  }

  /** Whether there is a link to {@code target}. */
  boolean isLinked(long target) {
    return links.containsKey(target);
  }

  /** The number of the link to {@code target}. */
  int link(long target) {
    Integer link = links.get(target);
    if (link == null) {
      throw new IllegalStateException("no link to " + Long.toHexString(target));
    }
    return link;
  }

  /** Leaves by link {@code link}, or for the computed address. */
  void leaveFor(CodeBuilder code, int link) {
    code.loadConstant(link)
        .istore(which)
        .goto_(exits.computeIfAbsent(registers.unsaved(), k -> code.newLabel()));
  }

  /** Leaves before instruction number {@code number}, for the engine to finish its block. */
  void leaveBefore(CodeBuilder code, int number) {
    mark(code, number);
    code.goto_(interrupts.computeIfAbsent(registers.unsavedBefore(number), k -> code.newLabel()));
  }

  /** Leaves by a link to {@code target}; the hart knows everything. */
  void leaveKnown(CodeBuilder code, long target) {
    constants.pushLink(code, () -> code.loadConstant(link(target)));
    code.areturn();
  }

  /** Pushes what a call to link {@code link}, or to the computed address, has to run. */
  void pushCallee(CodeBuilder code, int link) {
    if (link == COMPUTED) {
      code.aload(RegionFrame.THIS).lload(address);
      code.invokevirtual(LINKED, "indirect", MethodTypeDesc.of(CODE, CD_long));
    } else {
      constants.pushLink(code, () -> code.loadConstant(link));
    }
  }

  /** Tells the turn how many instructions are left of it, and what has been counted. */
  void setLeft(CodeBuilder code) {
    constants.setLeft(code, left);
    leaveCounts(code);
  }

  private void leaveCounts(CodeBuilder code) {
    if (tally != null) {
      tally.leave(code);
    }
    retires.leave(code);
  }

  private void writeBack(CodeBuilder code, Map<RegionRegisters.Unsaved, Label> ways, Label then) {
    ways.forEach(
        (unsaved, label) -> {
          code.labelBinding(label);
          registers.writeBack(code, unsaved);
          code.goto_(then);
        });
    code.labelBinding(then);
  }

  /** The code of all of them. */
  void emit(CodeBuilder code) {
    writeBack(code, exits, exit);
    setLeft(code);
    Label computed = code.newLabel();
    Label elsewhere = code.newLabel();
    code.iload(which).iflt(computed);
    constants.pushLink(code, () -> code.iload(which));
    code.areturn();
    code.labelBinding(computed).lload(address).lload(RegionFrame.RETURN_PC).lcmp().ifne(elsewhere);
    code.aconst_null().areturn();
    code.labelBinding(elsewhere);
    pushCallee(code, COMPUTED);
    code.areturn();

    writeBack(code, interrupts, interrupt);
    registers.late().save(code, RegionFrame.THIS);
    leaveCounts(code);
    code.aload(RegionFrame.THIS).aload(RegionFrame.HART).iload(left).iload(site);
    code.invokevirtual(REGION, "missed", MethodTypeDesc.of(SUSPENDED, Types.HART, CD_int, CD_int));
    code.areturn();
  }

  /** The handler of everything the guest raises. */
  void handler(CodeBuilder code) {
    int thrown = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(thrown);
    leaveCounts(code);
    notes.raised(code, site);
    code.aload(RegionFrame.THIS).aload(thrown).aload(RegionFrame.HART).iload(left).iload(site);
    code.invokevirtual(
        REGION,
        "raised",
        MethodTypeDesc.of(CD_Throwable, CD_Throwable, Types.HART, CD_int, CD_int));
    code.athrow();
  }
}

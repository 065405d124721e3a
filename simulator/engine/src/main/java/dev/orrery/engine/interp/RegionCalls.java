package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.emit.Types;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls out of a region that come back to it. A call of the guest is one of the host: when control
 * comes to the address behind it, as is usual, the region goes on, and else it is left with
 * whatever is next. The guest's stack decides; the host's is only a guess at it that is mostly
 * right.
 */
final class RegionCalls {
  private static final ClassDesc CODE = Types.of(Code.class);
  private static final ClassDesc REGION = Types.of(Region.class);
  private static final MethodTypeDesc CALL = MethodTypeDesc.of(CODE, Types.HART, CD_long, CD_int);
  private static final MethodTypeDesc FINISH =
      MethodTypeDesc.of(CODE, CODE, Types.HART, CD_long, CD_int);

  private record Site(
      Label label, RegionRegisters.Unsaved unsaved, int link, RegionPlan.@Nullable Node behind) {}

  private final RegionRegisters registers;
  private final RegionExits exits;
  private final int callee;
  private final List<Site> sites = new ArrayList<>();

  RegionCalls(CodeBuilder code, RegionRegisters registers, RegionExits exits) {
    this.registers = registers;
    this.exits = exits;
    this.callee = code.allocateLocal(TypeKind.REFERENCE);
  }

  /**
   * Where code goes to make a call.
   *
   * @param link as for {@link RegionExits#pushCallee}
   * @param behind where the region goes on; null if the callee comes back to where the region would
   */
  Label toCall(CodeBuilder code, int link, RegionPlan.@Nullable Node behind) {
    Label label = code.newLabel();
    sites.add(new Site(label, registers.unsaved(), link, behind));
    return label;
  }

  /** The code of all calls. */
  void emit(CodeBuilder code, RegionFrame frame) {
    for (Site site : sites) {
      code.labelBinding(site.label);
      registers.writeBack(code, site.unsaved);
      exits.setLeft(code);
      exits.pushCallee(code, site.link);
      code.astore(callee);
      Label leave = code.newLabel();
      code.iload(RegionFrame.DEPTH).ifle(leave);
      RegionPlan.Node behind = site.behind;
      if (behind == null) {
        call(code, () -> code.lload(RegionFrame.RETURN_PC));
        code.areturn();
        code.labelBinding(leave).aload(callee).areturn();
      } else {
        comeBack(code, behind.block().pc, leave);
        frame.resume(code, behind);
      }
    }
  }

  private void call(CodeBuilder code, Runnable returnPc) {
    code.aload(callee);
    pushArguments(code, returnPc);
    code.invokevirtual(CODE, "call", CALL);
  }

  /** A call that goes on only when control is at {@code pc}. */
  private void comeBack(CodeBuilder code, long pc, Label leave) {
    Label back = code.newLabel();
    call(code, () -> code.loadConstant(pc));
    code.astore(callee).aload(callee).ifnull(back);
    code.aload(callee);
    pushArguments(code, () -> code.loadConstant(pc));
    code.invokestatic(REGION, "finish", FINISH).astore(callee);
    code.aload(callee).ifnull(back);
    code.labelBinding(leave).aload(callee).areturn();
    code.labelBinding(back);
  }

  private static void pushArguments(CodeBuilder code, Runnable returnPc) {
    code.aload(RegionFrame.HART);
    returnPc.run();
    code.iload(RegionFrame.DEPTH).iconst_1().isub();
  }
}

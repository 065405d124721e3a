package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.orrery.engine.emit.BodyEmitter;
import dev.orrery.engine.emit.Types;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Generates the class of a {@link Trace}. */
final class TraceClass {
  private static final ClassDesc TRACE = Types.of(Trace.class);
  private static final ClassDesc CODE = Types.of(Code.class);
  private static final MethodTypeDesc CONSTRUCTOR =
      MethodTypeDesc.of(CD_void, Types.of(TracePlan.class));
  private static final String RUN_NAME = "run";
  private static final MethodTypeDesc RUN = MethodTypeDesc.of(CODE, Types.HART, CD_long);

  /** HotSpot compiles no method with more bytecode than this. */
  private static final int MAX_BYTECODE = 8000;

  private final TracePlan plan;
  private final Function<DecodedInsn, List<Stmt>> bodies;

  private TraceClass(TracePlan plan, Function<DecodedInsn, List<Stmt>> bodies) {
    this.plan = plan;
    this.bodies = bodies;
  }

  /**
   * A trace as {@code plan} says, shorter if that is too much code for the JVM's compiler.
   *
   * @param bodies the specialised body of an instruction
   * @return null if not even the head's code is small enough
   */
  static @Nullable Trace make(TracePlan plan, Function<DecodedInsn, List<Stmt>> bodies) {
    GeneratedMethod method = new TraceClass(plan, bodies).generate();
    if (method.length() > MAX_BYTECODE) {
      return plan.steps().size() == 1 ? null : make(plan.firstHalf(), bodies);
    }
    byte[] bytes = method.classFile();
    try {
      Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass();
      Trace trace = (Trace) hidden.getDeclaredConstructor(TracePlan.class).newInstance(plan);
      trace.madeOf(bytes.length);
      return trace;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e); // the class was made to fit
    }
  }

  private GeneratedMethod generate() {
    String name = "Trace_" + Long.toHexString(plan.head().pc);
    ClassDesc self = ClassDesc.of(Trace.class.getPackageName(), name);
    return GeneratedMethod.of(self, this::build, RUN_NAME, MAX_BYTECODE);
  }

  private void build(ClassBuilder b) {
    b.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    b.withSuperclass(TRACE);
    b.withMethodBody(
        INIT_NAME,
        CONSTRUCTOR,
        0,
        code -> code.aload(0).aload(1).invokespecial(TRACE, INIT_NAME, CONSTRUCTOR).return_());
    b.withMethodBody(RUN_NAME, RUN, 0, this::run);
  }

  /** An instruction of the trace, and the address at which the trace goes on behind it. */
  private record Insn(DecodedInsn decoded, List<Stmt> body, long behind, long next) {}

  private List<Insn> insns() {
    List<Insn> insns = new ArrayList<>(plan.length());
    for (TracePlan.Step step : plan.steps()) {
      DecodedInsn[] block = step.block().insns;
      for (int i = 0; i < block.length; i++) {
        boolean last = i + 1 == block.length;
        long behind = last ? step.block().links[Block.FALL].pc : block[i + 1].pc();
        insns.add(new Insn(block[i], bodies.apply(block[i]), behind, last ? step.next() : behind));
      }
    }
    return insns;
  }

  private void run(CodeBuilder code) {
    TraceFrame frame = new TraceFrame(code, plan);
    List<Insn> insns = insns();
    for (Insn insn : insns) {
      frame.keepReads(code, insn.body(), insn.decoded());
    }
    Label head = code.newBoundLabel();
    for (int i = 0; i < insns.size(); i++) {
      Insn insn = insns.get(i);
      Label next = code.newLabel();
      frame.at(insn.decoded(), i, insn.next(), next);
      if (BodyEmitter.emit(code, frame, insn.body()) && insn.behind() != insn.next()) {
        frame.goTo(code, insn.behind());
      }
      code.labelBinding(next);
    }
    if (plan.loops()) {
      frame.loop(code, head);
    }
    Label handler = code.newBoundLabel();
    code.exceptionCatchAll(head, handler, handler);
    frame.handler(code);
  }
}

package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.orrery.engine.emit.BodyEmitter;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.events.JitEvents;
import dev.orrery.engine.events.TranslationEvent;
import dev.orrery.engine.explain.Reason;
import dev.orrery.engine.explain.Translation;
import dev.orrery.engine.timing.RetireListener;
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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Generates the class of a {@link Region}. */
final class RegionClass {
  private static final ClassDesc REGION = Types.of(Region.class);
  private static final ClassDesc CODE = Types.of(Code.class);
  private static final MethodTypeDesc CONSTRUCTOR =
      MethodTypeDesc.of(CD_void, Types.of(RegionPlan.class), CODE.arrayType());
  private static final MethodTypeDesc CALL = MethodTypeDesc.of(CODE, Types.HART, CD_long, CD_int);

  /**
   * Most bytecode. The launcher lifts HotSpot's own limit of 8000, and larger methods take C2 half
   * a second.
   */
  private static final int MAX_BYTECODE = 20_000;

  /**
   * The same where a core's rules are in it: they are several times the code, most of it hardly
   * ever executed, and regions of a tenth of the instructions are left all the time.
   */
  private static final int MAX_BYTECODE_WITH_RULES = 45_000;

  private final RegionPlan plan;
  private final List<List<List<Stmt>>> bodies;
  private final LazyFlow lazy;
  private final Spans spans;
  private final HostFloats floats;
  private final RegionConstants constants;
  private final ClassDesc self;
  private final RegionNotes notes;
  private final int maxBytecode;
  private @Nullable LateWrites late;

  private RegionClass(
      RegionPlan plan,
      List<List<List<Stmt>>> bodies,
      LazyFlow lazy,
      Spans spans,
      HostFloats floats,
      @Nullable RetireListener retires,
      RegionNotes notes) {
    this.plan = plan;
    this.notes = notes;
    this.bodies = bodies;
    this.lazy = lazy;
    this.spans = spans;
    this.floats = floats;
    String name = "Region_" + Long.toHexString(plan.head().pc);
    this.self = ClassDesc.of(Region.class.getPackageName(), name);
    this.constants = new RegionConstants(self, plan.head(), spans, retires);
    this.maxBytecode = retires == null ? MAX_BYTECODE : MAX_BYTECODE_WITH_RULES;
  }

  /**
   * A region as {@code plan} says, smaller if that is too much code for the JVM's compiler.
   *
   * @param bodies what instructions do
   * @param retires told of what retires; null for nobody
   * @param notes told how it comes about
   * @return null if not even the head's code is small enough
   */
  static @Nullable Region make(
      RegionPlan plan, Bodies bodies, @Nullable RetireListener retires, RegionNotes notes) {
    TranslationEvent event = JitEvents.translating();
    List<List<List<Stmt>>> all = all(plan, bodies::of);
    HostFloats floats = HostFloats.of(plan, all);
    if (!floats.modes().isEmpty()) {
      HostFloats found = floats;
      all = all(plan, insn -> found.body(insn, bodies));
    }
    LazyFlow lazy = new LazyFlow(plan, all);
    all = lazy.bodies();
    Spans spans = Spans.of(plan, all);
    RegionClass made = new RegionClass(plan, all, lazy, spans, floats, retires, notes);
    GeneratedMethod method = made.generate();
    if (method.length() > made.maxBytecode) {
      Reason reason = new Reason.TooMuchBytecode(method.length(), made.maxBytecode);
      if (plan.nodes().size() == 1) {
        notes.refused(reason);
        return null;
      }
      RegionPlan smaller = smaller(plan, method.length(), made.maxBytecode, notes);
      notes.shortened(plan, smaller, reason);
      return make(smaller, bodies, retires, notes);
    }
    byte[] plain = method.classFile();
    byte[] bytes = plain;
    if (notes.wantsCounts()) {
      bytes = made.generate().classFile();
      notes.hasCounts();
    }
    try {
      CodeCache cache = plan.head().cache;
      Code[] links = new Code[plan.targets().length];
      Class<?> hidden =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes, made.constants.values(cache, links), true)
              .lookupClass();
      if (event != null) {
        event.end();
        commit(event, plan, hidden.getName(), bytes.length);
      }
      notes.made(plan, bodies::of, all, plain, hidden.getName());
      Region region =
          (Region)
              hidden
                  .getDeclaredConstructor(RegionPlan.class, Code[].class)
                  .newInstance(plan, links);
      region.countsIn(made.constants.tally());
      region.madeOf(bytes.length + made.constants.retires().calledBytes());
      region.makesLate(Objects.requireNonNull(made.late));
      region.reliesOn(made.constants.looked());
      return region;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e); // the class was made to fit
    }
  }

  /** The hottest of the blocks of {@code plan}, as many as probably fit. */
  private static RegionPlan smaller(RegionPlan plan, int bytecode, int most, RegionNotes notes) {
    Block head = plan.head();
    long share = (long) plan.length() * most / bytecode;
    int insns = (int) Math.min(share - share / 16, plan.length() - 1);
    return RegionPlanner.plan(head.cache, head, insns, notes);
  }

  private static void commit(TranslationEvent event, RegionPlan plan, String name, int bytes) {
    if (event.shouldCommit()) {
      event.address = Long.toHexString(plan.head().pc);
      event.className = name;
      event.instructions = plan.length();
      event.blocks = plan.nodes().size();
      event.bytes = bytes;
      event.commit();
    }
  }

  private static List<List<List<Stmt>>> all(
      RegionPlan plan, Function<DecodedInsn, List<Stmt>> bodies) {
    List<List<List<Stmt>>> all = new ArrayList<>();
    for (RegionPlan.Node node : plan.nodes()) {
      DecodedInsn[] insns = node.block().insns;
      List<List<Stmt>> filledIn =
          Arrays.stream(insns).map(insn -> FilledIn.of(insn, bodies.apply(insn))).toList();
      all.add(Narrowing.of(insns, filledIn));
    }
    return all;
  }

  private GeneratedMethod generate() {
    return GeneratedMethod.of(self, this::build, Translation.METHOD, maxBytecode);
  }

  private void build(ClassBuilder b) {
    b.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    b.withSuperclass(REGION);
    b.withMethodBody(
        INIT_NAME,
        CONSTRUCTOR,
        0,
        code ->
            code.aload(0)
                .aload(1)
                .aload(2)
                .invokespecial(REGION, INIT_NAME, CONSTRUCTOR)
                .return_());
    b.withMethodBody(Translation.METHOD, CALL, 0, this::call);
    constants.define(b);
  }

  private void call(CodeBuilder code) {
    constants.begin();
    constants.retires().begin(code, plan, bodies);
    notes.begin(code, constants, plan);
    RegionFrame frame =
        new RegionFrame(
            code, constants, plan, new RegisterFlow(plan, bodies), lazy, spans, floats, notes);
    late = frame.late();
    frame.enter(code);
    Label start = code.newBoundLabel();
    for (RegionPlan.Node node : plan.nodes()) {
      DecodedInsn[] insns = node.block().insns;
      List<List<Stmt>> own = bodies.get(node.position());
      frame.start(code, node, own);
      boolean goesOn = true;
      for (int i = 0; i < insns.length && goesOn; i++) {
        frame.at(code, i);
        notes.insn(code, i);
        boolean[] ends = new boolean[1];
        List<Stmt> body = own.get(i);
        // Each instruction's temporaries take the same locals.
        code.block(b -> ends[0] = BodyEmitter.emit(b, frame, body));
        goesOn = ends[0];
      }
      if (goesOn) {
        frame.goTo(code, node.block().links[Block.FALL].pc);
      }
    }
    Label end = code.newBoundLabel();
    notes.end(code);
    // What the guest raises in a call is not for this region's handler.
    frame.outside(code);
    Label handler = code.newBoundLabel();
    code.exceptionCatchAll(start, end, handler);
    frame.handler(code);
  }
}

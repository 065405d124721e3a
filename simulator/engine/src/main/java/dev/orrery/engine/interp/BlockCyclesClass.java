package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.orrery.engine.emit.ConstantFields;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.CoreSummary;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Generates the class of a {@link BlockCycles}. */
final class BlockCyclesClass {
  private static final ClassDesc SUPER = Types.of(BlockCycles.class);
  private static final MethodTypeDesc CONSTRUCTOR =
      MethodTypeDesc.of(CD_void, Types.of(BlockCycles.Content.class));
  private static final String INPUTS = "inputs";

  /** Name of {@link BlockCycles#run}. */
  static final String RUN = "run";

  /**
   * An instruction.
   *
   * @param rule of its class; null if it has none
   * @param special the same as it is there; null if there is none for it alone
   * @param slots where its inputs are that only execution knows
   */
  private record Step(
      InsnFacts facts,
      @Nullable CoreRoutine rule,
      @Nullable CoreRoutine special,
      Map<CoreInput, Integer> slots) {}

  /** Most bytecode of {@link #RUN}; rules of more are called as they are for any instruction. */
  private static final int MAX_BYTECODE = 20_000;

  private final CoreModel model;
  private final ClassDesc self;
  private final CycleCode cycles;
  private final List<Step> steps = new ArrayList<>();

  private BlockCyclesClass(long pc, CoreModel model) {
    this.model = model;
    this.self =
        ClassDesc.of(BlockCycles.class.getPackageName(), "BlockCycles_" + Long.toHexString(pc));
    this.cycles = new CycleCode(self, model);
  }

  /**
   * The rules of a block, wherever it stands.
   *
   * @param insns one behind the other; only the last one may go elsewhere
   * @param inputs where they find what only execution knows, in {@link BlockCycles#cell}
   */
  static BlockCycles make(List<InsnFacts> insns, CycleRules rules, CoreModel model, long[] inputs) {
    long pc = insns.getFirst().pc();
    BlockCycles own = new BlockCyclesClass(pc, model).make(insns, rules, inputs, true);
    return own == null
        ? Objects.requireNonNull(new BlockCyclesClass(pc, model).make(insns, rules, inputs, false))
        : own;
  }

  /**
   * Makes it.
   *
   * @param own whether instructions have rules of their own; else they call those of their classes
   * @return null if that is too much code
   */
  private @Nullable BlockCycles make(
      List<InsnFacts> insns, CycleRules rules, long[] inputs, boolean own) {
    CoreKnowledge known = rules.always();
    List<CoreRoutine> all = new ArrayList<>();
    for (int i = 0; i < insns.size(); i++) {
      boolean goesOn = i + 1 < insns.size();
      InsnFacts facts = insns.get(i);
      CoreRoutine rule = rules.general(facts);
      CoreRoutine special = own ? rules.special(facts, goesOn, known) : null;
      steps.add(new Step(facts, rule, special, BlockCycles.slots(i, rule, goesOn)));
      if (rule != null) {
        all.add(special == null ? rule : special);
      }
    }
    BlockCycles.Content content =
        new BlockCycles.Content(
            model,
            steps.stream().map(Step::facts).toList(),
            steps.stream().map(Step::slots).toList(),
            inputs,
            new CoreSummary(all, own ? known : rules.always()));
    GeneratedMethod method = GeneratedMethod.of(self, this::build, RUN, MAX_BYTECODE);
    return own && method.length() > MAX_BYTECODE ? null : define(method.classFile(), content);
  }

  private BlockCycles define(byte[] bytes, BlockCycles.Content content) {
    List<Object> values = new ArrayList<>();
    values.add(content.inputs());
    values.addAll(cycles.values());
    try {
      BlockCycles made =
          (BlockCycles)
              MethodHandles.lookup()
                  .defineHiddenClassWithClassData(bytes, values.toArray(), true)
                  .lookupClass()
                  .getDeclaredConstructor(BlockCycles.Content.class)
                  .newInstance(content);
      made.madeOf(bytes.length);
      return made;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e); // the class was made to fit
    }
  }

  private void build(ClassBuilder b) {
    b.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    b.withSuperclass(SUPER);
    b.withMethodBody(
        INIT_NAME,
        CONSTRUCTOR,
        0,
        code -> code.aload(0).aload(1).invokespecial(SUPER, INIT_NAME, CONSTRUCTOR).return_());
    b.withMethodBody(RUN, MTD_void, 0, this::run);
    Map<String, ClassDesc> fields = new LinkedHashMap<>();
    fields.put(INPUTS, Types.LONG_ARRAY);
    fields.putAll(cycles.fields());
    ConstantFields.define(b, self, fields);
  }

  private void run(CodeBuilder code) {
    cycles.begin(code);
    cycles.enter(code);
    for (Step step : steps) {
      if (step.rule != null) {
        cycles.rule(code, step.rule, step.special, input -> push(code, input, step));
      }
    }
    cycles.settle(code);
    cycles.leave(code);
    code.return_();
  }

  private void push(CodeBuilder code, CoreInput input, Step step) {
    Integer slot = step.slots.get(input);
    if (slot != null) {
      code.getstatic(self, INPUTS, Types.LONG_ARRAY).loadConstant(slot).laload();
    } else if (input == CoreInput.TAKEN) {
      code.lconst_0();
    } else {
      CoreInput fact = input == CoreInput.TARGET ? CoreInput.NPC : input;
      code.loadConstant(model.known(fact, step.facts));
    }
    if (input.width() == 1) {
      code.l2i();
    }
  }
}

package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.MTD_void;

import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.CoreSummary;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A core's rules for the instructions of one block, as one method that all regions call: subclasses
 * are generated. While a region executes the block it puts what only execution knows into {@link
 * #inputs}, and calls {@link #run} when the last instruction retires; if it leaves before, {@link
 * #retire} tells the model of those that have.
 */
abstract class BlockCycles {
  private static final ClassDesc TYPE = Types.of(BlockCycles.class);

  /**
   * What a block's instructions say, and what its rules make of what is known.
   *
   * @param model of the core
   * @param facts of the instructions
   * @param slots for each of them, where in {@code inputs} an input is that only execution knows
   * @param inputs at least {@link #cells} of them
   * @param summary of all rules
   */
  record Content(
      CoreModel model,
      List<InsnFacts> facts,
      List<Map<CoreInput, Integer>> slots,
      long[] inputs,
      CoreSummary summary) {}

  /** What only execution knows of an instruction. */
  private static final List<CoreInput> EXECUTED =
      List.of(
          CoreInput.ADDR, CoreInput.TAKEN, CoreInput.TARGET, CoreInput.VALUE1, CoreInput.VALUE2);

  private final Content content;
  private int bytes;

  BlockCycles(Content content) {
    this.content = content;
  }

  /** How many cells the inputs of {@code n} instructions have. */
  static int cells(int n) {
    return n * EXECUTED.size();
  }

  /** The cell of {@code input}, which only execution knows, of instruction number {@code insn}. */
  static int cell(int insn, CoreInput input) {
    return cells(insn) + EXECUTED.indexOf(input);
  }

  /**
   * Where in the inputs instruction number {@code insn} has what {@code rule} asks of it and only
   * execution knows.
   *
   * @param rule null if there is none
   * @param goesOn whether the instruction behind it is next in any case
   */
  static Map<CoreInput, Integer> slots(int insn, @Nullable CoreRoutine rule, boolean goesOn) {
    Map<CoreInput, Integer> slots = new EnumMap<>(CoreInput.class);
    if (rule != null) {
      for (CoreInput input : rule.inputs()) {
        boolean fixed = goesOn && (input == CoreInput.TAKEN || input == CoreInput.TARGET);
        if (!input.isKnown() && !fixed) {
          slots.put(input, cell(insn, input));
        }
      }
    }
    return slots;
  }

  /** Its class was made of a class file of so many bytes. */
  final void madeOf(int bytes) {
    this.bytes = bytes;
  }

  /** How many bytes its class file has. */
  final int bytes() {
    return bytes;
  }

  /** All instructions have retired, with these {@link #inputs}. */
  abstract void run();

  /** What the code of {@link #emitRun} works on, as a constant. */
  Object constant() {
    return this;
  }

  /** The type of {@link #constant}. */
  ClassDesc type() {
    return TYPE;
  }

  /**
   * Emits what {@link #run} does.
   *
   * @param push pushes {@link #constant}
   */
  void emitRun(CodeBuilder code, Runnable push) {
    push.run();
    code.invokevirtual(TYPE, BlockCyclesClass.RUN, MTD_void);
  }

  /** Where the rules find what only execution knows. */
  final long[] inputs() {
    return content.inputs;
  }

  /** Where in {@link #inputs} instruction number {@code insn} has its own. */
  final Map<CoreInput, Integer> slots(int insn) {
    return content.slots.get(insn);
  }

  /** What is known before the block becomes what is known behind it. */
  final void follow(CoreKnowledge known) {
    content.summary.follow(known);
  }

  /** Only the first {@code n} instructions have retired, which is not all. */
  final void retire(int n) {
    Retired retired = new Retired();
    for (int i = 0; i < n; i++) {
      InsnFacts facts = content.facts.get(i);
      Map<CoreInput, Integer> slots = content.slots.get(i);
      retired.insn = facts;
      retired.addr = input(slots, CoreInput.ADDR);
      retired.taken = false;
      retired.target = facts.pc() + facts.length();
      retired.value1 = input(slots, CoreInput.VALUE1);
      retired.value2 = input(slots, CoreInput.VALUE2);
      content.model.retired(retired);
    }
  }

  private long input(Map<CoreInput, Integer> slots, CoreInput input) {
    Integer slot = slots.get(input);
    return slot == null ? 0 : content.inputs[slot];
  }
}

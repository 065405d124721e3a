package dev.orrery.profiler.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the cycles of the program on a core went. The parts add up to all cycles at every level:
 * causes, functions, blocks, instructions, and source lines where there are any.
 */
@Meaning("Where the cycles of the program on a core went, by the core's causes.")
public record CycleProfile(
    @Meaning("The core.") String core,
    @Meaning("What it is, in one line.") String title,
    @Meaning(
            value = "Most instructions that it retires in a cycle; 0 if nothing is known.",
            unit = "instructions per cycle",
            since = 5)
        long width,
    @Meaning(
            value =
                "The RTL that its table is held against, with the table's parameters; empty if"
                    + " there is none.",
            since = 5)
        String rtl,
    @Meaning(
            value = "Most that cycles of a measured program differ from the RTL's; -1 if unsaid.",
            unit = "millionths",
            since = 5)
        long rtlError,
    @Meaning(
            value = "Most that they differ in the mean over programs; -1 if unsaid.",
            unit = "millionths",
            since = 5)
        long rtlMeanError,
    @Meaning("Its parameters, with the values of this run.") List<Parameter> parameters,
    @Meaning(value = "Cycles that the program took.", unit = "cycles") long cycles,
    @Meaning("What cycles are charged to, in the order of the core's table.")
        List<CauseCycles> causes,
    @Meaning("Cycles of functions by cause.") List<CycleShare> functions,
    @Meaning("Cycles of blocks by cause.") List<CycleShare> blocks,
    @Meaning("Cycles of source lines by cause.") List<CycleShare> lines,
    @Meaning("Cycles of instructions by cause.") List<InstructionCycles> instructions,
    @Meaning("What the program would take if a mechanism were ideal; the same program, run again.")
        List<IdealRun> ideals,
    @Meaning(value = "Cycles of call tree nodes themselves by cause.", since = 5)
        List<CycleShare> callTree,
    @Meaning(value = "Cycles while a call of a call site was active by cause.", since = 5)
        List<CycleShare> callSites,
    @Meaning(
            value =
                "Branches and jumps that were guessed wrongly: what causes of bad speculation are"
                    + " about.",
            since = 5)
        List<WrongGuesses> wrongGuesses,
    @Meaning(
            value =
                "Instructions that waited for an operand, with the instruction that wrote it: of"
                    + " the last writers of the registers that are read, the one that retired"
                    + " last.",
            since = 5)
        List<OperandWait> operandWaits,
    @Meaning(
            value =
                "Instructions that take much of the cycles, in the core's pipeline; none if nothing was repeated.",
            since = 5)
        List<PipelineWindow> windows) {

  public CycleProfile {
    parameters = List.copyOf(parameters);
    causes = List.copyOf(causes);
    functions = List.copyOf(functions);
    blocks = List.copyOf(blocks);
    lines = List.copyOf(lines);
    instructions = List.copyOf(instructions);
    ideals = List.copyOf(ideals);
    callTree = List.copyOf(callTree);
    callSites = List.copyOf(callSites);
    wrongGuesses = List.copyOf(wrongGuesses);
    operandWaits = List.copyOf(operandWaits);
    windows = List.copyOf(windows);
    Checks.notNegative("cycles", cycles);
    Checks.notNegative("width", width);
    for (List<CycleShare> shares : List.of(functions, blocks, lines, callTree, callSites)) {
      for (CycleShare s : shares) {
        Checks.index("a cause", s.cause(), causes);
      }
    }
    for (InstructionCycles i : instructions) {
      Checks.index("a cause", i.cause(), causes);
    }
    for (OperandWait w : operandWaits) {
      Checks.index("a cause", w.cause(), causes);
    }
    for (IdealRun r : ideals) {
      Checks.index("a cause", r.cause(), causes);
    }
  }

  /** A parameter of the core. */
  @Meaning("A parameter of the core.")
  public record Parameter(
      @Meaning("Its name.") String name,
      @Meaning(value = "Its value.", unit = "as its meaning says") long value,
      @Meaning("What it is; may be empty.") String meaning) {}

  /** A cause, and its cycles in the whole program. */
  @Meaning("What cycles are charged to, and those of the whole program.")
  public record CauseCycles(
      @Meaning("Its name.") String name,
      @Meaning("What it is.") String meaning,
      @Meaning(
              value = "Its category in the top-down view, as core tables write it; may be empty.",
              since = 5)
          String category,
      @Meaning(
              value = "Bytes that it moves between memory and the core each time.",
              unit = "bytes",
              since = 5)
          long moves,
      @Meaning(value = "Cycles charged to it.", unit = "cycles") long cycles) {
    public CauseCycles {
      Checks.notNegative("moves", moves);
      Checks.notNegative("cycles", cycles);
    }
  }

  /** Cycles of something by one cause. */
  @Meaning("Cycles of a function, a block, a line or a call that have one cause.")
  public record CycleShare(
      @Meaning(
              "Index in functions, in blocks, in the source's lines, in the call tree, in call sites.")
          int of,
      @Meaning("Index in causes.") int cause,
      @Meaning(value = "Cycles.", unit = "cycles") long cycles) {
    public CycleShare {
      Checks.notNegative("of", of);
      Checks.notNegative("cycles", cycles);
    }
  }

  /** Cycles of an instruction by one cause. */
  @Meaning("Cycles of an instruction that have one cause.")
  public record InstructionCycles(
      @Meaning("Index in blocks.") int block,
      @Meaning("Index in the block's code.") int instruction,
      @Meaning("Index in causes.") int cause,
      @Meaning(
              value = "Executions of the instruction to which some were charged; 0 if not counted.",
              unit = "times",
              since = 5)
          long times,
      @Meaning(value = "Cycles.", unit = "cycles") long cycles) {
    public InstructionCycles {
      Checks.notNegative("times", times);
      Checks.notNegative("block", block);
      Checks.notNegative("instruction", instruction);
      Checks.notNegative("cycles", cycles);
    }
  }

  /** An instruction after which the core went on in the wrong place. */
  @Meaning("A branch or jump after which the core went on in the wrong place.")
  public record WrongGuesses(
      @Meaning("Index in blocks.") int block,
      @Meaning("Index in the block's code.") int instruction,
      @Meaning(value = "Executions that were guessed wrongly.", unit = "times") long times,
      @Meaning(value = "Cycles that this took, by the causes that say so.", unit = "cycles")
          long cycles) {
    public WrongGuesses {
      Checks.notNegative("block", block);
      Checks.notNegative("instruction", instruction);
      Checks.notNegative("times", times);
      Checks.notNegative("cycles", cycles);
    }
  }

  /** An instruction that waited for what another one writes. */
  @Meaning("An instruction that waited for a register that another one writes.")
  public record OperandWait(
      @Meaning("Index in blocks of the one that waited.") int block,
      @Meaning("Index in the block's code.") int instruction,
      @Meaning("Index in blocks of the one that writes the register.") int writerBlock,
      @Meaning("Index in that block's code.") int writerInstruction,
      @Meaning("Index in causes.") int cause,
      @Meaning(value = "How often.", unit = "times") long times,
      @Meaning(value = "Cycles.", unit = "cycles") long cycles) {
    public OperandWait {
      Checks.notNegative("block", block);
      Checks.notNegative("instruction", instruction);
      Checks.notNegative("writerBlock", writerBlock);
      Checks.notNegative("writerInstruction", writerInstruction);
      Checks.notNegative("times", times);
      Checks.notNegative("cycles", cycles);
    }
  }

  /** The program on the core with one mechanism made ideal. */
  @Meaning("The same program on the core with one mechanism made ideal.")
  public record IdealRun(
      @Meaning("Index in causes: whose cycles it is about.") int cause,
      @Meaning("What the core has then.") String meaning,
      @Meaning("The parameters that say so.") List<Parameter> parameters,
      @Meaning(value = "Cycles that the program takes then.", unit = "cycles") long cycles) {
    public IdealRun {
      parameters = List.copyOf(parameters);
      Checks.notNegative("cycles", cycles);
    }
  }

  /** Checks that every index is one of {@code profile}'s. */
  void checkWithin(
      List<FunctionProfile> ofFunctions, List<BlockProfile> ofBlocks, SourceProfile source) {
    functions.forEach(s -> Checks.index("a function with cycles", s.of(), ofFunctions));
    blocks.forEach(s -> Checks.index("a block with cycles", s.of(), ofBlocks));
    lines.forEach(s -> Checks.index("a line with cycles", s.of(), source.lines()));
    for (InstructionCycles i : instructions) {
      Checks.index("a block with cycles", i.block(), ofBlocks);
      Checks.index("an instruction with cycles", i.instruction(), ofBlocks.get(i.block()).code());
    }
    for (WrongGuesses w : wrongGuesses) {
      Checks.index("a block with wrong guesses", w.block(), ofBlocks);
      Checks.index("a wrong guess", w.instruction(), ofBlocks.get(w.block()).code());
    }
    for (OperandWait w : operandWaits) {
      Checks.index("a block that waits", w.block(), ofBlocks);
      Checks.index("a wait", w.instruction(), ofBlocks.get(w.block()).code());
      Checks.index("a block that is waited for", w.writerBlock(), ofBlocks);
      Checks.index("a writer", w.writerInstruction(), ofBlocks.get(w.writerBlock()).code());
    }
  }

  /** The same of calls. */
  void checkWithin(List<CallTreeNode> tree, List<CallSite> sites) {
    callTree.forEach(s -> Checks.index("a call tree node with cycles", s.of(), tree));
    callSites.forEach(s -> Checks.index("a call site with cycles", s.of(), sites));
  }

  /** Every way in which parts add up to all cycles. */
  public List<Identity> identities() {
    List<Identity> all = new ArrayList<>();
    all.add(identity("causes", causes.stream().mapToLong(CauseCycles::cycles).sum()));
    all.add(identity("functions", sum(functions)));
    all.add(identity("blocks", sum(blocks)));
    all.add(
        identity("instructions", instructions.stream().mapToLong(InstructionCycles::cycles).sum()));
    if (!lines.isEmpty()) {
      all.add(identity("lines", sum(lines)));
    }
    if (!callTree.isEmpty()) {
      all.add(identity("call tree", sum(callTree)));
    }
    return all;
  }

  private static long sum(List<CycleShare> shares) {
    return shares.stream().mapToLong(CycleShare::cycles).sum();
  }

  private Identity identity(String what, long sum) {
    return new Identity("cycles of " + what, sum, cycles);
  }
}

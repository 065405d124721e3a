package dev.orrery.profiler;

import dev.orrery.engine.ExecutionCounts;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Every instruction that retired, once, with its count, and the basic blocks that these form. How
 * an engine cut the code into blocks (at a size, again when something jumps into the middle) leaves
 * no trace here: the same execution gives the same blocks on every engine.
 */
final class CountedCode {
  private CountedCode() {}

  /** An instruction and how often it retired. */
  record Counted(DecodedInsn insn, long count) {}

  /** Address and encoding: code that changes itself has several instructions at an address. */
  private record Key(long pc, long word, long more) implements Comparable<Key> {
    @Override
    public int compareTo(Key o) {
      int byPc = Long.compareUnsigned(pc, o.pc);
      int byWord = byPc != 0 ? byPc : Long.compareUnsigned(word, o.word);
      return byWord != 0 ? byWord : Long.compareUnsigned(more, o.more);
    }
  }

  /**
   * Adds up the counts of each instruction.
   *
   * @return those that retired at least once, by address and encoding
   */
  static List<Counted> merge(ExecutionCounts counts, List<Counted> completedByMachine) {
    TreeMap<Key, Counted> code = new TreeMap<>();
    for (ExecutionCounts.BlockCount block : counts.blocks()) {
      for (int i = 0; i < block.insns().size(); i++) {
        add(code, block.insns().get(i), block.retired()[i]);
      }
    }
    for (Counted c : completedByMachine) {
      add(code, c.insn(), c.count());
    }
    return List.copyOf(code.values());
  }

  private static void add(TreeMap<Key, Counted> code, DecodedInsn insn, long count) {
    if (count > 0) {
      code.merge(
          new Key(insn.pc(), insn.word(), insn.more()),
          new Counted(insn, count),
          (a, b) -> new Counted(a.insn(), a.count() + b.count()));
    }
  }

  /**
   * Cuts code into basic blocks. One begins behind a control transfer or trap, at a gap, and where
   * an instruction retired more often than the one before it: then something else came in. Fewer
   * may arrive: traps and the end of the run cut executions short.
   *
   * @param code as {@link #merge} returns it
   */
  static List<List<Counted>> blocks(List<Counted> code) {
    List<List<Counted>> blocks = new ArrayList<>();
    List<Counted> block = new ArrayList<>();
    Counted before = null;
    for (Counted c : code) {
      if (before != null
          && (before.insn().nextPc() != c.insn().pc()
              || c.count() > before.count()
              || endsBlock(before.insn()))) {
        blocks.add(block);
        block = new ArrayList<>();
      }
      block.add(c);
      before = c;
    }
    if (!block.isEmpty()) {
      blocks.add(block);
    }
    return blocks;
  }

  private static boolean endsBlock(DecodedInsn insn) {
    return insn.jumpKind() != JumpKind.NONE
        || insn.row().body().stream().anyMatch(Stmt.Trap.class::isInstance);
  }
}

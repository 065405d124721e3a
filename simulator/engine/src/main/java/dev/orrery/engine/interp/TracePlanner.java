package dev.orrery.engine.interp;

import dev.orrery.engine.code.BlockReader;
import dev.orrery.spec.ir.JumpKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the blocks of a trace: from a hot block on, where execution went most often so far. Calls
 * are followed into the callee and back.
 */
final class TracePlanner {
  /** Most instructions of a trace. */
  private static final int MAX_LENGTH = 96;

  /** A successor this many times colder than the head is not worth its code. */
  private static final int COLD = 16;

  private final CodeCache cache;
  private final Block head;
  private final List<TracePlan.Step> steps = new ArrayList<>();

  /** Return addresses of the calls that the trace is inside of. */
  private final Deque<Long> returns = new ArrayDeque<>();

  private int length;

  private TracePlanner(CodeCache cache, Block head) {
    this.cache = cache;
    this.head = head;
  }

  /** The trace from {@code head} on. */
  static TracePlan plan(CodeCache cache, Block head) {
    return new TracePlanner(cache, head).grow();
  }

  private TracePlan grow() {
    Block block = head;
    while (true) {
      length += block.length;
      long next = successor(block);
      if (next == head.pc && !BlockReader.startsBlock(head.insns[0])) {
        steps.add(new TracePlan.Step(block, next));
        return new TracePlan(steps, true);
      }
      Block following = next == Code.NO_KEY ? null : cache.known(next);
      if (following == null || !fits(following)) {
        steps.add(new TracePlan.Step(block, Code.NO_KEY));
        return new TracePlan(steps, false);
      }
      steps.add(new TracePlan.Step(block, next));
      block = following;
    }
  }

  private boolean fits(Block block) {
    return length + block.length <= MAX_LENGTH
        && block.heat() >= head.heat() / COLD
        && !BlockReader.startsBlock(block.insns[0]) // it needs the exact count at its head
        && !cache.hasRegion(block.pc) // it would not be entered
        && !isLoop(cache.traceAt(block.pc)) // better entered than unrolled
        && steps.stream().noneMatch(s -> s.block() == block);
  }

  private static boolean isLoop(@Nullable Trace trace) {
    return trace != null && trace.loops();
  }

  /**
   * Where execution mostly goes after {@code block}; {@link Code#NO_KEY} when that is not known.
   */
  private long successor(Block block) {
    long behind = block.links[Block.FALL].pc;
    if (!block.jumps) {
      return behind;
    }
    JumpKind kind = block.insns[block.length - 1].jumpKind();
    if (kind == JumpKind.RETURN && !returns.isEmpty()) {
      return returns.pop();
    }
    if (kind == JumpKind.CALL) {
      returns.push(behind);
    }
    if (block.links.length <= Block.TAKEN) {
      List<Long> targets = block.indirectTargets();
      return targets.size() == 1 ? targets.getFirst() : Code.NO_KEY;
    }
    return kind != JumpKind.BRANCH || block.mostlyTaken() ? block.links[Block.TAKEN].pc : behind;
  }
}

package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.ExecutionCounts.BlockCount;
import dev.orrery.engine.ExecutionCounts.EdgeCount;
import dev.orrery.spec.model.DecodedInsn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What an engine counted, in a form that does not depend on its order.
 *
 * @param insns how often each instruction retired, by its address, name and word
 * @param blocks the same of each block's instructions, by its address and words
 * @param edges the edges
 */
record ComparedCounts(
    Map<String, Long> insns, Map<String, List<Long>> blocks, Set<EdgeCount> edges) {

  /** The counts of an engine that keeps some. */
  static ComparedCounts of(Engine engine) {
    ExecutionCounts counts = Objects.requireNonNull(engine.counts());
    Map<String, Long> insns = new HashMap<>();
    Map<String, List<Long>> blocks = new HashMap<>();
    for (BlockCount b : counts.blocks()) {
      StringBuilder words = new StringBuilder(Long.toHexString(b.pc()));
      for (int i = 0; i < b.retired().length; i++) {
        DecodedInsn insn = b.insns().get(i);
        words.append(' ').append(Long.toHexString(insn.word()));
        if (b.retired()[i] > 0) {
          String name = Long.toHexString(insn.pc()) + " " + insn.row().name() + " " + insn.word();
          insns.merge(name, b.retired()[i], Long::sum);
        }
      }
      List<Long> retired = Arrays.stream(b.retired()).boxed().toList();
      assertThat(blocks.put(words.toString(), retired)).isNull();
    }
    return new ComparedCounts(insns, blocks, new HashSet<>(counts.edges()));
  }

  /** Instructions that retired. */
  long retired() {
    return insns.values().stream().mapToLong(Long::longValue).sum();
  }
}

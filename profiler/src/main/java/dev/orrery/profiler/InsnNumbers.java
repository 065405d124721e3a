package dev.orrery.profiler;

import dev.orrery.engine.ExecutionCounts.BlockCount;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Numbers instructions in the order in which they are met, each address and encoding once. */
final class InsnNumbers {
  private record Key(long pc, long word, long more) {}

  private final Map<Key, Integer> numbers = new HashMap<>();
  private final List<DecodedInsn> insns = new ArrayList<>();

  /** By the first instruction of a block: an engine hands out the same ones again and again. */
  private final Map<DecodedInsn, Numbered> ofBlocks = new IdentityHashMap<>();

  @SuppressWarnings("ArrayRecordComponent")
  private record Numbered(List<DecodedInsn> insns, int[] numbers) {}

  /** How many there are. */
  int size() {
    return insns.size();
  }

  /** The instruction of a number. */
  DecodedInsn insn(int number) {
    return insns.get(number);
  }

  /** The number of an instruction. */
  int of(DecodedInsn insn) {
    Key key = new Key(insn.pc(), insn.word(), insn.more());
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    numbers.put(key, insns.size());
    insns.add(insn);
    return insns.size() - 1;
  }

  /** Numbers of the instructions of a block. */
  int[] of(BlockCount block) {
    DecodedInsn first = block.insns().getFirst();
    Numbered known = ofBlocks.get(first);
    if (known == null || !same(known.insns, block.insns())) {
      known = new Numbered(block.insns(), block.insns().stream().mapToInt(this::of).toArray());
      ofBlocks.put(first, known);
    }
    return known.numbers;
  }

  @SuppressWarnings(
      "ReferenceEquality") // to compare their contents would take longer than to number
  private static boolean same(List<DecodedInsn> a, List<DecodedInsn> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = a.get(i) == b.get(i);
    }
    return same;
  }

  /** {@code counts}, large enough for all numbers. */
  long[] grown(long[] counts) {
    return counts.length >= size() ? counts : Arrays.copyOf(counts, Math.max(2 * size(), 64));
  }
}

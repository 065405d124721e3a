package dev.orrery.profiler;

import dev.orrery.engine.timing.InsnFacts;
import java.util.Arrays;
import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;

/**
 * Numbers the instructions that retire, from 1 on, so that what is counted of them can stand in
 * arrays. An instruction is an address and what stands there: code that changes itself has several
 * at an address.
 */
final class CodeNumbers {
  private static final int PAGE_BITS = 10;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  /** For each page of code, by offset: the first of the numbers of what stands there; 0 is none. */
  private final LongObjectHashMap<int[]> pages = new LongObjectHashMap<>();

  private long page;
  private int[] pageNumbers = new int[0];

  /** By number. */
  private InsnFacts[] insns = new InsnFacts[1 << 10];

  /** By number: the next one at its address; 0 is none. */
  private int[] next = new int[1 << 10];

  private int size = 1;

  /** One more than the largest number. */
  int size() {
    return size;
  }

  /** The instruction with a number. */
  InsnFacts insn(int number) {
    return insns[number];
  }

  /** The number of {@code insn}; a new one if it was not met before. */
  int of(InsnFacts insn) {
    long pc = insn.pc();
    if (pc >>> PAGE_BITS != page || pageNumbers.length == 0) {
      page = pc >>> PAGE_BITS;
      pageNumbers = pages.getIfAbsentPut(page, () -> new int[1 << PAGE_BITS]);
    }
    int offset = (int) pc & PAGE_MASK;
    int number = pageNumbers[offset];
    while (number != 0 && insns[number].word() != insn.word()) {
      number = next[number];
    }
    return number != 0 ? number : add(insn, offset);
  }

  private int add(InsnFacts insn, int offset) {
    if (size == insns.length) {
      insns = Arrays.copyOf(insns, 2 * size);
      next = Arrays.copyOf(next, 2 * size);
    }
    insns[size] = insn;
    next[size] = pageNumbers[offset];
    pageNumbers[offset] = size;
    return size++;
  }
}

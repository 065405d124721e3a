package dev.orrery.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Caches and memories as modules, against plain models of the same in Java. */
class CacheModulesTest {
  private static final int LINE = 16;
  private static final String HIT =
      "if not c.hit(addr, taken): take 1 + 2 * c.evicted for ask"; // 1: missed, 3: and wrote back

  private enum Policy {
    LRU,
    PLRU,
    FIFO
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void cachesHitAndWriteBackAsTheirModels(
      @ForAll long seed, @ForAll @IntRange(max = 3) int waysLog, @ForAll Policy policy) {
    Random random = new Random(seed);
    int ways = 1 << waysLog;
    int sets = 1 + random.nextInt(9);
    boolean back = random.nextInt(4) > 0;
    boolean allocate = random.nextInt(4) > 0;
    Modules cache =
        Modules.of(
            "use cache as c : line = %d, ways = %d, size = %d, replacement = %d, write_back = %d, allocate = %d"
                .formatted(
                    LINE,
                    ways,
                    LINE * ways * sets,
                    policy.ordinal(),
                    back ? 1 : 0,
                    allocate ? 1 : 0),
            HIT);
    List<Set1> model = new ArrayList<>();
    for (int i = 0; i < sets; i++) {
      model.add(new Set1(ways, policy));
    }
    for (long address : addresses(random, 400, 3 * sets * ways * LINE)) {
      boolean write = random.nextInt(3) == 0;
      long number = address / LINE;
      long expected = model.get((int) (number % sets)).access(number, write, back, allocate);
      assertThat(cache.access(address, write)).isEqualTo(expected);
    }
  }

  /** Loops, strides, and addresses at random, within {@code bytes}. */
  private static List<Long> addresses(Random random, int count, int bytes) {
    List<Long> out = new ArrayList<>();
    while (out.size() < count) {
      long base = random.nextInt(bytes);
      int step = random.nextInt(3) * LINE / 2;
      for (int n = 1 + random.nextInt(20); n > 0; n--) {
        out.add(random.nextInt(5) == 0 ? random.nextInt(bytes) : base % bytes);
        base += step;
      }
    }
    return out;
  }

  /** One set: lines by way, and what the policy keeps, each as its definition says it. */
  private static final class Set1 {
    private final Policy policy;
    private final long[] lines;
    private final boolean[] tree;
    private final List<Integer> order = new ArrayList<>();
    private final Set<Long> dirty = new HashSet<>();
    private int filled;

    Set1(int ways, Policy policy) {
      this.policy = policy;
      lines = new long[ways];
      tree = new boolean[2 * ways];
    }

    long access(long line, boolean write, boolean back, boolean allocate) {
      int way = 0;
      while (way < filled && lines[way] != line) {
        way++;
      }
      boolean hit = way < filled;
      long wrote = 0;
      if (!hit && write && !allocate) {
        return 1;
      }
      if (!hit) {
        if (filled < lines.length) {
          filled++;
        } else {
          way = policy == Policy.PLRU ? leaf(1, 0, lines.length) : order.getFirst();
          wrote = dirty.remove(lines[way]) ? 1 : 0;
        }
        lines[way] = line;
      }
      if (!hit || policy == Policy.LRU) {
        order.remove((Integer) way);
        order.add(way);
      }
      touch(1, 0, lines.length, way);
      if (write && back) {
        dirty.add(line);
      }
      return hit ? 0 : 1 + 2 * wrote;
    }

    /** Each node says which half was used last: the other one has the victim. */
    private int leaf(int node, int from, int to) {
      if (to - from == 1) {
        return from;
      }
      int middle = (from + to) / 2;
      return tree[node] ? leaf(2 * node, from, middle) : leaf(2 * node + 1, middle, to);
    }

    private void touch(int node, int from, int to, int way) {
      if (to - from == 1) {
        return;
      }
      int middle = (from + to) / 2;
      tree[node] = way >= middle;
      if (tree[node]) {
        touch(2 * node + 1, middle, to, way);
      } else {
        touch(2 * node, from, middle, way);
      }
    }
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void moreWaysOfLruNeverMissMore(@ForAll long seed) {
    Random random = new Random(seed);
    int sets = 1 + random.nextInt(4);
    List<Long> addresses = addresses(random, 500, 24 * sets * LINE);
    long before = Long.MAX_VALUE;
    for (int ways = 1; ways <= 6; ways++) {
      Modules cache =
          Modules.of(
              "use cache as c : line = %d, ways = %d, size = %d"
                  .formatted(LINE, ways, LINE * ways * sets),
              HIT);
      long misses = addresses.stream().mapToLong(a -> cache.access(a, false)).sum();
      assertThat(misses).isLessThanOrEqualTo(before);
      before = misses;
    }
  }

  /** Random replacement keeps what fits, and some of a loop that LRU would lose all of. */
  @Test
  void randomReplacementKeepsSomeOfALoopThatDoesNotFit() {
    String use = "use cache as c : line = 16, ways = 8, size = 128, replacement = ";
    for (int lines : new int[] {8, 9}) {
      long[] misses = new long[2];
      for (int policy = 0; policy < 2; policy++) {
        Modules cache = Modules.of(use + 3 * policy, HIT);
        for (int i = 0; i < 900; i++) {
          misses[policy] += cache.access(i % lines * 16, false);
        }
      }
      assertThat(misses[0]).isEqualTo(lines == 8 ? 8 : 900);
      assertThat(misses[1]).isBetween(8L, lines == 8 ? 8L : 500L);
    }
  }

  @Test
  void aPageIsWalkedForOnce() {
    Modules tlb =
        Modules.of(
            "use tlb as t : entries = 2, levels = 4, per_level = 5",
            "take t.translate(addr) for ask");
    assertThat(tlb.access(0x1000, false)).isEqualTo(20);
    assertThat(tlb.access(0x1ffc, false)).isZero();
    assertThat(tlb.access(0x2000, false)).isEqualTo(20);
    assertThat(tlb.access(0x3000, false)).isEqualTo(20);
    assertThat(tlb.access(0x1000, false)).isEqualTo(20);
    assertThat(tlb.access(0x3000, false)).isZero();
  }

  @Test
  void aRowIsOpenedOnce() {
    Modules dram =
        Modules.of(
            "use dram as d : banks = 2, row = 1024, cas = 10, activate = 20, precharge = 30, burst"
                + " = 4",
            "wait d.access(addr, now) for ask");
    assertThat(dram.access(0, false)).as("opened").isEqualTo(20 + 10 + 4);
    assertThat(dram.access(64, false)).as("open").isEqualTo(10 + 4);
    assertThat(dram.access(1024, false)).as("the other bank").isEqualTo(20 + 10 + 4);
    assertThat(dram.access(128, false)).as("still open").isEqualTo(10 + 4);
    assertThat(dram.access(2048, false)).as("conflict").isEqualTo(30 + 20 + 10 + 4);
  }

  @Test
  void transfersFollowOneAnother() {
    Modules bus =
        Modules.of(
            "use bus as b : width = 4, address_cycles = 2, waits = 1",
            "b.move(8, now)\nwait b.move(5, now) for ask");
    assertThat(bus.access(0, false)).isEqualTo(2 * (2 + 2 * 2));
  }

  @Test
  void aLineIsFetchedOnceAtATime() {
    Modules mshr =
        Modules.of(
            "use mshr as m : entries = 2",
            """
            let done = m.coming(addr, 100)
            if done == 0:
             done = m.room(100) + 10
             m.note(addr, done)
            take done - 100 for ask\
            """);
    assertThat(mshr.access(1, false)).isEqualTo(10);
    assertThat(mshr.access(1, false)).isEqualTo(10);
    assertThat(mshr.access(2, false)).isEqualTo(10);
    assertThat(mshr.access(3, false)).as("both are in use").isEqualTo(20);
    assertThat(mshr.access(4, false)).isEqualTo(20);
    assertThat(mshr.access(5, false)).isEqualTo(30);
  }

  @Test
  void storesLeaveInOrder() {
    Modules stores =
        Modules.of(
            "use store_buffer as s : depth = 2, drain = 3",
            "let t = s.room(50)\ns.push(t, 0)\ntake t - 50 for ask");
    assertThat(stores.access(0, false)).isZero();
    assertThat(stores.access(0, false)).isZero();
    assertThat(stores.access(0, false)).as("the first has left").isEqualTo(3);
    assertThat(stores.access(0, false)).isEqualTo(6);
  }

  @Test
  void stridesAreFetchedAhead() {
    for (int kind = 0; kind <= 2; kind++) {
      Modules p =
          Modules.of(
              "use prefetch as p : line = 64, distance = 2, kind = " + kind,
              "take p.wanted(PC, addr, taken) for ask");
      for (int i = 1; i < 6; i++) {
        long wanted = p.access(1000 * i, true);
        boolean isKnown = kind == 1 || kind == 2 && i > 3;
        assertThat(wanted).isEqualTo(!isKnown ? 0 : 1000 * i + (kind == 1 ? 64 : 2000));
      }
    }
  }

  @Test
  void unitsStartInAnyOrderOfTime() {
    Modules port = Modules.of("use port as p : count = 2", "take p.at(addr) - addr for ask");
    int[] times = {100, 100, 100, 50, 50, 101, 50, 101};
    long[] later = {0, 0, 1, 0, 0, 0, 1, 1};
    for (int i = 0; i < times.length; i++) {
      assertThat(port.access(times[i], false)).as("%d", i).isEqualTo(later[i]);
    }
  }

  @Test
  void levelsAnswerOneBehindTheOther() {
    Modules memory =
        Modules.of(
            "use memory as m : l2.size = 64, l2.ways = 1, l3.size = 256, l3.ways = 1, latency ="
                + " 100, dram.activate = 0, dram.cas = 10, dram.burst = 1",
            "take m.read(addr, now + 1000) - now - 1000 for ask");
    assertThat(memory.access(0, false)).as("memory").isEqualTo(35 + 100 + 11);
    assertThat(memory.access(8, false)).as("level 2").isEqualTo(12);
    assertThat(memory.access(64, false)).isEqualTo(35 + 100 + 11);
    assertThat(memory.access(0, false)).as("level 3").isEqualTo(35);
  }
}

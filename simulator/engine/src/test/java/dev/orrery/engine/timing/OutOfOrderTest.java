package dev.orrery.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.TestSpace;
import dev.orrery.spec.Cores;
import dev.orrery.spec.Isas;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of cores out of order, of the table {@code ooo}. */
class OutOfOrderTest {
  private static final Isa ISA = Isas.stock("rv64im");
  private static final int COUNT = 2000;

  /** Neither caches nor guesses cost anything. */
  private static final Map<String, Long> IDEAL =
      Map.of("right_guesses", 1L, "all_code", 1L, "all_data", 1L);

  private static final Map<String, Row> ROWS =
      ISA.rows().stream().collect(Collectors.toMap(Row::name, r -> r, (a, b) -> a));

  private static final List<String> NAMES =
      List.of("add", "add", "add", "mul", "ld", "sd", "div", "beq");

  /** The table is compiled once for each of its settings. */
  private static final Map<Map<String, Long>, CoreTable> TABLES = new HashMap<>();

  private final Retired insn = new Retired();

  private static CoreModel core(Map<String, Long> settings) {
    Map<String, Long> all = new LinkedHashMap<>(IDEAL);
    all.putAll(settings);
    CoreTable table = TABLES.computeIfAbsent(all, s -> Cores.named("ooo", s));
    return CoreClass.model(table, new CodeView(ISA, new TestSpace()));
  }

  /** An instruction behind the one before, unless it is a branch that is taken. */
  private void retire(CoreModel model, String name, int dst, int src1, int src2, long addr) {
    insn.insn =
        new InsnFacts(
            ROWS.get(name), 0x1000, 4, 0, dst, src1, src2, 0, -1, -1, 64, 64, 0, 8, false, false);
    insn.addr = addr;
    insn.target = 0x1004;
    model.retired(insn);
  }

  /** Cycles for an instruction of {@code COUNT} times {@code work} on an ideal core. */
  private static double cycles(Map<String, Long> settings, Consumer<CoreModel> work) {
    CoreModel model = core(settings);
    for (int i = 0; i < COUNT; i++) {
      work.accept(model);
    }
    assertThat(model.stack().stream().mapToLong(CoreModel.Share::cycles).sum())
        .isEqualTo(model.cycles());
    return (double) model.cycles() / COUNT;
  }

  private static void assertNear(double cycles, double expected) {
    assertThat(cycles).isBetween(expected * 0.98, expected * 1.02 + 0.01);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 8})
  void independentInstructionsAreLimitedByWidthAndUnits(long width) {
    for (long units = 1; units <= 8; units *= 8) {
      Map<String, Long> settings = Map.of("width", width, "ports", units, "load_ports", units);
      double limit = 1.0 / Math.min(width, units);
      assertNear(cycles(settings, m -> retire(m, "add", 5, 6, 7, 0)), limit);
      assertNear(cycles(settings, m -> retire(m, "ld", 5, 6, 0, 64)), limit);
    }
  }

  @Test
  void chainsAreLimitedByLatency() {
    for (long width : new long[] {1, 4, 8}) {
      Map<String, Long> w = Map.of("width", width);
      assertNear(cycles(w, m -> retire(m, "add", 5, 5, 6, 0)), 1);
      assertNear(cycles(w, m -> retire(m, "mul", 5, 5, 6, 0)), 3);
      assertNear(cycles(w, m -> retire(m, "ld", 5, 5, 0, 64)), 4); // pointer chasing
    }
  }

  /**
   * Lines of 64 bytes, one after the other in a ring: nothing but the level that holds them counts.
   */
  @ParameterizedTest
  @CsvSource({"256, load_use", "2048, dcache_miss", "16384, l2_miss", "65536, l3_miss"})
  void aChainOfLoadsWaitsForTheLevelThatItsLinesAreIn(int lines, String cause) {
    CoreModel model = core(Map.of("all_data", 0L, "prefetch.kind", 0L));
    chase(model, lines);
    Map<String, Long> before = waits(model);
    chase(model, lines);
    Map<String, Long> behind = waits(model);
    behind.replaceAll((name, cycles) -> cycles - before.getOrDefault(name, 0L));
    assertThat(Collections.max(behind.entrySet(), Map.Entry.comparingByValue()).getKey())
        .isEqualTo(cause);
  }

  private void chase(CoreModel model, int lines) {
    for (long line = 0; line < lines; line++) {
      retire(model, "ld", 5, 5, 0, line * 64);
    }
  }

  private static Map<String, Long> waits(CoreModel model) {
    return model.stack().stream()
        .filter(s -> s.cause().endsWith("_miss") || s.cause().equals("load_use"))
        .collect(Collectors.toMap(CoreModel.Share::cause, CoreModel.Share::cycles));
  }

  /** Little's law: what is in the window, over the time that each is in it. */
  @Test
  void theWindowHidesLatencyAsFarAsItReaches() {
    for (long rob = 1; rob <= 16; rob *= 4) {
      Map<String, Long> settings =
          Map.of("width", 8L, "rob", rob, "load_ports", 8L, "load_latency", 40L);
      assertNear(cycles(settings, m -> retire(m, "ld", 5, 6, 0, 64)), 40.0 / rob);
      Map<String, Long> loads = new LinkedHashMap<>(settings);
      loads.put("rob", 128L);
      loads.put("load_queue", rob);
      assertNear(cycles(loads, m -> retire(m, "ld", 5, 6, 0, 64)), 40.0 / rob);
      Map<String, Long> names = new LinkedHashMap<>(settings);
      names.put("rob", 128L);
      names.put("registers", rob);
      assertNear(cycles(names, m -> retire(m, "ld", 5, 6, 0, 64)), 40.0 / rob);
    }
  }

  /** An instruction that waits keeps its place in the issue queue, and others go past it. */
  @Test
  void theIssueQueueIsFullOfWhatWaits() {
    for (long queue : new long[] {2, 8}) {
      Map<String, Long> settings = Map.of("queue", queue, "rob", 256L, "div_latency", 100L);
      double cycles =
          cycles(
              settings,
              m -> {
                retire(m, "div", 5, 6, 7, 0);
                for (int i = 0; i < 4; i++) {
                  retire(m, "add", 8, 5, 6, 0); // waits for the quotient
                  retire(m, "add", 9, 10, 11, 0); // does not
                }
              });
      assertNear(cycles, 100); // the divider is what limits, however large the queue is
    }
  }

  /** With one instruction in the core at a time, their latencies are what it takes. */
  @Test
  void aWindowOfOneTakesOneInstructionAfterTheOther() {
    Map<String, Long> one = Map.of("width", 1L, "rob", 1L);
    double cycles =
        cycles(
            one,
            m -> {
              retire(m, "add", 5, 6, 7, 0);
              retire(m, "mul", 5, 6, 7, 0);
              retire(m, "ld", 8, 6, 0, 64);
              retire(m, "beq", 0, 6, 7, 0);
              retire(m, "div", 9, 6, 7, 0);
            });
    assertNear(cycles, 1 + 3 + 4 + 1 + 20);
  }

  @Test
  void aLoadGetsWhatAStoreBeforeItWrote() {
    Map<String, Long> far = Map.of("all_data", 0L, "memory.levels", 0L);
    double through =
        cycles(
            far,
            m -> {
              retire(m, "mul", 5, 8, 6, 0);
              retire(m, "sd", 0, 2, 5, 4096);
              retire(m, "ld", 8, 2, 0, 4096); // the next product waits for the store's data
            });
    assertNear(through, 3 + 1 + 4);
  }

  /** Random programs without any cache: what a core has more of does not make it slower. */
  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void largerWindowsAreNeverSlower(@ForAll long seed) {
    long before = Long.MAX_VALUE;
    for (long rob = 1; rob <= 64; rob *= 4) {
      long cycles = random(seed, Map.of("rob", rob));
      assertThat(cycles).isLessThanOrEqualTo(before);
      before = cycles;
    }
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void widthBoundsWhatIsRetired(@ForAll long seed) {
    for (long width : new long[] {1, 3}) {
      assertThat(random(seed, Map.of("width", width))).isGreaterThanOrEqualTo(600 / width);
    }
  }

  private long random(long seed, Map<String, Long> settings) {
    CoreModel model = core(settings);
    Random random = new Random(seed);
    for (int i = 0; i < 600; i++) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      int dst = name.equals("sd") || name.equals("beq") ? 0 : 1 + random.nextInt(12);
      long addr = 8L * random.nextInt(64);
      retire(model, name, dst, 1 + random.nextInt(12), 1 + random.nextInt(12), addr);
    }
    return model.cycles();
  }
}

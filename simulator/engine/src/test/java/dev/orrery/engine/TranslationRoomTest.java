package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.interp.InterpreterForms;
import dev.orrery.engine.interp.InterpreterForms.Kept;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Guests that have or make more code than there is room for. */
class TranslationRoomTest {
  private static final Isa ISA = Isas.stock("rv64gc");

  /** Bytes of class files: a few dozen. */
  private static final long ROOM = 1 << 15;

  /** More than any class file here has. */
  private static final long LARGEST = 1 << 15;

  private static final int FUNCTIONS = 120;
  private static final int TURNS = 4;
  private static final int BUDGET = 1_500;
  private static final int STEP = 50;

  /** Classes that are not swept up yet: a quarter of the room, and each has a kilobyte or more. */
  private static final int MOST_LEFT = 8;

  /** Functions that are called one after the other, some by their addresses. */
  private static String manyFunctions() {
    StringBuilder s = new StringBuilder("main:\n  li s1, 0x20000\nloop:\n");
    for (int i = 0; i < FUNCTIONS; i++) {
      // The second time, the jump finds a translation, and remembers it.
      String byAddress = "  la a1, fn%d%n  jalr a1%n  jalr a1%n".formatted(i);
      s.append(i % 3 == 0 ? "  call fn%d%n".formatted(i) : byAddress);
    }
    s.append("  j loop\n");
    for (int i = 0; i < FUNCTIONS; i++) {
      s.append("fn%d:%n  addi s0, s0, %d%n  sd s0, %d(s1)%n  ret%n".formatted(i, i, 8 * i));
    }
    return s.toString();
  }

  /** A loop that writes the function that it calls then. */
  private static final String REWRITING =
      """
      main:
        li s0, 0
        la s1, changed
        lwu s2, 0(s1)
        lwu s3, 4(s1)
      loop:
        addi s0, s0, 1
        andi t0, s0, 1
        mv t1, s2
        beqz t0, write
        mv t1, s3
      write:
        sw t1, 0(s1)
        fence.i
        la a3, changed
        jalr a3
        j loop
      changed:
        .word 0x00150513 # addi a0, a0, 1
        .word 0x00a58593 # addi a1, a1, 10
        add a2, a2, a0
        ret
      """;

  private interface Form {
    Engine make(Isa isa, EngineOptions options, long room);
  }

  /** Runs {@code program} with little room, counting and not, beside the oracle. */
  private static void run(Form form, String program, int leastSurplus) {
    for (boolean counts : new boolean[] {false, true}) {
      EngineOptions options = new EngineOptions(counts, null);
      Engine engine = form.make(ISA, options, ROOM);
      Engine oracle = new OracleEngine(ISA, options);
      assertThat(run(engine, oracle, program).surplus()).isGreaterThanOrEqualTo(leastSurplus);
      if (counts) {
        assertThat(ComparedCounts.of(engine).insns()).isEqualTo(ComparedCounts.of(oracle).insns());
        assertThat(ComparedCounts.of(engine).edges()).isEqualTo(ComparedCounts.of(oracle).edges());
      }
    }
  }

  private static Kept run(Engine engine, Engine oracle, String program) {
    AssembledGuest tested = new AssembledGuest(engine, program);
    AssembledGuest reference = new AssembledGuest(oracle, program);
    for (int i = 0; i < TURNS; i++) {
      assertThat(tested.run(BUDGET)).isEqualTo(reference.run(BUDGET)).isEqualTo(BUDGET);
      int turn = i;
      reference.guest.assertSame(tested.guest, () -> "after turn " + turn);
      Kept kept = InterpreterForms.kept(tested.guest.engine, tested.guest.hart);
      assertThat(kept.bytes()).isLessThan(ROOM + LARGEST);
      assertThat(kept.count()).isPositive();
    }
    return InterpreterForms.kept(tested.guest.engine, tested.guest.hart);
  }

  @Test
  void tracesThatNothingComesToMakeRoom() {
    run(InterpreterForms::tracesInRoom, manyFunctions(), FUNCTIONS);
  }

  @Test
  void regionsThatNothingComesToMakeRoom() {
    run(InterpreterForms::regionsInRoom, manyFunctions(), FUNCTIONS);
  }

  @Test
  void codeThatIsRewrittenForEverTakesNoRoom() {
    run(InterpreterForms::tracesInRoom, REWRITING, 0);
    run(InterpreterForms::regionsInRoom, REWRITING, 0);
  }

  @Test
  void nothingRefersToClassesOfWhatIsForgotten() {
    for (AssembledGuest guest :
        List.of(
            new AssembledGuest(
                InterpreterForms.tracesInRoom(ISA, EngineOptions.PLAIN, ROOM), manyFunctions()),
            new AssembledGuest(
                InterpreterForms.regionsInRoom(ISA, EngineOptions.PLAIN, ROOM), manyFunctions()),
            new AssembledGuest(
                InterpreterForms.regionsInRoom(ISA, EngineOptions.PLAIN, ROOM), REWRITING))) {
      int kept = 0;
      List<WeakReference<Class<?>>> seen = new ArrayList<>();
      for (int i = 0; i < BUDGET; i += STEP) {
        guest.run(STEP);
        List<Class<?>> now = InterpreterForms.classes(guest.guest.engine, guest.guest.hart);
        now.forEach(c -> seen.add(new WeakReference<>(c)));
        kept = now.size();
      }
      System.gc();
      assertThat(alive(seen)).isBetween(kept, kept + MOST_LEFT);
    }
  }

  private static int alive(List<WeakReference<Class<?>>> references) {
    Set<Class<?>> alive = new HashSet<>();
    for (WeakReference<Class<?>> reference : references) {
      Class<?> c = reference.get();
      if (c != null) {
        alive.add(c);
      }
    }
    return alive.size();
  }

  @Test
  void classesOfWhatIsForgottenAreUnloaded() {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    for (AssembledGuest guest :
        List.of(
            new AssembledGuest(
                InterpreterForms.tracesInRoom(ISA, EngineOptions.PLAIN, ROOM), manyFunctions()),
            new AssembledGuest(
                InterpreterForms.regionsInRoom(ISA, EngineOptions.PLAIN, ROOM), REWRITING))) {
      guest.run(BUDGET);
      System.gc();
      long loaded = classes.getTotalLoadedClassCount();
      long unloaded = classes.getUnloadedClassCount();
      guest.run(2 * TURNS * BUDGET);
      System.gc();
      loaded = classes.getTotalLoadedClassCount() - loaded;
      unloaded = classes.getUnloadedClassCount() - unloaded;
      Kept kept = InterpreterForms.kept(guest.guest.engine, guest.guest.hart);
      // Others may refer to as much as a quarter of the room.
      assertThat(loaded).isGreaterThan(4L * kept.count());
      assertThat(loaded - unloaded).isLessThan(2L * kept.count());
    }
  }
}

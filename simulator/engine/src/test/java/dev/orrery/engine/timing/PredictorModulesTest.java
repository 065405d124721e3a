package dev.orrery.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What papers claim of predictors, of the modules. */
class PredictorModulesTest {
  private static final long PC = 0x1000;
  private static final int WARM = 6000;
  private static final int COUNTED = 2000;

  private static Modules predictor(String module) {
    return Modules.of(
        "use " + module + " as p", "if p.predict(PC) != taken: take 1 for ask\np.learn(PC, taken)");
  }

  /** Wrong guesses of {@code COUNTED}, once it has learned; {@code taken} says how branches go. */
  private static long wrong(String module, IntPredicate taken) {
    Modules p = predictor(module);
    long wrong = 0;
    for (int i = 0; i < WARM + COUNTED; i++) {
      long w = p.branch(PC, taken.test(i));
      wrong += i < WARM ? 0 : w;
    }
    return wrong;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 8, 10, 20})
  void loopsAreLearnedAsFarAsTheHistoryReaches(int period) {
    IntPredicate loop = i -> i % period != 0;
    long ends = COUNTED / period;
    assertThat(wrong("bimodal", loop)).isBetween(ends - 1, ends + 1);
    assertThat(wrong("gshare", loop)).isEqualTo(period <= 12 ? 0 : wrong("gshare", loop));
    assertThat(wrong("perceptron", loop)).isZero();
    assertThat(wrong("tage", loop)).isLessThanOrEqualTo(ends / 10);
    assertThat(wrong("tournament", loop)).isLessThanOrEqualTo(wrong("bimodal", loop));
  }

  /** Only a table with a longer history than gshare's and the perceptron's knows the loop's end. */
  @ParameterizedTest
  @ValueSource(ints = {40, 100})
  void tageLearnsLoopsThatAreTooLongForOthers(int period) {
    IntPredicate loop = i -> i % period != 0;
    long ends = COUNTED / period;
    for (String other : new String[] {"bimodal", "gshare", "perceptron"}) {
      assertThat(wrong(other, loop)).as(other).isGreaterThanOrEqualTo(ends - 1);
    }
    assertThat(wrong("tage", loop)).isLessThanOrEqualTo(ends / 4);
  }

  /**
   * Jimenez and Lin: a perceptron learns what is linearly separable, also from far back, and not an
   * exclusive or.
   */
  @Test
  void perceptronsLearnWhatIsLinearlySeparable() {
    boolean[] noise = new boolean[WARM + COUNTED];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextBoolean();
    }
    // Two branches at random, and one that follows from them; 9 others in between.
    assertThat(correlated("perceptron", noise, false)).isLessThan(COUNTED / 100);
    assertThat(correlated("perceptron", noise, true)).isGreaterThan(COUNTED / 5);
    assertThat(correlated("gshare", noise, true)).isLessThan(COUNTED / 100);
    assertThat(correlated("tage", noise, true)).isLessThan(COUNTED / 20);
    assertThat(correlated("bimodal", noise, false)).isGreaterThan(COUNTED / 5);
  }

  /** Wrong guesses about a branch that goes as one before did, or as two did if they differed. */
  private static long correlated(String module, boolean[] noise, boolean isXor) {
    Modules p = predictor(module);
    long wrong = 0;
    for (int i = 1; i < noise.length; i++) {
      p.branch(PC, noise[i - 1]);
      p.branch(PC + 64, noise[i]);
      long w = p.branch(PC + 128, isXor ? noise[i - 1] != noise[i] : noise[i - 1]);
      wrong += i < WARM ? 0 : w;
    }
    return wrong;
  }

  @Test
  void everyKindOfDirectionIsTheModule() {
    String[] modules = {"bimodal", "gshare", "tournament", "perceptron", "tage"};
    Random random = new Random(2);
    for (int kind = 2; kind <= 6; kind++) {
      Modules one = predictor(modules[kind - 2]);
      Modules same =
          Modules.of(
              "use direction as p : kind = " + kind,
              "if p.predict(PC, 0) != taken: take 1 for ask\np.learn(PC, taken)");
      for (int i = 0; i < 1000; i++) {
        long pc = PC + 4 * random.nextInt(50);
        boolean taken = random.nextInt(3) > 0;
        assertThat(same.branch(pc, taken)).isEqualTo(one.branch(pc, taken));
      }
    }
  }

  @Test
  void callsAsDeepAsTheStackReturnRight() {
    for (int depth : new int[] {1, 4, 5, 8}) {
      Modules ras =
          Modules.of(
              "use ras as r : depth = 4",
              "if taken: r.push(target) else: if r.pop() != target: take 1 for ask");
      long wrong = 0;
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < depth; i++) {
          ras.ask(PC, 0, true, 100 * round + i);
        }
        for (int i = depth - 1; i >= 0; i--) {
          wrong += ras.ask(PC, 0, false, 100 * round + i);
        }
      }
      assertThat(wrong).isEqualTo(3L * Math.max(0, depth - 4));
    }
  }

  private static Modules targets(String use) {
    return Modules.of(
        "use " + use, "if p.predict(PC) != target: take 1 for ask\np.learn(PC, target)");
  }

  /** Chang, Hao and Patt: a jump whose targets follow a pattern, as an interpreter's do. */
  @Test
  void targetsThatFollowAPatternNeedAHistory() {
    long[] wrong = new long[2];
    for (int kind = 0; kind < 2; kind++) {
      Modules p = targets(kind == 0 ? "btb as p" : "indirect as p");
      for (int i = 0; i < 1000; i++) {
        wrong[kind] += p.ask(PC, 0, true, 0x2000 + i % 3 * 2);
      }
    }
    assertThat(wrong[0]).isEqualTo(1000);
    assertThat(wrong[1]).isLessThan(20);
  }

  @Test
  void waysKeepTargetsApartThatShareAnIndex() {
    for (int ways : new int[] {1, 2, 4}) {
      Modules p = targets("btb as p : entries = 16, ways = " + ways);
      long wrong = 0;
      for (int i = 0; i < 300; i++) {
        wrong += p.ask(PC + 64 * (i % 2), 0, true, 5 + i % 2);
      }
      assertThat(wrong).isEqualTo(ways == 1 ? 300 : 2);
    }
  }
}

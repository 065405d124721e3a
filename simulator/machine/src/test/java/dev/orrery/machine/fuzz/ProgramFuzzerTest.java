package dev.orrery.machine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.random.ProgramGenerator;
import dev.orrery.engine.random.RandomProgram;
import dev.orrery.machine.validate.Fact;
import dev.orrery.spec.Cores;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A share of the comparison that {@code orrery fuzz} makes; {@code -DargLine=-Dorrery.fuzz.times=N}
 * runs so many times as many programs, {@code -Dorrery.seed=N} tries others.
 */
final class ProgramFuzzerTest {
  private static final long TIMES = Long.getLong("orrery.fuzz.times", 1);
  private static final long SEED = Long.getLong("orrery.seed", 1);

  @ParameterizedTest
  @CsvSource({
    "rv64max, 16, 'interpreter,jit'",
    "rv32max, 8, 'interpreter,jit'",
    "rv64gc, 3, 'oracle,interpreter,jit'",
    "rv32gc, 2, 'oracle,interpreter,jit'",
    "a64, 2, 'interpreter,jit'",
    "x64, 2, 'oracle,interpreter,jit'"
  })
  void enginesAgree(String name, long programs, String engines) {
    Isa isa = Isas.stock(name);
    ProgramFuzzer.Result result =
        new ProgramFuzzer(isa, makers(isa, engines.split(",")), null, null)
            .run(SEED, 0, TIMES * programs, null, () -> false, n -> {});
    assertThat(result.difference()).isNull();
    assertThat(result.programs()).isEqualTo(TIMES * programs);
    assertThat(result.insns()).isGreaterThan(1000 * programs);
  }

  @Test
  void aWrongEngineIsFoundAndTheProgramRepeated() {
    Isa isa = Isas.stock("rv32i");
    ProgramFuzzer.Result found = withWrong(isa).run(SEED, 0, 1000, null, () -> false, n -> {});
    ProgramDifference difference = Objects.requireNonNull(found.difference());
    assertThat(difference.engines()).containsExactly("interpreter", "wrong");
    assertThat(difference.facts()).isNotEmpty();

    ProgramFuzzer.Result again =
        withWrong(isa).run(SEED, found.programs() - 1, 1, null, () -> false, n -> {});
    ProgramDifference same = Objects.requireNonNull(again.difference());
    assertThat(same.facts()).isEqualTo(difference.facts());
    assertThat(same.retired()).isEqualTo(difference.retired());
  }

  @Test
  void aProgramInWhichEnginesDifferBecomesSmallAndSurvivesAsText() {
    Isa isa = Isas.stock("rv64gc");
    ProgramFuzzer fuzzer = withWrong(isa);
    ProgramDifference found =
        Objects.requireNonNull(fuzzer.run(SEED, 0, 1000, null, () -> false, n -> {}).difference());
    ProgramDifference small = fuzzer.shrink(found, () -> false);
    assertThat(small.program().insns().size()).isLessThan(12);

    String text = ProgramText.of(small.program(), List.of("a note"));
    RandomProgram read = ProgramText.read(isa, "small.s", text);
    assertThat(read).isEqualTo(small.program());
    ProgramDifference again = Objects.requireNonNull(withWrong(isa).replay(read).difference());
    assertThat(again.facts()).isEqualTo(small.facts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rv64max", "rv32gc", "a64", "ppc64"})
  void programsAreWhatTheirTextAssemblesTo(String name) {
    Isa isa = Isas.stock(name);
    ProgramGenerator generator = new ProgramGenerator(isa);
    for (int i = 0; i < 2; i++) {
      RandomProgram program = generator.program(SEED, i);
      assertThat(generator.program(SEED, i)).isEqualTo(program);
      String text = ProgramText.of(program, List.of());
      assertThat(ProgramText.read(isa, "program.s", text)).isEqualTo(program);
    }
  }

  @Test
  void whatReachesSomethingNewIsKeptAndRunAgain(@TempDir Path folder) {
    Isa isa = Isas.stock("rv64gc");
    Corpus corpus = new Corpus(folder, isa);
    ProgramFuzzer first = new ProgramFuzzer(isa, makers(isa, "interpreter", "jit"), null, null);
    ProgramFuzzer.Result made = first.run(SEED, 0, 5, corpus, () -> false, n -> {});
    assertThat(made.difference()).isNull();
    assertThat(corpus.files()).isNotEmpty();
    assertThat(first.coverage().rows()).isGreaterThan(20);
    assertThat(first.coverage().pairs()).isGreaterThan(20);
    assertThat(first.coverage().missing()).hasSize(isa.rows().size() - first.coverage().rows());

    ProgramFuzzer second = new ProgramFuzzer(isa, makers(isa, "oracle", "jit"), null, null);
    assertThat(second.replay(corpus, () -> false).difference()).isNull();
    assertThat(second.coverage().rows()).isGreaterThan(20);
  }

  @Test
  void anEngineThatThrowsIsAnEngineThatDiffers() {
    Isa isa = Isas.stock("rv32i");
    List<ProgramFuzzer.Maker> engines = makers(isa, "interpreter");
    engines.add(
        told ->
            new WrongAtXor(isa, right -> right) {
              @Override
              public long run(Hart hart, long budget) {
                throw new IllegalStateException("out of order");
              }
            });
    ProgramFuzzer.Result result =
        new ProgramFuzzer(isa, engines, null, null).run(SEED, 0, 1, null, () -> false, n -> {});
    ProgramDifference difference = Objects.requireNonNull(result.difference());
    assertThat(difference.failure()).hasMessage("out of order");
  }

  @Test
  void itStopsWhenItIsTold() {
    Isa isa = Isas.stock("rv32i");
    long[] insns = new long[1];
    ProgramFuzzer.Result result =
        new ProgramFuzzer(isa, makers(isa, "interpreter", "interpreter"), null, null)
            .run(SEED, 0, Long.MAX_VALUE, null, () -> insns[0] > 0, n -> insns[0] = n);
    assertThat(result.programs()).isEqualTo(1);
    assertThat(result.insns()).isEqualTo(insns[0]);
  }

  /** Engines count the same cycles, whatever waits there are and however code changes. */
  @ParameterizedTest
  @CsvSource({"inorder5, rv64max, 24", "inorder5, rv32max, 12", "ibex-maxperf-bp, rv32imc, 24"})
  void enginesCountTheSameCycles(String core, String set, int programs) {
    Isa isa = Isas.stock(set);
    ProgramFuzzer fuzzer =
        new ProgramFuzzer(
            isa, makers(isa, "oracle", "interpreter", "jit"), Cores.named(core, Map.of()), null);
    fuzzer.runLonger(4);
    assertThat(fuzzer.run(SEED, 0, programs, null, () -> false, n -> {}).difference()).isNull();
  }

  @Test
  void oneCycleTooManyIsFound() {
    Isa isa = Isas.stock("rv32i");
    List<ProgramFuzzer.Maker> engines = makers(isa, "interpreter");
    engines.add(
        told ->
            Engines.create(
                "interpreter",
                isa,
                EngineOptions.PLAIN.retiringTo(
                    insn -> {
                      Objects.requireNonNull(told).retired(insn);
                      if (insn.insn.pc() % 64 == 0) {
                        told.retired(insn);
                      }
                    })));
    ProgramFuzzer.Result result =
        new ProgramFuzzer(isa, engines, Cores.named("picorv32", Map.of()), null)
            .run(SEED, 0, 10, null, () -> false, n -> {});
    assertThat(Objects.requireNonNull(result.difference()).facts())
        .extracting(Fact::name)
        .contains("cycles");
  }

  private static List<ProgramFuzzer.Maker> makers(Isa isa, String... names) {
    List<ProgramFuzzer.Maker> makers = new ArrayList<>();
    for (String name : names) {
      EngineOptions hot = EngineOptions.translatingAfter(4096).withRules(8);
      makers.add(told -> Engines.create(name, isa, told == null ? hot : hot.retiringTo(told)));
    }
    return makers;
  }

  private static ProgramFuzzer withWrong(Isa isa) {
    List<ProgramFuzzer.Maker> engines = makers(isa, "interpreter");
    engines.add(told -> wrong(isa));
    return new ProgramFuzzer(isa, engines, null, null);
  }

  /** Every 300th exclusive or has its lowest bit wrong. */
  private static Engine wrong(Isa isa) {
    int[] seen = {0};
    return new WrongAtXor(isa, right -> ++seen[0] % 300 == 0 ? right ^ 1 : right);
  }
}

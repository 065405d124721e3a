package dev.orrery.machine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.validate.Fact;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A share of the comparison that {@code orrery fuzz --rows} makes; {@code -Dorrery.fuzz.cases=N}
 * makes it longer, {@code -Dorrery.seed=N} tries others.
 */
final class RowFuzzerTest {
  private static final long CASES = Long.getLong("orrery.fuzz.cases", 100_000);
  private static final long SEED = Long.getLong("orrery.seed", 1);

  @ParameterizedTest
  @ValueSource(strings = {"rv64max", "rv32max"})
  void enginesAgree(String name) {
    Isa isa = Isas.stock(name);
    List<Engine> engines =
        List.of(
            Engines.create("oracle", isa, EngineOptions.PLAIN),
            Engines.create("interpreter", isa, EngineOptions.PLAIN));
    RowFuzzer.Result result =
        new RowFuzzer(engines, Map.of()).run(SEED, CASES, () -> false, n -> {});
    assertThat(result.difference()).isNull();
    assertThat(result.cases()).isGreaterThanOrEqualTo(CASES);
    assertThat(result.rows()).isEqualTo(isa.rows().size());
    assertThat(result.illegal()).isPositive();
  }

  @Test
  void aWrongEngineIsFoundAndTheCaseRepeated() {
    Isa isa = Isas.stock("rv32i");
    RowFuzzer.Result result = fuzzer(isa).run(SEED, 1_000_000, () -> false, n -> {});
    Difference found = Objects.requireNonNull(result.difference());
    assertThat(Objects.requireNonNull(found.insn()).row().name()).isEqualTo("xor");
    assertThat(found.engines()).containsExactly("oracle", "wrong");
    assertThat(found.facts().stream().filter(Fact::differs)).hasSize(1);

    Difference again =
        Objects.requireNonNull(
            fuzzer(isa).run(found.seed(), RowFuzzer.BATCH, () -> false, n -> {}).difference());
    assertThat(again.word()).isEqualTo(found.word());
    assertThat(again.facts()).isEqualTo(found.facts());
  }

  @Test
  void aClassCanBeLeftOut() {
    Isa isa = Isas.stock("rv32i");
    List<Engine> engines = List.of(wrong(isa), wrong(isa));
    RowFuzzer.Result all = new RowFuzzer(engines, Map.of()).run(1, 50_000, () -> false, n -> {});
    RowFuzzer.Result some =
        new RowFuzzer(List.of(wrong(isa), wrong(isa)), Map.of("load", 0))
            .run(1, 50_000, () -> false, n -> {});
    long loads = isa.rows().stream().filter(r -> r.insnClass().equals("load")).count();
    assertThat(some.rows()).isEqualTo(all.rows() - (int) loads);
  }

  private static RowFuzzer fuzzer(Isa isa) {
    return new RowFuzzer(
        List.of(Engines.create("oracle", isa, EngineOptions.PLAIN), wrong(isa)), Map.of());
  }

  /** An exclusive or whose result is odd has its highest bit wrong. */
  private static Engine wrong(Isa isa) {
    return new WrongAtXor(isa, right -> (right & 1) != 0 ? right ^ 0x8000_0000L : right);
  }
}

package dev.orrery.machine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.fuzz.Difference.Fact;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
    RowFuzzer.Result result = new RowFuzzer(engines, Map.of()).run(SEED, CASES, n -> {});
    assertThat(result.difference()).isNull();
    assertThat(result.cases()).isGreaterThanOrEqualTo(CASES);
    assertThat(result.rows()).isEqualTo(isa.rows().size());
    assertThat(result.illegal()).isPositive();
  }

  @Test
  void aWrongEngineIsFoundAndTheCaseRepeated() {
    Isa isa = Isas.stock("rv32i");
    RowFuzzer.Result result = fuzzer(isa).run(SEED, 1_000_000, n -> {});
    Difference found = Objects.requireNonNull(result.difference());
    assertThat(Objects.requireNonNull(found.insn()).row().name()).isEqualTo("xor");
    assertThat(found.engines()).containsExactly("oracle", "wrong");
    assertThat(found.facts().stream().filter(Fact::differs)).hasSize(1);

    Difference again =
        Objects.requireNonNull(
            fuzzer(isa).run(found.seed(), RowFuzzer.BATCH, n -> {}).difference());
    assertThat(again.word()).isEqualTo(found.word());
    assertThat(again.facts()).isEqualTo(found.facts());
  }

  @Test
  void aClassCanBeLeftOut() {
    Isa isa = Isas.stock("rv32i");
    List<Engine> engines = List.of(new Wrong(isa), new Wrong(isa));
    RowFuzzer.Result all = new RowFuzzer(engines, Map.of()).run(1, 50_000, n -> {});
    RowFuzzer.Result some =
        new RowFuzzer(List.of(new Wrong(isa), new Wrong(isa)), Map.of("load", 0))
            .run(1, 50_000, n -> {});
    long loads = isa.rows().stream().filter(r -> r.insnClass().equals("load")).count();
    assertThat(some.rows()).isEqualTo(all.rows() - (int) loads);
  }

  private static RowFuzzer fuzzer(Isa isa) {
    return new RowFuzzer(
        List.of(Engines.create("oracle", isa, EngineOptions.PLAIN), new Wrong(isa)), Map.of());
  }

  /** The oracle, but an exclusive or of odd numbers has its highest bit wrong. */
  private static final class Wrong implements Engine {
    private final Engine right;

    Wrong(Isa isa) {
      right = Engines.create("oracle", isa, EngineOptions.PLAIN);
    }

    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public Isa isa() {
      return right.isa();
    }

    @Override
    public long run(Hart hart, long budget) {
      DecodedInsn insn = decode(hart);
      long ran = right.run(hart, budget);
      if (ran == 1 && insn != null && insn.row().name().equals("xor")) {
        int slot = (int) insn.values()[0];
        hart.regs[slot] ^= slot != 0 && (hart.regs[slot] & 1) != 0 ? 0x8000_0000L : 0;
      }
      return ran;
    }

    private @Nullable DecodedInsn decode(Hart hart) {
      return isa().decoder().decode(hart.memory.space().fetch(hart.pc, 4), hart.pc);
    }

    @Override
    public void forget(Hart hart) {
      right.forget(hart);
    }

    @Override
    public void invalidateCode(long start, long end) {
      right.invalidateCode(start, end);
    }

    @Override
    public @Nullable ExecutionCounts counts() {
      return null;
    }
  }
}

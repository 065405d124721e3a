package dev.orrery.machine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.machine.RunLimits;
import dev.orrery.machine.bare.RamRange;
import dev.orrery.machine.linux.Schedule;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.spec.diag.OrreryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlanSettingsTest {

  @Property(tries = 300)
  void aPlanReadBackIsThePlan(@ForAll("plans") RunPlan plan) {
    assertThat(PlanSettings.plan(PlanSettings.of(plan))).isEqualTo(plan);
  }

  @Provide
  Arbitrary<RunPlan> plans() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(8);
    Arbitrary<List<String>> texts = text.list().ofMaxSize(3);
    Arbitrary<Long> limit =
        Arbitraries.oneOf(
            Arbitraries.just(Long.MAX_VALUE), Arbitraries.longs().between(0, Long.MAX_VALUE - 1));
    Arbitrary<RunLimits> limits =
        Combinators.combine(
                limit, Arbitraries.oneOf(limit, limit.map(n -> n / 1_000_000 * 1_000_000)))
            .as(RunLimits::new);
    Arbitrary<List<RamRange>> ram =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs().between(0, Long.MAX_VALUE))
            .as(RamRange::new)
            .list()
            .ofMaxSize(2);
    Arbitrary<Path> path = Arbitraries.of("/", "/a b", "rel/é", "x\"y").map(Path::of);
    Arbitrary<Sandbox> sandbox =
        Arbitraries.oneOf(
            Arbitraries.just(Sandbox.closed()),
            Combinators.combine(path, path.list().ofMaxSize(2), path)
                .as((root, more, directory) -> new Sandbox(root, more, more, directory)));
    return Combinators.combine(
            Combinators.combine(text, texts, texts, text).as(List::<Object>of),
            Arbitraries.of(MachineKind.class),
            ram,
            Arbitraries.longs().injectNull(0.5),
            limits,
            sandbox,
            Arbitraries.of("", "0", "012"),
            Arbitraries.longs())
        .as(PlanSettingsTest::plan);
  }

  @SuppressWarnings("unchecked")
  private static RunPlan plan(
      List<Object> words,
      MachineKind kind,
      List<RamRange> ram,
      @org.jspecify.annotations.Nullable Long resetPc,
      RunLimits limits,
      Sandbox sandbox,
      String terminals,
      long seed) {
    return new RunPlan(
        (String) words.get(0),
        (List<String>) words.get(1),
        (List<String>) words.get(2),
        (String) words.get(3),
        "oracle",
        kind,
        ram,
        resetPc,
        limits,
        seed >>> 1,
        sandbox,
        terminals,
        seed,
        seed % 3 == 0
            ? Schedule.USUAL
            : new Schedule(seed % 2 == 0 ? null : seed, 1 + (seed >>> 30)));
  }

  @Test
  void damagedSettingsAreRefused() {
    RunPlan plan =
        new RunPlan(
            "p",
            List.of("a"),
            List.of(),
            "rv64gc",
            "oracle",
            MachineKind.BARE,
            List.of(new RamRange(0, 4096)),
            8L,
            new RunLimits(5, 7_000_000),
            1,
            Sandbox.closed(),
            "",
            -1,
            new Schedule(3L, 500));
    List<Setting> whole = PlanSettings.of(plan);
    assertThat(PlanSettings.toml(whole))
        .isEqualTo(
            """
            program = "p"
            arguments = ["a"]
            isa = "rv64gc"
            engine = "oracle"
            machine = "bare"
            ram = ["0x0:4096"]
            reset-pc = "0x8"
            max-insns = "5"
            timeout = "7ms"
            memory = "1"
            seed = "-1"
            schedule = "3,500"
            """);
    for (String key :
        List.of("machine", "ram", "reset-pc", "max-insns", "timeout", "memory", "schedule")) {
      List<Setting> damaged = new ArrayList<>(whole);
      damaged.replaceAll(s -> s.key().equals(key) ? new Setting(key, List.of("?")) : s);
      assertThatThrownBy(() -> PlanSettings.plan(damaged))
          .isInstanceOf(OrreryException.class)
          .hasMessageContaining("'" + key + "'");
    }
    List<Setting> more = new ArrayList<>(whole);
    more.add(new Setting("colour", List.of("red")));
    assertThatThrownBy(() -> PlanSettings.plan(more)).hasMessageContaining("'colour' is unknown");
    assertThatThrownBy(() -> PlanSettings.plan(whole.subList(1, 3)))
        .hasMessageContaining("'program' is missing");
  }
}

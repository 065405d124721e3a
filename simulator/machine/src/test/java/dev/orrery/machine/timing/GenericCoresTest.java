package dev.orrery.machine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.timing.CodeView;
import dev.orrery.engine.timing.CoreClass;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.machine.Machine;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.bare.BareBoard;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.spec.Cores;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cores for teaching and research, by their parameters, on programs. */
class GenericCoresTest {
  private static final Path PROGRAMS = Path.of("../../validation/rtl/programs/elf/rv64im");

  /** The same core with other values of its parameters, such as {@code rob=4 ports=2}. */
  private record Choice(String core, String settings) {}

  private record Run(long insns, List<Long> cycles) {}

  /** One run of the program, which all models are told of. */
  private static Run run(String program, List<Choice> choices) {
    Isa isa = Isas.stock("rv64im");
    GuestMemory memory = new GuestMemory(isa.xlen(), 1L << 30);
    Hart hart = new Hart(isa, memory);
    ElfFile elf = ElfFile.read(PROGRAMS.resolve(program + ".elf"));
    BareBoard board = new BareBoard(elf, memory, List.of(), OutputStream.nullOutputStream());
    board.reset(hart);
    CodeView code = new CodeView(isa, memory);
    List<CoreModel> models = new ArrayList<>();
    for (Choice c : choices) {
      Map<String, Long> settings = new LinkedHashMap<>();
      for (String s : c.settings().isEmpty() ? new String[0] : c.settings().split(" ")) {
        settings.put(s.split("=")[0], Long.valueOf(s.split("=")[1]));
      }
      models.add(CoreClass.model(Cores.named(c.core(), settings), code));
    }
    long[] insns = {0};
    EngineOptions options =
        EngineOptions.PLAIN.retiringTo(
            r -> {
              insns[0]++;
              models.forEach(m -> m.retired(r));
            });
    try (Machine machine =
        new Machine(
            Engines.create("interpreter", isa, options), hart, memory, board, board.image())) {
      machine.run(new RunLimits(5_000, Long.MAX_VALUE));
    }
    return new Run(insns[0], models.stream().map(CoreModel::cycles).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"c_branch", "c_callret", "c_muldiv"})
  void oneInstructionACycleIsTheFiveStagePipeline(String program) {
    Run r =
        run(
            program,
            List.of(
                new Choice("inorder5", ""),
                new Choice(
                    "dual", "width=1 predictor.kind=3 btb.ways=1 icache.ways=8 dcache.ways=8")));
    assertThat(r.cycles().get(1)).isEqualTo(r.cycles().getFirst());
  }

  /** Two in a cycle gain most where nothing depends, and never more than half. */
  @Test
  void doubleIssueGainsWhatDependencesLeave() {
    List<Choice> choices =
        List.of(
            new Choice("inorder5", "width=1 icache_miss=0"),
            new Choice("inorder5", "width=2 icache_miss=0"));
    Run independent = run("c_alu_indep", choices);
    Run dependent = run("c_alu_chain", choices);
    for (Run r : List.of(independent, dependent)) {
      assertThat(r.cycles().get(1)).isBetween(r.insns() / 2, r.cycles().get(0));
    }
    assertThat(gain(independent)).isGreaterThan(gain(dependent));
  }

  private static double gain(Run r) {
    return (double) r.cycles().get(0) / r.cycles().get(1);
  }

  /**
   * More of everything is no slower on these programs. In general it could be (Graham, Bounds for
   * certain multiprocessing anomalies, 1966): then what started earlier would be in the way.
   */
  @ParameterizedTest
  @ValueSource(strings = {"c_load_use", "c_stride"})
  void moreOfAnythingIsNoSlower(String program) {
    List<String> parameters = List.of("rob", "ports", "load_ports", "width");
    List<Choice> choices = new ArrayList<>();
    for (String parameter : parameters) {
      for (int n = 1; n <= 64; n *= 8) {
        choices.add(new Choice("ooo", parameter + "=" + n));
      }
    }
    Run r = run(program, choices);
    for (int i = 0; i < parameters.size(); i++) {
      assertThat(r.cycles().subList(3 * i, 3 * i + 3))
          .as(parameters.get(i))
          .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c_branch", "c_alu_indep", "c_matmul"})
  void withoutMissesTwoInOrderAreBetweenOneAndManyOutOfOrder(String program) {
    String ideal = "resolve=1 icache_miss=0 dcache_miss=0 write_back=0";
    Run r =
        run(
            program,
            List.of(
                new Choice("dual", ideal + " width=1"),
                new Choice("dual", ideal),
                new Choice("ooo", "right_guesses=1 all_code=1 all_data=1"),
                new Choice("ideal", "")));
    List<Long> c = r.cycles();
    assertThat(c.get(1)).isBetween(r.insns() / 2, c.get(0));
    assertThat(c.get(2)).isBetween(r.insns() / 4, c.get(1));
    assertThat(c.get(3)).isEqualTo(r.insns());
  }
}

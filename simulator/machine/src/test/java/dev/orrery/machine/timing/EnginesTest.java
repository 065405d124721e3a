package dev.orrery.machine.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.engine.explain.Explainer;
import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.timing.CodeView;
import dev.orrery.engine.timing.CoreClass;
import dev.orrery.engine.timing.CoreEvaluator;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.machine.Machine;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.bare.BareBoard;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Protection;
import dev.orrery.spec.Cores;
import dev.orrery.spec.Isas;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.Isa;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All engines tell listeners the same, and so give models the same cycles. */
class EnginesTest {
  private static final long WHOLE = 10_000_000;

  /** Instructions of a program where only a part is run. */
  private static final long PART = 40_000;

  private static final Path PROGRAMS = Path.of("../../validation/rtl/programs/elf");

  /**
   * Programs of few blocks: rules of some cores are long, and code of many takes minutes to make.
   */
  private static final List<String> PARTS = List.of("c_callret", "c_load_dep");

  @ParameterizedTest
  @CsvSource({
    "rv32im, c_branch",
    "rv32im, c_muldiv",
    "rv32imc, c_callret",
    "rv64imc, c_memcpy",
    "rv64im, c_load_use",
    "rv32i, c_crc32"
  })
  void enginesTellTheSame(String set, String program) {
    Isa isa = Isas.stock(set);
    List<Long> expected = told("oracle", isa, program);
    assertThat(expected).hasSizeGreaterThan(500);
    for (String engine : List.of("interpreter", "jit")) {
      assertThat(told(engine, isa, program)).as(engine).isEqualTo(expected);
    }
  }

  /** A digest of everything that was told, now and then. */
  private static List<Long> told(String engine, Isa isa, String program) {
    List<Long> out = new ArrayList<>();
    long[] digest = {0, 0};
    run(
        engine,
        isa,
        program,
        WHOLE,
        code ->
            r -> {
              for (long part :
                  new long[] {r.insn.pc(), r.addr, r.taken ? 1 : 0, r.target, r.value1, r.value2}) {
                digest[0] = digest[0] * 31 + part;
              }
              if (++digest[1] % 50 == 0) {
                out.add(digest[0]);
              }
            });
    out.add(digest[1]);
    return out;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          picorv32 | rv32im | c_muldiv |
          picorv32-fast-wait | rv32im | c_branch |
          serv | rv32i | c_shifts |
          ibex-small | rv32imc | c_callret |
          ibex-maxperf | rv32imc | c_branch |
          ibex-maxperf-bp | rv32im | c_matmul |
          biriscv | rv32im | c_callret |
          vexriscv-full | rv32im | c_load_use |
          vexriscv-lite | rv32im | c_callret |
          vexriscv-min | rv32i | c_shifts |
          vexriscv-imac | rv32imc | c_branch |
          flute | rv64imc | c_callret |
          rsd | rv32im | c_crc32 |
          inorder5 | rv64im | c_branch |
          inorder5 | rv32im | c_stride |
          dual | rv64im | c_callret |
          ooo | rv64im | c_branch |
          ooo | rv32im | c_stride |
          # What is waited for is mostly not past where code is entered.
          inorder5 | rv32im | c_callret | load_use=40
          inorder5 | rv32im | c_muldiv | mul_latency=100
          inorder5 | rv64im | c_load_use | forwarding=0 resolve=2 load_use=7
          """)
  void modelsCountTheSameOnAllEngines(
      String core, String set, String program, @Nullable String parameters) {
    Map<String, Long> values = new HashMap<>();
    if (parameters != null) {
      for (String p : parameters.split(" ")) {
        values.put(p.replaceFirst("=.*", ""), Long.valueOf(p.replaceFirst(".*=", "")));
      }
    }
    CoreTable table = Cores.named(core, values);
    Isa isa = Isas.stock(set);
    List<CoreModel> models = new ArrayList<>();
    for (String engine : List.of("oracle", "interpreter", "jit")) {
      run(engine, isa, program, WHOLE, code -> added(models, CoreClass.model(table, code)));
    }
    run("jit", isa, program, WHOLE, 0, code -> added(models, CoreClass.model(table, code)));
    run("oracle", isa, program, WHOLE, code -> added(models, CoreEvaluator.model(table, code)));
    for (CoreModel m : models) {
      assertThat(m.cycles()).isEqualTo(models.getFirst().cycles()).isPositive();
      assertThat(m.byCause()).isEqualTo(models.getFirst().byCause());
    }
  }

  /** Every stock core that was measured, on parts of two of the programs, which take turns. */
  @TestFactory
  Stream<DynamicTest> measuredCoresCountTheSame() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String core : Cores.names()) {
      CoreTable table = Cores.named(core, Map.of());
      String set = table.isas().getFirst();
      for (int i = 0; i < 2 && table.measured() != null; i++) {
        String program = PARTS.get(tests.size() % PARTS.size());
        tests.add(dynamicTest(core + " " + program, () -> compare(table, set, program)));
      }
    }
    return tests.stream();
  }

  private static void compare(CoreTable table, String set, String program) {
    Isa isa = Isas.stock(set);
    List<CoreModel> models = new ArrayList<>();
    for (String engine : List.of("interpreter", "jit")) {
      run(engine, isa, program, PART, code -> added(models, CoreClass.model(table, code)));
    }
    assertThat(models.getLast().cycles()).isEqualTo(models.getFirst().cycles()).isPositive();
    assertThat(models.getLast().byCause()).isEqualTo(models.getFirst().byCause());
  }

  private static CoreModel added(List<CoreModel> models, CoreModel model) {
    models.add(model);
    return model;
  }

  /** What cannot be decoded is a trap of the guest's, and nothing retires. */
  @ParameterizedTest
  @ValueSource(strings = {"oracle", "interpreter", "jit"})
  void whatIsNoInstructionIsReported(String engine) {
    Isa isa = Isas.stock("rv32im");
    GuestMemory memory = new GuestMemory(isa.xlen(), 1L << 30);
    memory.map(0x1000, 0x1000, Protection.ALL, "zeros");
    Hart hart = new Hart(isa, memory);
    hart.pc = 0x1000;
    long[] told = {0};
    Engine made = Engines.create(engine, isa, EngineOptions.PLAIN.retiringTo(r -> told[0]++));
    memory.attach(made);
    assertThat(made.run(hart, 10)).isZero();
    assertThat(hart.stop)
        .isInstanceOfSatisfying(
            Stop.Trap.class, t -> assertThat(t.kind()).isEqualTo(TrapKind.ILLEGAL));
    assertThat(told[0]).isZero();
  }

  private static void run(
      String engine,
      Isa isa,
      String program,
      long most,
      Function<CodeView, RetireListener> listener) {
    run(engine, isa, program, most, EngineOptions.PLAIN.rules(), listener);
  }

  /** {@code rules} are as for {@link EngineOptions}. */
  private static void run(
      String engine,
      Isa isa,
      String program,
      long most,
      int rules,
      Function<CodeView, RetireListener> listener) {
    GuestMemory memory = new GuestMemory(isa.xlen(), 1L << 30);
    Hart hart = new Hart(isa, memory);
    ElfFile elf = ElfFile.read(PROGRAMS.resolve(isa.name()).resolve(program + ".elf"));
    BareBoard board = new BareBoard(elf, memory, List.of(), OutputStream.nullOutputStream());
    board.reset(hart);
    Explainer explainer = new Explainer(0, -1, false, System::nanoTime);
    EngineOptions options =
        EngineOptions.translatingAfter(1000)
            .explainedTo(explainer)
            .withRules(rules)
            .retiringTo(listener.apply(new CodeView(isa, memory)));
    try (Machine machine =
        new Machine(Engines.create(engine, isa, options), hart, memory, board, board.image())) {
      machine.run(new RunLimits(most, Long.MAX_VALUE));
      if (engine.equals("jit")) {
        assertThat(explainer.blocks()).anyMatch(b -> !b.regions().isEmpty());
      }
    }
  }
}

package dev.orrery.engine.interp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.TestSpace;
import dev.orrery.engine.timing.CodeView;
import dev.orrery.engine.timing.CoreClass;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.Cores;
import dev.orrery.spec.Isas;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models in a group reach the same cycles as models that are told of each instruction at once. */
class ModelGroupTest {
  private static final Isa ISA = Isas.stock("rv32imc");
  private static final long CODE = 0x1000;

  /** More than wait for each other, so that some runs are cut. */
  private static final int INSNS = 100;

  private static final int STEPS = 20_000;

  /**
   * A pipeline with caches, one out of order, one without any pipeline, and one that looks at code.
   */
  private static final List<CoreTable> CORES =
      Stream.of("inorder5", "ooo", "picorv32", "vexriscv-full")
          .map(name -> Cores.named(name, Map.of()))
          .toList();

  private final Random random = new Random(Long.getLong("orrery.seed", 1));
  private final TestSpace space = new TestSpace();
  private final List<InsnFacts> code = new ArrayList<>();
  private final Retired retired = new Retired();

  private List<CoreModel> models() {
    return CORES.stream().map(t -> CoreClass.model(t, new CodeView(ISA, space))).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 18, 1000})
  void aGroupCountsTheCyclesThatEachModelCounts(int mostSteps) {
    space.map(CODE, TestSpace.Rights.ALL);
    for (int i = 0; i < 4096; i += 8) {
      space.poke(CODE + i, 8, random.nextLong());
    }
    long pc = CODE;
    for (int i = 0; i < INSNS; i++) {
      code.add(insn(pc, i > INSNS / 2 ? 2 : 4));
      pc += code.getLast().length();
    }
    List<CoreModel> alone = models();
    List<CoreModel> together = models();
    ModelGroup group = new ModelGroup(ISA, together, 200, mostSteps);
    int at = 0;
    for (int step = 0; step < STEPS; step++) {
      at = retire(at);
      alone.forEach(model -> model.retired(retired));
      group.retired(retired);
      if (random.nextInt(50) == 0 || step + 1 == STEPS) {
        group.settle();
        for (int m = 0; m < alone.size(); m++) {
          assertThat(together.get(m).byCause())
              .as("%s after %d instructions", CORES.get(m).name(), step + 1)
              .isEqualTo(alone.get(m).byCause());
        }
      }
      if (step == STEPS / 2) {
        code.set(at, insn(code.get(at).pc(), code.get(at).length())); // code changes
      }
    }
  }

  /** An instruction retires, and jumps back, ahead, or, mostly, goes on. */
  private int retire(int at) {
    InsnFacts insn = code.get(at);
    boolean jumps = at + 1 == INSNS || at % 9 == 8 && random.nextInt(3) > 0;
    int next = jumps ? 9 * random.nextInt(INSNS / 9) : at + 1;
    retired.insn = insn;
    retired.addr = insn.size() == 0 ? 0 : 0x10000 + 8 * random.nextInt(1 << 14);
    retired.taken = jumps && random.nextInt(10) > 0; // a signal goes elsewhere without a jump
    retired.target = jumps ? code.get(next).pc() : insn.pc() + insn.length();
    retired.value1 = random.nextLong() >> random.nextInt(64);
    retired.value2 = random.nextLong() >> random.nextInt(64);
    return next;
  }

  private InsnFacts insn(long pc, int length) {
    Row row = ISA.rows().get(random.nextInt(ISA.rows().size()));
    return new InsnFacts(
        row,
        pc,
        length,
        random.nextLong(),
        random.nextInt(33),
        random.nextInt(33),
        random.nextInt(33),
        random.nextInt(33),
        -1,
        -1,
        32,
        32,
        random.nextInt(4096),
        random.nextInt(3) > 0 ? 0 : 4,
        false,
        false);
  }
}

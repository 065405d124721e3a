package dev.orrery.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.timing.memo.Memo;
import dev.orrery.engine.timing.memo.MemoBlock;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.lang.core.CoreCompiler;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever core is remembered, its model comes to what its table says. */
class MemoTest {
  private static final int BLOCKS = 3;
  private static final int STEPS = 300;

  /** So early that most of what is executed is code. */
  private static final int EAGER = 3;

  private static final List<CoreInput> EXECUTED =
      List.of(
          CoreInput.ADDR, CoreInput.VALUE1, CoreInput.VALUE2, CoreInput.TAKEN, CoreInput.TARGET);

  @Property(tries = 80, shrinking = ShrinkingMode.OFF)
  void whatIsRememberedIsWhatTheTableSays(@ForAll long seed) {
    String text = RandomCore.text(seed);
    CoreTable table = CoreCompiler.check(CoreModelsTest.tree(text), "a.core", Map.of()).core();
    if (table == null) {
      return; // it divides by 0, or is too long
    }
    Random random = new Random(seed);
    CodeView code = new CodeView(CoreModelsTest.ISA, CoreModelsTest.space(random));
    List<CoreModel> models = new ArrayList<>();
    if (CoreModelsTest.fault(() -> models.add(CoreEvaluator.model(table, code))) != null) {
      return; // it has no beginning
    }
    models.add(CoreClass.model(table, code));
    CoreModel expected = models.getFirst();
    CoreModel model = models.getLast();
    Memo memo = Memo.of(model, EAGER);
    List<List<Retired>> insns = new ArrayList<>();
    List<MemoBlock> blocks = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      List<Retired> own = new ArrayList<>();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        own.add(CoreModelsTest.insn(random));
      }
      insns.add(own);
      blocks.add(block(memo, own));
    }
    for (int i = 0; i < STEPS; i++) {
      int number = random.nextInt(BLOCKS);
      List<Retired> own = insns.get(number);
      execute(own, random);
      fill(blocks.get(number), own);
      String fault = CoreModelsTest.fault(() -> own.forEach(expected::retired));
      boolean byItself = random.nextInt(4) == 0;
      Runnable retire = byItself ? () -> own.forEach(model::retired) : blocks.get(number)::run;
      assertThat(CoreModelsTest.fault(retire)).as(text).isEqualTo(fault);
      if (fault != null) {
        return; // nothing can go on from there
      }
      assertThat(model.cycles()).as(text).isEqualTo(expected.cycles());
      assertThat(model.byCause()).as(text).isEqualTo(expected.byCause());
      if (random.nextInt(8) == 0) {
        sameStates(table, model, expected, text);
      }
    }
    sameStates(table, model, expected, text);
  }

  private static void sameStates(
      CoreTable table, CoreModel model, CoreModel expected, String text) {
    model.settle();
    for (CoreState s : table.states()) {
      long[] values = s.isArray() ? model.array(s) : new long[] {CoreClass.value(model, s)};
      assertThat(values).as("%s of%n%s", s, text).isEqualTo(expected.array(s));
    }
  }

  private static MemoBlock block(Memo memo, List<Retired> insns) {
    List<Map<CoreInput, Integer>> slots = new ArrayList<>();
    for (int i = 0; i < insns.size(); i++) {
      Map<CoreInput, Integer> own = new EnumMap<>(CoreInput.class);
      for (CoreInput input : EXECUTED.subList(0, i + 1 == insns.size() ? 5 : 3)) {
        own.put(input, i * EXECUTED.size() + EXECUTED.indexOf(input));
      }
      slots.add(own);
    }
    List<InsnFacts> facts = insns.stream().map(r -> r.insn).toList();
    return new MemoBlock(memo, facts, slots, false, new long[insns.size() * EXECUTED.size()]);
  }

  /** What only execution knows is often the same again. */
  private static void execute(List<Retired> insns, Random random) {
    for (int i = 0; i < insns.size(); i++) {
      Retired r = insns.get(i);
      Retired other = CoreModelsTest.insn(random);
      r.addr = random.nextBoolean() ? other.addr : r.addr;
      r.value1 = random.nextBoolean() ? other.value1 : r.value1;
      r.value2 = random.nextBoolean() ? other.value2 : r.value2;
      boolean goesOn = i + 1 < insns.size();
      r.taken = !goesOn && other.taken;
      r.target = goesOn ? r.insn.pc() + r.insn.length() : other.target;
    }
  }

  private static void fill(MemoBlock block, List<Retired> insns) {
    for (int i = 0; i < insns.size(); i++) {
      Retired r = insns.get(i);
      long[] values = {r.addr, r.value1, r.value2, r.taken ? 1 : 0, r.target};
      System.arraycopy(values, 0, block.inputs(), i * values.length, values.length);
    }
  }
}

package dev.orrery.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.engine.TestSpace;
import dev.orrery.spec.Isas;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.core.CoreCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The compiled model of a core does what its table says, statement by statement. */
class CoreModelsTest {
  static final Isa ISA = Isas.stock("rv32imc");
  private static final long CODE = 0x1000;
  private static final int INSNS = 60;
  private static final String HEAD = "core a : isa rv32imc\ncause base \"\"\ncause other \"\"\n";

  private static final Pattern UNCOUNTED =
      Pattern.compile("cycle \\d+: \\d+ more cycles for '\\w+'");

  @Example
  void compiledModelsEndWhereTheirTablesDo() {
    compiledModelsEqualTheirTables(-198); // counts past the limit, in two steps that are one
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void compiledModelsEqualTheirTables(@ForAll long seed) {
    String text = RandomCore.text(seed);
    CoreCompiler.Outcome outcome = CoreCompiler.check(tree(text), "a.core", Map.of());
    CoreTable table = outcome.core();
    if (table == null) { // it divides by 0, or is too long; everything else is right
      assertThat(outcome.diagnostics().sorted())
          .as(text)
          .allMatch(d -> List.of("E16", "E28").contains(d.code()));
      return;
    }
    Random random = new Random(seed);
    CodeView code = new CodeView(ISA, space(random));
    List<CoreModel> models = new ArrayList<>();
    String fault = fault(() -> models.add(CoreEvaluator.model(table, code)));
    assertThat(fault(() -> models.add(CoreClass.model(table, code)))).as(text).isEqualTo(fault);
    assertThat(fault(() -> models.add(CoreClass.detached(table, code)))).as(text).isEqualTo(fault);
    models.add(new Specialised(table, code));
    assertThat(fault(models.getLast()::reset)).as(text).isEqualTo(fault);
    for (int i = 0; i < INSNS && fault == null; i++) {
      Retired insn = insn(random);
      CoreModel expected = models.getFirst();
      fault = fault(() -> expected.retired(insn));
      assertThat(Arrays.stream(expected.byCause()).sum()).isEqualTo(expected.cycles());
      for (CoreModel model : models.subList(1, models.size())) {
        assertThat(fault(() -> model.retired(insn))).as(text).isEqualTo(fault);
        if (fault != null) {
          continue; // nothing can go on from there
        }
        assertThat(model.cycles()).as(text).isEqualTo(expected.cycles());
        assertThat(model.byCause()).as(text).isEqualTo(expected.byCause());
      }
      if (fault == null) {
        CoreModel compiled = models.get(1);
        for (CoreState state : table.states()) {
          assertThat(outside(compiled, state)).as("%s of%n%s", state, text).isEmpty();
        }
      }
    }
  }

  /** What a state holds that its invariant says it does not. */
  private static List<Long> outside(CoreModel model, CoreState state) {
    Known always = model.invariants().bound(state);
    if (always == null) {
      return List.of();
    }
    long[] values =
        state.isArray() ? model.array(state) : new long[] {CoreClass.value(model, state)};
    return Arrays.stream(values)
        .filter(
            value -> {
              long shown = always.number() ? value : value - model.cycles();
              return shown < always.low() || shown > always.high();
            })
        .boxed()
        .toList();
  }

  /**
   * Evaluates the rule as it is for each instruction behind those before it, as regions of code
   * have it.
   */
  private static final class Specialised extends CoreEvaluator {
    private @Nullable CoreKnowledge always;
    private CoreKnowledge knowledge = new CoreKnowledge();
    private CoreKnowledge earlier = new CoreKnowledge();
    private int rules;

    Specialised(CoreTable table, CodeView code) {
      super(table, code);
    }

    @Override
    CoreRoutine rule(InsnFacts insn, CoreRoutine ofItsClass) {
      if (++rules % 5 == 0) {
        knowledge.meet(earlier); // as where several ways come together
        earlier = knowledge.copy();
      }
      Function<CoreInput, @Nullable Long> input =
          in -> in.isKnown() ? Long.valueOf(known(in, insn)) : null;
      if (always == null) {
        always = invariants().own();
        knowledge = always.copy();
        earlier = always.copy();
      }
      knowledge.holds(always);
      CoreRoutine alike = shapes().of(ofItsClass, kind(insn), input);
      CoreRoutine special =
          alike == null ? null : CoreSpecialiser.knowing(alike, input, knowledge, this::lasting);
      if (alike == null) {
        CoreSpecialiser.suffer(ofItsClass, knowledge);
      }
      return special == null ? ofItsClass : special;
    }
  }

  /**
   * What is wrong, in words; null if nothing is. Code that adds several cycles up before it looks
   * finds more than can be counted later than the table does, and at another cause.
   */
  static @Nullable String fault(Runnable work) {
    try {
      work.run();
      return null;
    } catch (OrreryException e) {
      return UNCOUNTED.matcher(e.getMessage()).replaceFirst("");
    }
  }

  private static CoreTable table(String text) {
    return CoreCompiler.compile(tree(text), "a.core", Map.of());
  }

  static SourceTree tree(String text) {
    return SourceTree.of(Map.of("a.core", text));
  }

  static TestSpace space(Random random) {
    TestSpace space = new TestSpace();
    space.map(CODE, TestSpace.Rights.ALL);
    for (int i = 0; i < 4096; i += 8) {
      space.poke(CODE + i, 8, random.nextLong());
    }
    return space;
  }

  static Retired insn(Random random) {
    Retired r = new Retired();
    Row row = ISA.rows().get(random.nextInt(ISA.rows().size()));
    long pc = CODE + 2 * random.nextInt(2000);
    r.insn =
        new InsnFacts(
            row,
            pc,
            random.nextBoolean() ? 2 : 4,
            random.nextLong(),
            random.nextInt(65),
            random.nextInt(65),
            random.nextInt(65),
            random.nextInt(65),
            -1,
            -1,
            64,
            64,
            value(random),
            1 << random.nextInt(4),
            random.nextBoolean(),
            random.nextBoolean());
    r.addr = value(random);
    r.taken = random.nextBoolean();
    r.target = value(random);
    r.value1 = value(random);
    r.value2 = value(random);
    return r;
  }

  private static long value(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> random.nextInt(64);
      case 2 -> -random.nextInt(64);
      case 3 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  @Test
  void thePageExampleTakesTheCyclesItSays() throws IOException {
    CoreTable table = table(firstExample());
    for (CoreModel model : models(table)) {
      model.retired(insn("lw", 5, 2, 0, false)); // x4 is loaded
      model.retired(insn("add", 6, 5, 5, false)); // waits for it
      model.retired(insn("add", 7, 5, 6, false));
      model.retired(insn("beq", 0, 6, 7, true));
      model.retired(insn("beq", 0, 6, 7, false));
      model.retired(insn("lw", 0, 2, 0, false)); // to x0: nothing waits for that
      model.retired(insn("addi", 6, 0, 0, false));
      assertThat(model.cycles()).isEqualTo(9);
      assertThat(model.stack())
          .containsExactly(
              new CoreModel.Share("base", "issuing", 7),
              new CoreModel.Share("load_use", "waiting for a load", 1),
              new CoreModel.Share("branch_taken", "fetching at the target", 1));
    }
  }

  private static String firstExample() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CoreTable.class.getResourceAsStream("/isa-specs/CORES.md"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).split("```\n", 3)[1];
    }
  }

  private static List<CoreModel> models(CoreTable table) {
    CodeView code = new CodeView(ISA, new TestSpace());
    return List.of(CoreClass.model(table, code), CoreEvaluator.model(table, code));
  }

  private static Retired insn(String name, int dst, int src1, int src2, boolean taken) {
    Row row = ISA.rows().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    Retired r = new Retired();
    r.insn = new InsnFacts(row, CODE, 4, 0, dst, src1, src2, 0, -1, -1, 64, 64, 0, 0, false, false);
    r.taken = taken;
    return r;
  }

  @Test
  void andIsBitwiseUnlessBothAreConditions() {
    CoreTable table =
        table(
            HEAD
                + "fn both(a) : taken and a\n"
                + "on * : if both(dst): take 1 for base\n if taken and dst != 0: take 1 for other\n");
    for (CoreModel model : models(table)) {
      model.retired(insn("beq", 4, 0, 0, true));
      model.retired(insn("beq", 5, 0, 0, true));
      assertThat(model.byCause()).containsExactly(1, 2);
    }
  }

  @Test
  void anIndexThatIsSetOnceMayHoldAnotherBefore() {
    CoreTable table =
        table(
            HEAD
                + "state s[4] = 1\n"
                + "fn f(a) :\n let b = s[a]\n a = a and 3\n b + s[a]\n"
                + "on * : take f(imm) for base\n");
    for (CoreModel model : models(table)) {
      Retired r = insn("add", 4, 0, 0, false);
      model.retired(r);
      assertThat(model.byCause()).containsExactly(2, 0);
    }
    assertFault(
        "state s[4] = 1\nfn f(a) :\n let b = s[a]\n a = a and 3\n b + s[a]\n"
            + "on * : take f(9) for base\n",
        "core a, cycle 0: s[9], but 's' has 4 cells. Mend the table, or give it more.");
  }

  @Test
  void waitingForATimeLongPastTakesNothing() {
    CoreTable table =
        table(HEAD + "on * : take 5 for base; wait 1 << 63 for other; wait 3 for other\n");
    for (CoreModel model : models(table)) {
      model.retired(insn("add", 4, 0, 0, false));
      assertThat(model.byCause()).containsExactly(5, 0);
    }
  }

  @Test
  void whatCannotGoOnIsReported() {
    assertFault(
        "state s[3]\non * : take 7 for base; s[imm + 3] = 1\n",
        "core a, cycle 7: s[3], but 's' has 3 cells. Mend the table, or give it more.");
    assertFault(
        "state s[3]\non * : take s[-1] for base\n",
        "core a, cycle 0: s[-1], but 's' has 3 cells. Mend the table, or give it more.");
    assertFault(
        "on * : while not taken: take 1 for base\n",
        "core a, cycle 1048576: `while` went round 1048576 times for one instruction. Mend its condition.");
    assertFault( // loops in loops count together
        """
        fn inner() :
         let j = 0
         while j < 1000000: j = j + 1
        on * :
         take 1 for base
         let i = 0
         while i < 1000000:
          inner()
          i = i + 1
        """,
        "core a, cycle 1: `while` went round 1048576 times for one instruction. Mend its condition.");
    assertFault(
        "on * : take 3 for other; take (1 << 62) for base; take 1 for base\n",
        "core a, cycle 3: 4611686018427387904 more cycles for 'base' are more than can be counted."
            + " A number in the table, or one that --set gives, is far too large.");
  }

  private static void assertFault(String rules, String message) {
    for (CoreModel model : models(table(HEAD + rules))) {
      assertThatThrownBy(() -> model.retired(insn("add", 4, 0, 0, false)))
          .isInstanceOfSatisfying(
              OrreryException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
          .hasMessage(message);
    }
  }

  @Test
  void aDetachedClassIsUnloaded() {
    WeakReference<Class<?>> made = detached(1);
    for (int n = 2; n < 20 && made.get() != null; n++) {
      System.gc();
      WeakReference<?> unused = detached(n); // this forgets tables that are gone
    }
    assertThat(made.get()).isNull();
  }

  private static WeakReference<Class<?>> detached(int cycles) {
    CoreTable table = table(HEAD + "on * : take %d for base".formatted(cycles));
    CodeView code = new CodeView(ISA, new TestSpace());
    return new WeakReference<>(CoreClass.detached(table, code).getClass());
  }

  @Test
  void rulesThatNoClassFileHoldsAreReported() {
    CoreTable table =
        table(HEAD + "on * : take dst + src1 for base" + "; take dst + imm for base".repeat(9_000));
    assertThatThrownBy(() -> CoreClass.model(table, new CodeView(ISA, new TestSpace())))
        .isInstanceOf(OrreryException.class)
        .hasMessage(
            "core a: its rules are too long to compile. Make functions of parts of the longest ones.");
  }
}

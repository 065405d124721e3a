package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.explain.BlockState;
import dev.orrery.engine.explain.Bytecode;
import dev.orrery.engine.explain.ExitKind;
import dev.orrery.engine.explain.Explainer;
import dev.orrery.engine.explain.Reason;
import dev.orrery.engine.explain.Translation;
import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.random.World;
import dev.orrery.spec.Isas;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the JIT says of a program whose every block and exit is known. */
class ExplainerTest {
  private static final long TURNS = 60_000;

  /** A loop with a call that is copied, a call that is not, a cold side, and a way out. */
  private static final String PROGRAM =
      """
      main:
        csrsi fflags, 1
        li s0, 60000
        li s3, 0x20000
      loop:
        ld a0, 0(s3)
        add a0, a0, s0
        call small
        beqz s4, behind
      cold:
        addi s4, s4, 1
      behind:
        addi s0, s0, -1
        bnez s0, loop
      done:
        ecall
      small:
        addiw a0, a0, 1
        and a0, a0, a0
        fadd.d fa0, fa0, fa1
        ret
      never:
        nop
        ret
      """;

  private static AssembledGuest run(Explainer explainer) {
    EngineOptions options = EngineOptions.translatingAfter(1).explainedTo(explainer);
    AssembledGuest g =
        new AssembledGuest(Engines.create("jit", Isas.stock("rv64gc"), options), PROGRAM);
    g.run(10_000_000);
    assertThat(g.guest.hart.pc).isEqualTo(g.at("done"));
    return g;
  }

  /** The first translation that has the loop. */
  private static Translation ofLoop(Explainer explainer, AssembledGuest g) {
    return explainer.translations().stream()
        .filter(t -> t.parts().stream().anyMatch(p -> p.pc() == g.at("loop")))
        .findFirst()
        .orElseThrow();
  }

  private static Translation.Part part(Map<Long, Translation.Part> parts, long pc) {
    return Objects.requireNonNull(parts.get(pc));
  }

  @Test
  void theTranslationOfALoopSaysItsBlocksExitsAndReasons() {
    Explainer explainer = new Explainer(World.CODE, World.CODE + 0x1000, true, System::nanoTime);
    AssembledGuest g = run(explainer);
    Translation t = ofLoop(explainer, g);
    assertThat(t.forgotten()).isNull();
    Map<Long, Translation.Part> parts =
        t.parts().stream().collect(Collectors.toMap(Translation.Part::pc, p -> p));
    assertThat(parts.keySet())
        .contains(g.at("loop"), g.at("behind"), g.at("small"))
        .doesNotContain(g.at("cold"), g.at("done"), g.at("never"));
    assertThat(part(parts, g.at("small")).inside()).hasSize(1);
    assertThat(part(parts, g.at("loop")).count()).isBetween(1L, TURNS);
    assertThat(part(parts, g.at("behind")).count()).isBetween(1L, TURNS);
    assertThat(t.exits())
        .anySatisfy(
            e -> {
              assertThat(e.kind()).isEqualTo(ExitKind.DIRECT);
              assertThat(e.target()).isEqualTo(g.at("cold"));
              assertThat(e.count()).isZero();
              assertThat(e.reason()).isEqualTo(new Reason.NeverRun());
            })
        .anySatisfy(
            e -> {
              assertThat(e.kind()).isEqualTo(ExitKind.DIRECT);
              assertThat(e.target()).isEqualTo(g.at("done"));
              assertThat(e.count()).isOne();
            })
        .anySatisfy(e -> assertThat(e.kind()).isEqualTo(ExitKind.TURN_OVER));
    Bytecode code = t.bytecode();
    assertThat(code.bytes()).isPositive();
    assertThat(code.lines()).anyMatch(l -> l.text().equals("lload a0"));
    assertThat(code.lines().stream().map(Bytecode.Line::insn).distinct())
        .contains(Bytecode.AROUND, 0, t.insns() - 1);
    assertThat(code.lines().getLast().insn()).isEqualTo(Bytecode.AROUND);
    assertThat(code.lines()).noneMatch(l -> l.text().contains("counts"));
  }

  @Test
  void irIsShownBeforeAndAfterEachPass() {
    Explainer explainer = new Explainer(World.CODE, World.CODE + 0x1000, false, System::nanoTime);
    Translation t = ofLoop(explainer, run(explainer));
    assertThat(t.counted()).isFalse();
    assertThat(t.parts()).allMatch(p -> p.count() == Translation.UNKNOWN);
    List<Translation.Insn> insns = t.parts().stream().flatMap(p -> p.insns().stream()).toList();
    assertThat(insns.stream().anyMatch(i -> !i.row().equals(i.specialised()))).isTrue();
    assertThat(insns.stream().anyMatch(i -> !i.specialised().equals(i.narrowed()))).isTrue();
  }

  @Test
  void onlyCodeThatWasAskedForIsExplained() {
    Explainer explainer =
        new Explainer(World.CODE + 0x1000, World.CODE + 0x1004, true, System::nanoTime);
    run(explainer);
    assertThat(explainer.translations()).isEmpty();
    assertThat(explainer.refusals()).isEmpty();
    assertThat(explainer.blocks()).isEmpty();
  }

  @Test
  void codeWithoutTranslationSaysHowFarItIs() {
    Explainer explainer = new Explainer(World.CODE, World.CODE + 4, true, System::nanoTime);
    AssembledGuest g = run(explainer);
    assertThat(explainer.translations()).isEmpty();
    BlockState first = explainer.blocks().getFirst();
    assertThat(first.pc()).isEqualTo(g.at("main"));
    assertThat(first.runs()).isOne();
    assertThat(first.regions()).isEmpty();
  }
}

package dev.orrery.reports.isa;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.IrWords;
import dev.orrery.spec.model.AsmSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the pages say of a pseudo-instruction.
 *
 * @param name its mnemonic
 * @param written how it is written
 * @param steps the instructions it stands for
 * @param when when it stands for these; null for always
 */
public record PseudoPage(String name, String written, List<Step> steps, @Nullable String when) {
  public PseudoPage {
    steps = List.copyOf(steps);
  }

  /**
   * One of the instructions.
   *
   * @param name its mnemonic
   * @param operands what stands behind the mnemonic
   */
  public record Step(String name, String operands) {
    static Step of(String text) {
      String[] words = text.strip().split("\\s+", 2);
      return new Step(words[0], words.length > 1 ? words[1] : "");
    }
  }

  static PseudoPage of(AsmSpec.Pseudo pseudo, Set<String> registers) {
    Expr when = pseudo.when();
    List<Step> steps = new ArrayList<>();
    for (String step : pseudo.body().split(";", -1)) {
      steps.add(Step.of(step));
    }
    return new PseudoPage(
        pseudo.name(),
        WrittenForm.of(pseudo.name(), pseudo.asm(), pseudo.operands(), List.of(), registers),
        steps,
        when == null ? null : IrWords.of(when));
  }

  /** The mnemonics of the instructions it stands for. */
  Set<String> stepsNames() {
    return steps.stream().map(Step::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The instructions it stands for, in one line. */
  String body() {
    return steps.stream()
        .map(s -> (s.name() + " " + s.operands()).strip())
        .collect(Collectors.joining("; "));
  }

  /** For each mnemonic that has a page, the page's file; of several pages the first. */
  static Map<String, String> files(List<RowPage> pages) {
    return pages.stream()
        .collect(Collectors.toMap(p -> p.row().name(), RowPage::file, (first, second) -> first));
  }
}

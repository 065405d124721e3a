package dev.orrery.engine.timing;

import dev.orrery.engine.TestSpace;
import dev.orrery.spec.Isas;
import dev.orrery.spec.lang.core.CoreCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.Map;

/** Asks the stock modules of core tables: what a function says is how many cycles pass. */
final class Modules {
  private static final Isa ISA = Isas.stock("rv32imc");
  private static final Row ROW = ISA.rows().getFirst();

  private final CoreModel model;
  private final Retired insn = new Retired();

  private Modules(CoreModel model) {
    this.model = model;
  }

  /**
   * A core that does nothing but {@code body} for each instruction.
   *
   * @param uses its modules, as a table has them
   * @param body statements, in which {@code ask} is the cause of all cycles
   */
  static Modules of(String uses, String body) {
    String text =
        "core a : isa rv32imc\ncause ask \"\"\n%s\non * :\n%s\n".formatted(uses, body.indent(1));
    SourceTree tree = SourceTree.of(Map.of("a.core", text)).orElse(SourceTree.stock());
    return new Modules(
        CoreClass.model(
            CoreCompiler.compile(tree, "a.core", Map.of()), new CodeView(ISA, new TestSpace())));
  }

  /** The cycles that pass for one instruction. */
  long ask(long pc, long addr, boolean taken, long target) {
    insn.insn = new InsnFacts(ROW, pc, 4, 0, 0, 0, 0, 0, -1, -1, 64, 64, 0, 4, false, false);
    insn.addr = addr;
    insn.taken = taken;
    insn.target = target;
    long before = model.cycles();
    model.retired(insn);
    return model.cycles() - before;
  }

  /** The same for an access to memory; a write is told as a branch that is taken. */
  long access(long addr, boolean write) {
    return ask(0x1000, addr, write, 0);
  }

  /** The same for a branch. */
  long branch(long pc, boolean taken) {
    return ask(pc, 0, taken, 0);
  }
}

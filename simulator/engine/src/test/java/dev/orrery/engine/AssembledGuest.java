package dev.orrery.engine;

import dev.orrery.engine.random.World;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.asm.program.Program;
import dev.orrery.spec.lang.source.SourceTree;
import java.util.Map;

/** A guest with a program that a test writes down in assembly. */
final class AssembledGuest {
  final TestGuest guest;
  private final Program program;

  /** The program {@code text} before its first instruction, to be run by {@code engine}. */
  AssembledGuest(Engine engine, String text) {
    guest = new TestGuest(engine);
    program =
        Assembler.assemble(engine.isa(), SourceTree.of(Map.of("x.s", text)), "x.s", World.CODE)
            .program();
    for (Program.Section s : program.sections()) {
      for (int i = 0; i < s.bytes().length && s.loaded(); i++) {
        guest.space.load(s.address() + i, 1, s.bytes()[i]);
      }
    }
    guest.hart.pc = program.entry();
  }

  /** The address of a label. */
  long at(String label) {
    return program.symbols().stream()
        .filter(s -> s.name().equals(label))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** Runs at most {@code budget} instructions. */
  long run(long budget) {
    return guest.engine.run(guest.hart, budget);
  }
}

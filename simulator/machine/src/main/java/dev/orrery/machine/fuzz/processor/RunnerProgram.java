package dev.orrery.machine.fuzz.processor;

import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.random.World;
import dev.orrery.machine.elf.ElfWriter;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.asm.program.Program;
import dev.orrery.spec.asm.program.Program.ProgramSymbol;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The program that runs others, assembled from a resource, with the pages of the {@link World}
 * around it.
 */
final class RunnerProgram {
  /** Where it stands: far from the pages, and where programs are not likely to look. */
  private static final long BASE = 0x2a7d_4b93_0000L;

  /** The seed of what the page holds that cannot be written. */
  private static final long CONTENTS = 1;

  final Program program;
  final byte[] constants;

  private RunnerProgram(Program program, byte[] constants) {
    this.program = program;
    this.constants = constants;
  }

  /**
   * That of {@code isa}.
   *
   * @throws OrreryException if there is none
   */
  static RunnerProgram of(Isa isa) {
    String name = isa.name() + ".s";
    String text = ProcessorFacts.resource(name);
    if (text == null || isa.abi() == null) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--against: there is no program for %s that runs others on a processor: x64 has one"
              .formatted(isa.name()));
    }
    Program own = Assembler.assemble(isa, SourceTree.of(Map.of(name, text)), name, BASE).program();
    int at = World.PAGES.indexOf(World.CONSTANT) * MemoryPort.PAGE_SIZE;
    byte[] constants = Arrays.copyOfRange(World.contents(CONTENTS), at, at + MemoryPort.PAGE_SIZE);
    List<Program.Section> sections = new ArrayList<>(own.sections());
    sections.add(room("code", World.CODE, 2, true));
    sections.add(room("data", World.DATA, 2, false));
    sections.add(
        new Program.Section(
            "constants",
            World.CONSTANT,
            constants.length,
            MemoryPort.PAGE_SIZE,
            constants,
            true,
            false,
            false,
            false));
    sections.add(room("behind", World.BEHIND, 1, false));
    sections.sort(Comparator.comparingLong(Program.Section::address));
    Program whole =
        new Program(
            own.elfMachine(),
            own.elfFlags(),
            own.order(),
            own.bits(),
            own.entry(),
            sections,
            own.symbols(),
            own.files(),
            own.lines());
    return new RunnerProgram(whole, constants);
  }

  private static Program.Section room(String name, long address, int pages, boolean executable) {
    return new Program.Section(
        name,
        address,
        (long) pages * MemoryPort.PAGE_SIZE,
        MemoryPort.PAGE_SIZE,
        new byte[0],
        true,
        true,
        executable,
        true);
  }

  /** An executable file. */
  byte[] elf() {
    return ElfWriter.write(program);
  }

  /** The value of a symbol that every such program has. */
  long symbol(String name) {
    for (ProgramSymbol s : program.symbols()) {
      if (s.name().equals(name)) {
        return s.value();
      }
    }
    throw new IllegalStateException("no symbol " + name);
  }
}

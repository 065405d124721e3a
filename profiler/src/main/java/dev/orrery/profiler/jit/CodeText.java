package dev.orrery.profiler.jit;

import dev.orrery.machine.dwarf.SourceFrame;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words for a program's code. */
public final class CodeText {
  private final Disassembler disassembler;
  private final LoadedImage image;
  private final Symbolizer symbolizer;

  /** Those of a program that is loaded. */
  CodeText(Isa isa, LoadedImage image) {
    this.disassembler = new Disassembler(isa);
    this.image = image;
    this.symbolizer = Symbolizer.of(image.symbols()::describe);
  }

  /** An instruction, as a programmer would write it. */
  public String insn(DecodedInsn insn) {
    return disassembler.text(insn, Style.ALIASES, symbolizer);
  }

  /** {@code main+0x8}; null where no symbol is. */
  public @Nullable String symbol(long pc) {
    return image.symbols().describe(pc);
  }

  /** The source line of an instruction, {@code file.c:12}; null where it is not known. */
  public @Nullable String source(long pc) {
    List<SourceFrame> frames = image.debugInfo().frames(pc);
    return frames.isEmpty() ? null : frames.getFirst().place();
  }
}

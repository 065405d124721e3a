package dev.orrery.spec.asm;

import dev.orrery.spec.asm.encode.InsnEncoder;
import dev.orrery.spec.asm.layout.Layout;
import dev.orrery.spec.asm.layout.SectionBuilder;
import dev.orrery.spec.asm.program.Program;
import dev.orrery.spec.asm.unit.Unit;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.source.DeepStack;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assembles a text to a program. */
public final class Assembler {
  /** Address of the first section unless told otherwise. */
  public static final long DEFAULT_BASE = 0x1_0000;

  private final Isa isa;
  private final SourceTree sources;
  private final String main;
  private final long base;
  private final Diagnostics diagnostics = new Diagnostics();
  private @Nullable Assembled assembled;

  /**
   * What came of assembling.
   *
   * @param program what is loaded and run
   * @param listing the text with addresses and bytes beside it
   */
  public record Assembled(Program program, Listing listing) {}

  private Assembler(Isa isa, SourceTree sources, String main, long base) {
    this.isa = isa;
    this.sources = sources;
    this.main = main;
    this.base = base;
  }

  /**
   * Assembles {@code main} of {@code sources}, and what it includes.
   *
   * @param base address of the first section
   * @throws OrreryException if there are errors, with all of them, or if the file cannot be read
   */
  public static Assembled assemble(Isa isa, SourceTree sources, String main, long base) {
    Assembler assembler = new Assembler(isa, sources, main, base);
    DeepStack.run("assembling " + main, assembler::run);
    Assembled result = assembler.assembled;
    if (result == null || !assembler.diagnostics.isEmpty()) {
      throw new OrreryException(ExitCode.BAD_INPUT, assembler.diagnostics.render());
    }
    return result;
  }

  private void run() {
    SourceFile file = load(main, null);
    InsnEncoder encoder = new InsnEncoder(isa);
    Unit unit = new Unit(encoder, hashIsComment(isa), diagnostics, this::load);
    unit.read(file);
    if (!diagnostics.isEmpty()) {
      return;
    }
    Span whole = new Span(file, 0, 0);
    List<SectionBuilder> sections = unit.sections().inOrder();
    LinkerSymbols.define(unit.symbols(), sections);
    Layout layout = new Layout(isa, sections, base, whole, diagnostics);
    layout.run();
    if (diagnostics.isEmpty()) {
      assembled = new Output(isa, unit, layout, sections, file, diagnostics).assembled();
    }
  }

  /** Whether no instruction has {@code #} in its text. */
  private static boolean hashIsComment(Isa isa) {
    return isa.rows().stream().noneMatch(r -> r.asm().contains("#"))
        && isa.aliases().stream().noneMatch(a -> a.asm().contains("#"));
  }

  private SourceFile load(String path, @Nullable Span from) {
    String problem = "there is no such file";
    try {
      SourceFile file = sources.load(path);
      if (file != null) {
        return file;
      }
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
    }
    if (from == null) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, path + ": cannot be read: " + problem + ": check the path");
    }
    throw new Failure("", from, "'" + path + "' cannot be read: " + problem, "Check the path.");
  }
}

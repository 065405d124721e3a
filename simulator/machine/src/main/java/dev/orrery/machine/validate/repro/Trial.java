package dev.orrery.machine.validate.repro;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfLoader;
import dev.orrery.machine.elf.ElfWriter;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.elf.Symbol;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Region;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A few instructions, assembled and executed from {@code _start} up to the label {@code end}. */
final class Trial {
  private static final int MOST_STEPS = 64;
  private static final long MEMORY = 1L << 20;
  private static final String FILE = "trial.s";

  private final Hart before;
  private final Hart after;
  private final LoadedImage image;

  private Trial(Hart before, Hart after, LoadedImage image) {
    this.before = before;
    this.after = after;
    this.image = image;
  }

  /** Memory for trials, one after the other. */
  static GuestMemory memory(Isa isa) {
    return new GuestMemory(isa.xlen(), MEMORY);
  }

  /** What came of it; null if it cannot be assembled, traps, or does not come to the end. */
  static @Nullable Trial of(Isa isa, GuestMemory memory, String text) {
    ElfFile elf;
    try {
      elf =
          ElfFile.parse(
              FILE,
              ElfWriter.write(
                  Assembler.assemble(
                          isa, SourceTree.of(Map.of(FILE, text)), FILE, Assembler.DEFAULT_BASE)
                      .program()));
    } catch (OrreryException e) {
      return null; // not something that these tables have
    }
    for (Region r : memory.regions()) {
      memory.unmap(r.start(), r.length());
    }
    LoadedImage image = new ElfLoader(memory).map(elf, 0, 1L << 31);
    Hart hart = new Hart(isa, memory);
    hart.pc = image.entry();
    Hart before = hart.another(0);
    OracleEngine engine = new OracleEngine(isa, EngineOptions.PLAIN);
    Symbol end = image.symbols().named("end");
    for (int i = 0; i < MOST_STEPS && end != null; i++) {
      if (hart.pc == end.address()) {
        return new Trial(before, hart, image);
      }
      if (engine.run(hart, 1) == 0) {
        return null;
      }
    }
    return null;
  }

  /** What a register holds at the end. */
  long value(Place place) {
    return place.value(after);
  }

  /** Where a label is; 0 if there is no such label. */
  long address(String label) {
    Symbol s = image.symbols().named(label);
    return s == null ? 0 : s.address();
  }

  /** Whether nothing but these registers has changed. */
  boolean changesOnly(Place... places) {
    Set<Place> allowed = new HashSet<>(Set.of(places));
    for (RegisterFile file : after.isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        Place p = new Place.InFile(file, i);
        if (p.value(before) != p.value(after) && !allowed.contains(p)) {
          return false;
        }
      }
    }
    for (Register r : after.isa.registers()) {
      Place p = new Place.Single(r);
      if (p.value(before) != p.value(after) && !allowed.contains(p)) {
        return false;
      }
    }
    return true;
  }
}

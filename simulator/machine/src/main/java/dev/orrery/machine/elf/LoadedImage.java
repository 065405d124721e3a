package dev.orrery.machine.elf;

import dev.orrery.machine.dwarf.DebugInfo;
import org.jspecify.annotations.Nullable;

/** A program in memory. */
public final class LoadedImage {
  private final ElfFile elf;
  private final long bias;
  private final long start;
  private final long end;
  private @Nullable SymbolTable symbols;
  private @Nullable DebugInfo debugInfo;

  /**
   * A program in memory.
   *
   * @param elf the program
   * @param bias how far above its own addresses it was loaded
   * @param start page-aligned address of its first byte
   * @param end page-aligned address behind its last byte
   */
  public LoadedImage(ElfFile elf, long bias, long start, long end) {
    this.elf = elf;
    this.bias = bias;
    this.start = start;
    this.end = end;
  }

  /** The program. */
  public ElfFile elf() {
    return elf;
  }

  /** How far above its own addresses it was loaded. */
  public long bias() {
    return bias;
  }

  /** Page-aligned address of its first byte. */
  public long start() {
    return start;
  }

  /** Page-aligned address behind its last byte. */
  public long end() {
    return end;
  }

  /** Address of the first instruction. */
  public long entry() {
    return elf.entry() + bias;
  }

  /** Its symbols, where they are now; read when first asked for. */
  public SymbolTable symbols() {
    if (symbols == null) {
      symbols = elf.symbols().shifted(bias);
    }
    return symbols;
  }

  /** Its source lines, where its code is now; read when first asked. */
  public DebugInfo debugInfo() {
    if (debugInfo == null) {
      debugInfo = DebugInfo.of(elf.bytes(), bias);
    }
    return debugInfo;
  }
}

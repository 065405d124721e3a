package dev.orrery.machine.elf;

/**
 * A program in memory.
 *
 * @param elf the program
 * @param bias how far above its own addresses it was loaded
 * @param start page-aligned address of its first byte
 * @param end page-aligned address behind its last byte
 * @param symbols its symbols, where they are now
 */
public record LoadedImage(ElfFile elf, long bias, long start, long end, SymbolTable symbols) {

  /** Address of the first instruction. */
  public long entry() {
    return elf.entry() + bias;
  }
}

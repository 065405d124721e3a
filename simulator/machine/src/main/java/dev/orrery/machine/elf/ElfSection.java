package dev.orrery.machine.elf;

/**
 * A section, as the linker named it.
 *
 * @param name its name, for example {@code .text}
 * @param type {@code sh_type}
 * @param address in memory; 0 if it is not loaded
 * @param offset in the file
 * @param size in bytes
 * @param executable whether it holds instructions
 * @param link index of a section it refers to
 * @param info the entry's {@code sh_info}
 */
public record ElfSection(
    String name,
    int type,
    long address,
    long offset,
    long size,
    boolean executable,
    int link,
    int info) {

  boolean contains(long at) {
    return at - address >= 0 && at - address < size;
  }
}

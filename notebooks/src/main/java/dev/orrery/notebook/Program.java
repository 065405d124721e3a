package dev.orrery.notebook;

import dev.orrery.machine.elf.ElfFile;

/**
 * A program that can be run.
 *
 * @param name what it is called
 * @param elf the program
 * @param isa name of the tables that it needs
 */
public record Program(String name, ElfFile elf, String isa) {
  @Override
  public String toString() {
    return name + " (" + isa + ")";
  }
}

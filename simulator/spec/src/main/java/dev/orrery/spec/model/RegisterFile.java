package dev.orrery.spec.model;

import java.util.List;

/**
 * A numbered set of equal registers.
 *
 * @param name name in the tables, for example {@code X}
 * @param count number of registers
 * @param width bits of each, 1..64
 * @param zero number of the register that reads 0 and drops writes, -1 if none
 * @param names assembler names by number, as many as {@code count}
 * @param slot index in a hart's register array of register 0; the others follow. Register contents
 *     are held zero-extended
 * @param sink index in a hart's register array that takes writes to the zero register and is never
 *     read; -1 if there is no zero register
 */
public record RegisterFile(
    String name, int count, int width, int zero, List<String> names, int slot, int sink) {
  public RegisterFile {
    names = List.copyOf(names);
  }

  /** Slot to read register {@code number} from. The zero register's slot always holds 0. */
  public int readSlot(int number) {
    return slot + number;
  }

  /** Slot to write register {@code number} to: the sink for the zero register. */
  public int writeSlot(int number) {
    return number == zero ? sink : slot + number;
  }
}

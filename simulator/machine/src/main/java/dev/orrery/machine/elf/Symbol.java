package dev.orrery.machine.elf;

/**
 * A named address.
 *
 * @param name as the linker wrote it; {@link SymbolTable#title} is for people
 * @param address of the first byte
 * @param size in bytes; 0 if unknown
 * @param kind what it names
 * @param global whether other object files could see it
 */
public record Symbol(String name, long address, long size, Kind kind, boolean global) {

  /** What a symbol names. */
  public enum Kind {
    /** Code. Labels of assembly files in sections of code included. */
    FUNCTION,
    /** Data. */
    OBJECT,
    /** Anything else: marks of the linker, constants. */
    OTHER
  }
}

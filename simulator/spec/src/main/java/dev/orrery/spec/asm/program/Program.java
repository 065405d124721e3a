package dev.orrery.spec.asm.program;

import dev.orrery.spec.model.ByteOrder;
import java.util.List;

/**
 * A program that is ready to be loaded: every address is settled.
 *
 * @param elfMachine number of the machine that it is for
 * @param elfFlags its {@code e_flags}
 * @param order byte order of the machine's data
 * @param bits of an address: 32 or 64
 * @param entry address of its first instruction
 * @param sections in the order of their addresses; those that are not loaded behind
 * @param symbols local ones first
 * @param files source files, by the numbers that lines have
 * @param lines which line the instructions from an address on come from, by address
 */
public record Program(
    int elfMachine,
    int elfFlags,
    ByteOrder order,
    int bits,
    long entry,
    List<Section> sections,
    List<ProgramSymbol> symbols,
    List<String> files,
    List<Line> lines) {
  public Program {
    sections = List.copyOf(sections);
    symbols = List.copyOf(symbols);
    files = List.copyOf(files);
    lines = List.copyOf(lines);
  }

  /**
   * A section.
   *
   * @param name for example {@code .text}
   * @param address of its first byte; 0 if it is not loaded
   * @param size in bytes
   * @param alignment of the address
   * @param bytes what it holds; empty if it only has room. Not to be modified
   * @param loaded whether it is part of the running program
   * @param writable whether the program may write it
   * @param executable whether it holds code
   * @param room whether it holds no bytes, only room
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Section(
      String name,
      long address,
      long size,
      long alignment,
      byte[] bytes,
      boolean loaded,
      boolean writable,
      boolean executable,
      boolean room) {}

  /**
   * A named address or number.
   *
   * @param name its name
   * @param value the address or number
   * @param size in bytes; 0 if unknown
   * @param kind what it names
   * @param binding who sees it
   * @param section position of its section; -1 for a number
   */
  public record ProgramSymbol(
      String name, long value, long size, Kind kind, Binding binding, int section) {
    /** What a symbol names. */
    public enum Kind {
      NONE,
      OBJECT,
      FUNCTION
    }

    /** Who sees a symbol. */
    public enum Binding {
      LOCAL,
      GLOBAL,
      WEAK
    }
  }

  /**
   * Where the instructions from an address on come from.
   *
   * @param address of the first one
   * @param file position in {@link Program#files}
   * @param line counted from 1; 0 where there are no more instructions
   */
  public record Line(long address, int file, int line) {}
}

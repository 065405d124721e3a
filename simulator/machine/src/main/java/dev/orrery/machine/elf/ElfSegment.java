package dev.orrery.machine.elf;

/**
 * A loadable part of a program ({@code PT_LOAD}).
 *
 * @param address of its first byte in memory
 * @param memorySize bytes in memory; those behind {@code fileSize} are zero
 * @param offset in the file
 * @param fileSize bytes in the file, at most {@code memorySize}
 * @param readable whether it asks for loads
 * @param writable whether it asks for stores
 * @param executable whether it asks for instruction fetches
 */
public record ElfSegment(
    long address,
    long memorySize,
    long offset,
    long fileSize,
    boolean readable,
    boolean writable,
    boolean executable) {

  /** Address behind the last byte. */
  public long end() {
    return address + memorySize;
  }
}

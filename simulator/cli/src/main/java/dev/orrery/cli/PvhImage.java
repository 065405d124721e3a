package dev.orrery.cli;

import dev.orrery.machine.elf.ElfFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Programs that a virtual machine starts without firmware: x86-64 ELF files with a note of Xen's
 * that names their 32-bit entry (PVH, the note's type is {@code XEN_ELFNOTE_PHYS32_ENTRY}).
 */
final class PvhImage {
  private static final int MACHINE_X86_64 = 62;
  private static final int NOTE = 4;
  private static final int PHYS32_ENTRY = 18;
  private static final byte[] OWNER = "Xen\0".getBytes(StandardCharsets.US_ASCII);

  /** Behind the program headers' offset, in a 64-bit header. */
  private static final int HEADERS_AT = 32;

  private static final int OFFSET_AT = 8;
  private static final int SIZE_AT = 32;
  private static final int NOTE_HEADER = 12;

  private PvhImage() {}

  /** Whether {@code elf} is one. */
  static boolean is(ElfFile elf) {
    if (elf.machine() != MACHINE_X86_64 || elf.bits() != 64) {
      return false;
    }
    ByteBuffer file = ByteBuffer.wrap(elf.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int headers = Math.toIntExact(file.getLong(HEADERS_AT));
      for (int i = 0; i < elf.programHeaderCount(); i++) {
        int header = headers + i * elf.programHeaderSize();
        if (file.getInt(header) == NOTE
            && hasNote(
                file.slice(
                        Math.toIntExact(file.getLong(header + OFFSET_AT)),
                        Math.toIntExact(file.getLong(header + SIZE_AT)))
                    .order(ByteOrder.LITTLE_ENDIAN))) {
          return true;
        }
      }
      return false;
    } catch (ArithmeticException | IndexOutOfBoundsException e) {
      return false; // a broken note is none
    }
  }

  private static boolean hasNote(ByteBuffer notes) {
    for (int at = 0; at + NOTE_HEADER <= notes.capacity(); ) {
      int name = notes.getInt(at);
      int content = notes.getInt(at + Integer.BYTES);
      int next = Math.addExact(at + NOTE_HEADER, Math.addExact(aligned(name), aligned(content)));
      if (next < at + NOTE_HEADER || next > notes.capacity()) {
        return false;
      }
      byte[] owner = new byte[OWNER.length];
      if (name == OWNER.length && notes.getInt(at + 2 * Integer.BYTES) == PHYS32_ENTRY) {
        notes.get(at + NOTE_HEADER, owner);
      }
      if (Arrays.equals(owner, OWNER)) {
        return true;
      }
      at = next;
    }
    return false;
  }

  private static int aligned(int size) {
    return Math.addExact(size, 3) & ~3;
  }
}

package dev.orrery.spec.lang.declare;

import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.RegisterFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an operand looks at the registers of a file.
 *
 * @param name as it is written: {@code X}, {@code F.s}
 * @param file the file
 * @param hi highest bit of a register that the view sees
 * @param lo lowest bit
 * @param read what reading does with the bits outside
 * @param write what writing does with the bits outside
 * @param special the number that names another register than its own; null if none does
 * @param names assembler names by register number
 */
public record View(
    String name,
    RegisterFile file,
    int hi,
    int lo,
    Read read,
    Write write,
    BitField.@Nullable Special special,
    List<String> names) {
  public View {
    names = List.copyOf(names);
  }

  /** What reading does besides taking the bits. */
  public enum Read {
    /** Nothing. */
    PLAIN,
    /** The canonical NaN unless all bits above are ones. */
    UNBOX
  }

  /** What writing does with the other bits. */
  public enum Write {
    /** They stay. */
    MERGE,
    /** They become zeros. */
    ZEXT,
    /** They become copies of the sign. */
    SEXT,
    /** They become ones. */
    NANBOX
  }

  /** The view of all bits. */
  static View whole(RegisterFile file) {
    return new View(
        file.name(), file, file.width() - 1, 0, Read.PLAIN, Write.MERGE, null, file.names());
  }

  /** Number of bits that it sees. */
  public int width() {
    return hi - lo + 1;
  }

  /** Whether it sees all bits. */
  public boolean isWhole() {
    return width() == file.width();
  }
}

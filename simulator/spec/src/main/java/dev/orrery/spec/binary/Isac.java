package dev.orrery.spec.binary;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Precompiled tables as bytes: a magic number, the version of the format, the hash of the tables'
 * text, length and checksum of the rest, then the rest. Numbers of the header are big-endian.
 */
public final class Isac {
  /** Raised whenever the format, the model or an enumeration of the IR changes. */
  public static final int VERSION = 6;

  private static final byte[] MAGIC = "ORRERYIS".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 32;
  private static final int HEADER_BYTES = MAGIC.length + 4 + HASH_BYTES + 4 + 4;

  private Isac() {}

  /**
   * The precompiled form of {@code isa}.
   *
   * @throws IllegalArgumentException if its decoder is not a {@code TableDecoder} or its hash not
   *     SHA-256
   */
  public static byte[] write(Isa isa) {
    byte[] hash = HexFormat.of().parseHex(isa.hash());
    if (hash.length != HASH_BYTES) {
      throw new IllegalArgumentException("not a SHA-256 hash: " + isa.hash());
    }
    byte[] payload = ModelWriter.write(isa);
    return ByteBuffer.allocate(HEADER_BYTES + payload.length)
        .put(MAGIC)
        .putInt(VERSION)
        .put(hash)
        .putInt(payload.length)
        .putInt(checksum(payload, 0))
        .put(payload)
        .array();
  }

  /**
   * Restores tables.
   *
   * @param bytes all bytes of a file
   * @param origin its name, for messages
   * @throws OrreryException if the bytes are damaged or of another version
   */
  public static Isa read(byte[] bytes, String origin) {
    if (bytes.length < HEADER_BYTES
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw bad(origin, "is not a file of precompiled tables");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.position(MAGIC.length);
    int version = header.getInt();
    if (version != VERSION) {
      throw bad(origin, "has format version " + version + ", and this is version " + VERSION);
    }
    byte[] hash = new byte[HASH_BYTES];
    header.get(hash);
    int length = header.getInt();
    int checksum = header.getInt();
    if (length != bytes.length - HEADER_BYTES) {
      throw bad(
          origin, "is " + bytes.length + " bytes long, and should be " + (HEADER_BYTES + length));
    }
    if (checksum != checksum(bytes, HEADER_BYTES)) {
      throw bad(origin, "is damaged: its checksum does not fit");
    }
    try {
      return ModelReader.read(new Source(bytes, HEADER_BYTES), HexFormat.of().formatHex(hash));
    } catch (RuntimeException e) { // the checksum fits, so this was written wrongly
      throw new OrreryException(ExitCode.BAD_INPUT, message(origin, "is damaged"), e);
    }
  }

  private static int checksum(byte[] bytes, int from) {
    CRC32 crc = new CRC32(); // native: CRC32C would compute its tables first
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }

  private static OrreryException bad(String origin, String what) {
    return new OrreryException(ExitCode.BAD_INPUT, message(origin, what));
  }

  private static String message(String origin, String what) {
    return origin + " " + what + ". Precompiled tables are made by the build: build again.";
  }
}

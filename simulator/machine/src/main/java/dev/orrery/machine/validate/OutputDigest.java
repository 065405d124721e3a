package dev.orrery.machine.validate;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Takes what a program prints and keeps what it takes to compare it: length, hash and end. */
final class OutputDigest extends OutputStream {
  private static final int TAIL = 32;

  private final MessageDigest digest;
  private final byte[] tail = new byte[TAIL];
  private long count;

  OutputDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    count += length;
    int kept = Math.min(length, TAIL);
    System.arraycopy(tail, kept, tail, 0, TAIL - kept);
    System.arraycopy(bytes, offset + length - kept, tail, TAIL - kept, kept);
  }

  /** Bytes so far. */
  long count() {
    return count;
  }

  boolean same(OutputDigest other) {
    return count == other.count && (count == 0 || hash().equals(other.hash()));
  }

  private String hash() {
    try {
      MessageDigest copy = (MessageDigest) digest.clone();
      return HexFormat.of().formatHex(copy.digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  /** How much it is and how it ends. */
  String describe() {
    int kept = (int) Math.min(count, TAIL);
    String end =
        new String(Arrays.copyOfRange(tail, TAIL - kept, TAIL), StandardCharsets.ISO_8859_1);
    return kept == 0
        ? "nothing"
        : "%,d bytes, at the end '%s'"
            .formatted(count, end.replace("\n", "\\n").replaceAll("[^ -~]", "?"));
  }
}

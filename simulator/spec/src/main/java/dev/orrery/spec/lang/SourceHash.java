package dev.orrery.spec.lang;

import dev.orrery.spec.lang.parse.ParsedFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The key of everything made from a set of tables: their paths and texts, and the language's
 * version.
 */
final class SourceHash {
  private SourceHash() {}

  static String of(List<ParsedFile> files, int version) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update((byte) version);
      for (ParsedFile f : files) {
        sha.update(f.file().path().getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        sha.update(f.file().text().getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.orrery.spec.lang;

import dev.orrery.spec.io.Sha256;
import dev.orrery.spec.lang.parse.ParsedFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The key of everything made from a set of tables: their paths and texts, and the language's
 * version.
 */
final class SourceHash {
  private SourceHash() {}

  static String of(List<ParsedFile> files, int version) {
    Sha256 sha = new Sha256().add((byte) version);
    for (ParsedFile f : files) {
      sha.add(f.file().path().getBytes(StandardCharsets.UTF_8)).add((byte) 0);
      sha.add(f.file().text().getBytes(StandardCharsets.UTF_8)).add((byte) 0);
    }
    return sha.hex();
  }
}

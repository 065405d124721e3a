package dev.orrery.spec.lang.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where table files come from. Paths have {@code /} between their parts and never leave the tree.
 */
public interface SourceTree {
  /** The longest file that is read, in bytes. The stock tables have less than a hundredth of it. */
  int MAX_BYTES = 8 << 20;

  /**
   * The file at {@code path}, for example {@code rv/i.isa}.
   *
   * @return null if there is no such file
   * @throws IOException if it exists but cannot be used; the message says why, without naming the
   *     file
   */
  @Nullable SourceFile load(String path) throws IOException;

  /** This tree, and {@code other} for files that this one does not have. */
  default SourceTree orElse(SourceTree other) {
    return path -> {
      SourceFile file = load(path);
      return file != null ? file : other.load(path);
    };
  }

  /** The tables that come with Orrery. */
  static SourceTree stock() {
    return path -> {
      try (InputStream in = SourceTree.class.getResourceAsStream("/isa-specs/" + path)) {
        return in == null ? null : new SourceFile(path, path, decode(in.readNBytes(MAX_BYTES + 1)));
      }
    };
  }

  /** The files under {@code folder}; reports name them by {@code folder} as it is given here. */
  static SourceTree folder(Path folder) {
    return path -> {
      Path file = folder.resolve(path);
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return new SourceFile(path, file.toString(), decode(in.readNBytes(MAX_BYTES + 1)));
      } catch (NoSuchFileException e) {
        return null;
      } catch (java.nio.file.AccessDeniedException e) {
        throw new IOException("no permission to read it", e);
      }
    };
  }

  /** Texts by path. */
  static SourceTree of(Map<String, String> texts) {
    return path -> {
      String text = texts.get(path);
      return text == null ? null : new SourceFile(path, path, text);
    };
  }

  private static String decode(byte[] bytes) throws IOException {
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it is longer than " + (MAX_BYTES >> 20) + " MiB");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8 text", e);
    }
  }
}

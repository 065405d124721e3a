package dev.orrery.profiler.bench;

import dev.orrery.profiler.bench.Task.Ending;
import dev.orrery.spec.diag.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where two endings of one program differ. */
final class Difference {
  /** Bytes of a line that are shown. */
  private static final int SHOWN = 60;

  private Difference() {}

  /**
   * What is different, in words.
   *
   * @param instead leads from what is to what is expected
   * @return null if nothing is
   */
  static @Nullable String of(TimedProcess.Result result, Ending expected, String instead)
      throws IOException {
    long at = Files.mismatch(result.output(), expected.output());
    if (at >= 0) {
      return "printed %s at byte %d %s %s"
          .formatted(text(result.output(), at), at, instead, text(expected.output(), at));
    }
    if (result.status() != expected.status()) {
      return "ended with status %d %s %d".formatted(result.status(), instead, expected.status());
    }
    return null;
  }

  /** The rest of the line at an offset, quoted. */
  private static String text(Path file, long at) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(at);
      byte[] bytes = in.readNBytes(SHOWN);
      if (bytes.length == 0) {
        return "nothing more";
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return "\"" + SafeText.clean(end < 0 ? text : text.substring(0, end) + "⏎") + "\"";
    }
  }
}

package dev.orrery.machine.validate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Texts of programs to compare engines on. */
final class Programs {
  private Programs() {}

  /** A file of the test's resources. */
  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Programs.class.getResourceAsStream("/validate/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

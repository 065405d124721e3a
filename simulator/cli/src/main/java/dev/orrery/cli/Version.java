package dev.orrery.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this build is: version, source commit, the Java it runs on. */
final class Version {
  private static final Properties BUILD = read();

  private Version() {}

  private static Properties read() {
    Properties p = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        p.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return p;
  }

  /** Version number. */
  static String number() {
    return BUILD.getProperty("version", "unknown");
  }

  /** Short source commit, or {@code unknown} outside a checkout. */
  static String commit() {
    return BUILD.getProperty("commit", "unknown");
  }

  /** The lines of {@code --version}. */
  static String lines() {
    return "orrery %s (commit %s)%nJava %s (%s), %s %s%n"
        .formatted(
            number(),
            commit(),
            Runtime.version(),
            System.getProperty("java.vendor"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }
}

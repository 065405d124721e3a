package dev.orrery.machine.linux.fs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.orrery.machine.linux.Errno;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Translates between file names, which are bytes, and {@link Path}, which are made from text of the
 * host's character set. In this package a name is a String with a char for each byte (ISO 8859-1).
 *
 * <p>Names outside ASCII take the way over a {@code file:} URI: that is the only public interface
 * which passes the bytes of a path through unchanged, whatever the host's character set.
 */
final class HostNames {
  private static final String UNRESERVED = "/-_.~";

  private HostNames() {}

  /** The file {@code name} in {@code folder}. */
  static Path child(Path folder, String name) throws GuestError {
    Path child;
    try {
      child = isPlain(name) ? folder.resolve(name) : folder.resolve(fromBytes(name).getFileName());
    } catch (IllegalArgumentException e) {
      throw new GuestError(Errno.EINVAL);
    }
    // On a host where more than a slash separates names, a name could reach further.
    if (child.getNameCount() != folder.getNameCount() + 1) {
      throw new GuestError(Errno.EINVAL);
    }
    return child;
  }

  /** A path to write into a symbolic link. */
  static Path linkText(Path folder, String text) throws GuestError {
    try {
      if (isPlain(text)) {
        return folder.getFileSystem().getPath(text);
      }
      Path path = fromBytes(text);
      return text.startsWith("/") ? path : path.subpath(0, path.getNameCount());
    } catch (IllegalArgumentException e) {
      throw new GuestError(Errno.EINVAL);
    }
  }

  /** The bytes of an absolute path. */
  static String absolute(Path path) {
    String text = path.toString();
    return isPlain(text) ? text : bytesOf(path, text);
  }

  /** The bytes of the last component of an absolute path. */
  static String last(Path path) {
    String all = absolute(path);
    return all.substring(all.lastIndexOf('/') + 1);
  }

  /** What is written in a symbolic link. */
  static String target(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    String text = target.toString();
    if (isPlain(text)) {
      return text;
    }
    String bytes = bytesOf(target, text);
    if (target.isAbsolute()) {
      return bytes;
    }
    // A relative path becomes a URI by way of the current directory.
    String here = absolute(Path.of("").toAbsolutePath());
    return bytes.substring(here.endsWith("/") ? here.length() : here.length() + 1);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e) {
        return false;
      }
    }
    return true;
  }

  private static Path fromBytes(String bytes) {
    StringBuilder uri = new StringBuilder("file://");
    if (!bytes.startsWith("/")) {
      uri.append('/');
    }
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter || UNRESERVED.indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append('%').append(String.format("%02X", (int) c));
      }
    }
    try {
      return Path.of(URI.create(uri.toString()));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String bytesOf(Path path, String text) {
    String raw = path.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    String all = bytes.toString(ISO_8859_1);
    // The URI of a directory ends with a slash that is not the path's.
    boolean added = all.length() > 1 && all.endsWith("/") && !text.endsWith("/");
    return added ? all.substring(0, all.length() - 1) : all;
  }
}

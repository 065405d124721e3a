package dev.orrery.machine.validate.commit;

import dev.orrery.machine.validate.ReferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a commit log line by line.
 *
 * <pre>core   0: 0 0x0000000000010714 (0xeca6) x2  0x0000003ffffffad0 mem 0x0000003ffffffb28 0x00
 * </pre>
 *
 * Source: riscv-isa-sim, {@code riscv/execute.cc}.
 */
final class CommitLogReader {
  private static final int LONGEST = 1 << 16;
  private static final int BUFFER = 1 << 16;
  private static final int SHOWN = 80;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER + LONGEST];
  private int start;
  private int limit;

  /** The place in the line that is read, and its end. */
  private int at;

  private int end;

  CommitLogReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next line.
   *
   * @return false if there is none
   * @throws ReferenceException if it is no line of a commit log
   */
  boolean next(CommitLine line) throws ReferenceException {
    try {
      if (!find()) {
        return false;
      }
    } catch (IOException e) {
      return false; // the process is gone, and how it ended tells more
    }
    int from = at;
    if (!parse(line)) {
      int shown = Math.min(end - from, SHOWN);
      throw new ReferenceException(
          "it writes a log with what is no commit: "
              + new String(buffer, from, shown, StandardCharsets.ISO_8859_1)
                  .replaceAll("\\p{C}", "?"));
    }
    return true;
  }

  /** Finds the next line's bytes. */
  private boolean find() throws IOException, ReferenceException {
    int searched = start;
    while (true) {
      for (int i = searched; i < limit; i++) {
        if (buffer[i] == '\n') {
          at = start;
          end = i;
          start = i + 1;
          return true;
        }
      }
      searched = limit;
      if (limit - start >= LONGEST) {
        throw new ReferenceException("it writes a log with a line without an end");
      }
      if (buffer.length - limit < BUFFER) {
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        searched -= start;
        start = 0;
      }
      int n = in.read(buffer, limit, Math.min(BUFFER, buffer.length - limit));
      if (n < 0) {
        return false; // a line without its end was not completed
      }
      limit += n;
    }
  }

  private boolean parse(CommitLine line) {
    line.clear();
    if (!word("core") || number() < 0 || !take(':')) {
      return false;
    }
    line.privilege = number();
    boolean complete = line.privilege >= 0 && hex() > 0;
    line.pc = value;
    spaces();
    complete = complete && take('(');
    int digits = hex();
    line.word = value;
    line.length = digits / 2;
    complete = complete && digits > 0 && take(')');
    spaces();
    while (complete && at < end) {
      complete = word("mem") ? access(line) : register(line);
      spaces();
    }
    return complete;
  }

  private boolean access(CommitLine line) {
    if (hex() == 0) {
      return false;
    }
    long address = value;
    spaces();
    if (at < end && buffer[at] == '0') {
      int digits = hex();
      return digits > 0 && digits <= 16 && line.access(address, digits / 2, value);
    }
    return line.access(address, 0, 0);
  }

  /** A register and its value, or what stands alone: the settings of a vector instruction. */
  private boolean register(CommitLine line) {
    int letter = buffer[at++];
    int number = number();
    int key = number < 0 ? -1 : CommitKeys.of(letter, number);
    while (at < end && buffer[at] != ' ') {
      at++; // the rest of its name
    }
    spaces();
    if (at < end && buffer[at] == '0') {
      return hex() > 0 && (key < 0 || line.write(key, value));
    }
    return key >= 0 || letter == 'm';
  }

  private boolean word(String text) {
    int length = text.length();
    if (end - at < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (buffer[at + i] != text.charAt(i)) {
        return false;
      }
    }
    at += length;
    return true;
  }

  private boolean take(char c) {
    if (at < end && buffer[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private void spaces() {
    while (at < end && buffer[at] == ' ') {
      at++;
    }
  }

  /** A decimal number behind spaces; -1 if there is none. */
  private int number() {
    spaces();
    int number = -1;
    while (at < end && buffer[at] >= '0' && buffer[at] <= '9' && number < 1 << 20) {
      number = Math.max(0, number) * 10 + buffer[at++] - '0';
    }
    return number;
  }

  /** The number that {@link #hex} found last; its low 64 bits. */
  private long value;

  /** A number such as {@code 0x1f} behind spaces; how many digits it has, 0 if there is none. */
  private int hex() {
    spaces();
    if (!word("0x")) {
      return 0;
    }
    int from = at;
    long found = 0;
    while (at < end) {
      int digit = Character.digit(buffer[at], 16);
      if (digit < 0) {
        break;
      }
      found = found << 4 | digit;
      at++;
    }
    value = found;
    return at - from;
  }
}

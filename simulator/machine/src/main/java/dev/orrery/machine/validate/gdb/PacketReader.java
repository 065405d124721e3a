package dev.orrery.machine.validate.gdb;

import dev.orrery.machine.validate.ReferenceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Packets over a channel, each with a time limit. Source: GDB manual, "Remote Protocol: Overview".
 * A packet with a wrong sum is asked for again a few times. A packet of ours acknowledges the one
 * before it.
 */
final class PacketReader {
  private static final int LONGEST = 1 << 20;
  private static final int BUFFER = 1 << 13;
  private static final int MOST_DAMAGED = 8;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
  private final long patience;
  private String acknowledgement = "";

  /**
   * Packets over {@code channel}, which is connected.
   *
   * @param patience milliseconds without a byte after which the other side is given up
   */
  PacketReader(SocketChannel channel, long patience) throws IOException {
    this.channel = channel;
    this.patience = patience;
    this.selector = Selector.open();
    this.key = channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
  }

  /**
   * Sends a packet and waits for the one that answers.
   *
   * @throws ReferenceException if none comes in time, or the other side has ended
   */
  String exchange(String packet) throws ReferenceException {
    try {
      byte[] bytes = packet.getBytes(StandardCharsets.ISO_8859_1);
      int sum = 0;
      for (byte b : bytes) {
        sum = sum + b & 0xff;
      }
      send(acknowledgement + "$" + packet + "#%02x".formatted(sum));
      acknowledgement = "+";
      for (int damaged = 0; damaged < MOST_DAMAGED; damaged++) {
        int b = next();
        while (b != '$') {
          b = next(); // an acknowledgement, or what is left of something damaged
        }
        String answer = packet();
        if (answer != null) {
          return answer;
        }
        send("-");
      }
      throw new ReferenceException("its answers are damaged");
    } catch (IOException e) {
      throw new ReferenceException("it has closed the connection");
    }
  }

  private void send(String text) throws IOException, ReferenceException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        key.interestOps(SelectionKey.OP_WRITE);
        await();
        key.interestOps(SelectionKey.OP_READ);
      }
    }
  }

  private void await() throws IOException, ReferenceException {
    if (selector.select(patience) == 0) {
      throw new ReferenceException(
          "it did not answer within %d s".formatted((patience + 999) / 1000));
    }
    selector.selectedKeys().clear();
  }

  private int next() throws IOException, ReferenceException {
    while (!buffer.hasRemaining()) {
      buffer.clear();
      int n = channel.read(buffer);
      buffer.flip();
      if (n < 0) {
        throw new IOException("ended");
      }
      if (n == 0) {
        await();
      }
    }
    return buffer.get() & 0xff;
  }

  /** The contents up to {@code #} and two digits; null if they are damaged. */
  private @Nullable String packet() throws IOException, ReferenceException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int sum = 0;
    int last = 0;
    for (int b = next(); b != '#'; b = next()) {
      sum = sum + b & 0xff;
      int times = 1;
      if (b == '}') {
        int escaped = next();
        sum = sum + escaped & 0xff;
        last = escaped ^ 0x20;
      } else if (b == '*' && text.size() > 0) {
        int count = next();
        sum = sum + count & 0xff;
        times = count - 29; // run-length encoding
      } else {
        last = b;
      }
      for (int i = 0; i < times; i++) {
        text.write(last);
      }
      if (text.size() > LONGEST) {
        throw new ReferenceException("it sends a packet without an end");
      }
    }
    int high = Character.digit(next(), 16);
    int low = Character.digit(next(), 16);
    return (high << 4 | low) == sum ? text.toString(StandardCharsets.ISO_8859_1) : null;
  }
}

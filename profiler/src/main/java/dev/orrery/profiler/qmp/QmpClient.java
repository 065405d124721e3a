package dev.orrery.profiler.qmp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a QEMU: commands and their answers, and events in between. For one thread;
 * {@link #close} may come from another, and ends what waits.
 */
public final class QmpClient implements AutoCloseable {
  private static final int BUFFER = 1 << 14;

  /** A greeting has less than a kilobyte, and no answer that is asked for here much more. */
  private static final int LONGEST = 1 << 20;

  private final SocketChannel channel;
  private final ObjectMapper json = new ObjectMapper();
  private final ByteBuffer arrived = ByteBuffer.allocate(BUFFER).flip();
  private final StringBuilder line = new StringBuilder();
  private final Queue<Event> events = new ArrayDeque<>();
  private final String version;

  /**
   * Something that happened by itself.
   *
   * @param name such as {@code SHUTDOWN}
   * @param reason the reason that it names; empty for none
   */
  public record Event(String name, String reason) {}

  private QmpClient(SocketChannel channel) throws QmpException {
    this.channel = channel;
    JsonNode greeting = read();
    JsonNode qemu = greeting.at("/QMP/version/qemu");
    if (qemu.isMissingNode()) {
      throw new QmpException("it greets with " + shortened(greeting.toString()));
    }
    version =
        qemu.path("major").asInt()
            + "."
            + qemu.path("minor").asInt()
            + "."
            + qemu.path("micro").asInt();
    JsonNode unused = ask("qmp_capabilities");
  }

  /**
   * Connects, is greeted, and leaves the mode in which only that can be done.
   *
   * @param socket where QEMU listens
   * @throws IOException if nobody listens there
   * @throws QmpException if it is not QEMU
   */
  public static QmpClient connect(Path socket) throws IOException, QmpException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      boolean unused = channel.connect(UnixDomainSocketAddress.of(socket));
      return new QmpClient(channel);
    } catch (IOException | QmpException e) {
      channel.close();
      throw e;
    }
  }

  /** The version that it greeted with, such as {@code 7.2.0}. */
  public String version() {
    return version;
  }

  /**
   * A command without arguments, and its answer; events that come before are kept.
   *
   * @throws QmpException if it is refused, or the conversation ends
   */
  public JsonNode ask(String command) throws QmpException {
    send(Map.of("execute", command));
    while (true) {
      JsonNode message = read();
      if (message.has("return")) {
        return message.get("return");
      }
      if (message.has("error")) {
        throw new QmpException(
            command + ": " + shortened(message.at("/error/desc").asText("it gives no reason")));
      }
      keep(message);
    }
  }

  /**
   * The next event, as soon as there is one.
   *
   * @return null if the conversation ended before: QEMU has
   * @throws QmpException if it says what cannot be understood
   */
  public @Nullable Event await() throws QmpException {
    while (events.isEmpty()) {
      String text = readLine();
      if (text == null) {
        return null;
      }
      keep(parse(text));
    }
    return events.remove();
  }

  private void keep(JsonNode message) {
    if (message.has("event")) {
      events.add(new Event(message.get("event").asText(), message.at("/data/reason").asText("")));
    }
  }

  private void send(Map<String, String> command) throws QmpException {
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(
              (json.writeValueAsString(command) + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        int unused = channel.write(bytes);
      }
    } catch (IOException e) {
      throw new QmpException("it does not listen any more");
    }
  }

  private JsonNode read() throws QmpException {
    String text = readLine();
    if (text == null) {
      throw new QmpException("it ended the conversation");
    }
    return parse(text);
  }

  private JsonNode parse(String text) throws QmpException {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new QmpException("it says what is not JSON: " + shortened(text));
    }
  }

  /** A line without its end; null if there is none any more. */
  private @Nullable String readLine() throws QmpException {
    try {
      while (true) {
        while (arrived.hasRemaining()) {
          char c = (char) (arrived.get() & 0xff); // names and reasons are ASCII
          if (c == '\n') {
            String text = line.toString();
            line.setLength(0);
            return text;
          }
          line.append(c);
          if (line.length() > LONGEST) {
            throw new QmpException("it says more than a mebibyte at once");
          }
        }
        int n = channel.read(arrived.clear());
        arrived.flip();
        if (n < 0) {
          return null;
        }
      }
    } catch (IOException e) {
      return null; // closed, here or there
    }
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is over anyway.
    }
  }
}

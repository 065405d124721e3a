package dev.orrery.machine.validate.gdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.machine.validate.ReferenceException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against servers that answer, lie, or are silent. */
final class GdbClientTest {
  private static final long PATIENCE = 300;
  private static final Pattern PACKET = Pattern.compile("\\$([^#]*)#..");
  private static final String FEATURES =
      "<target><xi:include href=\"core.xml\"/><reg name='f' bitsize='32' regnum='9'/></target>";
  private static final String CORE =
      "<feature><reg name=\"a\" bitsize=\"64\"/><reg name=\"pc\" bitsize=\"64\"/></feature>";

  @TempDir private Path directory;

  private static String honest(String packet) {
    if (packet.startsWith("qSupported")) {
      return framed("PacketSize=1000;qXfer:features:read+");
    }
    if (packet.startsWith("qXfer:features:read:")) {
      String[] parts = packet.split("[:,]");
      String file = parts[3].equals("core.xml") ? CORE : FEATURES;
      int from = Math.min(file.length(), Integer.parseInt(parts[4], 16));
      int to = Math.min(file.length(), from + 20); // in small parts
      return framed((to == file.length() ? "l" : "m") + file.substring(from, to));
    }
    return switch (packet) {
      case "g" -> framed("0100000000000000" + "0* 80*\"");
      case "p9" -> framed("efbeadde");
      case "m1000,4" -> framed("01020304");
      case "M1000,3:0102ff", "P9=efbeadde" -> framed("OK");
      case "s" -> framed("T05thread:1;");
      case "c" -> framed("W2a");
      default -> framed("E14");
    };
  }

  private static String framed(String contents) {
    int sum = 0;
    for (byte b : contents.getBytes(StandardCharsets.ISO_8859_1)) {
      sum = sum + b & 0xff;
    }
    return "+$" + contents + "#%02x".formatted(sum);
  }

  /** A server on a thread of its own that answers packets by {@code answers}. */
  private SocketChannel connect(UnaryOperator<String> answers) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address);
    SocketChannel client = SocketChannel.open(address);
    SocketChannel accepted = server.accept();
    server.close();
    Thread thread = new Thread(() -> serve(accepted, answers));
    thread.setDaemon(true);
    thread.start();
    return client;
  }

  private static void serve(SocketChannel channel, UnaryOperator<String> answers) {
    try (channel) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      String text = "";
      while (channel.read(buffer.clear()) >= 0) {
        text += StandardCharsets.ISO_8859_1.decode(buffer.flip());
        Matcher m = PACKET.matcher(text);
        int done = 0;
        while (m.find()) {
          done = m.end();
          String answer = answers.apply(m.group(1));
          if (answer.equals("close")) {
            return;
          }
          ByteBuffer out = ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1));
          while (out.hasRemaining()) {
            int unused = channel.write(out);
          }
        }
        text = text.substring(done);
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  @Test
  void anHonestServerIsUnderstood() throws Exception {
    try (SocketChannel channel = connect(GdbClientTest::honest)) {
      GdbClient client = new GdbClient(channel, PATIENCE);
      assertThat(client.has("a")).isTrue();
      assertThat(client.has("f")).isTrue();
      assertThat(client.has("b")).isFalse();
      assertThat(client.general().get("a")).isEqualTo(1L);
      assertThat(client.register("f")).isEqualTo(0xdeadbeefL);
      assertThat(client.memory(0x1000, 4)).containsExactly(1, 2, 3, 4);
      assertThat(client.memory(0x2000, 4)).isNull();
      client.setMemory(0x1000, new byte[] {1, 2, -1});
      client.setRegister("f", 0xffff_ffff_dead_beefL);
      assertThat(client.step()).isEqualTo(new GdbClient.Stopped.Paused(5));
      assertThat(client.goOn()).isEqualTo(new GdbClient.Stopped.Ended(42, false));
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    refused(p -> "close", "it has closed the connection");
    refused(p -> "", "it did not answer within 1 s");
    refused(p -> "++++", "it did not answer within 1 s");
    refused(p -> "+$OK#00", "it did not answer within 1 s"); // damaged, and no better one comes
    refused(p -> "+$OK#00$OK#00$OK#00$OK#00$OK#00$OK#00$OK#00$OK#00", "its answers are damaged");
    refused(p -> framed("PacketSize=1000"), "it does not describe its registers");
    refused(
        p -> p.startsWith("qS") ? honest(p) : framed("m" + "<target>".repeat(400)),
        "its description of registers has no end");
    refused(
        p -> p.startsWith("qS") ? honest(p) : framed("m"),
        "its description of registers has no end");
    refused(
        p -> p.startsWith("qS") ? honest(p) : framed("l<reg name='a' bitsize='many'/>"),
        "its description of registers is damaged");
    refused(
        p -> p.startsWith("qS") ? "+$" + "x".repeat(2 << 20) : honest(p),
        "it sends a packet without an end");
  }

  private void refused(UnaryOperator<String> answers, String message) throws Exception {
    Files.deleteIfExists(directory.resolve("s"));
    try (SocketChannel channel = connect(answers)) {
      assertThatThrownBy(() -> new GdbClient(channel, PATIENCE))
          .isInstanceOf(ReferenceException.class)
          .hasMessage(message);
    }
  }

  @Test
  void numbersThatAreNoneAreRefused() throws Exception {
    UnaryOperator<String> liar =
        p ->
            switch (p) {
              case "g" -> framed("zz00000000000000");
              case "p9" -> framed("0");
              case "s" -> framed("hello");
              case "c" -> framed("");
              default -> honest(p);
            };
    try (SocketChannel channel = connect(liar)) {
      GdbClient client = new GdbClient(channel, PATIENCE);
      assertThatThrownBy(client::general).hasMessageContaining("what is no number");
      assertThatThrownBy(() -> client.register("f")).hasMessageContaining("does not say what");
      assertThatThrownBy(() -> client.register("x")).hasMessage("it has no register x");
      assertThatThrownBy(client::step).hasMessageContaining("does not say why it stopped");
      assertThatThrownBy(client::goOn).hasMessageContaining("does not say why it stopped");
      assertThatThrownBy(() -> client.insertBreakpoint(0, 4)).hasMessageContaining("refuses");
      assertThatThrownBy(() -> client.setRegister("a", 1)).hasMessageContaining("refuses to set a");
      assertThatThrownBy(() -> client.setRegister("x", 1)).hasMessageContaining("no register x");
      assertThatThrownBy(() -> client.setMemory(0x2000, new byte[1]))
          .hasMessageContaining("refuses to set memory at 0x2000");
    }
  }
}

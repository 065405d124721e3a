package dev.orrery.profiler.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.profiler.bench.Attendant;
import dev.orrery.profiler.qmp.QmpClient.Event;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The monitor's protocol, spoken with a server that follows a script. */
@Timeout(60)
class QmpClientTest {
  private static final String GREETING =
      "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}},"
          + " \"capabilities\": [\"oob\"]}}\r\n";
  private static final String DONE = "{\"return\": {}}\r\n";

  @TempDir private Path folder;

  private Thread serving = Thread.currentThread();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  /** Greets, and then answers each line with the next text; in the end it hangs up. */
  private Path server(String greeting, String... answers) throws IOException {
    Path socket = folder.resolve("qmp");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    serving =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (server;
                      SocketChannel client = server.accept()) {
                    say(client, greeting);
                    for (String answer : answers) {
                      heard.add(line(client));
                      say(client, answer);
                    }
                  } catch (IOException e) {
                    heard.add("hung up");
                  }
                });
    return socket;
  }

  /** In two parts, as sockets may. */
  private static void say(SocketChannel client, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int half = bytes.length / 2;
    int unused = client.write(ByteBuffer.wrap(bytes, 0, half));
    unused = client.write(ByteBuffer.wrap(bytes, half, bytes.length - half));
  }

  private static String line(SocketChannel client) throws IOException {
    StringBuilder line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (client.read(one.clear()) == 1 && one.get(0) != '\n') {
      line.append((char) one.get(0));
    }
    return line.toString();
  }

  @Test
  void commandsAreAnsweredAndEventsInBetweenAreKept() throws Exception {
    Path socket =
        server(
            GREETING,
            DONE,
            "{\"event\": \"RESUME\", \"timestamp\": {\"seconds\": 1}}\n{\"return\": {\"status\":"
                + " \"running\"}}\n",
            DONE + "{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"guest-reset\"}}\n");
    try (QmpClient client = QmpClient.connect(socket)) {
      assertThat(client.version()).isEqualTo("7.2.22");
      assertThat(client.ask("query-status").get("status").asText()).isEqualTo("running");
      assertThat(client.ask("cont")).isEmpty();
      assertThat(client.await()).isEqualTo(new Event("RESUME", ""));
      assertThat(client.await()).isEqualTo(new Event("SHUTDOWN", "guest-reset"));
      assertThat(client.await()).isNull();
      assertThatThrownBy(() -> client.ask("quit")).isInstanceOf(QmpException.class);
    }
    assertThat(heard.subList(0, 3))
        .containsExactly(
            "{\"execute\":\"qmp_capabilities\"}",
            "{\"execute\":\"query-status\"}",
            "{\"execute\":\"cont\"}");
  }

  @Test
  void aRefusalSaysWhichCommandAndWhy() throws Exception {
    Path socket =
        server(GREETING, DONE, "{\"error\": {\"class\": \"X\", \"desc\": \"not now\"}}\n");
    try (QmpClient client = QmpClient.connect(socket)) {
      assertThatThrownBy(() -> client.ask("cont")).hasMessage("cont: not now");
    }
  }

  @Test
  void whatIsNotQemuIsNotUnderstood() throws Exception {
    Path other = server("SSH-2.0-OpenSSH_9.2\r\n");
    assertThatThrownBy(() -> QmpClient.connect(other))
        .isInstanceOf(QmpException.class)
        .hasMessageContaining("not JSON");
  }

  @Test
  void anotherObjectIsNoGreeting() throws Exception {
    Path other = server("{\"hello\": 1}\n");
    assertThatThrownBy(() -> QmpClient.connect(other)).hasMessageContaining("greets with");
  }

  @Test
  void aLineWithoutEndIsNotReadForEver() throws Exception {
    Path other = server("x".repeat(2 << 20));
    assertThatThrownBy(() -> QmpClient.connect(other)).hasMessageContaining("mebibyte");
  }

  private String trouble(Attendant attendant) throws InterruptedException {
    Attendant.Visit visit = attendant.attend();
    serving.join(); // as a process that has ended
    visit.close();
    return String.valueOf(visit.trouble());
  }

  @Test
  void anAttendantHasTheProgramBeginAndNoticesItsReset() throws Exception {
    Path socket =
        server(
            GREETING,
            DONE,
            "{\"return\": {\"enabled\": false, \"present\": true}}\n",
            DONE + "{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"guest-reset\"}}\n");
    assertThat(trouble(new QmpAttendant(socket, false))).contains("reset the machine");
    assertThat(heard).contains("{\"execute\":\"cont\"}");
  }

  @Test
  void aProgramThatKvmStoppedIsNotWaitedFor() throws Exception {
    Path socket =
        server(
            GREETING,
            DONE,
            "{\"return\": {\"enabled\": true, \"present\": true}}\n",
            DONE + "{\"event\": \"STOP\"}\n",
            "{\"return\": {\"status\": \"internal-error\", \"running\": false}}\n",
            DONE);
    assertThat(trouble(new QmpAttendant(socket, true)))
        .isEqualTo("QEMU stopped the program: internal-error");
    assertThat(heard).contains("{\"execute\":\"quit\"}");
  }

  @Test
  void aQemuThatDoesNotUseKvmAlthoughItShouldIsEnded() throws Exception {
    Path socket =
        server(GREETING, DONE, "{\"return\": {\"enabled\": false, \"present\": true}}\n", DONE);
    assertThat(trouble(new QmpAttendant(socket, true))).contains("does not use KVM");
    assertThat(heard).contains("{\"execute\":\"quit\"}").noneMatch(h -> h.contains("cont\""));
  }
}

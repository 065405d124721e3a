package dev.orrery.profiler.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.profiler.bench.Attendant;
import dev.orrery.profiler.qmp.QmpClient.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Stands by a QEMU that was started stopped ({@code -S}) with a monitor on a socket: has it begin,
 * and notices what is no proper end of its program, so that nobody waits for what has stopped. A
 * QEMU that should use KVM and does not is ended.
 */
public final class QmpAttendant implements Attendant {
  private static final int ATTEMPTS = 2500;
  private static final int ATTEMPT_MILLIS = 2;
  private static final int PATIENCE_MILLIS = 1000;
  private static final String RESET =
      "the program reset the machine: a fault within a fault within a fault, most likely";

  private final Path socket;
  private final boolean kvm;
  private volatile String version = "";

  /**
   * For a QEMU that will listen.
   *
   * @param socket where
   * @param kvm whether it is to use KVM
   */
  public QmpAttendant(Path socket, boolean kvm) {
    this.socket = socket;
    this.kvm = kvm;
  }

  /** The version that QEMU greeted with; empty before it has. */
  public String version() {
    return version;
  }

  @Override
  public Visit attend() {
    return new Standing();
  }

  private final class Standing implements Visit {
    private final Thread thread;
    private volatile long released;
    private volatile @Nullable String trouble;
    private volatile boolean over;
    private volatile @Nullable QmpClient client;

    Standing() {
      thread = Thread.ofPlatform().daemon().name("orrery-qmp").start(this::stand);
    }

    private void stand() {
      try (QmpClient c = connect()) {
        if (c == null) {
          return; // it ended before it listened: its own words say why
        }
        client = c;
        version = c.version();
        JsonNode state = c.ask("query-kvm");
        if (kvm && !state.path("enabled").asBoolean()) {
          trouble = "QEMU does not use KVM, although it was told to";
          JsonNode unused = c.ask("quit");
          return;
        }
        JsonNode unused = c.ask("cont");
        released = System.nanoTime();
        for (Event e = c.await(); e != null && trouble == null; e = c.await()) {
          notice(c, e);
        }
      } catch (QmpException e) {
        if (!over && released == 0) {
          trouble = "QEMU's monitor: " + e.getMessage();
        }
      } catch (IOException e) {
        trouble = "QEMU's monitor: " + e.getMessage();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void notice(QmpClient c, Event e) throws QmpException {
      switch (e.name()) {
        case "STOP" -> {
          String state = c.ask("query-status").path("status").asText();
          if (!state.equals("shutdown")) {
            trouble = "QEMU stopped the program: " + state;
            JsonNode unused = c.ask("quit");
          }
        }
        case "RESET" -> trouble = RESET;
        case "SHUTDOWN" -> {
          if (e.reason().equals("guest-reset")) {
            trouble = RESET;
          }
        }
        case "GUEST_PANICKED" -> trouble = "the program panicked";
        default -> {}
      }
    }

    private @Nullable QmpClient connect() throws IOException, QmpException, InterruptedException {
      for (int i = 0; i < ATTEMPTS && !over; i++) {
        if (Files.exists(socket)) {
          try {
            return QmpClient.connect(socket);
          } catch (IOException e) {
            // It does not listen yet.
          }
        }
        Thread.sleep(ATTEMPT_MILLIS);
      }
      return null;
    }

    @Override
    public long released() {
      return released;
    }

    @Override
    public @Nullable String trouble() {
      return trouble;
    }

    @Override
    public void close() {
      over = true;
      try {
        thread.join(PATIENCE_MILLIS); // what it said last is still to be read
        QmpClient c = client;
        if (c != null) {
          c.close();
        }
        boolean unused = Files.deleteIfExists(socket);
      } catch (IOException e) {
        // The next QEMU takes its place.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

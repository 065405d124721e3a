package dev.orrery.machine.linux;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Standard input. A thread of its own waits for the host, so that the user's patience ends a wait
 * and not only the input does; it reads just what the guest asks for and nothing ahead.
 */
final class WaitingInput extends InputStream {
  private static final long LOOK_UP_MILLIS = 20;

  /** What the thread got: bytes, none at the end, or an error. */
  private record Answer(byte[] bytes, @Nullable IOException error) {}

  /** Thrown when a wait was given up. Nothing was read that a later read would miss. */
  static final class Impatience extends RuntimeException {
    private static final long serialVersionUID = 1;

    Impatience() {
      super(null, null, false, false);
    }
  }

  private final InputStream in;
  private final SynchronousQueue<Integer> questions = new SynchronousQueue<>();
  private final SynchronousQueue<Answer> answers = new SynchronousQueue<>();
  private BooleanSupplier impatient = () -> false;
  private @Nullable Thread reader;
  private boolean asked;
  private byte[] left = {};
  private int leftStart;

  WaitingInput(InputStream in) {
    this.in = in;
  }

  /** Waits end when {@code condition} turns true: then {@link Impatience} is thrown. */
  void giveUpWhen(BooleanSupplier condition) {
    impatient = condition;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (leftStart == left.length) {
      left = ask(length);
      leftStart = 0;
      if (left.length == 0) {
        return -1;
      }
    }
    int n = Math.min(length, left.length - leftStart);
    System.arraycopy(left, leftStart, to, offset, n);
    leftStart += n;
    return n;
  }

  @Override
  public int available() throws IOException {
    return left.length - leftStart + (asked ? 0 : in.available());
  }

  private byte[] ask(int length) throws IOException {
    try {
      if (!asked) {
        startReader();
        questions.put(length);
        asked = true;
      }
      while (true) {
        Answer answer = answers.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
        if (answer != null) {
          asked = false;
          if (answer.error() != null) {
            throw answer.error();
          }
          return answer.bytes();
        }
        if (impatient.getAsBoolean()) {
          throw new Impatience();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Impatience();
    }
  }

  private void startReader() {
    if (reader == null) {
      Thread t = new Thread(this::serve, "guest stdin");
      t.setDaemon(true);
      t.start();
      reader = t;
    }
  }

  private void serve() {
    try {
      while (true) {
        byte[] buffer = new byte[questions.take()];
        Answer answer;
        try {
          int n = Math.max(0, in.read(buffer));
          answer = new Answer(Arrays.copyOf(buffer, n), null);
        } catch (IOException e) {
          answer = new Answer(new byte[0], e);
        }
        answers.put(answer);
      }
    } catch (InterruptedException e) {
      // The program is over: nobody asks any more.
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread; the host's stream stays open. */
  @Override
  public void close() {
    if (reader != null) {
      reader.interrupt();
    }
  }
}

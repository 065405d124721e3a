package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.machine.linux.uapi.OpenFlags;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Standard input. A thread of its own waits for the host, so that the user's patience ends a wait
 * and not only the input does; it reads just what the guest asks for and nothing ahead.
 */
public final class HostInput extends OpenFile {
  private static final long LOOK_UP_MILLIS = 20;

  /** What the thread got: bytes, none at the end, or an error. */
  private record Answer(byte[] bytes, @Nullable IOException error) {}

  private final InputStream in;
  private final boolean terminal;
  private final FileStatus status;
  private final SynchronousQueue<Integer> questions = new SynchronousQueue<>();
  private final SynchronousQueue<Answer> answers = new SynchronousQueue<>();
  private BooleanSupplier impatient = () -> false;
  private @Nullable Thread reader;
  private boolean asked;
  private byte[] left = {};
  private int leftStart;

  /**
   * A file that reads from {@code in}.
   *
   * @param terminal whether the guest is told that it is one
   */
  public HostInput(InputStream in, boolean terminal, long inode) {
    super(terminal ? OpenFlags.READ_WRITE : 0);
    this.in = in;
    this.terminal = terminal;
    this.status = status(terminal, inode);
  }

  static FileStatus status(boolean terminal, long inode) {
    return FileStatus.special(inode, HostOutput.mode(terminal), terminal ? 0x8800 : 0);
  }

  /** Waits end when {@code condition} turns true: then {@link Impatience} is thrown. */
  public void giveUpWhen(BooleanSupplier condition) {
    impatient = condition;
  }

  /** Thrown when a wait was given up. Nothing was read that a later read would miss. */
  public static final class Impatience extends RuntimeException {
    private static final long serialVersionUID = 1;

    Impatience() {
      super(null, null, false, false);
    }
  }

  @Override
  public int read(byte[] to, int length) {
    if (length == 0) {
      return 0;
    }
    if (leftStart == left.length) {
      left = ask(length);
      leftStart = 0;
    }
    int n = Math.min(length, left.length - leftStart);
    System.arraycopy(left, leftStart, to, 0, n);
    leftStart += n;
    return n;
  }

  private byte[] ask(int length) {
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
            throw HostErrors.of(answer.error());
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
        int length = questions.take();
        byte[] buffer = new byte[length];
        Answer answer;
        try {
          int n = Math.max(0, in.read(buffer, 0, length));
          answer = new Answer(java.util.Arrays.copyOf(buffer, n), null);
        } catch (IOException e) {
          answer = new Answer(new byte[0], e);
        }
        answers.put(answer);
      }
    } catch (InterruptedException e) {
      // The file is closed: nobody asks any more.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int write(byte[] from, int length) {
    throw Errno.EBADF.error();
  }

  @Override
  public FileStatus status() {
    return status;
  }

  @Override
  public boolean isTerminal() {
    return terminal;
  }

  @Override
  protected void close() {
    if (reader != null) {
      reader.interrupt();
    }
  }
}

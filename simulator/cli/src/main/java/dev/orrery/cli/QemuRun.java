package dev.orrery.cli;

import dev.orrery.machine.validate.ReferenceException;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.gdb.GdbClient;
import dev.orrery.machine.validate.gdb.GdbRun;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.AbiSpec;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program in QEMU's user mode, which is followed through a socket in a folder of its own. It gets
 * the plan's arguments, environment and input; what it prints goes to a file.
 */
final class QemuRun implements GdbRun {
  private static final long PATIENCE_MILLIS = 20_000;
  private static final int ATTEMPTS = 250;
  private static final int ATTEMPT_MILLIS = 20;

  private final EmulatorFiles files;
  private final Process process;
  private final SocketChannel channel;
  private final GdbClient client;

  private QemuRun(EmulatorFiles files, Process process, SocketChannel channel)
      throws ReferenceException {
    this.files = files;
    this.process = process;
    this.channel = channel;
    this.client = new GdbClient(channel, PATIENCE_MILLIS);
  }

  /** The name of QEMU for a program's machine, such as {@code qemu-riscv64}. */
  static String name(Subject subject) {
    AbiSpec abi = subject.isa().abi();
    if (abi == null) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--against qemu: the tables of %s declare no operating system, so that QEMU's user mode"
                  .formatted(subject.isa().name())
              + " cannot run the program");
    }
    return "qemu-" + abi.machine();
  }

  /**
   * Starts a program, which waits for its first command.
   *
   * @throws OrreryException if QEMU is not installed, or files cannot be written
   * @throws ReferenceException if it does not answer
   */
  static QemuRun start(Subject subject) throws ReferenceException {
    try {
      EmulatorFiles files = EmulatorFiles.of(subject);
      Path socket = files.folder().resolve("gdb");
      Process process;
      try {
        process = process(subject, files, socket);
      } catch (OrreryException e) {
        files.close();
        throw e;
      }
      try {
        return new QemuRun(files, process, connect(process, socket));
      } catch (IOException | ReferenceException e) {
        end(process, files);
        throw e;
      }
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.USAGE, "--against qemu: files for it cannot be written: " + e.getMessage(), e);
    }
  }

  private static Process process(Subject subject, EmulatorFiles files, Path socket) {
    String name = name(subject);
    List<String> line = new ArrayList<>(List.of(name, "-g", socket.toString()));
    line.addAll(List.of("-seed", "1")); // what AT_RANDOM points to is the same in every run
    line.addAll(List.of("-0", subject.plan().program(), files.program().toString()));
    line.addAll(subject.plan().arguments());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectInput(files.in().toFile())
            .redirectOutput(files.out().toFile())
            .redirectError(files.err().toFile());
    builder.environment().keySet().removeIf(k -> !k.equals("PATH"));
    List<String> unset = List.of("-U", "PATH");
    line.addAll(1, unset);
    for (String variable : subject.plan().environment()) {
      line.addAll(1, List.of("-E", variable));
    }
    try {
      return builder.command(line).start();
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--against qemu: %s cannot be started: install it (package qemu-user), or leave the option"
                  .formatted(name)
              + " out",
          e);
    }
  }

  private static SocketChannel connect(Process process, Path socket)
      throws ReferenceException, IOException {
    for (int i = 0; i < ATTEMPTS && process.isAlive(); i++) {
      if (Files.exists(socket)) {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
          boolean unused = channel.connect(UnixDomainSocketAddress.of(socket));
          return channel;
        } catch (IOException e) {
          channel.close(); // it is not listening yet
        }
      }
      try {
        Thread.sleep(ATTEMPT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new ReferenceException("it ended, or did not listen, before anything was asked");
  }

  @Override
  public GdbClient client() {
    return client;
  }

  @Override
  public byte[] output() throws IOException {
    // QEMU does not exit before the end of the program has been acknowledged, or nobody is there
    // to.
    channel.close();
    try {
      boolean unused = process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Files.readAllBytes(files.out());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is over anyway.
    }
    end(process, files);
  }

  private static void end(Process process, EmulatorFiles files) {
    Process unused = process.destroyForcibly();
    files.close();
  }
}

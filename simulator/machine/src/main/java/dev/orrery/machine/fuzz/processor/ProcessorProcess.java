package dev.orrery.machine.fuzz.processor;

import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.random.World;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A processor that runs programs in a process: the host's own, or that of an emulator. The process
 * lives for many programs; one that is not heard of for some seconds is ended, and another started.
 */
public final class ProcessorProcess implements Processor {
  private static final long PATIENCE_SECONDS = 5;
  private static final int CONSTANT_AT = World.PAGES.indexOf(World.CONSTANT) * MemoryPort.PAGE_SIZE;

  private final String name;
  private final RunnerProgram runner;
  private final Transcript transcript;
  private final List<String> line;
  private final Path file;
  private final int siginfoBytes;
  private @Nullable Process process;

  /**
   * A processor for programs of {@code isa}.
   *
   * @param name what reports call it
   * @param emulator what runs the process: a command, or nothing for the host's processor
   * @throws OrreryException if there is no program that runs others, or it cannot be written
   */
  public ProcessorProcess(Isa isa, String name, List<String> emulator) {
    this.name = name;
    runner = RunnerProgram.of(isa);
    transcript = new Transcript(isa, runner);
    siginfoBytes = (int) runner.symbol("siginfo.bytes");
    try {
      file = Files.createTempFile("orrery", ".elf");
      Files.write(file, runner.elf());
      boolean unused = file.toFile().setExecutable(true);
    } catch (IOException e) {
      throw cannot("its program cannot be written: " + e.getMessage(), e);
    }
    line = new ArrayList<>(emulator);
    line.add(file.toString());
    if (!emulator.isEmpty()) {
      line.add("unconfined"); // emulators have no seccomp
    }
  }

  private OrreryException cannot(String why, Throwable cause) {
    return new OrreryException(ExitCode.USAGE, said(why), cause);
  }

  private String said(String why) {
    return "--against " + name + ": " + why;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte[] constants() {
    return runner.constants.clone();
  }

  @Override
  public @Nullable Arrival run(Hart from, byte @Nullable [] pages, Hart to, byte[] left) {
    Process running = process();
    Thread watchdog = Thread.ofVirtual().start(() -> watch(running));
    try {
      request(running.getOutputStream(), from, pages);
      return answer(new DataInputStream(running.getInputStream()), to, left);
    } catch (IOException e) {
      end();
      return null;
    } finally {
      watchdog.interrupt();
    }
  }

  private static void watch(Process running) {
    try {
      TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
      running.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was heard of
    }
  }

  private Process process() {
    Process running = process;
    if (running == null || !running.isAlive()) {
      try {
        running = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      } catch (IOException e) {
        throw cannot(line.getFirst() + " cannot be started: " + e.getMessage(), e);
      }
      process = running;
    }
    return running;
  }

  private void request(OutputStream out, Hart from, byte @Nullable [] pages) throws IOException {
    out.write(transcript.context(from));
    out.write(transcript.area(from));
    byte[] follow = new byte[Long.BYTES];
    follow[0] = follow[follow.length - 1] = (byte) (pages == null ? 0 : 1);
    out.write(follow);
    if (pages != null) {
      out.write(pages, 0, CONSTANT_AT);
      int behind = CONSTANT_AT + MemoryPort.PAGE_SIZE;
      out.write(pages, behind, pages.length - behind);
    }
    out.flush();
  }

  private Arrival answer(InputStream in, Hart to, byte[] left) throws IOException {
    DataInputStream data = new DataInputStream(in);
    byte[] info = new byte[siginfoBytes];
    byte[] context = new byte[(int) runner.symbol("ucontext.bytes")];
    byte[] area = new byte[(int) runner.symbol("area.bytes")];
    data.readFully(info);
    data.readFully(context);
    data.readFully(area);
    data.readFully(left);
    transcript.restore(to, context, area);
    long address = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      address |= (info[2 * Long.BYTES + i] & 0xffL) << 8 * i;
    }
    return new Arrival(info[0], address);
  }

  private void end() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
    process = null;
  }

  /**
   * Asks whether it runs at all.
   *
   * @throws OrreryException if it does not
   */
  public void check() {
    byte[] pages = new byte[World.BYTES];
    Hart hart = transcript.hart();
    hart.pc = World.HOLE;
    if (run(hart, pages, transcript.hart(), pages) == null) {
      throw new OrreryException(
          ExitCode.USAGE, said("the program that runs others ended at once, or does not answer"));
    }
  }

  @Override
  public void close() {
    end();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is left in the host's folder for temporary files.
    }
  }
}

package dev.orrery.cli;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfMachines;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.validate.ReferenceException;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.commit.CommitLogRun;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program in Spike, which writes its commit log to a pipe: a Linux program under the proxy
 * kernel, a bare one alone. It gets the plan's arguments and input; what it prints goes to files.
 */
final class SpikeRun implements CommitLogRun {
  private static final long PATIENCE_SECONDS = 60;
  private static final int LAST_BYTES = 4096;
  private static final int MOST_WORDS = 200;

  /** What the tables' machine has besides its instructions: counters, and misaligned accesses. */
  private static final List<String> MACHINE = List.of("zicntr", "zicclsm");

  private final EmulatorFiles files;
  private final Process process;

  private SpikeRun(EmulatorFiles files, Process process) {
    this.files = files;
    this.process = process;
  }

  /**
   * How to start it.
   *
   * @param spike the program
   * @param kernel the proxy kernel; null for a bare program
   */
  record Installed(Path spike, @Nullable Path kernel) {
    /**
     * Finds what there is.
     *
     * @param kernel the proxy kernel that the user names; null for none
     * @throws OrreryException if something is missing, or cannot run the program
     */
    static Installed find(Console console, Subject subject, @Nullable Path kernel) {
      Path spike = HostPrograms.find(console, "spike");
      if (spike == null) {
        throw new OrreryException(
            ExitCode.USAGE,
            "--against spike: there is no program 'spike' on the PATH: build it from"
                + " github.com/riscv-software-src/riscv-isa-sim, or leave the option out");
      }
      if (subject.plan().machine() == MachineKind.BARE) {
        return new Installed(spike, null);
      }
      if (!subject.plan().environment().isEmpty()) {
        throw new OrreryException(
            ExitCode.USAGE, "--against spike: its proxy kernel passes no --env on: leave that out");
      }
      Path found = kernel == null ? HostPrograms.find(console, "pk") : kernel;
      if (found == null) {
        throw new OrreryException(
            ExitCode.USAGE,
            "--against spike: a Linux program needs the proxy kernel, and there is no 'pk' on the"
                + " PATH: build it from github.com/riscv-software-src/riscv-pk, or name the file"
                + " with --pk");
      }
      ElfFile elf = ElfFile.read(found);
      if (elf.machine() != subject.elf().machine() || elf.bits() != subject.elf().bits()) {
        throw new OrreryException(
            ExitCode.USAGE,
            "--against spike: the proxy kernel %s is for %s of %d bits, and the program for %s of %d"
                    .formatted(
                        found,
                        ElfMachines.name(elf.machine()),
                        elf.bits(),
                        ElfMachines.name(subject.elf().machine()),
                        subject.elf().bits())
                + ": name another one with --pk");
      }
      return new Installed(spike, found);
    }

    /** Spike's name for the machine: what the tables have, and what the kernel is made of. */
    private String isa(Subject subject) {
      Set<String> all = new LinkedHashSet<>(MACHINE);
      if (kernel != null) {
        all.addAll(ElfFile.read(kernel).extensions());
      }
      subject.isa().rows().forEach(r -> all.add(r.extension().toLowerCase(Locale.ROOT)));
      String letters =
          "imafdqcbvh"
              .chars()
              .mapToObj(c -> String.valueOf((char) c))
              .filter(all::contains)
              .collect(Collectors.joining());
      return all.stream()
          .filter(e -> e.length() > 1)
          .sorted()
          .collect(Collectors.joining("_", "rv" + subject.isa().xlen() + letters + "_", ""));
    }

    private List<String> line(Subject subject, EmulatorFiles files) {
      List<String> line = new ArrayList<>();
      line.add(spike.toAbsolutePath().toString());
      line.add("--isa=" + isa(subject));
      line.addAll(List.of("--log-commits", "--log=/dev/fd/3"));
      if (kernel == null) {
        line.add("-m" + memory(subject));
        Long resetPc = subject.plan().resetPc();
        if (resetPc != null) {
          line.add("--pc=0x" + Long.toHexString(resetPc));
        }
      } else {
        line.add(kernel.toAbsolutePath().toString());
      }
      line.add(files.program().toString());
      line.addAll(subject.plan().arguments());
      return line;
    }

    /** Memory where our board has it. */
    private static String memory(Subject subject) {
      HostStreams silent =
          new HostStreams(
              InputStream.nullInputStream(),
              OutputStream.nullOutputStream(),
              OutputStream.nullOutputStream(),
              null);
      Guest board = Guest.load(subject.plan(), subject.elf(), subject.isa(), silent);
      return board.memory().regions().stream()
          .map(r -> "0x%x:0x%x".formatted(r.start(), r.length()))
          .collect(Collectors.joining(","));
    }

    /**
     * Starts the program.
     *
     * @throws OrreryException if files cannot be written or Spike cannot be started
     */
    SpikeRun start(Subject subject) {
      try {
        EmulatorFiles files = EmulatorFiles.of(subject);
        try {
          // The shell gives the log a descriptor of its own beside what the program prints.
          List<String> line =
              new ArrayList<>(
                  List.of("/bin/sh", "-c", "exec 3>&1 >out 2>err <in; exec \"$@\"", "sh"));
          line.addAll(line(subject, files));
          ProcessBuilder builder = new ProcessBuilder(line).directory(files.folder().toFile());
          builder.environment().keySet().removeIf(k -> !k.equals("PATH"));
          return new SpikeRun(files, builder.start());
        } catch (IOException e) {
          files.close();
          throw e;
        }
      } catch (IOException e) {
        throw new OrreryException(
            ExitCode.USAGE, "--against spike: it cannot be started: " + e.getMessage(), e);
      }
    }
  }

  @Override
  public InputStream log() {
    return process.getInputStream();
  }

  @Override
  public int exitStatus() throws ReferenceException {
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ReferenceException("it does not end");
  }

  @Override
  public String lastWords() {
    String err = lastLine(files.err());
    return err.isEmpty() ? lastLine(files.out()) : err;
  }

  private static String lastLine(Path path) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      int length = (int) Math.min(file.length(), LAST_BYTES);
      byte[] bytes = new byte[length];
      file.seek(file.length() - length);
      file.readFully(bytes);
      String line =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .map(l -> l.replaceAll("\\p{C}", " ").strip())
              .filter(l -> !l.isEmpty())
              .reduce("", (first, second) -> second);
      return line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS) : line;
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    Process unused = process.destroyForcibly();
    files.close();
  }
}

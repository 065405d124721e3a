package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ForwardingEngine;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.log.CommitFormat;
import dev.orrery.machine.log.LogWindow;
import dev.orrery.machine.log.LoggingEngine;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.validate.ReferenceException;
import dev.orrery.machine.validate.Side;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.machine.validate.commit.CommitLogComparison;
import dev.orrery.machine.validate.commit.CommitLogRun;
import dev.orrery.spec.Isas;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Commit logs of programs for Linux against those that a real Spike writes of them under its proxy
 * kernel: each line, byte for byte. {@code -Dorrery.spike.programs=A,B} compares other programs,
 * which end by themselves, and says how many lines there were.
 */
final class SpikeLogTest {
  /** Reads of the counters cycle, time and instret. */
  private static final Pattern COUNTER = Pattern.compile("\\(0xc0[012]02[0-9a-f][7f]3\\)");

  private static final String USER = "core   0: 0 ";

  /** Lines of Spike's that wait for ours, and how those compared. */
  private static final class Lines {
    private final Queue<String> spikes = new ArrayDeque<>();
    private final List<String> different = new ArrayList<>();
    private long same;
    private long counters;

    void ours(String line) {
      String spike = spikes.remove();
      if (line.equals(spike)) {
        same++;
      } else if (COUNTER.matcher(line).find()) {
        counters++;
      } else {
        different.add(spike + "\n" + line);
      }
    }
  }

  /** Bytes as lines. */
  private abstract static class Splitter {
    private final StringBuilder line = new StringBuilder();

    void take(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        if (bytes[i] == '\n') {
          line(line.toString());
          line.setLength(0);
        } else {
          line.append((char) (bytes[i] & 0xff));
        }
      }
    }

    abstract void line(String line);
  }

  /** Spike, whose log is seen as it passes. */
  private record Seen(CommitLogRun run, Lines lines) implements CommitLogRun {
    @Override
    public InputStream log() {
      Splitter splitter =
          new Splitter() {
            @Override
            void line(String line) {
              if (line.startsWith(USER)) {
                lines.spikes.add(line);
              }
            }
          };
      return new FilterInputStream(run.log()) {
        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
          int n = super.read(to, offset, length);
          splitter.take(to, offset, Math.max(0, n));
          return n;
        }
      };
    }

    @Override
    public int exitStatus() throws ReferenceException {
      return run.exitStatus();
    }

    @Override
    public String lastWords() {
      return run.lastWords();
    }

    @Override
    public void close() {
      run.close();
    }
  }

  /** An engine that logs as {@code --log commit} does. */
  private static final class Logging extends ForwardingEngine {
    private final OutputStream out;
    private @Nullable LoggingEngine logging;

    Logging(Engine inner, Lines lines) {
      super(inner);
      Splitter splitter =
          new Splitter() {
            @Override
            void line(String line) {
              lines.ours(line);
            }
          };
      this.out =
          new OutputStream() {
            @Override
            public void write(int b) {
              write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              splitter.take(bytes, offset, length);
            }
          };
    }

    @Override
    public long run(Hart hart, long budget) {
      if (logging == null) {
        logging =
            new LoggingEngine(
                inner,
                (GuestMemory) hart.memory.space(),
                LogWindow.ALL,
                new CommitFormat(isa(), CommitFormat.Privilege.USER),
                out);
      }
      return logging.run(hart, budget);
    }
  }

  private static Lines compare(Subject subject) throws Exception {
    SpikeRun.Installed spike = InstalledSpike.forProgram(subject);
    Lines lines = new Lines();
    Side side =
        new Side(
            "interpreter",
            isa -> new Logging(Engines.create("interpreter", isa, EngineOptions.PLAIN), lines));
    Verdict verdict =
        new CommitLogComparison(
                subject, side, "spike", () -> new Seen(spike.start(subject), lines), 4096)
            .run(() -> false)
            .verdict();
    assertThat(verdict).isInstanceOf(Verdict.Agreed.class);
    assertThat(lines.spikes).isEmpty();
    assertThat(lines.different).isEmpty();
    return lines;
  }

  @Test
  void aProgramsLogIsSpikesByteForByte() throws Exception {
    Lines lines =
        compare(Subject.assembled(Isas.stock("rv64gc"), "spike.S", ValidateSpikeTest.PROGRAM));
    assertThat(lines.same).isGreaterThan(1_200);
    assertThat(lines.counters).isEqualTo(1);
  }

  @Test
  void otherProgramsLogsAreToo() throws Exception {
    String programs = System.getProperty("orrery.spike.programs", "");
    for (String program : programs.split(",")) {
      if (!program.isEmpty()) {
        Lines lines = compare(InstalledSpike.subject(program));
        System.out.printf(
            "%s: %,d lines the same, %,d reads of counters%n", program, lines.same, lines.counters);
      }
    }
  }
}

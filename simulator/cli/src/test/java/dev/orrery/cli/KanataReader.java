package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads Kanata logs of version 4 as docs/kanata-log-format.md of Konata describes them, and is
 * strict where it leaves a choice: stages end before others begin in their lane, and all
 * instructions retire. No registry has Konata itself: validation/results/exported-formats.md says
 * how it read the files in src/test/resources/pipeline.
 */
final class KanataReader {
  /** A stage of a lane, from a cycle to the one behind its last. */
  record Stage(int lane, String name, long from, long to) {}

  /** An instruction. */
  static final class Instruction {
    final long number;
    final long begins;
    final StringBuilder label = new StringBuilder();
    final List<Stage> stages = new ArrayList<>();
    private final Map<Integer, Stage> open = new LinkedHashMap<>();
    long retired = -1;

    private Instruction(long number, long begins) {
      this.number = number;
      this.begins = begins;
    }

    /** The stages of a lane, in their order. */
    List<Stage> lane(int lane) {
      return stages.stream().filter(s -> s.lane() == lane).toList();
    }
  }

  private final List<Instruction> instructions = new ArrayList<>();
  private long cycle = -1;

  private KanataReader() {}

  /** The instructions of a log, by their number in it. */
  static List<Instruction> read(String log) {
    assertThat(log).startsWith("Kanata\t0004\nC=\t").endsWith("\n");
    KanataReader reader = new KanataReader();
    log.lines().skip(1).forEach(l -> reader.line(l.split("\t", -1)));
    assertThat(reader.instructions).allMatch(i -> i.retired >= 0);
    return reader.instructions;
  }

  private void line(String[] f) {
    switch (f[0]) {
      case "C=" -> {
        assertThat(f).hasSize(2);
        assertThat(cycle).isEqualTo(-1);
        cycle = Long.parseLong(f[1]);
      }
      case "C" -> {
        assertThat(f).hasSize(2);
        assertThat(Long.parseLong(f[1])).isPositive();
        cycle += Long.parseLong(f[1]);
      }
      case "I" -> {
        assertThat(f).hasSize(4);
        assertThat(Integer.parseInt(f[1])).isEqualTo(instructions.size());
        instructions.add(new Instruction(Long.parseLong(f[2]), cycle));
      }
      case "L" -> {
        assertThat(f).hasSize(4);
        assertThat(f[2]).isIn("0", "1");
        alive(f).label.append(f[2].equals("0") ? f[3] : "");
      }
      case "S" -> {
        assertThat(f).hasSize(4);
        int lane = Integer.parseInt(f[2]);
        assertThat(alive(f).open.put(lane, new Stage(lane, f[3], cycle, -1))).isNull();
      }
      case "E" -> {
        assertThat(f).hasSize(4);
        Stage s = Objects.requireNonNull(alive(f).open.remove(Integer.parseInt(f[2])));
        assertThat(f[3]).isEqualTo(s.name());
        alive(f).stages.add(new Stage(s.lane(), s.name(), s.from(), cycle));
      }
      case "R" -> {
        assertThat(f).hasSize(4);
        assertThat(f[3]).isEqualTo("0");
        assertThat(alive(f).open).isEmpty();
        alive(f).retired = cycle;
      }
      default -> throw new AssertionError(String.join("\t", f));
    }
  }

  private Instruction alive(String[] f) {
    Instruction i = instructions.get(Integer.parseInt(f[1]));
    assertThat(i.retired).isEqualTo(-1);
    return i;
  }
}

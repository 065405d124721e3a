package dev.orrery.profiler;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.CycleProfile.CycleShare;
import dev.orrery.profiler.recording.CycleProfile.InstructionCycles;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.profiler.recording.SourceProfile.Place;
import dev.orrery.spec.core.CoreTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up the cycles of instructions by what the rest of the profile says they belong to. */
final class CycleTable {
  private final CoreTable core;
  private final List<BlockProfile> blocks;
  private final SourceProfile source;
  private final Map<Insn, Spot> spots = new HashMap<>();
  private final Map<Line, Integer> lines = new HashMap<>();

  private record Insn(long pc, long word) {}

  private record Spot(int block, int instruction) {}

  private record Line(int file, int line) {}

  /** Shares being added up, by what they are of. */
  private final class Sums {
    private final long[][] sums;

    Sums(int count) {
      sums = new long[count][];
    }

    void add(int of, int cause, long cycles) {
      if (sums[of] == null) {
        sums[of] = new long[core.causes().size()];
      }
      sums[of][cause] += cycles;
    }

    List<CycleShare> shares() {
      List<CycleShare> all = new ArrayList<>();
      for (int i = 0; i < sums.length; i++) {
        for (int c = 0; sums[i] != null && c < sums[i].length; c++) {
          if (sums[i][c] > 0) {
            all.add(new CycleShare(i, c, sums[i][c]));
          }
        }
      }
      return all;
    }
  }

  private CycleTable(CoreTable core, List<BlockProfile> blocks, SourceProfile source) {
    this.core = core;
    this.blocks = blocks;
    this.source = source;
    for (int b = 0; b < blocks.size(); b++) {
      List<BlockProfile.Instruction> code = blocks.get(b).code();
      for (int i = 0; i < code.size(); i++) {
        spots.putIfAbsent(new Insn(code.get(i).address(), code.get(i).word()), new Spot(b, i));
      }
    }
    for (int l = 0; l < source.lines().size(); l++) {
      LineCount line = source.lines().get(l);
      lines.put(new Line(line.file(), line.line()), l);
    }
  }

  /**
   * The cycles that were counted.
   *
   * @param functions how many functions the profile has
   * @param blocks the profile's
   * @param source the profile's
   * @param calls the profile's
   */
  static CycleProfile of(
      CycleCounter counter,
      int functions,
      List<BlockProfile> blocks,
      SourceProfile source,
      CallTables calls) {
    return new CycleTable(counter.model().table(), blocks, source).build(counter, functions, calls);
  }

  private CycleProfile build(CycleCounter counter, int functions, CallTables calls) {
    long[] total = new long[core.causes().size()];
    Sums byFunction = new Sums(functions);
    Sums byBlock = new Sums(blocks.size());
    Sums byLine = new Sums(source.lines().size());
    List<InstructionCycles> instructions = new ArrayList<>();
    counter.each(
        (pc, word, cause, cycles) -> {
          total[cause] += cycles;
          Spot spot = spots.get(new Insn(pc, word));
          if (spot != null) {
            instructions.add(
                new InstructionCycles(spot.block(), spot.instruction(), cause, cycles));
            byBlock.add(spot.block(), cause, cycles);
            byFunction.add(blocks.get(spot.block()).function(), cause, cycles);
          }
          Integer line = lines.get(line(pc));
          if (line != null) {
            byLine.add(line, cause, cycles);
          }
        });
    instructions.sort(
        Comparator.comparingInt(InstructionCycles::block)
            .thenComparingInt(InstructionCycles::instruction)
            .thenComparingInt(InstructionCycles::cause));
    List<CycleProfile.IdealRun> ideals = new ArrayList<>();
    for (int i = 0; i < core.ideals().size(); i++) {
      CoreTable.Ideal ideal = core.ideals().get(i);
      ideals.add(
          new CycleProfile.IdealRun(
              ideal.cause().index(),
              ideal.meaning(),
              parameters(ideal.values()),
              counter.cyclesOfIdeal(i)));
    }
    List<CauseCycles> causes = new ArrayList<>();
    long cycles = 0;
    for (var c : core.causes()) {
      causes.add(new CauseCycles(c.name(), c.meaning(), total[c.index()]));
      cycles += total[c.index()];
    }
    return new CycleProfile(
        core.name(),
        core.title(),
        parameters(core.parameters()),
        cycles,
        causes,
        byFunction.shares(),
        byBlock.shares(),
        byLine.shares(),
        instructions,
        ideals,
        calls.treeCycles(),
        calls.siteCycles());
  }

  private static List<CycleProfile.Parameter> parameters(List<CoreTable.Parameter> list) {
    return list.stream()
        .map(p -> new CycleProfile.Parameter(p.name(), p.value(), p.meaning()))
        .toList();
  }

  private Line line(long pc) {
    @Nullable Place place = source.at(pc);
    return place == null || place.file() < 0
        ? new Line(-1, 0)
        : new Line(place.file(), place.line());
  }
}

package dev.orrery.profiler;

import dev.orrery.profiler.access.AccessCounter.Spot;
import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.CycleProfile.CycleShare;
import dev.orrery.profiler.recording.CycleProfile.InstructionCycles;
import dev.orrery.profiler.recording.CycleProfile.OperandWait;
import dev.orrery.profiler.recording.CycleProfile.WrongGuesses;
import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.profiler.recording.SourceProfile.Place;
import dev.orrery.spec.core.Category;
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
  private final CodeSpots spots;
  private final Map<Line, Integer> lines = new HashMap<>();

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

  private CycleTable(
      CoreTable core, List<BlockProfile> blocks, CodeSpots spots, SourceProfile source) {
    this.core = core;
    this.spots = spots;
    this.blocks = blocks;
    this.source = source;
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
   * @param spots where their instructions stand
   * @param source the profile's
   * @param calls the profile's
   */
  static CycleProfile of(
      CycleCounter counter,
      int functions,
      List<BlockProfile> blocks,
      CodeSpots spots,
      SourceProfile source,
      CallTables calls) {
    return new CycleTable(counter.model().table(), blocks, spots, source)
        .build(counter, functions, calls);
  }

  private CycleProfile build(CycleCounter counter, int functions, CallTables calls) {
    long[] total = new long[core.causes().size()];
    Sums byFunction = new Sums(functions);
    Sums byBlock = new Sums(blocks.size());
    Sums byLine = new Sums(source.lines().size());
    List<InstructionCycles> instructions = new ArrayList<>();
    counter.each(
        (pc, word, cause, times, cycles) -> {
          total[cause] += cycles;
          Spot spot = spots.of(pc, word);
          if (spot != null) {
            instructions.add(
                new InstructionCycles(spot.block(), spot.instruction(), cause, times, cycles));
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
    PipelineWindow window = counter.window();
    List<CauseCycles> causes = new ArrayList<>();
    long cycles = 0;
    for (var c : core.causes()) {
      Category category = c.category();
      causes.add(
          new CauseCycles(
              c.name(),
              c.meaning(),
              category == null ? "" : category.text(),
              c.moves(),
              total[c.index()]));
      cycles += total[c.index()];
    }
    CoreTable.Measured measured = core.measured();
    return new CycleProfile(
        core.name(),
        core.title(),
        core.width(),
        measured == null ? "" : measured.core() + ", " + measured.config(),
        measured == null ? -1 : measured.max(),
        measured == null ? -1 : measured.mean(),
        parameters(core.parameters()),
        cycles,
        causes,
        byFunction.shares(),
        byBlock.shares(),
        byLine.shares(),
        instructions,
        ideals,
        calls.treeCycles(),
        calls.siteCycles(),
        wrongGuesses(counter),
        operandWaits(counter),
        window == null ? List.of() : List.of(window));
  }

  private List<OperandWait> operandWaits(CycleCounter counter) {
    List<OperandWait> all = new ArrayList<>();
    counter
        .waits()
        .waits()
        .forEach(
            (wait, sum) -> {
              Spot waiting = spots.of(counter.numbers().insn(wait.waiting()));
              Spot writer = spots.of(counter.numbers().insn(wait.producer()));
              if (waiting != null && writer != null) {
                all.add(
                    new OperandWait(
                        waiting.block(),
                        waiting.instruction(),
                        writer.block(),
                        writer.instruction(),
                        wait.cause(),
                        sum.times,
                        sum.cycles));
              }
            });
    all.sort(
        Comparator.comparingLong((OperandWait w) -> -w.cycles())
            .thenComparingInt(OperandWait::block)
            .thenComparingInt(OperandWait::instruction)
            .thenComparingInt(OperandWait::writerBlock)
            .thenComparingInt(OperandWait::writerInstruction)
            .thenComparingInt(OperandWait::cause));
    return all;
  }

  private List<WrongGuesses> wrongGuesses(CycleCounter counter) {
    List<WrongGuesses> all = new ArrayList<>();
    counter.eachWrong(
        (pc, word, times, cycles) -> {
          Spot spot = spots.of(pc, word);
          if (spot != null) {
            all.add(new WrongGuesses(spot.block(), spot.instruction(), times, cycles));
          }
        });
    all.sort(
        Comparator.comparingInt(WrongGuesses::block).thenComparingInt(WrongGuesses::instruction));
    return all;
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

package dev.orrery.machine.fuzz;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.random.Insn;
import dev.orrery.engine.random.ProgramGenerator;
import dev.orrery.engine.random.RandomProgram;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.machine.fuzz.processor.ProcessorFacts;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs at random on several engines and compares all that a guest can see. Programs are
 * known by a seed and their number, so that any of them can be repeated alone.
 *
 * <p>One in {@value #COUNTED} programs runs on an interpreter that counts besides, which tells what
 * has been covered.
 */
public final class ProgramFuzzer {
  /** One in so many programs is counted. */
  public static final int COUNTED = 4;

  /** So many new pairs of rows make a program worth keeping. */
  private static final int MANY_PAIRS = 150;

  private final Isa isa;
  private final @Nullable ProcessorReference reference;
  private final ProgramGenerator generator;
  private final ProgramRunner plain;
  private final ProgramRunner counting;
  private final int counter;
  private final ProgramCoverage coverage;
  private ProgramCoverage latest;
  private int times = 1;
  private long programs;
  private long insns;
  private long words;

  /**
   * A comparison of engines.
   *
   * @param isa the tables that they run
   * @param engines at least two; the others are compared with the first
   * @param core the core whose cycles are compared as well; null for none
   * @param reference the processor that is compared as well; null for none
   */
  public ProgramFuzzer(
      Isa isa,
      List<Maker> engines,
      @Nullable CoreTable core,
      @Nullable ProcessorReference reference) {
    this.isa = isa;
    this.reference = reference;
    generator =
        new ProgramGenerator(
            isa, reference == null ? ProcessorFacts.of(isa).forEngines() : reference.confines());
    coverage = new ProgramCoverage(isa);
    latest = new ProgramCoverage(isa);
    plain = new ProgramRunner(engines, core, check(), hart -> {});
    List<Maker> more = new ArrayList<>(engines);
    more.add(
        told -> {
          EngineOptions counts = new EngineOptions(true, null);
          return Engines.create(
              "interpreter", isa, told == null ? counts : counts.retiringTo(told));
        });
    counter = engines.size();
    counting = new ProgramRunner(more, core, check(), this::stopped);
  }

  private @Nullable ProcessorCheck check() {
    return reference == null ? null : reference.check();
  }

  /** Makes one of the engines that are compared. */
  @FunctionalInterface
  public interface Maker {
    /**
     * One that has not run.
     *
     * @param told is told of what retires; null for nobody
     */
    Engine make(@Nullable RetireListener told);
  }

  /**
   * What was run.
   *
   * @param programs that were compared
   * @param insns that each engine retired
   * @param words that the programs have
   * @param difference the first that was found; null if the engines agree
   */
  public record Result(
      long programs, long insns, long words, @Nullable ProgramDifference difference) {}

  /**
   * Makes programs run longer than their numbers say: more instructions in less time, for fewer
   * programs.
   *
   * @param factor from 1 on
   */
  public void runLonger(int factor) {
    times = factor;
  }

  /** What has been covered so far. */
  public ProgramCoverage coverage() {
    return coverage;
  }

  /** All that has been run so far. */
  private Result result(@Nullable ProgramDifference difference) {
    return new Result(programs, insns, words, difference);
  }

  /**
   * Runs programs until so many have agreed, one differs, or it is told to stop.
   *
   * @param seed of the programs
   * @param first number of the first one
   * @param count how many
   * @param corpus where to keep those that reach something new; null to keep none
   * @param stop asked before each program
   * @param progress told from time to time how many instructions each engine has retired
   */
  public Result run(
      long seed,
      long first,
      long count,
      @Nullable Corpus corpus,
      BooleanSupplier stop,
      LongConsumer progress) {
    ProgramDifference difference = null;
    for (long i = 0; i < count && difference == null && !stop.getAsBoolean(); i++) {
      RandomProgram program = generator.program(seed, first + i).longer(times);
      boolean counted = (first + i) % COUNTED == 0 || corpus != null;
      difference = counted ? runCounted(program) : runPlainly(program);
      if (difference == null && counted) {
        if (corpus != null && isWorthKeeping()) {
          keep(program, corpus);
        }
        coverage.add(latest);
      }
      progress.accept(insns);
    }
    return result(difference);
  }

  /**
   * Runs a program that was kept.
   *
   * @return all that was run so far, with the difference if this one has one
   */
  public Result replay(RandomProgram program) {
    ProgramDifference difference = runCounted(program);
    coverage.add(latest);
    return result(difference);
  }

  /** Runs all of a corpus, or up to the first program in which engines differ. */
  public Result replay(Corpus corpus, BooleanSupplier stop) {
    Result result = result(null);
    for (Path file : corpus.files()) {
      if (result.difference() != null || stop.getAsBoolean()) {
        break;
      }
      result = replay(Corpus.read(isa, file));
    }
    return result;
  }

  /**
   * A smaller program in which engines still differ, and how.
   *
   * @param stop asked before each try whether to be content with what there is
   */
  public ProgramDifference shrink(ProgramDifference difference, BooleanSupplier stop) {
    ProgramDifference[] smallest = {difference};
    RandomProgram unused =
        Shrinker.shrink(
            difference.program(),
            difference.retired() + difference.budget(),
            candidate -> {
              ProgramDifference found = counting.run(candidate);
              smallest[0] = found == null ? smallest[0] : found;
              return found != null;
            },
            stop);
    return smallest[0];
  }

  private @Nullable ProgramDifference runPlainly(RandomProgram program) {
    ProgramDifference difference = plain.run(program);
    note(program, plain);
    return difference;
  }

  private @Nullable ProgramDifference runCounted(RandomProgram program) {
    latest = new ProgramCoverage(isa);
    ProgramDifference difference = counting.run(program);
    note(program, counting);
    ExecutionCounts counts = counting.engine(counter).counts();
    if (counts != null && difference == null) {
      latest.add(counts);
    }
    return difference;
  }

  private void note(RandomProgram program, ProgramRunner runner) {
    programs++;
    insns += runner.retired();
    words += program.insns().size();
  }

  private void stopped(Hart hart) {
    latest.stopped(hart, row(hart));
  }

  private static @Nullable Row row(Hart hart) {
    DecodedInsn insn = ProgramRunner.decodedAt(hart);
    return insn == null ? null : insn.row();
  }

  private boolean isWorthKeeping() {
    return coverage.newWays(latest) || coverage.newPairs(latest) >= MANY_PAIRS;
  }

  /** Keeps a program without what it does not need: registers that none of its words names. */
  private void keep(RandomProgram program, Corpus corpus) {
    Set<String> named = new HashSet<>();
    isa.registers().forEach(r -> named.add(r.name()));
    for (Insn insn : program.insns()) {
      DecodedInsn decoded = insn.decode(isa, program.base());
      if (decoded != null) {
        for (Operand o : decoded.row().meaning().operands()) {
          if (o.file() != null) {
            named.add(o.file().names().get((int) decoded.value(o)));
          }
        }
      }
    }
    SortedMap<String, Long> registers = new TreeMap<>(program.registers());
    registers.keySet().retainAll(named);
    corpus.add(
        new RandomProgram(
            isa,
            program.base(),
            program.insns(),
            program.end(),
            registers,
            program.contents(),
            program.cuts(),
            program.budget()));
  }
}

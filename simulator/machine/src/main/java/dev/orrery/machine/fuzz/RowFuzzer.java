package dev.orrery.machine.fuzz;

import dev.orrery.engine.Engine;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.random.RandomState;
import dev.orrery.engine.random.World;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs single instructions on random state on several engines and compares all that a guest can
 * see: registers, flags, the program counter, traps and faults, memory, device accesses and when
 * they happened, counts.
 *
 * <p>Cases come in batches of one word and many states, each made from a seed of its own, so that
 * any of them can be repeated alone. The pages are compared once a batch; if they differ, the batch
 * is run again to find the case.
 */
public final class RowFuzzer {
  /** Cases of a batch. */
  public static final int BATCH = 64;

  /** In so many batches there is one with a word that no row has. */
  private static final int ILLEGAL_SHARE = 16;

  private final Isa isa;
  private final List<FuzzGuest> guests;
  private final RandomWords words;
  private final RandomState states;

  /** The rows in the order of the seeds, each as often as it weighs; null is no row. */
  private final List<@Nullable Row> schedule = new ArrayList<>();

  private final byte[] background = new byte[2 * World.BYTES];
  private final byte[] first = new byte[World.BYTES];
  private final byte[] other = new byte[World.BYTES];

  /** Registers before a case. */
  private final Hart before;

  private final BitSet covered = new BitSet();
  private long illegal;

  /**
   * A comparison of engines that run the same tables.
   *
   * @param engines at least two that have not run; the others are compared with the first
   * @param weights how often rows of a class come up, by the class's name: 1 for as often as each
   *     of the others, 0 for never; classes that are not named weigh by what there is to go wrong
   * @throws IllegalArgumentException if no row is left
   */
  public RowFuzzer(List<Engine> engines, Map<String, Integer> weights) {
    isa = engines.getFirst().isa();
    guests = engines.stream().map(FuzzGuest::new).toList();
    before = new Hart(isa, guests.getFirst().hart.memory.space());
    words = new RandomWords(isa);
    states = new RandomState(isa);
    for (Row row : isa.rows()) {
      int weight = weights.getOrDefault(row.insnClass(), weight(row.body()));
      for (int i = 0; i < weight; i++) {
        schedule.add(row);
      }
    }
    if (schedule.isEmpty()) {
      throw new IllegalArgumentException("no class has a weight");
    }
    if (words.hasIllegal()) {
      for (int n = schedule.size() / ILLEGAL_SHARE; n >= 0; n--) {
        schedule.add(null);
      }
    }
    new SplittableRandom(0).nextBytes(background);
  }

  /** More for what has more ways to go wrong: memory, floating point, cases. */
  private static int weight(List<Stmt> body) {
    int weight = 1;
    for (Stmt s : body) {
      weight +=
          switch (s) {
            case Stmt.Fp f -> 2;
            case Stmt.If i -> 1;
            case Stmt.Load l -> 1;
            case Stmt.Store t -> 1;
            case Stmt.Amo a -> 1;
            default -> 0;
          };
    }
    return Math.min(weight, 4);
  }

  /**
   * What was run.
   *
   * @param cases instructions that each engine executed, or refused
   * @param illegal how many of them no row has
   * @param rows of which at least one word was run
   * @param difference the first that was found; null if the engines agree
   */
  public record Result(long cases, long illegal, int rows, @Nullable Difference difference) {}

  /**
   * Runs until so many cases have agreed, one differs, or it is told to stop.
   *
   * @param seed of the first batch; the next one's is one larger
   * @param cases at least so many, rounded up to whole batches
   * @param stop asked before each batch
   * @param progress told the cases so far from time to time
   */
  public Result run(long seed, long cases, BooleanSupplier stop, LongConsumer progress) {
    long done = 0;
    Difference difference = null;
    for (long batch = 0; done < cases && difference == null && !stop.getAsBoolean(); batch++) {
      difference = batch(seed + batch, false);
      done += BATCH;
      if ((batch & 0xff) == 0) {
        progress.accept(done);
      }
    }
    return new Result(done, illegal, covered.cardinality(), difference);
  }

  /**
   * Runs one batch.
   *
   * @param slowly whether to compare the pages after each case instead of after all
   */
  private @Nullable Difference batch(long seed, boolean slowly) {
    SplittableRandom random = new SplittableRandom(seed);
    Row row = schedule.get((int) Long.remainderUnsigned(seed, schedule.size()));
    long word = row == null ? words.illegal(random) : words.of(row, random);
    int bytes = isa.decoder().length(word);
    int unit = isa.decoder().minimumLength();
    // Anywhere in the page, sometimes across its end.
    long pc =
        World.CODE
            + MemoryPort.PAGE_SIZE
            - (long) unit * random.nextInt(random.nextInt(4) == 0 ? 8 : 1024);
    int from = random.nextInt(background.length - World.BYTES);
    byte[] contents = Arrays.copyOfRange(background, from, from + World.BYTES);
    for (FuzzGuest g : guests) {
      g.reset(contents);
      g.load(pc, word, bytes);
    }
    DecodedInsn insn = isa.decoder().decode(word, pc);
    if (row == null) {
      illegal += BATCH;
    } else {
      covered.set(row.id());
    }
    List<Location> reads = states.reads(insn);
    FuzzGuest oracle = guests.getFirst();
    boolean stores = states.touchesMemory(insn);
    states.randomise(before, random);
    for (int i = 0; i < BATCH; i++) {
      states.randomise(before, reads, random);
      before.pc = pc;
      for (FuzzGuest g : guests) {
        g.copyRegisters(before);
        long unused = g.engine.run(g.hart, 1);
      }
      for (FuzzGuest g : guests.subList(1, guests.size())) {
        if (!g.sameState(oracle) || slowly && !samePages(oracle, g)) {
          return Difference.of(insn, word, bytes, seed, reads, before, oracle, g);
        }
      }
      if (stores && !oracle.holds(pc, word, bytes)) { // it wrote over itself
        guests.forEach(g -> g.load(pc, word, bytes));
      }
    }
    for (FuzzGuest g : guests.subList(1, guests.size())) {
      if (!slowly && !samePages(oracle, g)) {
        return batch(seed, true);
      }
    }
    return null;
  }

  private boolean samePages(FuzzGuest a, FuzzGuest b) {
    a.contents(first);
    b.contents(other);
    return Arrays.equals(first, other);
  }
}

package dev.orrery.machine.fuzz;

import dev.orrery.engine.random.Insn;
import dev.orrery.engine.random.RandomProgram;
import dev.orrery.engine.random.Targets;
import dev.orrery.machine.shrink.DeltaDebugging;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Makes a program in which engines differ as small as it gets: a shorter run, fewer words, plainer
 * registers and memory. Jumps, and registers that point to words, go on pointing to the same ones.
 */
final class Shrinker {
  private final Predicate<RandomProgram> differs;
  private final BooleanSupplier stop;
  private RandomProgram best;

  private Shrinker(RandomProgram program, Predicate<RandomProgram> differs, BooleanSupplier stop) {
    this.best = program;
    this.differs = differs;
    this.stop = stop;
  }

  /**
   * A smaller program in which engines still differ.
   *
   * @param ran instructions after which they were seen to differ
   * @param differs whether they do in another program
   * @param stop asked before each try whether to be content with what there is
   */
  static RandomProgram shrink(
      RandomProgram program, long ran, Predicate<RandomProgram> differs, BooleanSupplier stop) {
    Shrinker shrinker = new Shrinker(program, differs, stop);
    shrinker.shorten(Math.max(1, ran));
    int before;
    do {
      before = shrinker.best.insns().size();
      shrinker.removeWords();
      shrinker.plainRegisters();
      shrinker.halve();
    } while (shrinker.best.insns().size() < before);
    return shrinker.best;
  }

  private boolean tryIt(RandomProgram candidate) {
    if (stop.getAsBoolean() || !differs.test(candidate)) {
      return false;
    }
    best = candidate;
    return true;
  }

  /** Stops where the difference was seen, if possible without stops before. */
  private void shorten(long ran) {
    RandomProgram p = best;
    if (ran < p.budget() && !tryIt(run(p, List.of(), ran))) {
      List<Long> cuts = p.cuts().stream().filter(c -> c < ran).toList();
      boolean unused = tryIt(run(p, cuts, ran));
    }
    for (int i = best.cuts().size() - 1; i >= 0; i--) {
      List<Long> fewer = new ArrayList<>(best.cuts());
      long unused = fewer.remove(i);
      boolean ignored = tryIt(run(best, fewer, best.budget()));
    }
  }

  /** Halves the run as long as it shows the difference. */
  private void halve() {
    while (best.budget() > 1 && best.cuts().isEmpty()) {
      if (!tryIt(run(best, List.of(), best.budget() / 2))) {
        return;
      }
    }
  }

  /** The end of the program always stays. */
  private void removeWords() {
    RandomProgram unused =
        DeltaDebugging.smallest(
            best,
            p -> p.insns().size(),
            (p, from, to) -> {
              RandomProgram smaller = without(p, from, to);
              return smaller.insns().size() < p.insns().size() && tryIt(smaller) ? smaller : null;
            });
  }

  private void plainRegisters() {
    if (best.contents() != 0) {
      RandomProgram p = best;
      boolean unused =
          tryIt(
              new RandomProgram(
                  p.isa(), p.base(), p.insns(), p.end(), p.registers(), 0, p.cuts(), p.budget()));
    }
    Set<String> needed = new HashSet<>(); // 0 is nothing that they can hold
    best.isa().registers().stream().filter(r -> r.reset() != 0).forEach(r -> needed.add(r.name()));
    for (String name : List.copyOf(best.registers().keySet())) {
      if (needed.contains(name)) {
        continue;
      }
      SortedMap<String, Long> fewer = new TreeMap<>(best.registers());
      fewer.remove(name);
      RandomProgram p = best;
      boolean ignored =
          tryIt(
              new RandomProgram(
                  p.isa(),
                  p.base(),
                  p.insns(),
                  p.end(),
                  fewer,
                  p.contents(),
                  p.cuts(),
                  p.budget()));
    }
  }

  private static RandomProgram run(RandomProgram p, List<Long> cuts, long budget) {
    return new RandomProgram(
        p.isa(), p.base(), p.insns(), p.end(), p.registers(), p.contents(), cuts, budget);
  }

  /**
   * The program without some of its words.
   *
   * @param from position of the first one; its end is kept all the same
   * @param to position behind the last one
   */
  static RandomProgram without(RandomProgram p, int from, int to) {
    List<Long> old = p.addresses();
    List<Long> moved = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    long at = p.base();
    int end = 0;
    for (int i = 0; i < p.insns().size(); i++) {
      moved.add(at);
      if (i == p.end()) {
        end = kept.size();
      }
      if (i < from || i >= to || i == p.end()) {
        kept.add(i);
        at += p.insns().get(i).bytes();
      }
    }
    List<Insn> insns = new ArrayList<>();
    for (int i : kept) {
      Insn insn = p.insns().get(i);
      DecodedInsn decoded = insn.decode(p.isa(), old.get(i));
      Long target = decoded == null ? null : Targets.of(decoded);
      int position = target == null ? -1 : old.indexOf(target);
      Insn aimed =
          position < 0 || position >= moved.size()
              ? null
              : Targets.aim(p.isa(), insn, moved.get(i), moved.get(position));
      insns.add(aimed == null ? insn : aimed);
    }
    SortedMap<String, Long> registers = new TreeMap<>(p.registers());
    registers.replaceAll(
        (name, value) -> {
          int position = old.indexOf(value);
          return position < 0 || position >= moved.size() ? value : moved.get(position);
        });
    return new RandomProgram(
        p.isa(), p.base(), insns, end, registers, p.contents(), p.cuts(), p.budget());
  }
}

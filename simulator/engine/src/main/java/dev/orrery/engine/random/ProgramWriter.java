package dev.orrery.engine.random;

import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.random.Draft.Place;
import dev.orrery.engine.random.Idioms.Constant;
import dev.orrery.engine.random.Jumps.Loop;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.random.RandomWords;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes one program: pieces of straight code, loops, branches, calls, computed jumps and stores to
 * code, one behind the other and in each other. Registers that give it its structure are reserved:
 * the rest of the code leaves them alone, except in some programs.
 */
final class ProgramWriter {
  static final int DEEPEST = 2;
  private static final int MOST_WORDS = 400;
  private static final int MOST_PIECES = 6;

  /** Pieces of a program that is not run again and again until it was hot. */
  private static final int MOST_PIECES_TO_END = 24;

  private static final int LEAST_BUDGET_BITS = 12;
  private static final int MOST_BUDGET_BITS = 19;
  private static final int CASES = 3;

  final Isa isa;
  final SplittableRandom random;
  private final RandomWords words;
  final Idioms idioms;
  final Jumps jumps;
  private final RandomInsns insns;
  private final RandomState states;
  final Draft draft;

  final Registers registers;

  private final Confines confines;

  private boolean dispatched;
  private boolean rewritten;

  ProgramWriter(
      Isa isa,
      SplittableRandom random,
      RandomWords words,
      Idioms idioms,
      RandomInsns insns,
      RandomState states,
      Confines confines) {
    this.isa = isa;
    this.random = random;
    this.words = words;
    this.idioms = idioms;
    this.jumps = idioms.jumps();
    this.insns = insns;
    this.states = states;
    this.confines = confines;
    this.draft =
        new Draft(isa, idioms.neutral(), confines.end() ? insns.definitions(random) : null);
    boolean wild = !confines.end() && random.nextInt(16) == 0;
    this.registers = new Registers(shuffled(idioms.registers()), wild);
  }

  private List<Integer> shuffled(List<Integer> list) {
    List<Integer> shuffled = new ArrayList<>(list);
    for (int i = shuffled.size(); i > 1; i--) {
      shuffled.add(shuffled.remove(random.nextInt(i)));
    }
    return shuffled;
  }

  RandomProgram program() {
    preferFixedBases();
    long middle = World.DATA + MemoryPort.PAGE_SIZE;
    int aligned = registers.reserve(middle + 8L * random.nextInt(-32, 32));
    int crossing = registers.reserve(middle - random.nextInt(16));
    int any =
        registers.reserve(random.nextInt(4) == 0 ? World.pointer(random) : World.BEHIND + 0x800);
    registers
        .pointers()
        .addAll(List.of(aligned, aligned, aligned, aligned, aligned, any, any, crossing));
    if (insns.computesAddresses()) {
      registers.indices().add(registers.reserve(random.nextInt(16)));
    }
    Calls calls = Calls.of(this);
    Place beginning = draft.here();
    int most = confines.end() ? MOST_PIECES_TO_END : MOST_PIECES;
    for (int n = random.nextInt(2, most); n > 0; n--) {
      piece(0, calls, 0);
    }
    if (!confines.end() && random.nextInt(4) != 0 && !jumps.always().isEmpty()) {
      draft.add(pick(jumps.always()), beginning);
    }
    Place end = draft.here();
    draft.add(ending());
    if (calls != null) {
      calls.bodies();
    }
    return laidOut(end);
  }

  /** Lets the first register that is reserved, now and then, be one that rows address by. */
  private void preferFixedBases() {
    for (int fixed : insns.fixedBases()) {
      if (random.nextBoolean()) {
        registers.prefer(fixed);
      }
    }
  }

  /** A word that stops the program: of no row, or else one that cannot be stepped over. */
  private Insn ending() {
    if (words.hasIllegal()) {
      long word = words.illegal(random);
      return new Insn(word, isa.decoder().length(word));
    }
    List<Insn> stopping = insns.stopping();
    if (!stopping.isEmpty()) {
      return pick(stopping);
    }
    return draft.size() == 0 ? idioms.neutral().getFirst() : pick(jumps.always());
  }

  private RandomProgram laidOut(Place end) {
    int unit = isa.decoder().minimumLength();
    long base =
        random.nextBoolean()
            ? World.CODE + (long) unit * random.nextInt(64)
            : World.CODE + MemoryPort.PAGE_SIZE - (long) unit * random.nextInt(128);
    Hart hart = idioms.hart();
    states.randomise(hart, random);
    states.confine(hart, confines, random);
    registers.fill(hart, idioms.file(), place -> draft.address(place, base));
    double bits = random.nextDouble(LEAST_BUDGET_BITS, MOST_BUDGET_BITS);
    long budget = (long) Math.scalb(Math.exp((bits - (int) bits) * Math.log(2)), (int) bits);
    return new RandomProgram(
        isa,
        base,
        draft.words(base),
        draft.position(end),
        RandomProgram.registersOf(hart),
        random.nextLong(),
        cuts(budget),
        budget);
  }

  private List<Long> cuts(long budget) {
    TreeSet<Long> cuts = new TreeSet<>();
    for (int n = random.nextInt(5); n > 0; n--) {
      long cut = random.nextLong(1, budget);
      cuts.add(cut);
      if (random.nextBoolean()) {
        cuts.add(Math.min(cut + random.nextInt(1, 70), budget - 1));
      }
    }
    return List.copyOf(cuts);
  }

  /**
   * Adds a piece.
   *
   * @param depth of loops that it is in
   * @param function only functions from this one on are called
   */
  void piece(int depth, @Nullable Calls calls, int function) {
    if (draft.size() > MOST_WORDS) {
      return;
    }
    if (!confines.end() && random.nextInt(24) == 0) {
      oddity();
    }
    switch (random.nextInt(15)) {
      case 0, 1, 2, 3, 4 -> {
        if (depth < DEEPEST) {
          loop(depth, calls, function);
        } else {
          straight(8);
        }
      }
      case 5, 6, 7 -> skip(depth, calls, function);
      case 8, 9 -> {
        if (calls != null) {
          calls.call(function);
        }
      }
      case 10 -> dispatch();
      case 11 -> rewrite();
      default -> straight(16);
    }
  }

  /** Straight code of up to so many instructions. */
  void straight(int most) {
    for (int n = random.nextInt(1, most + 1); n > 0; n--) {
      insns.some(random, registers).forEach(draft::add);
    }
  }

  private void loop(int depth, @Nullable Calls calls, int function) {
    int counter = registers.reserve();
    List<Loop> loops = jumps.loops(counter);
    List<Constant> constants = idioms.constants(counter);
    if (loops.isEmpty() || constants.isEmpty()) {
      straight(8);
    } else {
      draft.add(pick(constants).insn());
      Place head = draft.here();
      straight(12);
      for (int n = random.nextInt(3); n > 0; n--) {
        piece(depth + 1, calls, function);
      }
      Loop loop = pick(loops);
      draft.add(loop.step());
      draft.add(loop.branch(), head);
    }
    registers.release(counter);
  }

  /** A branch over something, or back to the place before it. */
  private void skip(int depth, @Nullable Calls calls, int function) {
    List<Insn> branches = jumps.branches();
    if (branches.isEmpty()) {
      straight(8);
      return;
    }
    Place before = draft.here();
    Place behind = new Place();
    draft.add(pick(branches), behind);
    straight(6);
    if (random.nextBoolean()) {
      piece(depth, calls, function);
    }
    if (!confines.end() && random.nextInt(6) == 0) {
      draft.add(pick(branches), before);
    }
    draft.put(behind);
  }

  /** A jump through a register that points to another place each time. */
  private void dispatch() {
    int need = CASES + 1;
    if (dispatched || registers.left() < need + 4) {
      straight(8);
      return;
    }
    dispatched = true;
    int[] places = new int[CASES + 1];
    for (int i = 0; i < places.length; i++) {
      places[i] = registers.reserve();
    }
    List<Insn> through = jumps.through(places[0]);
    List<Insn> back = jumps.always();
    if (through.isEmpty() || back.isEmpty() || !rotate(places)) {
      return;
    }
    draft.add(pick(through));
    Place behind = new Place();
    for (int i = 0; i < CASES; i++) {
      registers.hold(places[i], draft.here());
      straight(5);
      draft.add(pick(back), behind);
    }
    draft.put(behind);
  }

  /** Moves what registers hold to the one before each, and the first one's to the last but one. */
  private boolean rotate(int[] registers) {
    int last = registers.length - 1;
    List<Insn> moves = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      // The last register is only on the way.
      List<Insn> found = idioms.moves(registers[i == 0 ? last : i - 1], registers[i]);
      if (found.isEmpty()) {
        return false;
      }
      moves.add(pick(found));
    }
    moves.forEach(draft::add);
    return true;
  }

  /** Code that stores over code, another word each time. */
  private void rewrite() {
    if (rewritten || registers.left() < 8) {
      straight(8);
      return;
    }
    Insn first = insns.any(random, registers);
    Insn second = insns.any(random, registers);
    if (first == null || second == null || first.bytes() != second.bytes()) {
      straight(4);
      return;
    }
    int[] values = {registers.reserve(), registers.reserve(), registers.reserve()};
    int address = registers.reserve();
    List<Insn> stores = idioms.stores(values[0], address, first.bytes());
    if (stores.isEmpty() || !rotate(values)) {
      return;
    }
    rewritten = true;
    registers.hold(values[0], stored(first));
    registers.hold(values[1], stored(second));
    Place slot = new Place();
    registers.hold(address, slot);
    boolean ahead = random.nextBoolean();
    if (!ahead) {
      draft.put(slot);
      draft.add(first);
      straight(4);
    }
    draft.add(pick(stores));
    if (random.nextBoolean() && !idioms.fences().isEmpty()) {
      draft.add(pick(idioms.fences()));
    }
    if (ahead) {
      if (random.nextBoolean()) {
        straight(4);
      }
      draft.put(slot);
      draft.add(first);
    }
  }

  /** What a register holds when storing it writes {@code insn}. */
  private long stored(Insn insn) {
    return isa.dataOrder().of(isa.insnOrder().of(insn.word(), insn.bytes()), insn.bytes());
  }

  /** What programs rarely do: a word of no row, a jump to anywhere. */
  private void oddity() {
    Insn jump = random.nextInt(3) == 0 ? insns.wildJump(random, registers.reserved()) : null;
    if (jump != null) {
      draft.add(jump);
    } else if (words.hasIllegal()) {
      long word = words.illegal(random);
      draft.add(new Insn(word, isa.decoder().length(word)));
    }
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}

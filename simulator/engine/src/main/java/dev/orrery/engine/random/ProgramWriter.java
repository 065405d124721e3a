package dev.orrery.engine.random;

import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.random.Draft.Place;
import dev.orrery.engine.random.Idioms.Call;
import dev.orrery.engine.random.Idioms.Constant;
import dev.orrery.engine.random.Idioms.Loop;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.random.RandomWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes one program: pieces of straight code, loops, branches, calls, computed jumps and stores to
 * code, one behind the other and in each other. Registers that give it its structure are reserved:
 * the rest of the code leaves them alone, except in some programs.
 */
final class ProgramWriter {
  private static final int DEEPEST = 2;
  private static final int MOST_WORDS = 400;
  private static final int LEAST_BUDGET_BITS = 12;
  private static final int MOST_BUDGET_BITS = 19;
  private static final int FRAME = 16;
  private static final int CASES = 3;

  private final Isa isa;
  private final SplittableRandom random;
  private final RandomWords words;
  private final Idioms idioms;
  private final RandomInsns insns;
  private final RandomState states;
  private final Draft draft;

  /** Registers that nobody has reserved yet, in the order in which they will be. */
  private final List<Integer> free;

  private final Set<Integer> reserved = new HashSet<>();

  /** Reserved registers that hold addresses of data. */
  private final List<Integer> pointers = new ArrayList<>();

  /** What reserved registers hold at first: numbers and places of the program. */
  private final Map<Integer, Long> numbers = new HashMap<>();

  private final Map<Integer, Place> places = new HashMap<>();

  /** Whether anything may be overwritten. */
  private final boolean wild;

  private boolean dispatched;
  private boolean rewritten;

  /** A function: where it starts, and how to return from it. */
  private record Function(Place place, Insn ret) {}

  ProgramWriter(
      Isa isa,
      SplittableRandom random,
      RandomWords words,
      Idioms idioms,
      RandomInsns insns,
      RandomState states) {
    this.isa = isa;
    this.random = random;
    this.words = words;
    this.idioms = idioms;
    this.insns = insns;
    this.states = states;
    this.draft = new Draft(isa, idioms.neutral());
    this.free = shuffled(idioms.registers());
    this.wild = random.nextInt(16) == 0;
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
    int aligned = reserve(middle + 8L * random.nextInt(-32, 32));
    int crossing = reserve(middle - random.nextInt(16));
    int any = reserve(random.nextInt(4) == 0 ? World.pointer(random) : World.BEHIND + 0x800);
    pointers.addAll(List.of(aligned, aligned, aligned, aligned, aligned, any, any, crossing));
    Calls calls = Calls.of(this);
    Place beginning = draft.here();
    for (int n = random.nextInt(2, 6); n > 0; n--) {
      piece(0, calls, 0);
    }
    if (random.nextInt(4) != 0 && !idioms.jumps().isEmpty()) {
      draft.add(pick(idioms.jumps()), beginning);
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
      if (random.nextBoolean() && free.remove((Integer) fixed)) {
        free.addLast(fixed);
      }
    }
  }

  /** A word that stops the program: of no row, or else one that cannot be stepped over. */
  private Insn ending() {
    if (words.hasIllegal()) {
      long word = words.illegal(random);
      return new Insn(word, isa.decoder().length(word));
    }
    return draft.size() == 0 ? idioms.neutral().getFirst() : pick(idioms.jumps());
  }

  private RandomProgram laidOut(Place end) {
    int unit = isa.decoder().minimumLength();
    long base =
        random.nextBoolean()
            ? World.CODE + (long) unit * random.nextInt(64)
            : World.CODE + MemoryPort.PAGE_SIZE - (long) unit * random.nextInt(128);
    Hart hart = idioms.hart();
    states.randomise(hart, random);
    RegisterFile file = idioms.file();
    numbers.forEach((n, value) -> hart.regs[file.readSlot(n)] = Bits.zext(value, file.width()));
    places.forEach((n, place) -> hart.regs[file.readSlot(n)] = draft.address(place, base));
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

  // ---- registers ----

  /** Reserves a register that holds {@code value} at first. */
  private int reserve(long value) {
    int register = reserve();
    numbers.put(register, value);
    return register;
  }

  private int reserve() {
    int register = free.removeLast();
    if (!wild) {
      reserved.add(register);
    }
    return register;
  }

  /** Gives a register back. */
  private void release(int register) {
    reserved.remove(register);
    free.addFirst(register);
  }

  // ---- pieces ----

  /**
   * Adds a piece.
   *
   * @param depth of loops that it is in
   * @param function only functions from this one on are called
   */
  private void piece(int depth, @Nullable Calls calls, int function) {
    if (draft.size() > MOST_WORDS) {
      return;
    }
    if (random.nextInt(24) == 0) {
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
  private void straight(int most) {
    for (int n = random.nextInt(1, most + 1); n > 0; n--) {
      Insn insn = insns.any(random, reserved, pointers);
      if (insn != null) {
        draft.add(insn);
      }
    }
  }

  private void loop(int depth, @Nullable Calls calls, int function) {
    int counter = reserve();
    List<Loop> loops = idioms.loops(counter);
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
    release(counter);
  }

  /** A branch over something, or back to the place before it. */
  private void skip(int depth, @Nullable Calls calls, int function) {
    List<Insn> branches = idioms.branches();
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
    if (random.nextInt(6) == 0) {
      draft.add(pick(branches), before);
    }
    draft.put(behind);
  }

  /** A jump through a register that points to another place each time. */
  private void dispatch() {
    int need = CASES + 1;
    if (dispatched || free.size() < need + 4) {
      straight(8);
      return;
    }
    dispatched = true;
    int[] registers = new int[CASES + 1];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = reserve();
    }
    List<Insn> jumps = idioms.jumpsThrough(registers[0]);
    List<Insn> back = idioms.jumps();
    if (jumps.isEmpty() || back.isEmpty() || !rotate(registers)) {
      return;
    }
    draft.add(pick(jumps));
    Place behind = new Place();
    for (int i = 0; i < CASES; i++) {
      places.put(registers[i], draft.here());
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
    if (rewritten || free.size() < 8) {
      straight(8);
      return;
    }
    Insn first = insns.any(random, reserved, pointers);
    Insn second = insns.any(random, reserved, pointers);
    if (first == null || second == null || first.bytes() != second.bytes()) {
      straight(4);
      return;
    }
    int[] values = {reserve(), reserve(), reserve()};
    int address = reserve();
    List<Insn> stores = idioms.stores(values[0], address, first.bytes());
    if (stores.isEmpty() || !rotate(values)) {
      return;
    }
    rewritten = true;
    numbers.put(values[0], stored(first));
    numbers.put(values[1], stored(second));
    Place slot = new Place();
    places.put(address, slot);
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
    Insn jump = random.nextInt(3) == 0 ? insns.wildJump(random, reserved) : null;
    if (jump != null) {
      draft.add(jump);
    } else if (words.hasIllegal()) {
      long word = words.illegal(random);
      draft.add(new Insn(word, isa.decoder().length(word)));
    }
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** The functions of the program, which share a link register and a stack. */
  private static final class Calls {
    private final ProgramWriter writer;
    private final List<Call> ways;
    private final List<Function> functions = new ArrayList<>();

    /** Saves the link register, and gets it back; empty if functions call nobody. */
    private final List<Insn> prologue = new ArrayList<>();

    private final List<Insn> epilogue = new ArrayList<>();

    /** Holds the address of the last function, for calls through it. */
    private final int pointer;

    private Calls(ProgramWriter writer, List<Call> ways) {
      this.writer = writer;
      this.ways = ways;
      this.pointer = writer.reserve();
    }

    /** Functions for a program; null if it has none. */
    static @Nullable Calls of(ProgramWriter writer) {
      List<Call> all = writer.idioms.calls();
      if (all.isEmpty() || writer.random.nextInt(4) == 0) {
        return null;
      }
      Call first = writer.pick(all);
      List<Insn> returns = writer.idioms.returns(first);
      int link = first.number();
      if (returns.isEmpty() || link >= 0 && !writer.free.remove((Integer) link)) {
        return null;
      }
      if (link >= 0 && !writer.wild) {
        writer.reserved.add(link);
      }
      List<Call> ways =
          all.stream()
              .filter(c -> c.number() == link && Objects.equals(c.single(), first.single()))
              .toList();
      Calls calls = new Calls(writer, ways);
      for (int n = writer.random.nextInt(1, 4); n > 0; n--) {
        calls.functions.add(new Function(new Place(), writer.pick(returns)));
      }
      if (link >= 0) {
        calls.saving(link);
      }
      writer.places.put(calls.pointer, calls.functions.getLast().place());
      return calls;
    }

    private void saving(int link) {
      int sp = writer.reserve(World.DATA + MemoryPort.PAGE_SIZE + 0x800L);
      Idioms idioms = writer.idioms;
      List<List<Insn>> needed =
          List.of(
              idioms.adds(sp, -FRAME),
              idioms.stores(link, sp, writer.isa.xlen() / 8),
              idioms.loads(link, sp),
              idioms.adds(sp, FRAME));
      if (needed.stream().noneMatch(List::isEmpty)) {
        prologue.add(writer.pick(needed.get(0)));
        prologue.add(writer.pick(needed.get(1)));
        epilogue.add(writer.pick(needed.get(2)));
        epilogue.add(writer.pick(needed.get(3)));
      }
    }

    /** Adds a call of a function from {@code least} on. */
    void call(int least) {
      if (least >= functions.size()) {
        writer.straight(4);
        return;
      }
      int called = writer.random.nextInt(least, functions.size());
      List<Insn> through =
          called == functions.size() - 1 && writer.random.nextBoolean()
              ? writer.idioms.callsThrough(pointer, ways.getFirst().number())
              : List.of();
      if (through.isEmpty()) {
        writer.draft.add(writer.pick(ways).insn(), functions.get(called).place());
      } else {
        writer.draft.add(writer.pick(through));
      }
    }

    /** Adds the functions themselves. */
    void bodies() {
      boolean recursive = writer.random.nextBoolean();
      for (int i = 0; i < functions.size(); i++) {
        writer.draft.put(functions.get(i).place());
        prologue.forEach(writer.draft::add);
        boolean last = i == functions.size() - 1;
        boolean nests = !prologue.isEmpty();
        if (last && nests && recursive) {
          recursion(functions.get(i));
        }
        writer.straight(8);
        if (writer.random.nextBoolean()) {
          writer.piece(DEEPEST - 1, nests ? this : null, i + 1);
        }
        epilogue.forEach(writer.draft::add);
        writer.draft.add(functions.get(i).ret());
      }
    }

    /** Calls {@code function} again unless a counter says that it is deep enough. */
    private void recursion(Function function) {
      int counter = writer.reserve(writer.random.nextInt(2, 40));
      List<Loop> loops = writer.idioms.loops(counter);
      List<Insn> jumps = writer.idioms.jumps();
      List<Constant> constants = writer.idioms.constants(counter);
      if (loops.isEmpty() || jumps.isEmpty() || constants.isEmpty()) {
        return;
      }
      Loop loop = writer.pick(loops);
      Place again = new Place();
      Place deep = new Place();
      writer.draft.add(loop.step());
      writer.draft.add(loop.branch(), again);
      writer.draft.add(writer.pick(constants).insn());
      writer.draft.add(writer.pick(jumps), deep);
      writer.draft.put(again);
      writer.draft.add(writer.pick(ways).insn(), function.place());
      writer.draft.put(deep);
    }
  }
}

package dev.orrery.machine.fuzz;

import dev.orrery.engine.Access;
import dev.orrery.engine.Engine;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.engine.random.RandomProgram;
import dev.orrery.engine.random.World;
import dev.orrery.machine.validate.Fact;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs on several engines, each program on new ones, and compares all that a guest can see
 * at every stop: registers, flags, the program counter, why it stopped, counts, device accesses and
 * when they happened; and memory at the end of every slice.
 */
final class ProgramRunner {
  /** Traps and faults of one program; then it has come to its end. */
  private static final int MOST_STOPS = 4000;

  private final List<ProgramFuzzer.Maker> engines;
  private final @Nullable CoreTable core;
  private final @Nullable ProcessorCheck check;
  private final List<FuzzGuest> guests = new ArrayList<>();
  private final byte[] first = new byte[World.BYTES];
  private final byte[] other = new byte[World.BYTES];
  private final StopListener listener;
  private @Nullable Throwable failure;

  /** Told of every trap and fault. */
  @FunctionalInterface
  interface StopListener {
    /** The instruction at {@code hart.pc} did not complete, for {@code hart.stop}. */
    void stopped(Hart hart);
  }

  /**
   * Runs programs on engines that are made for each; the others are compared with the first.
   *
   * @param core the core whose cycles are compared as well; null for none
   * @param check compares with a processor as well; null for none
   * @param listener hears of the first engine's stops
   */
  ProgramRunner(
      List<ProgramFuzzer.Maker> engines,
      @Nullable CoreTable core,
      @Nullable ProcessorCheck check,
      StopListener listener) {
    List<ProgramFuzzer.Maker> all = new ArrayList<>(engines);
    if (check != null) {
      all.add(check::reference);
    }
    this.engines = List.copyOf(all);
    this.core = core;
    this.check = check;
    this.listener = listener;
    for (ProgramFuzzer.Maker engine : all) {
      guests.add(new FuzzGuest(engine.make(null), check == null));
    }
  }

  /** The engine that ran the last program in this position. */
  Engine engine(int position) {
    return guests.get(position).engine;
  }

  /** Instructions that each engine retired of the last program. */
  long retired() {
    return guests.getFirst().hart.retired;
  }

  /** Runs a program until its budget is used up or two engines differ. */
  @Nullable ProgramDifference run(RandomProgram program) {
    start(program);
    List<Long> addresses = program.addresses();
    Hart hart = guests.getFirst().hart;
    List<Long> ends = new ArrayList<>(program.cuts());
    ends.add(program.budget());
    int stops = 0;
    for (long end : ends) {
      while (hart.retired < end && stops < MOST_STOPS) {
        long before = hart.retired;
        ProgramDifference difference = advance(program, end - before);
        if (difference != null) {
          return difference;
        }
        if (hart.stop instanceof Stop.Trap || hart.stop instanceof Stop.Fault) {
          stops++;
          listener.stopped(hart);
          ProgramDifference processors = check == null ? null : compared(check, program);
          if (processors != null) {
            return processors;
          }
          long next = next(program, addresses, hart);
          guests.forEach(g -> g.hart.pc = next);
          if (check != null) {
            check.goOn(guests.getLast());
          }
        }
      }
      for (FuzzGuest g : guests.subList(1, guests.size())) {
        if (!samePages(guests.getFirst(), g)) {
          return difference(program, g, hart.retired, 0);
        }
      }
    }
    return null;
  }

  private @Nullable ProgramDifference compared(ProcessorCheck check, RandomProgram program) {
    FuzzGuest reference = guests.getLast();
    List<Fact> facts = check.compare(reference);
    long before = check.ranBefore();
    return facts.isEmpty()
        ? null
        : new ProgramDifference(
            program,
            List.of(reference.engine.name(), check.name()),
            before,
            reference.hart.retired - before + 1,
            facts,
            null);
  }

  private void start(RandomProgram program) {
    byte[] contents = World.contents(program.contents());
    if (check != null) {
      check.fix(contents);
    }
    byte[] code = program.code();
    System.arraycopy(code, 0, contents, (int) (program.base() - World.CODE), code.length);
    for (int i = 0; i < guests.size(); i++) {
      FuzzGuest guest = guests.get(i);
      guest.use(engines.get(i), core);
      guest.reset(contents);
      program.start(guest.hart);
    }
    if (check != null) {
      check.start(guests.getLast(), contents);
    }
  }

  private @Nullable ProgramDifference advance(RandomProgram program, long budget) {
    FuzzGuest reference = guests.getFirst();
    long before = reference.hart.retired;
    for (FuzzGuest g : guests) {
      failure = null;
      if (!advance(g, budget) || !g.sameState(reference)) {
        return difference(program, g, before, budget);
      }
    }
    return null;
  }

  /** Whether an engine did what it promises about counts. */
  private boolean advance(FuzzGuest guest, long budget) {
    long before = guest.hart.retired;
    try {
      long ran = guest.engine.run(guest.hart, budget);
      return guest.hart.retired - before == ran && ran <= budget;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      failure = e; // whatever it is, no guest may cause it
      return false;
    }
  }

  private ProgramDifference difference(
      RandomProgram program, FuzzGuest guest, long retired, long budget) {
    FuzzGuest reference = guests.getFirst();
    return new ProgramDifference(
        program,
        List.of(reference.engine.name(), guest.engine.name()),
        retired,
        budget,
        GuestFacts.of(reference, guest),
        failure);
  }

  /** Where to go on: behind an instruction of the program, from its end or a wrong turn anew. */
  private static long next(RandomProgram program, List<Long> addresses, Hart hart) {
    boolean fetched = !(hart.stop instanceof Stop.Fault f && f.access() == Access.FETCH);
    boolean inside = hart.pc >= program.base() && hart.pc < addresses.getLast();
    if (!fetched || !inside || hart.pc == addresses.get(program.end())) {
      return program.base();
    }
    return Bits.zext(hart.pc + length(hart), hart.isa.xlen());
  }

  private static int length(Hart hart) {
    Decoder decoder = hart.isa.decoder();
    if (decoder.inBytes()) {
      DecodedInsn insn = decodedAt(hart);
      return insn == null ? 1 : insn.length();
    }
    return decoder.length(hart.memory.space().fetch(hart.pc, decoder.minimumLength()));
  }

  /** The instruction that a hart is at; null if there is none. */
  static @Nullable DecodedInsn decodedAt(Hart hart) {
    try {
      return hart.isa.decoder().decode(hart.memory.space()::fetch, hart.pc);
    } catch (GuestFault e) {
      return null;
    }
  }

  private boolean samePages(FuzzGuest a, FuzzGuest b) {
    a.contents(first);
    b.contents(other);
    return Arrays.equals(first, other);
  }
}

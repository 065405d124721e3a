package dev.orrery.machine.validate;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Hart;
import dev.orrery.engine.code.InsnReader;
import dev.orrery.engine.oracle.Footprint;
import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.engine.oracle.Preview;
import dev.orrery.machine.Machine;
import dev.orrery.machine.ThreadView;
import dev.orrery.machine.dwarf.SourceFrame;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.fault.CodeAround;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.validate.Validator.Stretch;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What there is to say about the end of a stretch at which sides begin to differ. */
final class Explanation {
  /** How many instructions back to look for who wrote what differs. */
  static final long REACH = 8192;

  /** Nobody knows yet which instruction is to blame. */
  static final long UNKNOWN = -1;

  private final List<Side> sides;
  private final VisibleState state;
  private final Function<List<Side>, Lockstep> start;

  Explanation(List<Side> sides, VisibleState state, Function<List<Side>, Lockstep> start) {
    this.sides = sides;
    this.state = state;
    this.start = start;
  }

  /** Null if the sides do not differ again. */
  @Nullable Divergence of(Stretch stretch, AtomicInteger replays) {
    return of(stretch, UNKNOWN, replays);
  }

  /**
   * The same where it is known what is to blame.
   *
   * @param culprit the number of instructions before the one that is; {@link #UNKNOWN} to look for
   *     it
   */
  @Nullable Divergence of(Stretch stretch, long culprit, AtomicInteger replays) {
    try (Lockstep after = start.apply(sides)) {
      if (stretch.paused()) {
        after.advance(stretch.from());
      }
      after.advance(stretch.to());
      if (after.agrees()) {
        return null;
      }
      Facts facts = new Facts(state, after.replicas());
      long suspect =
          culprit != UNKNOWN
              ? culprit
              : stretch.paused() ? stretch.from() : suspect(stretch, facts);
      try (Lockstep before = start.apply(List.of(sides.getLast()));
          Lockstep next = start.apply(List.of(sides.getLast()))) {
        before.advance(suspect);
        next.advance(suspect);
        next.advance(suspect + 1);
        Replica reference = before.replicas().getFirst();
        return describe(
            stretch,
            culprit != UNKNOWN,
            reference,
            turn(reference, next.replicas().getFirst()),
            facts,
            replays.get());
      }
    }
  }

  /** The thread that executed the next instruction: events may have come first. */
  private static ThreadView turn(Replica before, Replica after) {
    Map<Integer, Long> retired = new HashMap<>();
    before.threads().forEach(t -> retired.put(t.id(), t.hart().retired));
    ThreadView turn = before.threads().getFirst();
    for (ThreadView t : before.threads()) {
      turn = t.hart() == before.machine().hart() ? t : turn;
    }
    for (ThreadView t : after.threads()) {
      if (retired.containsKey(t.id()) && retired.get(t.id()) != t.hart().retired) {
        int id = t.id();
        return before.threads().stream().filter(b -> b.id() == id).findFirst().orElse(turn);
      }
    }
    return turn;
  }

  private Divergence describe(
      Stretch stretch,
      boolean alone,
      Replica reference,
      ThreadView turn,
      Facts facts,
      int replays) {
    Machine machine = reference.machine();
    Hart hart = turn.hart();
    SymbolTable symbols = machine.symbols();
    DecodedInsn insn = read(machine, hart.pc);
    Row row = insn == null ? null : insn.row();
    Symbolizer names =
        address -> {
          String name = symbols.describe(address);
          return "0x" + Long.toHexString(address) + (name == null ? "" : " <" + name + ">");
        };
    Set<Place> reads = insn == null ? Set.of() : Facts.reads(insn);
    Footprint touched =
        insn == null ? new Footprint(List.of(), List.of()) : preview(machine).of(hart, insn);
    return new Divergence(
        reference.retired(),
        reference.threads().size() < 2
            ? null
            : "thread %d (%s)".formatted(turn.id(), turn.name().replaceAll("\\p{C}", "?")),
        turn.id(),
        hart.pc,
        insn,
        insn == null
            ? "no instruction"
            : new Disassembler(hart.isa).text(insn, Style.ALIASES, names).replace('\t', ' '),
        row == null ? null : row.name() + " (" + row.source() + ")",
        symbols.describe(hart.pc),
        source(machine, hart.pc),
        CodeAround.lines(machine, hart),
        sides.stream().map(Side::name).toList(),
        facts.around(reference, turn.id(), reads, touched, stretch.paused()),
        facts.odd(),
        stretch.paused() ? 1 : stretch.to() - reference.retired(),
        alone,
        replays);
  }

  /** The line of the source; null if it is unknown. */
  static @Nullable String source(Machine machine, long pc) {
    List<SourceFrame> frames = machine.image().debugInfo().frames(pc);
    return frames.isEmpty() ? null : frames.getFirst().place();
  }

  /** The instruction at {@code pc}; null if there is none. */
  static @Nullable DecodedInsn read(Machine machine, long pc) {
    try {
      return new InsnReader(machine.hart().isa, machine.memory()).read(pc);
    } catch (GuestFault | GuestTrap e) {
      return null;
    }
  }

  static Preview preview(Machine machine) {
    GuestMemory memory = machine.memory();
    return new Preview(machine.hart().isa, (address, bytes) -> Facts.peek(memory, address, bytes));
  }

  /**
   * The instruction that is to blame when one side is wrong only where it may run on: of those that
   * wrote last, on the reference, to a place that differs, the first.
   */
  private long suspect(Stretch stretch, Facts facts) {
    long from = Math.max(0, stretch.to() - REACH);
    Map<Place, Long> writers = new HashMap<>();
    Map<Long, Long> stores = new HashMap<>();
    try (Lockstep run = start.apply(List.of(sides.getLast()))) {
      run.advance(from);
      Replica reference = run.replicas().getFirst();
      Machine machine = reference.machine();
      Preview preview = preview(machine);
      while (run.at() < stretch.to() && !run.over()) {
        Hart hart = machine.hart();
        DecodedInsn insn = read(machine, hart.pc);
        if (insn != null) {
          Footprint touched = preview.of(hart, insn);
          touched.written().forEach(p -> writers.put(p, run.at()));
          for (MemoryAccess m : touched.accesses()) {
            for (long a = m.address() & -8; m.store() && a < m.address() + m.bytes(); a += 8) {
              stores.put(a, run.at());
            }
          }
        }
        run.advance(run.at() + 1);
      }
    }
    Set<Long> blamed = new HashSet<>();
    facts.differentPlaces().forEach(p -> blamed.add(writers.getOrDefault(p, stretch.from())));
    facts.differentWords().forEach(a -> blamed.add(stores.getOrDefault(a, stretch.from())));
    List<Long> sorted = new ArrayList<>(blamed);
    sorted.sort(Long::compare);
    return sorted.isEmpty() ? stretch.from() : sorted.getFirst();
  }
}

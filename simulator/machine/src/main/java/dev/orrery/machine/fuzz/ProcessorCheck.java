package dev.orrery.machine.fuzz;

import dev.orrery.engine.Access;
import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.random.Openness;
import dev.orrery.engine.random.World;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.machine.fuzz.processor.Processor;
import dev.orrery.machine.fuzz.processor.Processor.Arrival;
import dev.orrery.machine.linux.RaisedSignal;
import dev.orrery.machine.linux.Signal;
import dev.orrery.machine.validate.Fact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets a processor run what an engine has run, from one trap or fault to the next, and compares
 * registers, memory and the signal. Registers that the manual leaves open do not count; after each
 * stop the processor goes on from the engine's state. Where an instruction read what was open, or
 * one was executed whose results cannot be compared, nothing is said until the next stop.
 */
final class ProcessorCheck {
  /** Bits of addresses that a program can have on any host. */
  private static final int CANONICAL = 47;

  /**
   * Addresses of faults that are the same but for so many bits are alike: of a large operand that
   * is aligned, a row may load only the part that it needs.
   */
  private static final int OPERAND = 4;

  private final Isa isa;
  private final Processor processor;
  private final Predicate<Row> comparable;
  private final List<Integer> pinned = new ArrayList<>();
  private final Openness openness;
  private final FuzzGuest mirror;
  private final Hart before;
  private final byte[] ours = new byte[World.BYTES];
  private final byte[] theirs = new byte[World.BYTES];
  private final Teller teller = new Teller();
  private boolean incomparable;
  private boolean pagesFollow;
  private byte[] pages = new byte[0];
  private long compared;
  private long skipped;

  /**
   * A comparison with {@code processor}.
   *
   * @param comparable rows whose results can be compared
   * @param pinned registers, by name, that must hold addresses
   */
  ProcessorCheck(Isa isa, Processor processor, Predicate<Row> comparable, Set<String> pinned) {
    this.isa = isa;
    this.processor = processor;
    this.comparable = comparable;
    openness = new Openness(isa);
    for (RegisterFile file : isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        if (pinned.contains(file.names().get(i))) {
          this.pinned.add(file.readSlot(i));
        }
      }
    }
    mirror = new FuzzGuest(Engines.create("interpreter", isa, EngineOptions.PLAIN), false);
    before = new Hart(isa, mirror.hart.memory.space());
  }

  /** The engine whose runs are told to this object. */
  Engine reference(@Nullable RetireListener unused) {
    return Engines.create("interpreter", isa, EngineOptions.PLAIN.retiringTo(teller));
  }

  /** The processor's name. */
  String name() {
    return processor.name();
  }

  /** Instructions that were compared. */
  long compared() {
    return compared;
  }

  /** Instructions about which nothing could be said. */
  long skipped() {
    return skipped;
  }

  /** A program starts. */
  void start(FuzzGuest reference, byte[] contents) {
    pagesFollow = true;
    pages = contents;
    goOn(reference);
  }

  /** What a world holds at first, with the page that no program can change. */
  void fix(byte[] contents) {
    byte[] constants = processor.constants();
    int at = World.PAGES.indexOf(World.CONSTANT) * constants.length;
    System.arraycopy(constants, 0, contents, at, constants.length);
  }

  /** The engine goes on behind a stop. */
  void goOn(FuzzGuest reference) {
    copy(reference.hart, before);
    before.retired = reference.hart.retired;
    openness.close();
    incomparable = !isReturnedTo(reference.hart);
  }

  /** Whether registers hold addresses that must, or else interrupts do not return. */
  private boolean isReturnedTo(Hart hart) {
    for (int slot : pinned) {
      long high = hart.regs[slot] >> CANONICAL;
      if (high != 0 && high != -1) {
        return false;
      }
    }
    return true;
  }

  private static void copy(Hart from, Hart to) {
    System.arraycopy(from.regs, 0, to.regs, 0, from.regs.length);
    to.fp.bits = from.fp.bits;
    to.pc = from.pc;
  }

  /** Instructions before what was run last. */
  long ranBefore() {
    return before.retired;
  }

  /** What differs where the engine came to a trap or a fault; empty if nothing does. */
  List<Fact> compare(FuzzGuest reference) {
    long ran = reference.hart.retired - before.retired + 1;
    if (incomparable || !stopsAlike(reference.hart) || !isReturnedTo(reference.hart)) {
      skipped += ran;
      pagesFollow = true;
      reference.contents(ours);
      pages = ours;
      return List.of();
    }
    Hart hart = mirror.hart;
    copy(before, hart);
    Arrival arrival = processor.run(before, pagesFollow ? pages : null, hart, theirs);
    pagesFollow = false;
    if (arrival == null) {
      pagesFollow = true;
      reference.contents(ours);
      pages = ours;
      return List.of(new Fact("stop", "", List.of(reference.hart.stop.toString(), "none")));
    }
    compared += ran;
    for (Register r : openness.open()) {
      hart.set(r, reference.hart.get(r));
    }
    hart.retired = reference.hart.retired;
    hart.stop = reference.hart.stop;
    hart.reservation = reference.hart.reservation;
    reference.contents(ours);
    RaisedSignal raised = RaisedSignal.by(hart.stop, hart.pc);
    if (sameSignal(raised, arrival) && mirror.sameState(reference) && Arrays.equals(ours, theirs)) {
      return List.of();
    }
    List<Fact> facts = new ArrayList<>();
    if (!sameSignal(raised, arrival)) {
      facts.add(
          new Fact(
              "signal",
              "",
              List.of(
                  raised == null ? "none" : text(raised.signal().number(), raised.address()),
                  text(arrival.signal(), arrival.address()))));
    }
    mirror.fill(theirs);
    facts.addAll(GuestFacts.of(reference, mirror));
    return facts;
  }

  private static String text(int signal, long address) {
    return "%d, address 0x%x".formatted(signal, address);
  }

  /**
   * Whether a processor stops where the engine did, if it does all that tables say. A jump to what
   * cannot be an address may stop it already.
   */
  private boolean stopsAlike(Hart hart) {
    boolean fetching = hart.stop instanceof Stop.Fault f && f.access() == Access.FETCH;
    DecodedInsn insn = ProgramRunner.decodedAt(hart);
    return insn == null ? fetching && hart.pc >>> CANONICAL == 0 : comparable.test(insn.row());
  }

  /**
   * Whether a signal is the one that a stop raises. A processor does not tell every address: of
   * what cannot be one, Linux says 0, and where a stack would be there, calls it an error of the
   * bus.
   */
  private static boolean sameSignal(@Nullable RaisedSignal raised, Arrival arrival) {
    if (raised == null) {
      return false;
    }
    if (arrival.address() == 0 && raised.address() >>> CANONICAL != 0) {
      return List.of(Signal.SIGSEGV, Signal.SIGBUS).contains(raised.signal());
    }
    return raised.signal().number() == arrival.signal()
        && (!raised.isFault() || raised.address() >> OPERAND == arrival.address() >> OPERAND);
  }

  /** Is told of what the engine retires. */
  private final class Teller implements RetireListener {
    @Override
    public void retired(Retired insn) {
      Row row = insn.insn.row();
      if (row != null) {
        incomparable |= openness.reads(row) || !comparable.test(row);
        openness.execute(row);
      }
    }

    @Override
    public Set<CoreInput> wants() {
      return EnumSet.noneOf(CoreInput.class);
    }
  }
}

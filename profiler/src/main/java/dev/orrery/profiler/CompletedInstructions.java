package dev.orrery.profiler;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.CallProbe;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Environment;
import dev.orrery.machine.ThreadView;
import dev.orrery.profiler.recording.NamedCount;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An environment that counts what it serves: system calls by name, and the instructions that made
 * them, which retire in the machine and so are in no engine's counts. It also sees when a signal is
 * delivered, which is a call that no instruction makes.
 */
final class CompletedInstructions implements Environment {
  private final Environment environment;
  private final CallProbe calls;
  private final Watch watch;
  private final LongObjectHashMap<Site> sites = new LongObjectHashMap<>();
  private final Map<String, long[]> names = new TreeMap<>();
  private long total;

  /** Told when another hart's turn comes, and woken at times of its choice. */
  interface Watch {
    /** Another hart's turn comes. */
    default void turnEnds(Hart last) {}

    /** The machine's time at which to be woken. */
    default long next() {
      return NO_EVENT;
    }

    /** That time is reached; {@link #next} is another one from now on. */
    default void reached(Hart hart) {}
  }

  /**
   * Counts what {@code environment} serves.
   *
   * @param calls told of signals
   * @param watch told of turns and times
   */
  CompletedInstructions(Environment environment, CallProbe calls, Watch watch) {
    this.watch = watch;
    this.environment = environment;
    this.calls = calls;
  }

  @Override
  public @Nullable Ending serve(Hart hart, Stop stop) {
    boolean call = stop instanceof Stop.Trap t && t.kind() == TrapKind.SYSCALL;
    return watched(hart, call, () -> environment.serve(hart, stop));
  }

  /** What may complete an instruction of a hart, or send it a signal. */
  private interface Step {
    @Nullable Ending go();
  }

  private @Nullable Ending watched(Hart hart, boolean call, Step step) {
    // All of this is gone when the call has been served: it may even unmap its own instruction.
    long before = hart.retired;
    long pc = hart.pc;
    DecodedInsn insn = decode(hart);
    String name = call ? name(hart) : null;
    Ending ending = step.go();
    long retired = hart.retired - before;
    if (retired > 0 && insn != null) {
      sites.getIfAbsentPut(pc, () -> new Site(insn)).count[hart.number] += retired;
      total += retired;
      if (name != null) {
        names.computeIfAbsent(name, n -> new long[1])[0]++;
      }
    }
    boolean restores = name != null && name.endsWith("sigreturn");
    if (ending == null && !restores) {
      tellOfSignal(hart, pc, retired > 0 && insn != null ? insn.nextPc() : pc);
    }
    return ending;
  }

  /** Tells of a signal if one was delivered: then the hart is not where it would go on. */
  private void tellOfSignal(Hart hart, long site, long next) {
    AbiSpec abi = hart.isa.abi();
    if (abi != null && hart.pc != Bits.zext(next, hart.isa.xlen())) {
      calls.call(hart, site, hart.pc, hart.regs[abi.returnAddress()]);
    }
  }

  @Override
  public long nextEvent() {
    return Math.min(environment.nextEvent(), watch.next());
  }

  @Override
  public @Nullable Ending event(Hart hart) {
    if (watch.next() <= hart.time()) {
      watch.reached(hart);
      if (environment.nextEvent() > hart.time()) {
        return null; // it was for us
      }
    }
    // If this completes anything, then a call that had to wait.
    return watched(hart, true, () -> environment.event(hart));
  }

  @Override
  public Hart running(Hart last) {
    Hart next = environment.running(last);
    if (next != last) {
      watch.turnEnds(last);
    }
    return next;
  }

  @Override
  public void watchHarts(HartWatch watch) {
    environment.watchHarts(watch);
  }

  @Override
  public List<ThreadView> threads() {
    return environment.threads();
  }

  @Override
  public void giveUpWhen(BooleanSupplier impatient) {
    environment.giveUpWhen(impatient);
  }

  @Override
  public List<String> notes(boolean failed) {
    return environment.notes(failed);
  }

  @Override
  public void close() {
    environment.close();
  }

  /** Instructions that retired in the machine. */
  long total() {
    return total;
  }

  /** These instructions, in no particular order. */
  List<CountedCode.Counted> counted() {
    List<CountedCode.Counted> all = new ArrayList<>();
    sites.forEachValue(s -> all.add(new CountedCode.Counted(s.insn, LongStream.of(s.count).sum())));
    return all;
  }

  /** The same of the harts of one {@link Hart#number}. */
  List<CountedCode.Counted> counted(int number) {
    List<CountedCode.Counted> all = new ArrayList<>();
    sites.forEachValue(s -> all.add(new CountedCode.Counted(s.insn, s.count[number])));
    return all;
  }

  /** Calls by name, most first. */
  List<NamedCount> calls() {
    List<NamedCount> all = new ArrayList<>();
    names.forEach((name, n) -> all.add(new NamedCount(name, n[0])));
    all.sort(
        Comparator.comparingLong(NamedCount::count).reversed().thenComparing(NamedCount::name));
    return all;
  }

  private static @Nullable String name(Hart hart) {
    AbiSpec abi = hart.isa.abi();
    if (abi == null) {
      return null;
    }
    int number = (int) hart.regs[abi.number()];
    return abi.calls().getOrDefault(number, "syscall_" + number);
  }

  private static @Nullable DecodedInsn decode(Hart hart) {
    AddressSpace space = hart.memory.space();
    try {
      return hart.isa.decoder().decode(space::fetch, hart.pc);
    } catch (GuestFault e) {
      return null; // Not even the instruction can be read: then it does not retire either.
    }
  }

  private static final class Site {
    private final DecodedInsn insn;

    /** How often it retired, by {@link Hart#number}. */
    private final long[] count = new long[Hart.NUMBERS];

    Site(DecodedInsn insn) {
      this.insn = insn;
    }
  }
}

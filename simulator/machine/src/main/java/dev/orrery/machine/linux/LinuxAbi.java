package dev.orrery.machine.linux;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Environment;
import dev.orrery.machine.ThreadView;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfLoader;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.linux.fs.OpenFlags;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.AbiSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Linux around a program: loads and starts it, serves its system calls and faults, and lets its
 * threads take turns.
 *
 * <p>A call that is served counts as one retired instruction. Calls that are not served end with
 * ENOSYS and are counted by name.
 */
public final class LinuxAbi implements Environment {
  /** A result from {@code -MAX_ERRNO} to -1 is an error (linux/err.h). */
  private static final int MAX_ERRNO = 4095;

  /** How many kinds of calls that are not served are told apart. */
  private static final int MAX_UNSERVED = 500;

  /** Calls after which files may be ready that were not before. */
  private static final Set<Syscall> TOUCHES_FILES =
      Set.of(
          Syscall.READ,
          Syscall.READV,
          Syscall.WRITE,
          Syscall.WRITEV,
          Syscall.CLOSE,
          Syscall.CLOSE_RANGE,
          Syscall.DUP3);

  private final AbiSpec abi;
  private final Task task;
  private final Threads threads;
  private final Trace trace;
  private final SignalCalls signals;
  private final TimeCalls time;
  private final ThreadCalls threadCalls;
  private final Services services;

  /** Calls that were made, of those that the tables declare. */
  private final Map<Integer, Numbered> numbers = new HashMap<>();

  private final Map<String, Long> unserved = new TreeMap<>();
  private long served;

  /** What the process ends with if its last thread ends by itself: the first thread's status. */
  private int firstThreadStatus;

  /**
   * Loads a program and sets the hart to its first instruction.
   *
   * @param hart after reset, on {@code user}'s address space, in which nothing is mapped yet
   * @throws OrreryException if the program does not fit, or the tables declare no Linux
   */
  public LinuxAbi(ElfFile elf, Hart hart, UserMemory user, LinuxOptions options) {
    AbiSpec declared = hart.isa.abi();
    if (declared == null) {
      throw new OrreryException(
          ExitCode.USAGE,
          "the tables of "
              + hart.isa.name()
              + " declare no operating system interface: run the program as bare metal");
    }
    this.abi = declared;
    AddressLayout layout =
        AddressLayout.of(
            hart.isa.xlen(), GuestMemory.windowBytes(hart.isa.xlen(), user.space().limitBytes()));
    long bias = elf.relocatable() ? layout.pieBase() : 0;
    LoadedImage image = new ElfLoader(user.space()).map(elf, bias, layout.mapTop());
    this.task = new Task(hart, abi, user, image, layout, options);
    this.threads = task.threads;
    this.trace = new Trace(options.trace(), user, threads);
    ProgramStart.prepare(task);
    this.signals = new SignalCalls(task, trace);
    this.time = new TimeCalls(task, signals);
    FutexCalls futexes = new FutexCalls(task, time);
    this.threadCalls = new ThreadCalls(task, futexes, trace, () -> countUnserved("clone"));
    this.services = new Services(task, signals, time, futexes, threadCalls);
  }

  /** The program in memory. */
  public LoadedImage image() {
    return task.image;
  }

  /** How often each call that is not served was made, by name. */
  public Map<String, Long> unserved() {
    return Map.copyOf(unserved);
  }

  /** Calls served; each is a retired instruction that no engine counted. */
  public long served() {
    return served;
  }

  @Override
  public void giveUpWhen(BooleanSupplier impatient) {
    task.input.giveUpWhen(impatient);
  }

  @Override
  public Hart running(Hart before) {
    return threads.hart();
  }

  @Override
  public void watchHarts(HartWatch watch) {
    threads.watch(watch);
  }

  @Override
  public List<ThreadView> threads() {
    return threads.views();
  }

  @Override
  public @Nullable Ending serve(Hart at, Stop stop) {
    Ending e =
        stop instanceof Stop.Trap t && t.kind() == TrapKind.SYSCALL
            ? syscall(at)
            : ended(signals.fault(stop));
    threads.next();
    return e;
  }

  @Override
  public long nextEvent() {
    if (threads.idle() || threads.current().canGoOn() || signals.deliverable()) {
      return 0;
    }
    long alarm = Math.min(time.nextExpiry(), threads.nextDeadline());
    return Math.min(
        threads.turnEnd(), alarm == Wait.NEVER ? NO_EVENT : task.clock.retiredAt(alarm));
  }

  /** Does one thing that is due. */
  @Override
  public @Nullable Ending event(Hart at) {
    if (threads.idle()) {
      return idle();
    }
    GuestThread thread = threads.current();
    if (thread.canGoOn()) {
      Ending e = perform(thread, Objects.requireNonNull(thread.call()), thread::goOn);
      threads.next();
      return e;
    }
    if (signals.deliverable()) {
      return ended(signals.deliver());
    }
    time.fire();
    threads.expire(task.clock.now());
    if (!signals.deliverable()) {
      wakeReaders();
      threads.endTurnIfOver();
    }
    return null;
  }

  /** Somebody typed something: who waits for it can go on. */
  private void wakeReaders() {
    for (GuestThread t : threads.all()) {
      Wait wait = t.waitsFor();
      if (wait != null
          && wait.terminal() != Wait.NO_TERMINAL
          && task.files.poll(wait.terminal(), OpenFlags.POLLIN) != 0) {
        threads.wake(t, Wait.End.WOKEN);
      }
    }
  }

  /** All threads wait: lets time pass up to what comes first, or says that nothing can come. */
  private @Nullable Ending idle() {
    GuestThread reader = reader(true);
    long next = Math.min(time.nextUsefulExpiry(), threads.nextDeadline());
    if (reader == null && next == Wait.NEVER) {
      reader = reader(false);
    }
    if (reader != null) {
      try {
        task.files.awaitInput(Objects.requireNonNull(reader.waitsFor()).terminal());
      } catch (WaitingInput.Impatience e) {
        return null; // The wait goes on if the run does.
      }
      threads.wake(reader, Wait.End.WOKEN);
    } else if (next != Wait.NEVER) {
      task.clock.sleepUntil(next);
      time.fire();
      threads.expire(task.clock.now());
    } else {
      return stuck();
    }
    threads.next();
    return null;
  }

  /** The first thread that waits for a person, patiently or not. */
  private @Nullable GuestThread reader(boolean patient) {
    for (GuestThread t : threads.all()) {
      Wait wait = t.waitsFor();
      if (wait != null && wait.terminal() != Wait.NO_TERMINAL && wait.patient() == patient) {
        return t;
      }
    }
    return null;
  }

  private Ending stuck() {
    String first = "";
    for (GuestThread t : threads.all()) {
      GuestThread.Call call = t.call();
      Wait wait = t.waitsFor();
      if (call != null && wait != null) {
        trace.callWithoutReturn(t, call);
        first = first.isEmpty() ? wait.what() : first;
      }
    }
    return new Ending.Stuck(
        threads.count() == 1
            ? "it waits for " + first + ", and only it could bring that about"
            : "each of its %d threads waits for another one".formatted(threads.count()));
  }

  @Override
  public List<String> notes(boolean failed) {
    return RunNotes.of(task.files.refused(), unserved, failed);
  }

  @Override
  public void close() {
    task.shared.remove(0, Long.MAX_VALUE);
    task.files.close();
    task.input.close();
  }

  private @Nullable Ending ended(@Nullable Ending e) {
    if (e instanceof Ending.Killed k) {
      trace.killed(k.name());
    }
    return e;
  }

  private @Nullable Ending syscall(Hart hart) {
    Numbered numbered = numbered((int) hart.regs[abi.number()]);
    Syscall call = numbered.call();
    Arguments a = numbered.arguments(Arguments.of(hart, abi));
    long next = Bits.zext(hart.pc + task.callLength(hart.pc), hart.isa.xlen());
    GuestThread thread = threads.current();
    GuestThread.Call entered = new GuestThread.Call(numbered.name(), call, a, next);
    if (call == Syscall.RT_SIGRETURN) {
      return sigreturn(thread, entered);
    }
    return perform(thread, entered, () -> serve(numbered, a));
  }

  /**
   * What a call number stands for; the call is null if it is not served, the meaning if it is not
   * another call with arguments of its own.
   */
  private record Numbered(String name, @Nullable Syscall call, AbiSpec.@Nullable Meaning meaning) {
    Arguments arguments(Arguments given) {
      return meaning == null ? given : given.as(meaning.arguments());
    }
  }

  private Numbered numbered(int number) {
    Numbered known = numbers.get(number);
    if (known == null) {
      String name = abi.calls().get(number);
      if (name == null) {
        return new Numbered("syscall_" + number, null, null);
      }
      AbiSpec.Meaning meaning = abi.meanings().get(number);
      String meant = meaning == null ? name : meaning.call();
      known = new Numbered(meant, Syscall.named(meant), meaning);
      numbers.put(number, known);
    }
    return known;
  }

  /** Makes a call, or goes on with one, and completes it unless it has to wait. */
  private @Nullable Ending perform(GuestThread thread, GuestThread.Call c, LongSupplier action) {
    long result;
    try {
      result = action.getAsLong();
    } catch (LinuxError e) {
      result = -e.errno();
    } catch (GuestFault e) {
      result = -Errno.EFAULT;
    } catch (WaitingInput.Impatience e) {
      return null; // Nothing has happened; the same is tried again if the run goes on.
    } catch (Blocked e) {
      if (signals.deliverable()) {
        threads.blockNot(c, e.on(), Wait.End.SIGNAL);
      } else {
        threads.block(c, e.on());
      }
      return null;
    }
    thread.leaveCall();
    if (result == -Errno.EPIPE) {
      signals.raise(thread, Signal.SIGPIPE.number(), SignalInfo.USER);
    }
    if (Restart.asked(result)) {
      if (result == -Restart.ALWAYS || signals.handlerRestarts()) {
        // The call has not happened; behind the handler, it is made again.
        return ended(signals.deliver());
      }
      result = -Errno.EINTR;
    }
    return complete(thread, c, result);
  }

  /** Leaves {@code result} where the program looks for it; errors are negative. */
  private void setResult(Hart hart, long result) {
    AbiSpec.Flag failed = abi.failed();
    boolean isError = result < 0 && result >= -MAX_ERRNO;
    if (failed != null) {
      long bit = 1L << failed.bit();
      hart.regs[failed.slot()] = hart.regs[failed.slot()] & ~bit | (isError ? bit : 0);
    }
    long shown = failed != null && isError ? -result : result;
    hart.regs[abi.result()] = Bits.zext(shown, hart.isa.xlen());
  }

  private @Nullable Ending complete(GuestThread thread, GuestThread.Call c, long result) {
    Hart hart = thread.hart;
    boolean exits = c.call() == Syscall.EXIT || c.call() == Syscall.EXIT_GROUP;
    if (exits) {
      trace.callWithoutReturn(thread, c);
    } else {
      trace.call(c, result);
      setResult(hart, result);
    }
    hart.pc = c.next();
    hart.retired++;
    served++;
    if (c.call() != null && TOUCHES_FILES.contains(c.call())) {
      threads.filesChanged();
    }
    if (exits) {
      return exit(thread, c);
    }
    Ending e = ended(signals.deliver());
    if (e == null && c.call() == Syscall.SCHED_YIELD) {
      threads.endTurn();
    }
    return e;
  }

  private @Nullable Ending exit(GuestThread thread, GuestThread.Call c) {
    int status = c.arguments().int32(0) & 0xff;
    if (c.call() == Syscall.EXIT && threads.count() > 1) {
      if (thread.id == Task.PID) {
        firstThreadStatus = status;
      }
      threadCalls.atEnd(thread);
      trace.exited(status);
      threads.end();
      return null;
    }
    boolean lastOfSeveral = c.call() == Syscall.EXIT && thread.id != Task.PID;
    int code = lastOfSeveral ? firstThreadStatus : status;
    trace.exited(code);
    return new Ending.Exited(code);
  }

  private @Nullable Ending sigreturn(GuestThread thread, GuestThread.Call c) {
    trace.callWithoutReturn(thread, c);
    try {
      signals.sigreturn();
    } catch (GuestFault e) {
      return new Ending.Faulted(
          new Stop.Fault(e.access(), e.address(), e.reason()),
          "return from a signal handler whose frame is gone: 0x%x cannot be read"
              .formatted(e.address()));
    }
    thread.hart.retired++;
    served++;
    return ended(signals.deliver());
  }

  private long serve(Numbered numbered, Arguments a) {
    Syscall call = numbered.call();
    if (call == null) {
      countUnserved(numbered.name());
      return -Errno.ENOSYS;
    }
    return services.of(call).serve(a);
  }

  private void countUnserved(String name) {
    String counted = unserved.size() < MAX_UNSERVED ? name : "others";
    unserved.merge(counted, 1L, Long::sum);
  }
}

package dev.orrery.machine.linux;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Environment;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfLoader;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.linux.fs.FileStat;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Decoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Linux around a program of one thread: loads and starts it, and serves its system calls and
 * faults.
 *
 * <p>A call that is served counts as one retired instruction. Calls that are not served end with
 * ENOSYS and are counted by name.
 */
public final class LinuxAbi implements Environment {
  /** How many kinds of calls that are not served are told apart. */
  private static final int MAX_UNSERVED = 500;

  private final AbiSpec abi;
  private final Hart hart;
  private final Task task;
  private final Trace trace;
  private final FileCalls files;
  private final PollCalls polls;
  private final PathCalls paths;
  private final MemoryCalls memory;
  private final SignalCalls signals;
  private final TimeCalls time;
  private final ProcessCalls process;
  private final Map<String, Long> unserved = new TreeMap<>();
  private long served;
  private @Nullable Ending ending;

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
    this.hart = hart;
    AddressLayout layout = AddressLayout.of(hart.isa.xlen());
    long bias = elf.relocatable() ? layout.pieBase() : 0;
    LoadedImage image = new ElfLoader(user.space()).map(elf, bias, layout.mapTop());
    this.task = new Task(hart, abi, user, image, layout, options);
    this.trace = new Trace(options.trace(), user);
    ProgramStart.prepare(task);
    this.signals = new SignalCalls(task, trace);
    this.time = new TimeCalls(task, signals);
    this.files = new FileCalls(task);
    this.polls = new PollCalls(task, time);
    this.paths = new PathCalls(task);
    this.memory = new MemoryCalls(task);
    this.process = new ProcessCalls(task, time);
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
  public @Nullable Ending serve(Hart at, Stop stop) {
    return stop instanceof Stop.Trap t && t.kind() == TrapKind.SYSCALL
        ? syscall()
        : ended(signals.fault(stop));
  }

  @Override
  public long nextEvent() {
    return time.nextEvent();
  }

  @Override
  public @Nullable Ending event(Hart at) {
    time.fire();
    return ended(signals.deliver());
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

  private @Nullable Ending syscall() {
    int number = (int) hart.regs[abi.number()];
    String name = abi.calls().getOrDefault(number, "syscall_" + number);
    Syscall call = Syscall.named(name);
    Arguments a = Arguments.of(hart, abi);
    long next = Bits.zext(hart.pc + callLength(), hart.isa.xlen());
    if (call == Syscall.RT_SIGRETURN) {
      return sigreturn(name, a);
    }
    long result;
    try {
      result = perform(name, call, a);
    } catch (StuckException e) {
      trace.callWithoutReturn(name, call, a);
      return new Ending.Stuck(e.what());
    } catch (WaitingInput.Impatience e) {
      // Nothing has happened; the call will be made again if the run goes on.
      return null;
    }
    if (ending != null) {
      trace.callWithoutReturn(name, call, a);
    } else {
      trace.call(name, call, a, result);
      hart.regs[abi.result()] = Bits.zext(result, hart.isa.xlen());
    }
    hart.pc = next;
    hart.retired++;
    served++;
    if (ending instanceof Ending.Exited e) {
      trace.exited(e.code());
      return ending;
    }
    return ended(signals.deliver());
  }

  private @Nullable Ending sigreturn(String name, Arguments a) {
    trace.callWithoutReturn(name, Syscall.RT_SIGRETURN, a);
    try {
      signals.sigreturn();
    } catch (GuestFault e) {
      return new Ending.Faulted(
          new Stop.Fault(e.access(), e.address(), e.reason()),
          "return from a signal handler whose frame is gone: 0x%x cannot be read"
              .formatted(e.address()));
    }
    hart.retired++;
    served++;
    return ended(signals.deliver());
  }

  private int callLength() {
    Decoder decoder = hart.isa.decoder();
    return decoder.length(task.memory.fetch(hart.pc, decoder.minimumLength()));
  }

  private long perform(String name, @Nullable Syscall call, Arguments a) {
    if (call == null) {
      String counted = unserved.size() < MAX_UNSERVED ? name : "others";
      unserved.merge(counted, 1L, Long::sum);
      return -Errno.ENOSYS;
    }
    try {
      long result = dispatch(call, a);
      if (result == -Errno.EPIPE) {
        signals.raise(Signal.SIGPIPE.number(), SignalInfo.USER);
      }
      return result;
    } catch (LinuxError e) {
      return -e.errno();
    } catch (GuestFault e) {
      return -Errno.EFAULT;
    }
  }

  private long exit(int code) {
    ending = new Ending.Exited(code & 0xff);
    return 0;
  }

  private long dispatch(Syscall call, Arguments a) {
    return switch (call) {
      case READ -> files.read(a);
      case WRITE -> files.write(a);
      case READV -> files.readv(a);
      case WRITEV -> files.writev(a);
      case PREAD64 -> files.pread(a);
      case PWRITE64 -> files.pwrite(a);
      case PREADV -> files.preadv(a);
      case PWRITEV -> files.pwritev(a);
      case LSEEK -> files.lseek(a);
      case LLSEEK -> files.llseek(a);
      case CLOSE -> files.close(a);
      case CLOSE_RANGE -> files.closeRange(a);
      case DUP -> files.dup(a);
      case DUP3 -> files.dup3(a);
      case PIPE2 -> files.pipe(a);
      case FCNTL -> files.fcntl(a);
      case IOCTL -> files.ioctl(a);
      case FLOCK, FADVISE64 -> files.checkOpen(a);
      case FSYNC, FDATASYNC -> files.fsync(a);
      case SYNC -> 0;
      case FTRUNCATE -> files.ftruncate(a);
      case FALLOCATE -> files.fallocate(a);
      case GETDENTS64 -> files.getdents(a);
      case PPOLL -> polls.ppoll(a);
      case PSELECT6 -> polls.pselect(a);

      case OPENAT -> paths.openat(a);
      case FSTAT -> paths.fstat(a);
      case NEWFSTATAT -> paths.newfstatat(a);
      case STATFS -> paths.statfs(a, 1);
      case STATFS64 -> paths.statfs(a, 2);
      case FSTATFS -> paths.fstatfs(a, 1);
      case FSTATFS64 -> paths.fstatfs(a, 2);
      case STATX -> paths.statx(a);
      case READLINKAT -> paths.readlinkat(a);
      case FACCESSAT -> paths.faccessat(a, 0);
      case FACCESSAT2 -> paths.faccessat(a, a.int32(3));
      case UNLINKAT -> paths.unlinkat(a);
      case RENAMEAT2 -> paths.renameat2(a);
      case MKDIRAT -> paths.mkdirat(a);
      case SYMLINKAT -> paths.symlinkat(a);
      case LINKAT -> paths.linkat(a);
      case TRUNCATE -> paths.truncate(a);
      case FCHMOD -> paths.fchmod(a);
      case FCHMODAT -> paths.fchmodat(a);
      case FCHOWN -> paths.fchown(a);
      case FCHOWNAT -> paths.fchownat(a);
      case UTIMENSAT -> paths.utimensat(a);
      case GETCWD -> paths.getcwd(a);
      case CHDIR -> paths.chdir(a);
      case FCHDIR -> paths.fchdir(a);
      case UMASK -> paths.umask(a);

      case BRK -> memory.brk(a);
      case MMAP -> memory.mmap(a, a.word(5));
      case MMAP2 -> memory.mmap(a, a.word(5) << 12);
      case MUNMAP -> memory.munmap(a);
      case MPROTECT -> memory.mprotect(a);
      case MREMAP -> memory.mremap(a);
      case MADVISE -> memory.madvise(a);
      case MSYNC -> memory.msync(a);
      case MLOCK, MUNLOCK -> memory.checkMapped(a);
      case MINCORE -> memory.mincore(a);
      // Engines notice stores to code by themselves.
      case FLUSH_ICACHE -> 0;

      case CLOCK_GETTIME -> time.clockGettime(a);
      case CLOCK_GETRES -> time.clockGetres(a);
      case GETTIMEOFDAY -> time.gettimeofday(a);
      case NANOSLEEP -> time.nanosleep(a);
      case CLOCK_NANOSLEEP -> time.clockNanosleep(a);
      case TIMES -> time.times(a);
      case GETITIMER -> time.getitimer(a);
      case SETITIMER -> time.setitimer(a);

      case RT_SIGACTION -> signals.sigaction(a);
      case RT_SIGPROCMASK -> signals.sigprocmask(a);
      case RT_SIGPENDING -> signals.sigpending(a);
      case RT_SIGSUSPEND -> signals.sigsuspend(a, time);
      case RT_SIGTIMEDWAIT -> signals.sigtimedwait(a, time);
      case RT_SIGRETURN -> throw new IllegalStateException("served before");
      case SIGALTSTACK -> signals.sigaltstack(a);
      case KILL -> signals.kill(a.int32(0), a.int32(1), SignalInfo.USER);
      case TKILL -> signals.kill(a.int32(0), a.int32(1), SignalInfo.THREAD);
      case TGKILL -> {
        long unused = process.ownId(a.int32(0));
        yield signals.kill(a.int32(1), a.int32(2), SignalInfo.THREAD);
      }

      case EXIT, EXIT_GROUP -> exit(a.int32(0));
      case GETPID, GETTID, SET_TID_ADDRESS -> Task.PID;
      case GETPPID -> Task.PARENT_PID;
      case GETUID, GETEUID, GETGID, GETEGID -> FileStat.OWNER;
      case GETRESUID, GETRESGID -> process.getresid(a);
      case GETGROUPS -> 0;
      case GETPGID, GETSID -> process.ownId(a.int32(0));
      case SET_ROBUST_LIST -> 0;
      case FUTEX -> process.futex(a);
      case PRLIMIT64 -> process.prlimit(a);
      case GETRLIMIT -> process.getrlimit(a);
      case SETRLIMIT -> process.setrlimit(a);
      case GETRUSAGE -> process.getrusage(a);
      case UNAME -> process.uname(a);
      case SYSINFO -> process.sysinfo(a);
      case PRCTL -> process.prctl(a);
      case SCHED_YIELD -> 0;
      case SCHED_GETAFFINITY -> process.getaffinity(a);
      case SCHED_SETAFFINITY -> process.setaffinity(a);
      case GETCPU -> process.getcpu(a);
      case GETRANDOM -> process.getrandom(a);
      case WAIT4, WAITID -> throw LinuxError.of(Errno.ECHILD);
    };
  }
}

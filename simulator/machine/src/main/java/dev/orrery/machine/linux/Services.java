package dev.orrery.machine.linux;

import dev.orrery.machine.linux.fs.FileStat;
import org.jspecify.annotations.Nullable;

/**
 * What serves each system call.
 *
 * <p>A method for each call, and not one that chooses among all: the JVM compiles a method together
 * with what it calls, and one for all calls took it seconds, to be thrown away whenever a program
 * made a call that it had not made before.
 */
final class Services {
  /** Serves one system call. */
  interface Service {
    /**
     * Serves a call, or throws {@link LinuxError}, {@link Blocked} or what the guest's memory
     * throws.
     *
     * @return the result, negative for an error
     */
    long serve(Arguments a);
  }

  private final Task task;
  private final SignalCalls signals;
  private final TimeCalls time;
  private final FutexCalls futexes;
  private final ThreadCalls threadCalls;
  private final FileCalls files;
  private final PollCalls polls;
  private final PathCalls paths;
  private final MemoryCalls memory;
  private final ProcessCalls process;

  /** By call; null until the program first makes it. */
  private final @Nullable Service[] known = new Service[Syscall.values().length];

  Services(
      Task task, SignalCalls signals, TimeCalls time, FutexCalls futexes, ThreadCalls threadCalls) {
    this.task = task;
    this.signals = signals;
    this.time = time;
    this.futexes = futexes;
    this.threadCalls = threadCalls;
    this.files = new FileCalls(task);
    this.polls = new PollCalls(task, time, signals);
    this.paths = new PathCalls(task);
    this.memory = new MemoryCalls(task);
    this.process = new ProcessCalls(task);
  }

  /** What serves {@code call}, which is not the return from a signal handler. */
  Service of(Syscall call) {
    Service service = known[call.ordinal()];
    if (service == null) {
      service = find(call);
      known[call.ordinal()] = service;
    }
    return service;
  }

  private Service find(Syscall call) {
    return switch (call) {
      case READ -> files::read;
      case WRITE -> files::write;
      case READV -> files::readv;
      case WRITEV -> files::writev;
      case PREAD64 -> files::pread;
      case PWRITE64 -> files::pwrite;
      case PREADV -> files::preadv;
      case PWRITEV -> files::pwritev;
      case LSEEK -> files::lseek;
      case LLSEEK -> files::llseek;
      case CLOSE -> files::close;
      case CLOSE_RANGE -> files::closeRange;
      case DUP -> files::dup;
      case DUP2 -> files::dup2;
      case DUP3 -> files::dup3;
      case PIPE2 -> files::pipe;
      case FCNTL -> files::fcntl;
      case IOCTL -> files::ioctl;
      case FLOCK, FADVISE64 -> files::checkOpen;
      case FSYNC, FDATASYNC -> files::fsync;
      case SYNC -> a -> 0;
      case FTRUNCATE -> files::ftruncate;
      case FALLOCATE -> files::fallocate;
      case GETDENTS64 -> files::getdents;
      case POLL -> polls::poll;
      case PPOLL -> polls::ppoll;
      case SELECT -> polls::select;
      case PSELECT6 -> polls::pselect;

      case OPENAT -> paths::openat;
      case FSTAT -> paths::fstat;
      case NEWFSTATAT -> paths::newfstatat;
      case STATFS -> a -> paths.statfs(a, 1);
      case STATFS64 -> a -> paths.statfs(a, 2);
      case FSTATFS -> a -> paths.fstatfs(a, 1);
      case FSTATFS64 -> a -> paths.fstatfs(a, 2);
      case STATX -> paths::statx;
      case READLINKAT -> paths::readlinkat;
      case FACCESSAT -> a -> paths.faccessat(a, 0);
      case FACCESSAT2 -> a -> paths.faccessat(a, a.int32(3));
      case UNLINKAT -> paths::unlinkat;
      case RENAMEAT2 -> paths::renameat2;
      case MKDIRAT -> paths::mkdirat;
      case SYMLINKAT -> paths::symlinkat;
      case LINKAT -> paths::linkat;
      case TRUNCATE -> paths::truncate;
      case FCHMOD -> paths::fchmod;
      case FCHMODAT -> paths::fchmodat;
      case FCHOWN -> paths::fchown;
      case FCHOWNAT -> paths::fchownat;
      case UTIMENSAT -> paths::utimensat;
      case GETCWD -> paths::getcwd;
      case CHDIR -> paths::chdir;
      case FCHDIR -> paths::fchdir;
      case UMASK -> paths::umask;

      case BRK -> memory::brk;
      case MMAP -> a -> memory.mmap(a, a.word(5));
      case MMAP2 -> a -> memory.mmap(a, a.word(5) << 12);
      case MUNMAP -> memory::munmap;
      case MPROTECT -> memory::mprotect;
      case MREMAP -> memory::mremap;
      case MADVISE -> memory::madvise;
      case MSYNC -> memory::msync;
      case MLOCK, MUNLOCK -> memory::checkMapped;
      case MINCORE -> memory::mincore;
      // Engines notice stores to code by themselves.
      case FLUSH_ICACHE -> a -> 0;

      case CLOCK_GETTIME -> time::clockGettime;
      case CLOCK_GETRES -> time::clockGetres;
      case GETTIMEOFDAY -> time::gettimeofday;
      case TIME -> time::time;
      case NANOSLEEP -> time::nanosleep;
      case CLOCK_NANOSLEEP -> time::clockNanosleep;
      case TIMES -> time::times;
      case ALARM -> time::alarm;
      case GETITIMER -> time::getitimer;
      case SETITIMER -> time::setitimer;

      case RT_SIGACTION -> signals::sigaction;
      case RT_SIGPROCMASK -> signals::sigprocmask;
      case RT_SIGPENDING -> signals::sigpending;
      case RT_SIGSUSPEND -> signals::sigsuspend;
      case PAUSE -> a -> signals.pause();
      case RT_SIGTIMEDWAIT -> a -> signals.sigtimedwait(a, time);
      case RT_SIGRETURN -> throw new IllegalStateException("it does not come back with a result");
      case SIGALTSTACK -> signals::sigaltstack;
      case KILL -> a -> signals.kill(a.int32(0), a.int32(1));
      case TKILL -> a -> signals.killThread(a.int32(0), a.int32(1));
      case TGKILL ->
          a -> {
            long unused = process.ownId(a.int32(0));
            return signals.killThread(a.int32(1), a.int32(2));
          };

      case EXIT, EXIT_GROUP -> a -> 0;
      case CLONE -> threadCalls::clone;
      case CLONE3 -> threadCalls::clone3;
      case GETPID -> a -> Task.PID;
      case GETTID -> a -> task.threads.current().id;
      case SET_TID_ADDRESS -> threadCalls::setTidAddress;
      case GETPPID -> a -> Task.PARENT_PID;
      case GETUID, GETEUID, GETGID, GETEGID -> a -> FileStat.OWNER;
      case GETRESUID, GETRESGID -> process::getresid;
      case GETGROUPS -> a -> 0;
      case GETPGID, GETSID -> a -> process.ownId(a.int32(0));
      case SET_ROBUST_LIST -> threadCalls::setRobustList;
      case GET_ROBUST_LIST -> threadCalls::getRobustList;
      // A kernel may be built without it: C libraries ask and do without.
      case RSEQ -> a -> -Errno.ENOSYS;
      case MEMBARRIER -> threadCalls::membarrier;
      case FUTEX -> futexes::futex;
      case PRLIMIT64 -> process::prlimit;
      case GETRLIMIT -> process::getrlimit;
      case SETRLIMIT -> process::setrlimit;
      case GETRUSAGE -> process::getrusage;
      case UNAME -> process::uname;
      case SYSINFO -> process::sysinfo;
      case PRCTL -> process::prctl;
      case ARCH_PRCTL -> process::archPrctl;
      case SCHED_YIELD -> a -> 0;
      case SCHED_SETSCHEDULER -> process::setscheduler;
      case SCHED_GETSCHEDULER -> process::getscheduler;
      case SCHED_GETPARAM -> process::getparam;
      case SCHED_GET_PRIORITY_MAX -> a -> process.priorityLimit(a, 99);
      case SCHED_GET_PRIORITY_MIN -> a -> process.priorityLimit(a, 1);
      case SCHED_GETAFFINITY -> process::getaffinity;
      case SCHED_SETAFFINITY -> process::setaffinity;
      case GETCPU -> process::getcpu;
      case GETRANDOM -> process::getrandom;
      case WAIT4, WAITID -> a -> -Errno.ECHILD;
    };
  }
}

package dev.orrery.machine.linux;

import static dev.orrery.machine.linux.ArgKind.BYTES_IN;
import static dev.orrery.machine.linux.ArgKind.BYTES_OUT;
import static dev.orrery.machine.linux.ArgKind.CLOCK;
import static dev.orrery.machine.linux.ArgKind.DESCRIPTOR;
import static dev.orrery.machine.linux.ArgKind.DIRECTORY;
import static dev.orrery.machine.linux.ArgKind.HEX;
import static dev.orrery.machine.linux.ArgKind.INT;
import static dev.orrery.machine.linux.ArgKind.MAP_FLAGS;
import static dev.orrery.machine.linux.ArgKind.OCTAL;
import static dev.orrery.machine.linux.ArgKind.OPEN_FLAGS;
import static dev.orrery.machine.linux.ArgKind.POINTER;
import static dev.orrery.machine.linux.ArgKind.PROTECTION;
import static dev.orrery.machine.linux.ArgKind.SIGNAL;
import static dev.orrery.machine.linux.ArgKind.SIZE;
import static dev.orrery.machine.linux.ArgKind.TEXT;
import static dev.orrery.machine.linux.ArgKind.WHENCE;
import static dev.orrery.machine.linux.ArgKind.WIDE;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The system calls that are served. A call goes by its constant in lower case; programs of 32 bits
 * know some by another name for 64-bit times or offsets, which is listed behind.
 */
enum Syscall {
  // Files
  READ(DESCRIPTOR, BYTES_OUT, SIZE),
  WRITE(DESCRIPTOR, BYTES_IN, SIZE),
  READV(DESCRIPTOR, POINTER, SIZE),
  WRITEV(DESCRIPTOR, POINTER, SIZE),
  PREAD64(DESCRIPTOR, BYTES_OUT, SIZE, WIDE),
  PWRITE64(DESCRIPTOR, BYTES_IN, SIZE, WIDE),
  PREADV(DESCRIPTOR, POINTER, SIZE, SIZE),
  PWRITEV(DESCRIPTOR, POINTER, SIZE, SIZE),
  LSEEK(DESCRIPTOR, SIZE, WHENCE),
  LLSEEK(List.of("_llseek"), DESCRIPTOR, SIZE, SIZE, POINTER, WHENCE),
  CLOSE(DESCRIPTOR),
  CLOSE_RANGE(DESCRIPTOR, DESCRIPTOR, HEX),
  DUP(DESCRIPTOR),
  DUP2(DESCRIPTOR, DESCRIPTOR),
  DUP3(DESCRIPTOR, DESCRIPTOR, OPEN_FLAGS),
  PIPE2(POINTER, OPEN_FLAGS),
  FCNTL(List.of("fcntl64"), DESCRIPTOR, INT, SIZE),
  IOCTL(DESCRIPTOR, HEX, POINTER),
  FLOCK(DESCRIPTOR, INT),
  FSYNC(DESCRIPTOR),
  FDATASYNC(DESCRIPTOR),
  SYNC,
  FTRUNCATE(List.of("ftruncate64"), DESCRIPTOR, WIDE),
  FALLOCATE(DESCRIPTOR, INT, WIDE, WIDE),
  FADVISE64(List.of("fadvise64_64"), DESCRIPTOR, WIDE, WIDE, INT),
  GETDENTS64(DESCRIPTOR, POINTER, SIZE),
  POLL(POINTER, SIZE, INT),
  PPOLL(List.of("ppoll_time64"), POINTER, SIZE, POINTER, POINTER, SIZE),
  SELECT(INT, POINTER, POINTER, POINTER, POINTER),
  PSELECT6(List.of("pselect6_time64"), INT, POINTER, POINTER, POINTER, POINTER, POINTER),

  // Paths
  OPENAT(DIRECTORY, TEXT, OPEN_FLAGS, OCTAL),
  FSTAT(DESCRIPTOR, POINTER),
  NEWFSTATAT(DIRECTORY, TEXT, POINTER, HEX),
  STATFS(TEXT, POINTER),
  STATFS64(TEXT, SIZE, POINTER),
  FSTATFS(DESCRIPTOR, POINTER),
  FSTATFS64(DESCRIPTOR, SIZE, POINTER),
  STATX(DIRECTORY, TEXT, HEX, HEX, POINTER),
  READLINKAT(DIRECTORY, TEXT, BYTES_OUT, SIZE),
  FACCESSAT(DIRECTORY, TEXT, INT),
  FACCESSAT2(DIRECTORY, TEXT, INT, HEX),
  UNLINKAT(DIRECTORY, TEXT, HEX),
  RENAMEAT2(DIRECTORY, TEXT, DIRECTORY, TEXT, HEX),
  MKDIRAT(DIRECTORY, TEXT, OCTAL),
  SYMLINKAT(TEXT, DIRECTORY, TEXT),
  LINKAT(DIRECTORY, TEXT, DIRECTORY, TEXT, HEX),
  TRUNCATE(List.of("truncate64"), TEXT, WIDE),
  FCHMOD(DESCRIPTOR, OCTAL),
  FCHMODAT(DIRECTORY, TEXT, OCTAL),
  FCHOWN(DESCRIPTOR, INT, INT),
  FCHOWNAT(DIRECTORY, TEXT, INT, INT, HEX),
  UTIMENSAT(List.of("utimensat_time64"), DIRECTORY, TEXT, POINTER, HEX),
  GETCWD(POINTER, SIZE),
  CHDIR(TEXT),
  FCHDIR(DESCRIPTOR),
  UMASK(OCTAL),

  // Memory
  BRK(POINTER),
  MMAP(POINTER, SIZE, PROTECTION, MAP_FLAGS, DESCRIPTOR, SIZE),
  MMAP2(POINTER, SIZE, PROTECTION, MAP_FLAGS, DESCRIPTOR, SIZE),
  MUNMAP(POINTER, SIZE),
  MPROTECT(POINTER, SIZE, PROTECTION),
  MREMAP(POINTER, SIZE, SIZE, HEX, POINTER),
  MADVISE(POINTER, SIZE, INT),
  MSYNC(POINTER, SIZE, INT),
  MINCORE(POINTER, SIZE, POINTER),
  MLOCK(POINTER, SIZE),
  MUNLOCK(POINTER, SIZE),
  FLUSH_ICACHE(List.of("riscv_flush_icache"), POINTER, POINTER, HEX),

  // Time
  CLOCK_GETTIME(List.of("clock_gettime64"), CLOCK, POINTER),
  CLOCK_GETRES(List.of("clock_getres_time64"), CLOCK, POINTER),
  GETTIMEOFDAY(POINTER, POINTER),
  TIME(POINTER),
  NANOSLEEP(POINTER, POINTER),
  CLOCK_NANOSLEEP(List.of("clock_nanosleep_time64"), CLOCK, HEX, POINTER, POINTER),
  TIMES(POINTER),
  ALARM(INT),
  GETITIMER(INT, POINTER),
  SETITIMER(INT, POINTER, POINTER),

  // Signals
  RT_SIGACTION(SIGNAL, POINTER, POINTER, SIZE),
  RT_SIGPROCMASK(INT, POINTER, POINTER, SIZE),
  RT_SIGPENDING(POINTER, SIZE),
  RT_SIGSUSPEND(POINTER, SIZE),
  PAUSE,
  RT_SIGTIMEDWAIT(List.of("rt_sigtimedwait_time64"), POINTER, POINTER, POINTER, SIZE),
  RT_SIGRETURN,
  SIGALTSTACK(POINTER, POINTER),
  KILL(INT, SIGNAL),
  TKILL(INT, SIGNAL),
  TGKILL(INT, INT, SIGNAL),

  // The process
  EXIT(INT),
  EXIT_GROUP(INT),
  GETPID,
  GETTID,
  CLONE(HEX, POINTER, POINTER, POINTER, POINTER),
  CLONE3(POINTER, SIZE),
  GETPPID,
  GETUID,
  GETEUID,
  GETGID,
  GETEGID,
  GETRESUID(POINTER, POINTER, POINTER),
  GETRESGID(POINTER, POINTER, POINTER),
  GETGROUPS(INT, POINTER),
  GETPGID(INT),
  GETSID(INT),
  SET_TID_ADDRESS(POINTER),
  SET_ROBUST_LIST(POINTER, SIZE),
  GET_ROBUST_LIST(INT, POINTER, POINTER),
  MEMBARRIER(INT, HEX, INT),
  RSEQ(POINTER, SIZE, HEX, HEX),
  FUTEX(List.of("futex_time64"), POINTER, INT, INT, POINTER, POINTER, INT),
  PRLIMIT64(INT, INT, POINTER, POINTER),
  GETRLIMIT(INT, POINTER),
  SETRLIMIT(INT, POINTER),
  GETRUSAGE(INT, POINTER),
  UNAME(POINTER),
  SYSINFO(POINTER),
  PRCTL(INT, POINTER, POINTER, POINTER, POINTER),
  ARCH_PRCTL(HEX, POINTER),
  SCHED_YIELD,
  SCHED_SETSCHEDULER(INT, INT, POINTER),
  SCHED_GETSCHEDULER(INT),
  SCHED_GETPARAM(INT, POINTER),
  SCHED_GET_PRIORITY_MAX(INT),
  SCHED_GET_PRIORITY_MIN(INT),
  SCHED_GETAFFINITY(INT, SIZE, POINTER),
  SCHED_SETAFFINITY(INT, SIZE, POINTER),
  GETCPU(POINTER, POINTER),
  GETRANDOM(BYTES_OUT, SIZE, HEX),
  WAIT4(INT, POINTER, HEX, POINTER),
  WAITID(INT, INT, POINTER, HEX, POINTER);

  private static final Map<String, Syscall> BY_NAME = new HashMap<>();

  static {
    for (Syscall s : values()) {
      BY_NAME.put(s.name().toLowerCase(Locale.ROOT), s);
      s.otherNames.forEach(n -> BY_NAME.put(n, s));
    }
  }

  private final List<String> otherNames;
  private final List<ArgKind> arguments;

  Syscall(ArgKind... arguments) {
    this(List.of(), arguments);
  }

  Syscall(List<String> otherNames, ArgKind... arguments) {
    this.otherNames = otherNames;
    this.arguments = List.of(arguments);
  }

  /** The call of a name in the tables; null if it is not served. */
  static @Nullable Syscall named(String name) {
    return BY_NAME.get(name);
  }

  List<ArgKind> arguments() {
    return arguments;
  }
}

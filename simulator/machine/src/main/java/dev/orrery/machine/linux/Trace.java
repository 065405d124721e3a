package dev.orrery.machine.linux;

import dev.orrery.engine.GuestFault;
import dev.orrery.machine.mem.UserMemory;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints system calls and signals the way {@code strace} does; does nothing without a stream. */
final class Trace {
  private static final int MAX_TEXT = 32;
  private static final int AT_FDCWD = -100;
  private static final String[] CLOCKS = {
    "CLOCK_REALTIME",
    "CLOCK_MONOTONIC",
    "CLOCK_PROCESS_CPUTIME_ID",
    "CLOCK_THREAD_CPUTIME_ID",
    "CLOCK_MONOTONIC_RAW",
    "CLOCK_REALTIME_COARSE",
    "CLOCK_MONOTONIC_COARSE",
    "CLOCK_BOOTTIME"
  };
  private static final String[] ACCESS = {"O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE"};

  private record Flag(int bits, String name) {}

  private static final List<Flag> OPEN_FLAGS =
      List.of(
          new Flag(0x40, "O_CREAT"),
          new Flag(0x80, "O_EXCL"),
          new Flag(0x100, "O_NOCTTY"),
          new Flag(0x200, "O_TRUNC"),
          new Flag(0x400, "O_APPEND"),
          new Flag(0x800, "O_NONBLOCK"),
          new Flag(0x8000, "O_LARGEFILE"),
          new Flag(0x1_0000, "O_DIRECTORY"),
          new Flag(0x2_0000, "O_NOFOLLOW"),
          new Flag(0x8_0000, "O_CLOEXEC"),
          new Flag(0x20_0000, "O_PATH"));

  private static final List<Flag> PROTECTIONS =
      List.of(new Flag(1, "PROT_READ"), new Flag(2, "PROT_WRITE"), new Flag(4, "PROT_EXEC"));

  private static final List<Flag> MAPS =
      List.of(
          new Flag(1, "MAP_SHARED"),
          new Flag(2, "MAP_PRIVATE"),
          new Flag(0x10, "MAP_FIXED"),
          new Flag(0x20, "MAP_ANONYMOUS"),
          new Flag(0x4000, "MAP_NORESERVE"),
          new Flag(0x2_0000, "MAP_STACK"),
          new Flag(0x10_0000, "MAP_FIXED_NOREPLACE"));

  private final @Nullable PrintStream out;
  private final UserMemory memory;
  private final Threads threads;
  private String remark = "";

  Trace(@Nullable PrintStream out, UserMemory memory, Threads threads) {
    this.out = out;
    this.memory = memory;
    this.threads = threads;
  }

  /** Says more about the call that is being served, behind its result. */
  void remark(String text) {
    remark = " (" + text + ")";
  }

  private void line(int thread, String text) {
    if (out != null) {
      out.println((threads.several() ? "[pid %5d] ".formatted(thread) : "") + text);
    }
  }

  private void line(String text) {
    line(threads.idle() ? Task.PID : threads.current().id, text);
  }

  /** A call that has returned {@code result}, negative for an error. */
  void call(GuestThread.Call c, long result) {
    if (out != null) {
      line(
          text(c.name(), c.call(), c.arguments(), result)
              + " = "
              + result(c.call(), result)
              + remark);
      remark = "";
    }
  }

  /** A call that does not return. */
  void callWithoutReturn(GuestThread by, GuestThread.Call c) {
    if (out != null) {
      line(by.id, text(c.name(), c.call(), c.arguments(), 0) + " = ?");
    }
  }

  void signal(int number, SignalInfo info) {
    if (out != null) {
      String name = Signal.name(number);
      String detail = info.sent() ? "si_pid=" + Task.PID : "si_addr=" + pointer(info.address());
      line("--- %s {si_signo=%s, si_code=%d, %s} ---".formatted(name, name, info.code(), detail));
    }
  }

  void exited(int code) {
    if (out != null) {
      line("+++ exited with " + code + " +++");
    }
  }

  void killed(String signal) {
    if (out != null) {
      line("+++ killed by " + signal + " +++");
    }
  }

  private String text(String name, @Nullable Syscall call, Arguments a, long result) {
    StringBuilder s = new StringBuilder(name).append('(');
    List<ArgKind> kinds =
        call != null
            ? call.arguments()
            : List.of(ArgKind.HEX, ArgKind.HEX, ArgKind.HEX, ArgKind.HEX, ArgKind.HEX, ArgKind.HEX);
    int at = 0;
    String separator = "";
    for (ArgKind kind : kinds) {
      s.append(separator).append(argument(kind, a, at, result));
      separator = ", ";
      at += kind == ArgKind.WIDE ? a.wideSize() : 1;
    }
    return s.append(')').toString();
  }

  private String argument(ArgKind kind, Arguments a, int i, long result) {
    long value = a.word(i);
    return switch (kind) {
      case INT, DESCRIPTOR -> Integer.toString((int) value);
      case SIZE -> Long.toUnsignedString(value);
      case WIDE -> Long.toString(a.wide(i));
      case POINTER -> pointer(value);
      case HEX -> value == 0 ? "0" : "0x" + Long.toHexString(value);
      case OCTAL -> "0" + (value == 0 ? "" : Long.toOctalString(value & 0xffff_ffffL));
      case DIRECTORY -> (int) value == AT_FDCWD ? "AT_FDCWD" : Integer.toString((int) value);
      case TEXT -> quoted(value, Long.MAX_VALUE);
      case BYTES_IN -> quoted(value, Math.max(0, a.signed(i + 1)));
      case BYTES_OUT -> result < 0 ? pointer(value) : quoted(value, result);
      case OPEN_FLAGS -> {
        String more = flags((int) value & ~3, OPEN_FLAGS);
        yield ACCESS[(int) value & 3] + (more.equals("0") ? "" : "|" + more);
      }
      case PROTECTION -> value == 0 ? "PROT_NONE" : flags((int) value, PROTECTIONS);
      case MAP_FLAGS -> flags((int) value, MAPS);
      case SIGNAL ->
          value >= 1 && value <= Signal.MAX
              ? Signal.name((int) value)
              : Integer.toString((int) value);
      case CLOCK ->
          value >= 0 && value < CLOCKS.length ? CLOCKS[(int) value] : Integer.toString((int) value);
      case WHENCE ->
          switch ((int) value) {
            case 0 -> "SEEK_SET";
            case 1 -> "SEEK_CUR";
            case 2 -> "SEEK_END";
            default -> Integer.toString((int) value);
          };
    };
  }

  private static String pointer(long address) {
    return address == 0 ? "NULL" : "0x" + Long.toHexString(address);
  }

  private static String flags(int value, List<Flag> names) {
    StringBuilder s = new StringBuilder();
    int rest = value;
    for (Flag f : names) {
      if ((rest & f.bits()) == f.bits()) {
        s.append(s.isEmpty() ? "" : "|").append(f.name());
        rest &= ~f.bits();
      }
    }
    if (rest != 0 || s.isEmpty()) {
      s.append(s.isEmpty() ? "" : "|").append(rest == 0 ? "0" : "0x" + Integer.toHexString(rest));
    }
    return s.toString();
  }

  /** Text at an address: up to {@code length} bytes, or to its zero byte if that is unlimited. */
  private String quoted(long address, long length) {
    if (address == 0) {
      return "NULL";
    }
    try {
      boolean text = length == Long.MAX_VALUE;
      byte[] bytes;
      boolean cut;
      if (text) {
        byte[] all = memory.cBytes(address, 4096);
        bytes = all != null ? all : memory.read(address, MAX_TEXT);
        cut = all == null;
      } else {
        bytes = memory.read(address, (int) Math.min(length, MAX_TEXT));
        cut = length > MAX_TEXT;
      }
      return quote(bytes) + (cut ? "..." : "");
    } catch (GuestFault e) {
      return pointer(address);
    }
  }

  private static String quote(byte[] bytes) {
    StringBuilder s = new StringBuilder("\"");
    for (byte b : bytes) {
      switch (b) {
        case '\n' -> s.append("\\n");
        case '\t' -> s.append("\\t");
        case '\r' -> s.append("\\r");
        case '"' -> s.append("\\\"");
        case '\\' -> s.append("\\\\");
        default -> {
          if (b >= 0x20 && b < 0x7f) {
            s.append((char) b);
          } else {
            s.append('\\').append(Integer.toOctalString(b & 0xff));
          }
        }
      }
    }
    return s.append('"').toString();
  }

  private static String result(@Nullable Syscall call, long result) {
    if (result < 0 && result > -4096) {
      int errno = (int) -result;
      return "-1 " + Errno.name(errno) + " (" + Errno.text(errno) + ")";
    }
    boolean address =
        call == Syscall.MMAP
            || call == Syscall.MMAP2
            || call == Syscall.BRK
            || call == Syscall.MREMAP;
    return address ? "0x" + Long.toHexString(result) : Long.toString(result);
  }
}

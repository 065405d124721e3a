package dev.orrery.machine.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Fixtures;
import dev.orrery.machine.ThreadView;
import dev.orrery.machine.elf.ElfBuilder;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Isa;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Futexes and clones call by call, without a program around them. */
class FutexTest {
  private static final long CODE = 0x1_0000;
  private static final long DATA = 0x2_0000;
  private static final long UNMAPPED = 0x7000_0000;
  private static final byte[] CALL_BYTES = {0x73, 0, 0, 0};
  private static final Stop CALL = new Stop.Trap(TrapKind.SYSCALL, 8, 0);

  private static final long THREAD_FLAGS = 0x3d_0f00;
  private static final int WAIT = 0;
  private static final int WAKE = 1;
  private static final int REQUEUE = 3;
  private static final int CMP_REQUEUE = 4;
  private static final int WAKE_OP = 5;
  private static final int LOCK_PI = 6;
  private static final int UNLOCK_PI = 7;
  private static final int TRYLOCK_PI = 8;
  private static final int WAIT_BITSET = 9;
  private static final int WAKE_BITSET = 10;
  private static final int REALTIME = 256;

  private Hart hart = new Hart(Fixtures.isa("rv64gc"), new GuestMemory(64, 1 << 20));
  private UserMemory user = new UserMemory(new GuestMemory(64, 1 << 20));
  private @Nullable LinuxAbi linux;
  private Map<String, Integer> numbers = new TreeMap<>();

  private void start(String tables) {
    Isa isa = Fixtures.isa(tables);
    GuestMemory memory = new GuestMemory(isa.xlen(), 16 << 20);
    hart = new Hart(isa, memory);
    user = new UserMemory(memory);
    byte[] elf =
        new ElfBuilder(isa.elfMachine(), isa.xlen())
            .entry(CODE)
            .segment(CODE, CALL_BYTES, 4096, 5)
            .segment(DATA, new byte[16], 1 << 16, 6)
            .build();
    LinuxOptions options =
        new LinuxOptions(
            List.of("p"),
            List.of(),
            1,
            Sandbox.closed(),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            "",
            Schedule.USUAL,
            null);
    linux = new LinuxAbi(ElfFile.parse("p", elf), hart, user, options);
    numbers = new TreeMap<>();
    abi()
        .calls()
        .forEach((n, name) -> numbers.put(name.replaceAll("_time64$|(?<=gettime)64$", ""), n));
  }

  private AbiSpec abi() {
    return Objects.requireNonNull(hart.isa.abi());
  }

  private LinuxAbi linux() {
    return Objects.requireNonNull(linux);
  }

  /** The thread whose turn it is makes a call; then time goes on until somebody can make one. */
  private @Nullable Ending call(String name, long... arguments) {
    Hart at = linux().running(hart);
    at.pc = CODE;
    at.regs[abi().number()] = Objects.requireNonNull(numbers.get(name), name);
    for (int i = 0; i < 6; i++) {
      long value = i < arguments.length ? arguments[i] : 0;
      at.regs[abi().arguments().get(i)] = Bits.zext(value, hart.isa.xlen());
    }
    Ending ending = linux().serve(at, CALL);
    while (ending == null && linux().nextEvent() == 0) {
      ending = linux().event(linux().running(hart));
    }
    return ending;
  }

  /** What a call returns that does not let another thread go first. */
  private long result(String name, long... arguments) {
    Hart at = linux().running(hart);
    Ending ending = call(name, arguments);
    assertThat(ending).as(name).isNull();
    assertThat(linux().running(hart)).as("who runs after " + name).isSameAs(at);
    return returned(at);
  }

  private long returned(Hart at) {
    return Bits.sext(at.regs[abi().result()], hart.isa.xlen());
  }

  private long futex(int operation, long... more) {
    long[] a = new long[6];
    a[0] = DATA;
    a[1] = operation;
    System.arraycopy(more, 0, a, 2, more.length);
    return result("futex", a);
  }

  private Hart hartOf(int id) {
    return linux().threads().stream()
        .filter(t -> t.id() == id)
        .map(ThreadView::hart)
        .findFirst()
        .orElseThrow();
  }

  /** A new thread, which runs when the one that runs waits. */
  private int begin() {
    return (int) result("clone", THREAD_FLAGS, DATA + 4096, DATA + 64, 0, DATA + 64);
  }

  private void put(long offset, long value) {
    user.store(DATA + offset, 4, value);
  }

  private long at(long offset) {
    return user.load(DATA + offset, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rv64gc", "rv32gc"})
  void badArgumentsAreRefusedAsByLinux(String tables) {
    start(tables);
    put(0, 5);
    assertThat(futex(WAIT, 4)).isEqualTo(-Errno.EAGAIN);
    assertThat(futex(WAIT_BITSET, 5, 0, 0, 0)).isEqualTo(-Errno.EINVAL);
    assertThat(futex(WAKE_BITSET, 1, 0, 0, 0)).isEqualTo(-Errno.EINVAL);
    assertThat(futex(WAIT | REALTIME, 5)).isEqualTo(-Errno.ENOSYS);
    assertThat(futex(77)).isEqualTo(-Errno.ENOSYS);
    assertThat(futex(WAKE, 1)).isZero();
    assertThat(futex(WAKE, -1)).isZero();
    for (int operation : new int[] {WAIT, WAKE, LOCK_PI, UNLOCK_PI, TRYLOCK_PI}) {
      assertThat(result("futex", DATA + 2, operation, 5)).isEqualTo(-Errno.EINVAL);
    }
    for (int operation : new int[] {WAIT, LOCK_PI, UNLOCK_PI, TRYLOCK_PI}) {
      assertThat(result("futex", UNMAPPED, operation, 5)).isEqualTo(-Errno.EFAULT);
    }
    assertThat(futex(CMP_REQUEUE, 1, 1, DATA + 8, 6)).isEqualTo(-Errno.EAGAIN);
    assertThat(futex(CMP_REQUEUE, -1, 1, DATA + 8, 5)).isEqualTo(-Errno.EINVAL);
    assertThat(futex(REQUEUE, 1, -1, DATA + 8)).isEqualTo(-Errno.EINVAL);
    assertThat(futex(REQUEUE, 1, 1, DATA + 9)).isEqualTo(-Errno.EINVAL);
    assertThat(futex(WAKE_OP, 1, 1, UNMAPPED)).isEqualTo(-Errno.EFAULT);
    assertThat(futex(WAKE_OP, 1, 1, DATA + 8, 0x7000_0000)).isEqualTo(-Errno.ENOSYS);
    assertThat(futex(WAKE_OP, 1, 1, DATA + 8, 0x0f00_0000)).isEqualTo(-Errno.ENOSYS);
    assertThat(futex(WAIT, 5, UNMAPPED)).isEqualTo(-Errno.EFAULT);
    user.store(DATA + 16, 8, 1);
    user.store(DATA + 24, 8, 1_000_000_000);
    assertThat(futex(WAIT, 5, DATA + 16)).isEqualTo(-Errno.EINVAL);
    user.store(DATA + 24, 8, -1);
    assertThat(futex(WAIT, 5, DATA + 16)).isEqualTo(-Errno.EINVAL);
    put(0, 77_777);
    assertThat(futex(LOCK_PI)).isEqualTo(-Errno.ESRCH);
    assertThat(futex(UNLOCK_PI)).isEqualTo(-Errno.EPERM);
    put(0, Task.PID);
    assertThat(futex(LOCK_PI)).isEqualTo(-Errno.EDEADLK);
    assertThat(at(0)).isEqualTo(Task.PID);
    assertThat(futex(UNLOCK_PI)).isZero();
    assertThat(at(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rv64gc", "rv32gc"})
  void waitsEndOnTimeOrNever(String tables) {
    start(tables);
    user.store(DATA + 16, 8, 3);
    user.store(DATA + 24, 8, 5);
    long before = hart.retired;
    assertThat(futex(WAIT, 0, DATA + 16)).isEqualTo(-Errno.ETIMEDOUT);
    assertThat(hart.retired).isEqualTo(before + 1);
    assertThat(result("clock_gettime", 1, DATA + 32)).isZero();
    assertThat(user.load(DATA + 32, 8)).isEqualTo(3);
    // That instant is over now, on the clock that starts at 0; and long over on the other one.
    assertThat(futex(WAIT_BITSET, 0, DATA + 16, 0, -1)).isEqualTo(-Errno.ETIMEDOUT);
    assertThat(futex(WAIT_BITSET | REALTIME, 0, DATA + 16, 0, -1)).isEqualTo(-Errno.ETIMEDOUT);
    user.store(DATA + 16, 8, VirtualClock.EPOCH_SECONDS + 10);
    assertThat(futex(WAIT_BITSET | REALTIME, 0, DATA + 16, 0, -1)).isEqualTo(-Errno.ETIMEDOUT);
    assertThat(result("clock_gettime", 1, DATA + 32)).isZero();
    assertThat(user.load(DATA + 32, 8)).isEqualTo(10);
    assertThat(call("futex", DATA, WAIT, 0)).isInstanceOf(Ending.Stuck.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rv64gc", "rv32gc"})
  void requeuedThreadsWaitElsewhere(String tables) {
    start(tables);
    int second = begin();
    int third = begin();
    assertThat(call("futex", DATA, WAIT, 0)).isNull(); // The first waits, the second runs.
    assertThat(linux().running(hart)).isSameAs(hartOf(second));
    assertThat(call("futex", DATA, WAIT_BITSET, 0, 0, 0, 4)).isNull();
    assertThat(linux().running(hart)).isSameAs(hartOf(third));
    assertThat(futex(WAKE_BITSET, 9, 0, 0, 3)).isEqualTo(1); // Those without a set have every bit.
    assertThat(futex(WAKE_BITSET, 9, 0, 0, 3)).isZero();
    assertThat(futex(CMP_REQUEUE, 0, 9, DATA + 8, 0)).isEqualTo(1);
    assertThat(futex(WAKE, 9)).isZero();
    // old + 1 at the second word, which was 0: so it wakes there, too.
    int plusOne = 1 << 28 | 1 << 12;
    assertThat(futex(WAKE_OP, 1, 9, DATA + 8, plusOne)).isEqualTo(1);
    assertThat(at(8)).isEqualTo(1);
    assertThat(futex(WAKE_OP, 1, 9, DATA + 8, plusOne)).isZero();
    assertThat(at(8)).isEqualTo(2);
    int shifted = 0x8000_0000 | 2 << 28 | 5 << 12;
    assertThat(futex(WAKE_OP, 1, 9, DATA + 8, shifted)).isZero();
    assertThat(at(8)).isEqualTo(2 | 1 << 5);
    assertThat(call("sched_yield")).isNull();
    assertThat(returned(hart)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rv64gc", "rv32gc"})
  void locksAreHandedOver(String tables) {
    start(tables);
    int second = begin();
    assertThat(futex(LOCK_PI)).isZero();
    assertThat(at(0)).isEqualTo(Task.PID);
    assertThat(call("sched_yield")).isNull();
    assertThat(futex(TRYLOCK_PI)).isEqualTo(-Errno.EAGAIN);
    put(8, second);
    assertThat(call("futex", DATA, LOCK_PI)).isNull();
    assertThat(linux().running(hart)).isSameAs(hart);
    assertThat(at(0)).isEqualTo(0x8000_0000L | Task.PID);
    // The other one waits for this one: waiting for it would never end.
    assertThat(result("futex", DATA + 8, LOCK_PI)).isEqualTo(-Errno.EDEADLK);
    assertThat(futex(UNLOCK_PI)).isZero();
    assertThat(at(0)).isEqualTo(0x8000_0000L | second);
    assertThat(call("futex", DATA, LOCK_PI)).isNull();
    assertThat(linux().running(hart)).isSameAs(hartOf(second));
    assertThat(call("exit", 0)).isNull(); // Its owner is dead, so it comes back with a mark.
    assertThat(returned(hart)).isZero();
    assertThat(at(0)).isEqualTo(0xc000_0000L | Task.PID);
  }

  /** Lists that loop, lead nowhere, or lie end where they must. */
  @ParameterizedTest
  @ValueSource(strings = {"rv64gc", "rv32gc"})
  void robustListsCannotHarm(String tables) {
    int word = Fixtures.isa(tables).xlen() / 8;
    long head = DATA + 1024;
    long entry = DATA + 2048;
    for (long next : new long[] {entry, 0, UNMAPPED, -1, entry + 1, head, head + 1}) {
      start(tables);
      int second = begin();
      assertThat(call("sched_yield")).isNull();
      assertThat(result("set_robust_list", head, 3L * word + 1)).isEqualTo(-Errno.EINVAL);
      assertThat(result("set_robust_list", head, 3L * word)).isZero();
      assertThat(result("get_robust_list", 0, DATA + 512, DATA + 520)).isZero();
      assertThat(user.load(DATA + 512, word)).isEqualTo(head);
      assertThat(result("get_robust_list", 5, DATA + 512, DATA + 520)).isEqualTo(-Errno.ESRCH);
      user.store(head, word, entry);
      user.store(head + word, word, 256); // from an entry to its lock
      user.store(head + 2L * word, word, next);
      user.store(entry, word, next);
      user.store(entry + 256, 4, 0x8000_0000L | second);
      assertThat(call("exit", 0)).isNull();
      assertThat(linux().threads()).hasSize(1);
      assertThat(at(64)).as("the word to clear").isZero();
      if (next == head || next == 0) {
        assertThat(user.load(entry + 256, 4)).isEqualTo(0xc000_0000L);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rv64gc", "rv32gc"})
  void clonesThatAreNoThreadsAreRefused(String tables) {
    start(tables);
    assertThat(result("clone", 17)).isEqualTo(-Errno.EAGAIN);
    assertThat(result("clone", 0x4111, DATA)).isEqualTo(-Errno.EAGAIN); // vfork
    assertThat(result("clone", THREAD_FLAGS & ~0x400, DATA)).isEqualTo(-Errno.EAGAIN);
    assertThat(result("clone", 0x1_0000)).isEqualTo(-Errno.EINVAL);
    assertThat(result("clone", 0x2000_0000)).isEqualTo(-Errno.EPERM); // a namespace
    assertThat(result("clone", THREAD_FLAGS, DATA, UNMAPPED)).isEqualTo(-Errno.EFAULT);
    assertThat(result("clone3", DATA, 63)).isEqualTo(-Errno.EINVAL);
    assertThat(result("clone3", DATA, 4097)).isEqualTo(-Errno.E2BIG);
    assertThat(result("clone3", UNMAPPED, 64)).isEqualTo(-Errno.EFAULT);
    user.store(DATA + 90, 1, 1);
    assertThat(result("clone3", DATA, 96)).isEqualTo(-Errno.E2BIG);
    user.store(DATA, 8, THREAD_FLAGS);
    user.store(DATA + 40, 8, DATA + 8192);
    assertThat(result("clone3", DATA, 88)).isEqualTo(-Errno.EINVAL); // a stack of no size
    user.store(DATA + 48, 8, 4096);
    user.store(DATA + 24, 8, DATA + 128);
    user.store(DATA + 56, 8, 0x1234);
    int id = (int) result("clone3", DATA, 88);
    assertThat(user.load(DATA + 128, 4)).isEqualTo(id);
    assertThat(hartOf(id).regs[abi().stackPointer()]).isEqualTo(DATA + 8192 + 4096);
    assertThat(hartOf(id).regs[abi().threadPointer()]).isEqualTo(0x1234);
    assertThat(hartOf(id).regs[abi().result()]).isZero();
    assertThat(hartOf(id).pc).isEqualTo(CODE + 4);
    for (int i = linux().threads().size(); i < Threads.MAX; i++) {
      assertThat(begin()).isPositive();
    }
    assertThat(result("clone", THREAD_FLAGS, DATA, DATA)).isEqualTo(-Errno.EAGAIN);
  }
}

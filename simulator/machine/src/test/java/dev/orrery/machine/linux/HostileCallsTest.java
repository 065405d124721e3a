package dev.orrery.machine.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Fixtures;
import dev.orrery.machine.elf.ElfBuilder;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Isa;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a program passes to the system, it gets an answer, and nothing else happens. */
class HostileCallsTest {
  private static final int ROUNDS = 30;
  private static final long CODE = 0x1_0000;
  private static final long DATA = 0x2_0000;
  private static final byte[] CALL_BYTES = {0x73, 0, 0, 0};
  private static final Stop CALL = new Stop.Trap(TrapKind.SYSCALL, 8, 0);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"rv64gc", "rv32gc"})
  void anyCallWithAnyArguments(String tables) {
    Isa isa = Fixtures.isa(tables);
    AbiSpec abi = Objects.requireNonNull(isa.abi());
    Random random = new Random(7);
    List<Integer> numbers = new ArrayList<>(abi.calls().keySet());
    numbers.sort(null);
    numbers.add(99_999);
    for (int round = 0; round < ROUNDS; round++) {
      GuestMemory memory = new GuestMemory(isa.xlen(), 16 << 20);
      Hart hart = new Hart(isa, memory);
      LinuxAbi linux = start(hart, memory);
      for (int number : numbers) {
        call(linux, hart, memory, number, random);
        if (!runs(linux, hart)) {
          linux.close();
          memory = new GuestMemory(isa.xlen(), 16 << 20);
          hart = new Hart(isa, memory);
          linux = start(hart, memory);
        }
      }
      linux.close();
    }
  }

  private LinuxAbi start(Hart hart, GuestMemory memory) {
    byte[] data = new byte[4096];
    System.arraycopy("file\0".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, data, 0, 5);
    byte[] elf =
        new ElfBuilder(hart.isa.elfMachine(), hart.isa.xlen())
            .entry(CODE)
            .segment(CODE, CALL_BYTES, 4096, 5)
            .segment(DATA, data, 1 << 16, 6)
            .build();
    LinuxOptions options =
        new LinuxOptions(
            List.of("p"),
            List.of(),
            1,
            Sandbox.rooted(directory),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            "",
            Schedule.USUAL,
            null);
    return new LinuxAbi(ElfFile.parse("p", elf), hart, new UserMemory(memory), options);
  }

  /**
   * Lets happen what comes by itself, such as the end of a sleep.
   *
   * @return whether the hart has its turn again; else the program waits for ever, or it is over
   */
  private static boolean runs(LinuxAbi linux, Hart hart) {
    for (int i = 0; i < 100; i++) {
      if (linux.nextEvent() > hart.time()) {
        return linux.running(hart) == hart;
      }
      if (linux.event(linux.running(hart)) != null) {
        return false;
      }
    }
    return false;
  }

  private static void call(
      LinuxAbi linux, Hart hart, GuestMemory memory, int number, Random random) {
    AbiSpec abi = Objects.requireNonNull(hart.isa.abi());
    String name = abi.calls().getOrDefault(number, "");
    if (name.startsWith("exit")) {
      return;
    }
    // An earlier call may have unmapped the code.
    memory.map(CODE, 4096, Protection.ALL, "");
    new UserMemory(memory).poke(CODE, CALL_BYTES, 0, CALL_BYTES.length);
    hart.pc = CODE;
    hart.regs[abi.number()] = number;
    long[] arguments = new long[6];
    for (int i = 0; i < 6; i++) {
      arguments[i] = Bits.zext(argument(random), hart.isa.xlen());
      hart.regs[abi.arguments().get(i)] = arguments[i];
    }
    Ending ending;
    try {
      ending = linux.serve(hart, CALL);
    } catch (RuntimeException e) {
      throw new AssertionError(name + java.util.Arrays.toString(arguments), e);
    }
    // Unmapping the code or the stack is the program's own affair, and so is waiting for ever.
    assertThat(ending instanceof Ending.Exited || ending instanceof Ending.LimitReached)
        .as(name)
        .isFalse();
  }

  private static long argument(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> random.nextInt(8);
      case 3 -> DATA + random.nextInt(64);
      case 4 -> DATA + (1 << 16) - random.nextInt(64);
      case 5 -> 1L << random.nextInt(64);
      case 6 -> random.nextLong();
      case 7 -> random.nextInt(1 << 16);
      case 8 -> -100;
      case 9 -> 0x3000_0000L + 4096L * random.nextInt(64);
      case 10 -> 4096L * random.nextInt(64);
      default -> Long.MAX_VALUE - random.nextInt(3);
    };
  }
}

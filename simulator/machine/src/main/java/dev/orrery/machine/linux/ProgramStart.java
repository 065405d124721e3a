package dev.orrery.machine.linux;

import dev.orrery.engine.GuestFault;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.linux.fs.FileStat;
import dev.orrery.machine.mem.Protection;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program finds when it starts: its stack with arguments, environment and auxiliary vector.
 * Source: System V ABI, "Process Initialization"; {@code linux/auxvec.h}.
 */
final class ProgramStart {
  private static final int AT_NULL = 0;
  private static final int AT_PHDR = 3;
  private static final int AT_PHENT = 4;
  private static final int AT_PHNUM = 5;
  private static final int AT_PAGESZ = 6;
  private static final int AT_BASE = 7;
  private static final int AT_FLAGS = 8;
  private static final int AT_ENTRY = 9;
  private static final int AT_UID = 11;
  private static final int AT_EUID = 12;
  private static final int AT_GID = 13;
  private static final int AT_EGID = 14;
  private static final int AT_HWCAP = 16;
  private static final int AT_CLKTCK = 17;
  private static final int AT_SECURE = 23;
  private static final int AT_RANDOM = 25;
  private static final int AT_EXECFN = 31;
  private static final int STACK_ALIGNMENT = 16;

  private final Task task;
  private long sp;

  private ProgramStart(Task task) {
    this.task = task;
    this.sp = task.layout.stackTop();
  }

  /**
   * Maps and fills the stack and sets the hart to the program's entry.
   *
   * @throws OrreryException if arguments and environment are too long
   */
  static void prepare(Task task) {
    AddressLayout layout = task.layout;
    boolean executable = task.image.elf().stackExecutable();
    task.memory.map(
        layout.stackTop() - layout.stackBytes(),
        layout.stackBytes(),
        Protection.READ_WRITE | (executable ? Protection.EXECUTE : 0),
        "[stack]");
    long strings = 0;
    for (List<String> list : List.of(task.options.arguments(), task.options.environment())) {
      for (String s : list) {
        strings += s.getBytes(StandardCharsets.UTF_8).length + 1L + task.wordBytes;
      }
    }
    if (strings > layout.stackBytes() / 4) {
      throw new OrreryException(
          ExitCode.USAGE,
          "the program's arguments and environment are %d KiB long, and at most %d KiB fit: pass fewer"
              .formatted(strings >> 10, layout.stackBytes() / 4 >> 10));
    }
    try {
      new ProgramStart(task).fill();
    } catch (GuestFault e) {
      throw new OrreryException(ExitCode.LIMIT, task.memory.exhaustedMessage());
    }
  }

  private void fill() {
    sp -= task.wordBytes;
    long name = push(task.options.arguments().getFirst());
    List<Long> environment = pushAll(task.options.environment());
    List<Long> arguments = pushAll(task.options.arguments());
    sp = (sp - 16) & -STACK_ALIGNMENT;
    byte[] seed = new byte[16];
    task.random.fill(seed, seed.length);
    task.user.write(sp, seed);
    Struct vectors = task.struct().word(arguments.size());
    arguments.forEach(vectors::word);
    vectors.word(0);
    environment.forEach(vectors::word);
    vectors.word(0);
    auxiliary(vectors, sp, name);
    sp = (sp - vectors.size()) & -STACK_ALIGNMENT;
    vectors.writeTo(task.user, sp);
    task.hart().regs[task.abi.stackPointer()] = sp;
    if (task.abi.entry() >= 0) {
      task.hart().regs[task.abi.entry()] = task.image.entry();
    }
    task.hart().pc = task.image.entry();
  }

  private void auxiliary(Struct to, long random, long name) {
    ElfFile elf = task.image.elf();
    long headers = elf.programHeaderAddress();
    entry(to, AT_HWCAP, task.abi.hwcap());
    entry(to, AT_PAGESZ, 4096);
    entry(to, AT_CLKTCK, TimeCalls.TICKS_PER_SECOND);
    entry(to, AT_PHDR, headers == 0 ? 0 : headers + task.image.bias());
    entry(to, AT_PHENT, elf.programHeaderSize());
    entry(to, AT_PHNUM, elf.programHeaderCount());
    entry(to, AT_BASE, 0);
    entry(to, AT_FLAGS, 0);
    entry(to, AT_ENTRY, task.image.entry());
    entry(to, AT_UID, FileStat.OWNER);
    entry(to, AT_EUID, FileStat.OWNER);
    entry(to, AT_GID, FileStat.OWNER);
    entry(to, AT_EGID, FileStat.OWNER);
    entry(to, AT_SECURE, 0);
    entry(to, AT_RANDOM, random);
    entry(to, AT_EXECFN, name);
    entry(to, AT_NULL, 0);
  }

  private static void entry(Struct to, int type, long value) {
    to.word(type).word(value);
  }

  private List<Long> pushAll(List<String> strings) {
    List<Long> at = new ArrayList<>();
    for (String s : strings.reversed()) {
      at.addFirst(push(s));
    }
    return at;
  }

  private long push(String s) {
    byte[] bytes = (s + "\0").getBytes(StandardCharsets.UTF_8);
    sp -= bytes.length;
    task.user.write(sp, bytes);
    return sp;
  }
}

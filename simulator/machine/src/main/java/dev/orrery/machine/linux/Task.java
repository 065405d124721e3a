package dev.orrery.machine.linux;

import dev.orrery.engine.Hart;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.linux.fs.FileTable;
import dev.orrery.machine.linux.fs.StandardStreams;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.model.AbiSpec;
import java.nio.charset.StandardCharsets;

/** The process: what the families of system calls share. */
final class Task {
  /** The only process and thread there is. */
  static final int PID = 1000;

  static final int PARENT_PID = 1;

  final Hart hart;
  final AbiSpec abi;
  final GuestMemory memory;
  final UserMemory user;
  final LoadedImage image;
  final LinuxOptions options;
  final AddressLayout layout;

  /** Bytes of a {@code long} and of a pointer. */
  final int wordBytes;

  final VirtualClock clock;
  final SplitMix random;
  final WaitingInput input;
  final FileTable files;
  final SharedMaps shared;

  Task(
      Hart hart,
      AbiSpec abi,
      UserMemory user,
      LoadedImage image,
      AddressLayout layout,
      LinuxOptions options) {
    this.hart = hart;
    this.abi = abi;
    this.user = user;
    this.memory = user.space();
    this.image = image;
    this.layout = layout;
    this.options = options;
    this.wordBytes = hart.isa.xlen() / 8;
    this.clock = new VirtualClock(hart);
    this.random = new SplitMix(options.seed());
    this.input = new WaitingInput(options.in());
    String terminals = options.terminals();
    this.files =
        new FileTable(
            new StandardStreams(
                input,
                options.out(),
                options.err(),
                terminals.contains("0"),
                terminals.contains("1"),
                terminals.contains("2"),
                24,
                80),
            options.sandbox().access(),
            random.next(),
            clock::instant);
    this.shared = new SharedMaps(user);
    String program = options.arguments().getFirst();
    String path = program.startsWith("/") ? program : "/" + program;
    files.program(path.getBytes(StandardCharsets.UTF_8), image.elf()::bytes);
    ProcFiles.provide(this);
  }

  /** An empty structure of the program's width. */
  Struct struct() {
    return new Struct(wordBytes);
  }

  /** A {@code long} or pointer in memory, zero-extended. */
  long loadWord(long address) {
    return user.load(address, wordBytes);
  }
}

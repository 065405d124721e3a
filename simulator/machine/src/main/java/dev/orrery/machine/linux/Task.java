package dev.orrery.machine.linux;

import dev.orrery.engine.Hart;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.linux.fs.FileTable;
import dev.orrery.machine.linux.fs.StandardStreams;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Isa;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The process: what the families of system calls share. Its threads are in {@link #threads}. */
final class Task {
  /** The only process there is, and its first thread. */
  static final int PID = 1000;

  static final int PARENT_PID = 1;

  final Isa isa;
  final AbiSpec abi;
  final Threads threads;
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
  final ProcFiles proc;

  Task(
      Hart hart,
      AbiSpec abi,
      UserMemory user,
      LoadedImage image,
      AddressLayout layout,
      LinuxOptions options) {
    this.isa = hart.isa;
    this.abi = abi;
    this.user = user;
    this.memory = user.space();
    this.image = image;
    this.layout = layout;
    this.options = options;
    this.wordBytes = hart.isa.xlen() / 8;
    String name = options.arguments().getFirst();
    this.threads =
        new Threads(
            hart,
            name.substring(name.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8),
            options.schedule());
    this.clock = new VirtualClock(threads::time);
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
    this.proc = ProcFiles.provide(this);
  }

  /** The hart of the thread whose turn it is. */
  Hart hart() {
    return threads.current().hart;
  }

  /** Bytes of the system call instruction at {@code pc}, which has been executed. */
  int callLength(long pc) {
    Decoder decoder = isa.decoder();
    if (!decoder.inBytes()) {
      return decoder.length(memory.fetch(pc, decoder.minimumLength()));
    }
    DecodedInsn call = decoder.decode(memory::fetch, pc);
    return Objects.requireNonNull(call, "it has been executed").length();
  }

  /** An empty structure of the program's width. */
  Struct struct() {
    return new Struct(wordBytes, user.order());
  }

  /** A {@code long} or pointer in memory, zero-extended. */
  long loadWord(long address) {
    return user.load(address, wordBytes);
  }
}

package dev.orrery.machine.linux;

import dev.orrery.engine.Hart;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.linux.files.Descriptors;
import dev.orrery.machine.linux.files.FileTree;
import dev.orrery.machine.linux.files.Sandbox;
import dev.orrery.machine.linux.uapi.Struct;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.model.AbiSpec;

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
  final Sandbox sandbox;
  final FileTree files;
  final Descriptors descriptors = new Descriptors();

  /** Absolute path of the working directory in the guest's name space. */
  String workingDirectory;

  int umask = 022;

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
    this.sandbox = options.sandbox();
    this.files = new FileTree(clock::realTime);
    this.workingDirectory = sandbox.start();
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

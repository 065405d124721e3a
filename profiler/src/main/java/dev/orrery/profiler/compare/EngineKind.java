package dev.orrery.profiler.compare;

/** How an engine comes to a result. */
public enum EngineKind {
  /** It evaluates what the tables say of each instruction. */
  ORACLE(
      true, false, "evaluates what the tables say of each instruction, and is there to be right"),
  /** It decodes blocks once, and executes those, and traces of them. */
  INTERPRETER(
      true, false, "executes decoded blocks, and traces of those that are hot, inside a JVM"),
  /** It translates what is hot to code of the host, inside a JVM. */
  TRANSLATOR(true, false, "translates what is hot, which first has to become so"),
  /** The same, and a core's model is told of every instruction. */
  TIMED_TRANSLATOR(true, false, "translates as well, and counts a core's cycles"),
  /** QEMU's user mode: it translates all code before it runs; system calls are the host's. */
  USER_EMULATOR(
      true, true, "translates all code before it runs it, and has the host do system calls"),
  /** QEMU with devices and an MMU, translating. */
  SYSTEM_EMULATOR(
      true, true, "translates as well, with an MMU; devices are a part of its own process"),
  /** QEMU with devices, on the host's processor through KVM. */
  VIRTUAL_MACHINE(
      true,
      true,
      "runs code on the processor; whatever needs a device or the kernel leaves the guest, which"
          + " costs microseconds"),
  /** Hardware virtualisation by Orrery itself. */
  OWN_VIRTUAL_MACHINE(true, true, "runs code on the processor, and leaves the guest for each call"),
  /** The same file on the host's processor. */
  HARDWARE(true, true, "is the processor itself"),
  /** Another file that the host's compiler made of the same sources. */
  NATIVE_BUILD(false, true, "is the processor itself, with other code of the same sources");

  private final boolean sameCode;
  private final boolean clockIsTime;
  private final String nature;

  EngineKind(boolean sameCode, boolean clockIsTime, String nature) {
    this.sameCode = sameCode;
    this.clockIsTime = clockIsTime;
    this.nature = nature;
  }

  /** Whether it executes the same instructions as the others. */
  public boolean sameCode() {
    return sameCode;
  }

  /** Whether the clock that the program reads shows time, and does not count instructions. */
  public boolean clockIsTime() {
    return clockIsTime;
  }

  /** What it does that others do not: the rest of a sentence that begins with its name. */
  public String nature() {
    return nature;
  }
}

package dev.orrery.machine.plan;

import dev.orrery.machine.elf.ElfFile;

/** What surrounds a program. */
public enum MachineKind {
  /** Linux's interface to user programs. */
  LINUX,
  /** RAM and a host-target interface. */
  BARE;

  /** Bare for a program that ends by storing to {@code tohost}, else Linux. */
  public static MachineKind of(ElfFile elf) {
    return elf.defines("tohost") ? BARE : LINUX;
  }
}

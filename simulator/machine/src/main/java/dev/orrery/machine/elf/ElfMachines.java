package dev.orrery.machine.elf;

/** Names of {@code e_machine} numbers, for people whose program is for another machine. */
public final class ElfMachines {
  private ElfMachines() {}

  /** The machine's usual name, or its number. Source: the System V ABI's registry of e_machine. */
  public static String name(int machine) {
    return switch (machine) {
      case 2, 18, 43 -> "SPARC";
      case 3 -> "x86 (32-bit)";
      case 4 -> "Motorola 68000";
      case 8 -> "MIPS";
      case 15 -> "PA-RISC";
      case 20 -> "PowerPC";
      case 21 -> "PowerPC 64";
      case 22 -> "IBM Z (s390)";
      case 40 -> "Arm (32-bit)";
      case 42 -> "SuperH";
      case 50 -> "Itanium";
      case 62 -> "x86-64";
      case 83 -> "AVR";
      case 92 -> "OpenRISC";
      case 94 -> "Xtensa";
      case 105 -> "MSP430";
      case 164 -> "Hexagon";
      case 183 -> "AArch64";
      case 189 -> "MicroBlaze";
      case 243 -> "RISC-V";
      case 247 -> "BPF";
      case 252 -> "C-SKY";
      case 258 -> "LoongArch";
      default -> "machine number " + machine;
    };
  }
}

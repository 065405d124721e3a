package dev.orrery.machine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.machine.elf.ElfBuilder;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.spec.diag.OrreryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsaChoiceTest {
  private static ElfFile program(int machine, int bits, String arch) {
    byte[] file =
        new ElfBuilder(machine, bits)
            .segment(0x10000, new byte[16], 16, 5)
            .entry(0x10000)
            .arch(arch)
            .build();
    return ElfFile.parse("prog", file);
  }

  @ParameterizedTest
  @CsvSource({
    "64, rv64i2p1_m2p0_a2p1_f2p2_d2p2_c2p0_zicsr2p0_zifencei2p0_zmmul1p0, rv64gc",
    "32, rv32i2p1_m2p0_a2p1_c2p0_zmmul1p0, rv32imac",
    "32, rv32i2p0, rv32i",
    "32, rv32i2p1_m2p0_zicsr2p0, rv32im",
    "64, rv64gc, rv64gc",
    "64, rv64imafdcv_zve32x1p0_zvl128b1p0, rv64gc",
    "64, rv64i2p1_f2p2, rv64gc",
    "64, rv64i2p1_m2p0_a2p1_f2p2_d2p2_c2p0_zba1p0_zbb1p0_zbs1p0, rva22u64",
    "64, rv64i2p1_m2p0_a2p1_f2p2_d2p2_c2p0_zba1p0_zicond1p0, rv64max",
    "32, rv32imac_zba_zbb_zbs, rv32max",
    "64, something else, rv64max",
    "64, '', rv64max"
  })
  void theSmallestSetThatHasWhatTheCompilerNoted(int bits, String arch, String expected) {
    assertThat(IsaChoice.nameFor(null, program(243, bits, arch))).isEqualTo(expected);
  }

  @Test
  void aProgramForAnotherMachineIsRefused() {
    ElfFile foreign = program(8, 64, "");
    assertThatThrownBy(() -> IsaChoice.nameFor(null, foreign))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("64-bit program for MIPS");
    assertThatThrownBy(() -> IsaChoice.forProgram("rv32gc", program(243, 64, "")))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("rv32gc describes 32-bit RISC-V");
  }
}

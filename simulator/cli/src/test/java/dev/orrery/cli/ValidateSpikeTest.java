package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfWriter;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.machine.validate.Divergence;
import dev.orrery.machine.validate.ReferenceComparison;
import dev.orrery.machine.validate.ReferenceException;
import dev.orrery.machine.validate.Side;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.machine.validate.commit.CommitLogComparison;
import dev.orrery.spec.Isas;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines against a real Spike: right ones agree, and the first wrong instruction is found. */
final class ValidateSpikeTest {
  private static final Isa ISA = Isas.stock("rv64gc");

  /** Loops, floating point, atomics, flags, a counter, the stack, fresh memory, and output. */
  static final String PROGRAM =
      """
      .globl _start
      _start:
        ld s0, 0(sp)
        addi sp, sp, -16
        li s1, 120
        li s2, 1
        fcvt.d.l fa0, s1
        csrw fcsr, zero
      outer:
        sd s2, 0(sp)
        ld t0, 0(sp)
        mul t1, t0, s1
        xor s2, s2, t1
        fcvt.d.l fa1, s2
        fdiv.d fa1, fa1, fa0
        fcvt.l.d t2, fa1, rtz
        add s2, s2, t2
        addi s1, s1, -1
        bnez s1, outer
        csrr t3, fcsr
        la s3, word
        amoadd.d t3, s2, (s3)
      again:
        lr.d t4, (s3)
        addi t4, t4, 1
        sc.d t5, t4, (s3)
        bnez t5, again
        rdcycle t6
        sd t6, 8(s3)
        ld t6, 1(s3)
        li a7, 222
        li a0, 0
        li a1, 8192
        li a2, 3
        li a3, 34
        li a4, -1
        li a5, 0
        ecall
        mv s4, a0
        sd s2, 0(s4)
        li a1, 8192
        li a7, 215
        ecall
        li t3, -7
        srai t3, t3, 1
        add s2, s2, t3
        li a0, 1
        la a1, text
        li a2, 6
        li a7, 64
        ecall
        andi a0, s2, 127
        li a7, 93
        ecall
      .data
      .balign 8
      word: .dword 5, 0
      text: .ascii "hello\\n"
      """;

  private static final String EXIT =
      """
      .globl _start
      _start:
        li a7, 93
        ecall
      """;

  /** Ends by storing to where the host looks. */
  private static final String BARE =
      """
      .globl _start
      _start:
        la s0, table
        li s1, 500
      loop:
        ld t0, 0(s0)
        mul t0, t0, s1
        addi t0, t0, 3
        sd t0, 0(s0)
        sh t0, 13(s0)
        addi s1, s1, -1
        bnez s1, loop
        srai t1, t0, 3
        li t2, 15
        la t3, tohost
        sd t2, 0(t3)
      stay:
        j stay
      .data
      .balign 64
      .globl tohost
      tohost: .dword 0
      .balign 64
      table: .dword 1, 0, 0
      """;

  private static ReferenceComparison.Outcome compare(Subject subject, Side side) throws Exception {
    SpikeRun.Installed spike = InstalledSpike.forProgram(subject);
    return new CommitLogComparison(subject, side, "spike", () -> spike.start(subject), 256)
        .run(() -> false);
  }

  @Test
  void rightEnginesAgree() throws Exception {
    Subject subject = Subject.assembled(ISA, "spike.S", PROGRAM);
    for (String engine : Engines.names()) {
      ReferenceComparison.Outcome outcome = compare(subject, Side.of(engine, 500));
      assertThat(outcome.verdict()).isInstanceOf(Verdict.Agreed.class);
      Verdict.Agreed agreed = (Verdict.Agreed) outcome.verdict();
      assertThat(agreed.complete()).isTrue();
      assertThat(agreed.instructions()).isGreaterThan(1_200);
      assertThat(agreed.end()).startsWith("exited with status ");
    }
  }

  @Test
  void rightEnginesAgreeWithoutAnOperatingSystem() throws Exception {
    Subject subject = bare(BARE);
    for (String engine : Engines.names()) {
      Verdict verdict = compare(subject, Side.of(engine, 500)).verdict();
      assertThat(verdict).isInstanceOf(Verdict.Agreed.class);
      Verdict.Agreed agreed = (Verdict.Agreed) verdict;
      assertThat(agreed.end()).isEqualTo("exited with status 7");
      assertThat(agreed.instructions()).isGreaterThan(3_500);
    }
  }

  @Test
  void aMistakeIsFoundAtItsInstruction() throws Exception {
    Subject subject = Subject.assembled(ISA, "spike.S", PROGRAM);
    Isa tables =
        WrongTables.rv64gc("rv/i.isa", "srai | rd = rs1 >>s shamt", "srai | rd = rs1 >>u shamt");
    Divergence srai = find(subject, tables);
    assertThat(srai.text()).isEqualTo("sra t3,t3,0x1");
    assertThat(srai.facts()).anyMatch(f -> f.name().equals("t3") && f.differs());

    tables =
        WrongTables.rv64gc(
            "rv/d.isa",
            "fdiv.d | fdiv  | wd = f64.div(ws1, ws2, rm)",
            "fdiv.d | fdiv  | wd = f64.div(ws1, ws2, 2)");
    Divergence fdiv = find(subject, tables);
    assertThat(fdiv.text()).startsWith("fdiv.d fa1,fa1,fa0");
    assertThat(fdiv.facts()).anyMatch(f -> f.name().equals("fa1") && f.differs());
  }

  private static Divergence find(Subject subject, Isa tables) throws Exception {
    Side side =
        new Side("wrong", isa -> Engines.create("interpreter", tables, EngineOptions.PLAIN));
    ReferenceComparison.Outcome outcome = compare(subject, side);
    assertThat(outcome.verdict()).isInstanceOf(Verdict.Differed.class);
    return Objects.requireNonNull(outcome.divergence());
  }

  @Test
  void whatIsMissingIsExplained(@TempDir Path folder) throws IOException {
    Subject subject = Subject.assembled(ISA, "spike.S", PROGRAM);
    assertThatThrownBy(() -> SpikeRun.Installed.find(console(folder), subject, null))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("no program 'spike' on the PATH")
        .hasMessageContaining("riscv-isa-sim");
    script(folder, "true");
    assertThatThrownBy(() -> SpikeRun.Installed.find(console(folder), subject, null))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("no 'pk' on the PATH")
        .hasMessageContaining("--pk");
    Path other = folder.resolve("pk32");
    Files.write(other, Subject.assembled(Isas.stock("rv32gc"), "other.S", EXIT).elf().bytes());
    assertThatThrownBy(() -> SpikeRun.Installed.find(console(folder), subject, other))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("of 32 bits, and the program for RISC-V of 64");
    SpikeRun.Installed found = SpikeRun.Installed.find(console(folder), bare(BARE), null);
    assertThat(found.kernel()).isNull();
  }

  /** Nothing that comes from the other side is trusted. */
  @Test
  void aSpikeThatMisbehavesEndsTheComparison(@TempDir Path folder) throws IOException {
    misbehaves(folder, "echo no such option >&2; exit 9", "status 9", "saying: no such option");
    misbehaves(folder, "echo garbage >&3", "what is no commit: garbage");
    misbehaves(
        folder, "echo 'core   0: 3 0x80000000 (0x05d00893) x17 0x5d' >&3", "ends in the middle");
    misbehaves(folder, "head -c 200000 /dev/zero >&3", "a line without an end");
  }

  private static void misbehaves(Path folder, String what, String... said) throws IOException {
    Subject subject = bare(EXIT);
    SpikeRun.Installed spike = new SpikeRun.Installed(script(folder, what), null);
    ReferenceComparison comparison =
        new CommitLogComparison(
            subject, Side.of("oracle", 0), "spike", () -> spike.start(subject), 256);
    assertThatThrownBy(() -> comparison.run(() -> false))
        .isInstanceOf(ReferenceException.class)
        .message()
        .contains(said);
  }

  private static Path script(Path folder, String what) throws IOException {
    Path script = folder.resolve("spike");
    Files.writeString(script, "#!/bin/sh\n" + what + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  /** With no more on its PATH than a folder. */
  private static Console console(Path path) {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return new Console(
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        Map.of("PATH", path.toString()),
        false,
        false);
  }

  private static Subject bare(String text) {
    ElfFile elf =
        ElfFile.parse(
            "bare.S",
            ElfWriter.write(
                Assembler.assemble(
                        ISA, SourceTree.of(Map.of("bare.S", text)), "bare.S", 0x8000_0000L)
                    .program()));
    RunPlan plan = Subject.assembled(ISA, "bare.S", text).plan();
    RunPlan bare =
        new RunPlan(
            plan.program(),
            List.of(),
            List.of(),
            plan.isa(),
            plan.engine(),
            MachineKind.BARE,
            List.of(),
            null,
            plan.limits(),
            256L << 20,
            plan.sandbox(),
            "",
            1,
            plan.schedule());
    return new Subject(bare, elf, ISA, InputStream::nullInputStream);
  }
}

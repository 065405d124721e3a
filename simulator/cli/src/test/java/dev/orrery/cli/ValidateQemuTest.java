package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.validate.Divergence;
import dev.orrery.machine.validate.ReferenceComparison;
import dev.orrery.machine.validate.Side;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.machine.validate.gdb.GdbComparison;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Engines against QEMU: right ones agree, and the first instruction of a wrong one is found. */
final class ValidateQemuTest {
  private static final Isa ISA = Isas.stock("rv64gc");

  /** Loops, floating point, the stack, and output. */
  private static final String PROGRAM =
      """
      .globl _start
      _start:
        li a7, 178
        ecall
        mv s3, a0
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
      text: .ascii "hello\\n"
      """;

  @BeforeAll
  static void qemuIsThere() {
    String name = "qemu-riscv64";
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    Assumptions.assumeTrue(found, name + " is not installed (package qemu-user)");
  }

  private static ReferenceComparison.Outcome compare(Subject subject, Side side) throws Exception {
    return new GdbComparison(subject, side, "qemu", () -> QemuRun.start(subject), 1024)
        .run(() -> false);
  }

  @Test
  void rightEnginesAgree() throws Exception {
    Subject subject = Subject.assembled(ISA, "qemu.S", PROGRAM);
    for (String engine : List.of("jit", "oracle")) {
      ReferenceComparison.Outcome outcome = compare(subject, Side.of(engine, 5000));
      assertThat(outcome.verdict()).isInstanceOf(Verdict.Agreed.class);
      Verdict.Agreed agreed = (Verdict.Agreed) outcome.verdict();
      assertThat(agreed.complete()).isTrue();
      assertThat(agreed.instructions()).isGreaterThan(1_200);
      assertThat(agreed.printed()).isEqualTo(6);
    }
  }

  @Test
  void aMistakeIsFoundAtItsInstruction() throws Exception {
    Isa tables =
        WrongTables.rv64gc("rv/i.isa", "srai | rd = rs1 >>s shamt", "srai | rd = rs1 >>u shamt");
    Divergence srai = find(tables);
    assertThat(srai.text()).isEqualTo("sra t3,t3,0x1");
    assertThat(srai.facts()).anyMatch(f -> f.name().equals("t3") && f.differs());

    tables =
        WrongTables.rv64gc(
            "rv/d.isa",
            "fdiv.d | fdiv  | wd = f64.div(ws1, ws2, rm)",
            "fdiv.d | fdiv  | wd = f64.div(ws1, ws2, 2)");
    Divergence fdiv = find(tables);
    assertThat(fdiv.text()).startsWith("fdiv.d fa1,fa1,fa0");
    assertThat(fdiv.facts()).anyMatch(f -> f.name().equals("fa1") && f.differs());
  }

  /** Instructions that can read a counter are the environment's only where they do. */
  @Test
  void aMistakeInAControlRegisterIsFound() throws Exception {
    Isa tables =
        WrongTables.rv64gc(
            "rv/zicsr.isa",
            "if @rs1 != 0: csr.write(csr, o or rs1); rd = o",
            "if @rs1 != 0: csr.write(csr, o or rs1); rd = o or rs1");
    Divergence csrrs =
        find(
            tables,
            Subject.assembled(
                ISA,
                "flags.S",
                """
                .globl _start
                _start:
                  li t0, 4
                  csrrs t1, fflags, t0
                  li a0, 0
                  li a7, 93
                  ecall
                """));
    assertThat(csrrs.text()).isEqualTo("csrrs t1,fflags,t0");
    assertThat(csrrs.facts()).anyMatch(f -> f.name().equals("t1") && f.differs());
  }

  private static Divergence find(Isa tables) throws Exception {
    return find(tables, Subject.assembled(ISA, "qemu.S", PROGRAM));
  }

  private static Divergence find(Isa tables, Subject subject) throws Exception {
    Side side =
        new Side("wrong", isa -> Engines.create("interpreter", tables, EngineOptions.PLAIN));
    ReferenceComparison.Outcome outcome = compare(subject, side);
    assertThat(outcome.verdict()).isInstanceOf(Verdict.Differed.class);
    return Objects.requireNonNull(outcome.divergence());
  }

  /** Numbers, memory, counters, protections and handlers: ours for both. */
  @Test
  void whatTheEnvironmentDoesItDoesForBoth() throws Exception {
    Subject subject =
        Subject.assembled(
            ISA,
            "calls.S",
            """
            .globl _start
            _start:
              li a7, 172 # getpid
              ecall
              mv s0, a0
              li a0, 0
              li a1, 8192
              li a2, 3
              li a3, 0x22
              li a4, -1
              li a5, 0
              li a7, 222 # mmap
              ecall
              mv s1, a0
              rdtime s2
              sd s2, 0(s1)
              li a0, 0
              addi a1, s1, 8
              li a7, 113 # clock_gettime
              ecall
              ld t0, 8(s1)
              ld t1, 0(s1)
              sub s2, s2, t1
              sd t0, 4(s1)
              li a0, 11
              la a1, action
              li a2, 0
              li a3, 8
              li a7, 134 # rt_sigaction
              ecall
              li s3, 3
            again:
              ld t1, 8(zero)
              addi s3, s3, -1
              bnez s3, again
              mv a0, s1
              li a1, 4096
              li a2, 1
              li a7, 226 # mprotect
              ecall
              fcvt.d.l fa0, s0
              fcvt.l.d s4, fa0
              la t0, last
              la t1, action
              sd t0, 0(t1)
              li a0, 11
              la a1, action
              li a2, 0
              li a3, 8
              li a7, 134
              ecall
              sd s0, 0(s1)
            handler:
              addi s5, s5, 1
              ld t2, 176(a2) # the address of the fault, in the context
              addi t2, t2, 4
              sd t2, 176(a2)
              li a7, 139 # rt_sigreturn
              ecall
            last:
              sub a0, s4, s0
              add a0, a0, s2
              addi a0, a0, 7
              li a7, 93
              ecall
            .data
            .balign 8
            action: .8byte handler, 4, 0
            """);
    for (String engine : List.of("jit", "oracle")) {
      ReferenceComparison.Outcome outcome = compare(subject, Side.of(engine, 5000));
      assertThat(outcome.verdict()).isInstanceOf(Verdict.Agreed.class);
      Verdict.Agreed agreed = (Verdict.Agreed) outcome.verdict();
      assertThat(agreed.complete()).isTrue();
      assertThat(agreed.end()).isEqualTo("exited with status 7");
    }
  }

  /** Which QEMU reports as it reports breakpoints of those that follow a program. */
  @Test
  void breakpointsOfTheProgramAreItsOwn() throws Exception {
    Subject
        handled =
            Subject.assembled(
                ISA,
                "ebreak.S",
                """
            .globl _start
            _start:
              li a0, 5
              la a1, action
              li a2, 0
              li a3, 8
              li a7, 134 # rt_sigaction
              ecall
              li s0, 20
            again:
              addi s1, s1, 3
              ebreak
              addi s0, s0, -1
              bnez s0, again
              mv a0, s1
              andi a0, a0, 127
              li a7, 93
              ecall
            handler:
              addi s2, s2, 1
              ld t2, 176(a2) # the address, in the context
              addi t2, t2, 2
              sd t2, 176(a2)
              li a7, 139 # rt_sigreturn
              ecall
            .data
            .balign 8
            action: .8byte handler, 4, 0
            """),
        killed = Subject.assembled(ISA, "killed.S", ".globl _start\n_start: li t0, 5\n ebreak\n");
    for (int every : new int[] {1, 1024}) {
      assertThat(agreed(handled, every).end()).isEqualTo("exited with status 60");
      assertThat(agreed(killed, every).end()).isEqualTo("faulted: breakpoint");
    }
  }

  private static Verdict.Agreed agreed(Subject subject, int every) throws Exception {
    Verdict verdict =
        new GdbComparison(
                subject, Side.of("interpreter", 0), "qemu", () -> QemuRun.start(subject), every)
            .run(() -> false)
            .verdict();
    assertThat(verdict).isInstanceOf(Verdict.Agreed.class);
    return (Verdict.Agreed) verdict;
  }

  @Test
  void comparisonsAreNoFartherApartThanAsked() throws Exception {
    Subject subject = Subject.assembled(ISA, "qemu.S", PROGRAM);
    for (int every : new int[] {1, 100, 1000}) {
      Verdict.Agreed agreed = agreed(subject, every);
      assertThat(agreed.checks()).isGreaterThanOrEqualTo(agreed.instructions() / every);
    }
  }

  /** Threads of another emulator run when they like. */
  @Test
  void programsThatStartThreadsAreFollowedUntilThen() throws Exception {
    Subject subject =
        Subject.assembled(
            ISA,
            "clone.S",
            """
            .globl _start
            _start:
              li a0, 0x50f00
              mv a1, sp
              li a7, 220
              ecall
            """);
    ReferenceComparison.Outcome outcome = compare(subject, Side.of("interpreter", 0));
    assertThat(outcome.verdict()).isInstanceOf(Verdict.Parted.class);
    assertThat(((Verdict.Parted) outcome.verdict()).why())
        .isEqualTo(
            "the program starts a thread or a process by clone, whose turns qemu chooses by itself."
                + " To compare all of it, name two engines: --a jit --b interpreter");
  }
}

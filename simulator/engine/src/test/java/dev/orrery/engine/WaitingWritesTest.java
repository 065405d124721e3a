package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.interp.InterpreterForms;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.engine.random.World;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.RegisterFile;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Condition flags that regions compute late, against the oracle: random code of an instruction set
 * that has many, which stops in its middle over and over again, where all of them are looked at.
 */
class WaitingWritesTest {
  private static final int PROGRAMS = Integer.getInteger("orrery.flags.programs", 12);
  private static final int SEED = Integer.getInteger("orrery.flags.seed", 1);
  private static final int TURNS = 300;
  private static final int STOPS = 60;
  private static final int POINTERS = 256;
  private static final long TARGET = World.DATA + 0x900;

  private static final List<String> WORDS =
      List.of("rax", "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9");
  private static final List<String> HALVES =
      List.of("eax", "ebx", "ecx", "edx", "esi", "edi", "r8d", "r9d");
  private static final List<String> BYTES =
      List.of("al", "bl", "cl", "dl", "sil", "dil", "r8b", "r9b");
  private static final List<String> CONDITIONS =
      List.of(
          "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g");
  private static final List<String> OPERATIONS =
      List.of("add", "sub", "cmp", "and", "or", "xor", "test", "adc", "sbb");

  private static final List<Function<Isa, Engine>> ENGINES =
      List.of(
          isa -> InterpreterForms.regionsAtOnce(isa, EngineOptions.PLAIN),
          isa -> InterpreterForms.regionsSoon(isa, EngineOptions.PLAIN),
          isa -> Engines.create("jit", isa, EngineOptions.translatingAfter(20)));

  /** Writes programs. */
  private record Writer(SplittableRandom random, StringBuilder text) {
    private String one(List<String> of) {
      return of.get(random.nextInt(of.size()));
    }

    private void line(String format, Object... parts) {
      text.append("  ").append(format.formatted(parts)).append('\n');
    }

    private void insn() {
      List<String> names = List.of(WORDS, HALVES, BYTES).get(random.nextInt(3));
      String a = one(names);
      String size = names == WORDS ? "QWORD" : names == HALVES ? "DWORD" : "BYTE";
      String place = "[rbp+0x%x]".formatted(0xa00 + 8 * random.nextInt(8));
      switch (random.nextInt(13)) {
        case 0, 1, 2 -> line("%s %s,%s", one(OPERATIONS), a, one(names));
        case 3 -> line("%s %s,0x%x", one(OPERATIONS), a, random.nextInt(100));
        case 4 -> line("%s %s", one(List.of("inc", "dec", "neg", "not")), a);
        case 5 ->
            line("%s %s,0x%x", one(List.of("shl", "shr", "sar", "rol")), a, 1 + random.nextInt(6));
        case 6 -> line("%s %s,cl", one(List.of("shl", "shr", "sar")), a);
        case 7 -> line("set%s %s", one(CONDITIONS), one(BYTES));
        case 8 -> line("cmov%s %s,%s", one(CONDITIONS), one(WORDS), one(WORDS));
        case 9 -> line("%s %s,%s PTR %s", one(List.of("add", "sub", "cmp", "mov")), a, size, place);
        case 10 -> line("%s %s PTR %s,%s", one(List.of("add", "xor", "mov")), size, place, a);
        case 11 -> {
          line("mov r14,QWORD PTR [rbp+r15*8]");
          line("%s al,BYTE PTR [r14]", one(List.of("mov", "cmp", "add")));
        }
        default -> line("%s", one(List.of("stc", "clc", "cmc", "lea rbx,[rbx+rdx*2+0x7]")));
      }
    }

    private void block(int most) {
      for (int i = random.nextInt(1, most); i > 0; i--) {
        insn();
      }
    }

    String program() {
      text.append("main:\n");
      line("mov r13d,0x%x", TURNS);
      text.append("turn:\n");
      line("movzx r15d,r13b");
      int blocks = random.nextInt(2, 8);
      for (int i = 0; i < blocks; i++) {
        text.append("b").append(i).append(":\n");
        block(6);
        if (random.nextInt(3) > 0) {
          line("j%s b%d", one(CONDITIONS), random.nextInt(i + 1, blocks + 1));
        } else if (random.nextBoolean()) {
          line("call f");
        }
      }
      text.append("b").append(blocks).append(":\n");
      line("lea r13,[r13-0x1]");
      line("mov r12,r13");
      line("test r12,r12");
      line("jne turn");
      text.append("done:\n");
      line("syscall");
      text.append("f:\n");
      block(4);
      line("ret");
      return text.toString();
    }
  }

  @Test
  void flagsAreKnownWhereverCodeStops() {
    Isa isa = Isas.stock("x64");
    for (int i = 0; i < PROGRAMS; i++) {
      SplittableRandom random = new SplittableRandom(SEED + i);
      String program = new Writer(random, new StringBuilder()).program();
      for (Function<Isa, Engine> engine : ENGINES) {
        AssembledGuest expected = guest(new OracleEngine(isa, EngineOptions.PLAIN), program, i);
        AssembledGuest tested = guest(engine.apply(isa), program, i);
        int seed = SEED + i;
        for (int stop = 0; stop < STOPS && expected.guest.hart.pc != expected.at("done"); stop++) {
          expected.run(1_000_000);
          tested.run(1_000_000);
          expected.guest.assertSame(tested.guest, () -> "seed " + seed + "\n" + program);
          set(expected, "r14", TARGET);
          set(tested, "r14", TARGET);
        }
      }
    }
  }

  private static AssembledGuest guest(Engine engine, String program, int seed) {
    AssembledGuest g = new AssembledGuest(engine, program);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < POINTERS; i++) {
      long pointer = random.nextInt(40) == 0 ? 5 : TARGET + random.nextInt(64);
      for (int b = 0; b < 8; b++) {
        g.guest.space.load(World.DATA + 8L * i + b, 1, (byte) (pointer >>> 8 * b));
      }
    }
    WORDS.forEach(name -> set(g, name, random.nextLong()));
    set(g, "rbp", World.DATA);
    set(g, "rsp", World.BEHIND + 0x800);
    return g;
  }

  private static void set(AssembledGuest g, String name, long value) {
    RegisterFile file = g.guest.hart.isa.files().getFirst();
    int number = file.names().indexOf(name);
    assertThat(number).isNotNegative();
    g.guest.hart.regs[file.writeSlot(number)] = value;
  }
}

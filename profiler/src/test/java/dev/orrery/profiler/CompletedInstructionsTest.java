package dev.orrery.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Environment;
import dev.orrery.profiler.recording.NamedCount;
import dev.orrery.spec.ir.TrapKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompletedInstructionsTest {
  private static final long SITE = ToyProgram.BASE;
  private static final long HANDLER = 0x500;
  private static final int NUMBER = 7;
  private static final int RETURN_ADDRESS = 1;
  private static final Stop SYSCALL = new Stop.Trap(TrapKind.SYSCALL, 0, 0);

  private final ToyProgram program = new ToyProgram();
  private final Hart hart = new Hart(ToyIsa.ISA, program);
  private final List<String> calls = new ArrayList<>();
  private final CallProbe probe =
      new CallProbe() {
        @Override
        public void call(Hart hart, long site, long target, long returnAddress) {
          calls.add("%x->%x(%x)".formatted(site, target, returnAddress));
        }

        @Override
        public void ret(Hart hart, long site, long target) {
          throw new AssertionError("nothing returned");
        }
      };

  @Test
  void countsCallsWhereTheyStand() {
    CompletedInstructions watched = watching(false, true);
    for (int i = 0; i < 3; i++) {
      hart.pc = SITE;
      hart.regs[NUMBER] = 40L + i % 2;
      assertThat(watched.serve(hart, SYSCALL)).isNull();
    }
    assertThat(watched.total()).isEqualTo(3);
    assertThat(watched.calls())
        .containsExactly(new NamedCount("syscall_40", 2), new NamedCount("syscall_41", 1));
    assertThat(watched.counted()).hasSize(1).first().extracting("count").isEqualTo(3L);
    assertThat(calls).isEmpty();
  }

  @Test
  void aCallThatWillBeMadeAgainIsNotCounted() {
    CompletedInstructions watched = watching(false, false);
    hart.pc = SITE;
    watched.serve(hart, SYSCALL);
    assertThat(watched.total()).isZero();
    assertThat(watched.calls()).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void aSignalIsACall() {
    CompletedInstructions watched = watching(true, true);
    hart.regs[RETURN_ADDRESS] = 0x77;
    hart.pc = SITE;
    watched.serve(hart, SYSCALL);
    hart.pc = SITE;
    watched.event(hart);
    assertThat(calls).containsExactly("10000->500(77)", "10000->500(77)");
  }

  private CompletedInstructions watching(boolean signals, boolean completes) {
    program.code.put(SITE, ToyIsa.insn(ToyIsa.SYSCALL, SITE));
    return new CompletedInstructions(
        new Environment() {
          @Override
          public @Nullable Ending serve(Hart hart, Stop stop) {
            if (completes) {
              hart.retired++;
              hart.pc += ToyIsa.SYSCALL.length();
            }
            return event(hart);
          }

          @Override
          public @Nullable Ending event(Hart hart) {
            hart.pc = signals ? HANDLER : hart.pc;
            return null;
          }
        },
        probe,
        new CompletedInstructions.Watch() {});
  }
}

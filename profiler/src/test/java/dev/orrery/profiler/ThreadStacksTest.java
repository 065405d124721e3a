package dev.orrery.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Hart;
import dev.orrery.machine.ThreadView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Harts that take turns in the middle of each other's calls. */
class ThreadStacksTest {
  private final Hart first = new Hart(ToyIsa.ISA, new ToyProgram());
  private final FunctionTable functions = new FunctionTable(new ShadowStackTest.Letters());
  private final List<Long> starts = List.of(0x1000L, 0x1100L, 0x1200L);
  private final ThreadStacks stacks;

  ThreadStacksTest() {
    first.pc = starts.get(0);
    stacks = new ThreadStacks(functions, first, -1, new CycleMeter(null));
  }

  private void call(Hart hart, int instructions, int from, int to) {
    hart.retired += instructions;
    hart.pc = starts.get(to);
    stacks.call(hart, starts.get(from), hart.pc, starts.get(from) + 4);
  }

  private void ret(Hart hart, int instructions, int to) {
    hart.retired += instructions;
    hart.pc = starts.get(to) + 4;
    stacks.ret(hart, 0, hart.pc);
  }

  private static ThreadView view(int id, String name, Hart hart) {
    return new ThreadView(id, name, hart, "running");
  }

  @Test
  void eachHartIsChargedForItself() {
    assertThat(stacks.several()).isFalse();
    Hart second = first.another(1);
    second.pc = starts.get(1);
    stacks.begins(view(8, "second", second));
    call(first, 10, 0, 2);
    call(second, 1, 1, 2);
    ret(first, 20, 0);
    ret(second, 2, 1);
    call(second, 4, 1, 2);
    second.retired += 8;
    stacks.ends(view(8, "renamed", second));
    first.retired += 40;
    stacks.finish(List.of(view(7, "first", first)));

    assertThat(stacks.several()).isTrue();
    assertThat(stacks.retired()).isEqualTo(85);
    assertThat(stacks.numbers()).containsExactly(0, 1);
    assertThat(stacks.counted(0).retired()).isEqualTo(70);
    assertThat(stacks.counted(1).retired()).isEqualTo(15);
    assertThat(stacks.counted(1).name()).isEqualTo("renamed");
    int shared = functions.called(starts.get(2));
    assertThat(stacks.counted(0).calls().inclusive(shared)).isEqualTo(20);
    assertThat(stacks.counted(1).calls().inclusive(shared)).isEqualTo(10);
    assertThat(stacks.all().inclusive(shared)).isEqualTo(30);
    assertThat(stacks.all().isRoot(functions.called(starts.get(0)))).isTrue();
    assertThat(stacks.all().isRoot(functions.called(starts.get(1)))).isTrue();
    assertThat(stacks.all().isRoot(shared)).isFalse();
    assertThat(stacks.all().tracking().unmatchedReturns()).isZero();
  }

  @Test
  void threadsOfOneNumberAreCountedTogether() {
    for (int i = 0; i < 3; i++) {
      Hart hart = first.another(Hart.NUMBERS - 1);
      hart.pc = starts.get(1);
      stacks.begins(view(10 + i, "worker", hart));
      call(hart, 5, 1, 2);
      stacks.ends(view(10 + i, "worker", hart));
    }
    stacks.finish(List.of());
    ThreadStacks.Counted others = stacks.counted(Hart.NUMBERS - 1);
    assertThat(others.threads()).isEqualTo(3);
    assertThat(others.id()).isEqualTo(10);
    assertThat(others.retired()).isEqualTo(15);
    assertThat(others.calls().roots())
        .singleElement()
        .satisfies(root -> assertThat(root.self).isEqualTo(15));
  }
}

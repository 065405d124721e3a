package dev.orrery.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Hart;
import dev.orrery.profiler.Symbols.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The stack by hand: functions of 0x100 bytes at 0x1000, 0x1100 and so on, called a, b, c... */
class ShadowStackTest {
  private static final long A = 0x1000;
  private static final long B = 0x1100;
  private static final long C = 0x1200;
  private static final long D = 0x1300;

  private final FunctionTable functions = new FunctionTable(new Letters());
  private final Hart hart = hart();
  private ShadowStack stack =
      new ShadowStack(functions, hart, ToyIsa.SP, new CycleMeter(null), new CallTrace());

  @Test
  void chargesCallerAndCallee() {
    call(10, A + 4, B);
    ret(5, B + 8, A + 8);
    end(3);
    assertThat(tree()).isEqualTo("a 13/18 [b 5/5 x1]");
    assertThat(inclusive(B)).isEqualTo(5);
  }

  @Test
  void foldsRecursionAndCountsItsOutermostActivationOnly() {
    call(1, A + 4, B);
    call(1, B + 4, B);
    call(1, B + 4, C);
    call(1, C + 4, B);
    ret(1, B + 8, C + 8);
    ret(1, C + 8, B + 8);
    ret(1, B + 8, B + 8);
    ret(1, B + 8, A + 8);
    end(1);
    assertThat(tree()).isEqualTo("a 2/9 [b 5/7 x3 [c 2/2 x1]]");
    assertThat(inclusive(B)).isEqualTo(7);
    assertThat(inclusive(C)).isEqualTo(3);
  }

  @Test
  void aTailCallReturnsForItsCaller() {
    call(1, A + 4, B);
    jump(2, B + 8, C);
    ret(4, C + 8, A + 8);
    end(8);
    assertThat(tree()).isEqualTo("a 9/15 [b 2/6 x1 [c 4/4 x1]]");
    assertThat(stack.tracking().unmatchedReturns()).isZero();
    assertThat(stack.tracking().skippedFrames()).isZero();
  }

  @Test
  void loopsOfTailCallsDoNotGrow() {
    call(1, A + 4, B);
    for (int i = 0; i < 100_000; i++) {
      jump(1, B + 8, C);
      jump(1, C + 8, D);
      jump(1, D + 8, B);
    }
    ret(1, B + 12, A + 8);
    end(0);
    assertThat(stack.tracking().deepest()).isEqualTo(3);
    assertThat(tree())
        .isEqualTo(
            "a 1/300002 [b 100001/300001 x100001 [c 100000/200000 x100000 [d 100000/100000 x100000]]]");
  }

  @Test
  void aJumpIntoTheMiddleOfTheCallerComesBackFromItsColdPart() {
    call(1, A + 4, B);
    jump(2, B + 8, C);
    jump(4, C + 8, B + 0x20);
    call(8, B + 0x24, D);
    ret(16, D + 4, B + 0x28);
    ret(32, B + 0x30, A + 8);
    end(64);
    assertThat(tree()).isEqualTo("a 65/127 [b 42/62 x1 [d 16/16 x1, c 4/4 x1]]");
  }

  @Test
  void aReturnLeavesTheCallsAboveTheOneItBelongsTo() {
    call(1, A + 4, B);
    call(1, B + 4, C);
    call(1, C + 4, D);
    ret(1, D + 4, A + 8);
    call(1, A + 0x10, C);
    end(1);
    assertThat(tree()).isEqualTo("a 2/6 [b 1/3 x1 [c 1/2 x1 [d 1/1 x1]], c 1/1 x1]");
    assertThat(stack.tracking().skippedFrames()).isEqualTo(2);
  }

  @Test
  void longjmpDropsTheCallsWhoseStackIsGone() {
    long inA = hart.regs[ToyIsa.SP];
    call(1, A + 4, B);
    call(1, B + 4, C);
    hart.regs[ToyIsa.SP] = inA;
    ret(1, D + 4, A + 0x80);
    end(10);
    assertThat(tree()).isEqualTo("a 11/13 [b 1/2 x1 [c 1/1 x1]]");
    assertThat(stack.tracking().unmatchedReturns()).isEqualTo(1);
    assertThat(stack.tracking().skippedFrames()).isEqualTo(2);
  }

  @Test
  void withoutAStackPointerLongjmpGoesByFunction() {
    stack = new ShadowStack(functions, hart, -1, new CycleMeter(null), new CallTrace());
    call(1, A + 4, B);
    call(1, B + 4, C);
    ret(1, D + 4, A + 0x80);
    end(10);
    assertThat(tree()).isEqualTo("a 11/13 [b 1/2 x1 [c 1/1 x1]]");
  }

  @Test
  void aReturnToNowhereChangesNothing() {
    ret(1, A + 4, 0x99990);
    call(1, A + 4, B);
    end(1);
    assertThat(tree()).isEqualTo("a 2/3 [b 1/1 x1]");
    assertThat(stack.tracking().unmatchedReturns()).isEqualTo(1);
  }

  @Test
  void depthIsBoundedAndComesBack() {
    call(1, A + 4, B);
    int depth = 3 * ShadowStack.MAX_DEPTH;
    for (int i = 0; i < depth; i++) {
      call(1, B + 4, B);
    }
    for (int i = 0; i < depth; i++) {
      ret(1, B + 8, B + 8);
    }
    ret(1, B + 8, A + 8);
    end(7);
    long inB = 2L * depth + 1;
    assertThat(tree()).isEqualTo("a 8/%d [b %d/%d x%d]".formatted(inB + 8, inB, inB, depth + 1));
    assertThat(stack.tracking().tooDeep()).isEqualTo(depth + 2 - ShadowStack.MAX_DEPTH);
    assertThat(stack.tracking().unmatchedReturns()).isZero();
  }

  @Test
  void longjmpOutOfTooDeepRecursionComesBack() {
    long inA = hart.regs[ToyIsa.SP];
    call(1, A + 4, B);
    for (int i = 0; i < 2 * ShadowStack.MAX_DEPTH; i++) {
      call(1, B + 4, B);
    }
    hart.regs[ToyIsa.SP] = inA;
    ret(1, D + 4, A + 0x80);
    call(1, A + 0x90, C);
    end(5);
    assertThat(tree()).endsWith("c 5/5 x1]").startsWith("a 2/");
  }

  @Test
  void theTreeIsBounded() {
    // Ever new paths: every second level is a function without a symbol at an address of its own.
    for (int i = 0; i < 2 * CallTree.MAX_NODES; i++) {
      call(1, A + 4, 0x100000 + 16L * i);
      call(1, 0x100000 + 16L * i, B);
      ret(1, B + 4, 0x100000 + 16L * i + 4);
      ret(1, 0x100000 + 16L * i + 8, A + 8);
    }
    end(1);
    assertThat(stack.tracking().foldedPaths()).isPositive();
    assertThat(stack.tree().root().children.size()).isGreaterThan(CallTree.MAX_NODES);
  }

  private void call(int instructions, long site, long target) {
    retire(instructions, target);
    stack.call(hart, site, target, site + 4);
    hart.regs[ToyIsa.SP] -= 16;
  }

  private void ret(int instructions, long site, long target) {
    hart.regs[ToyIsa.SP] += site == D + 4 && target == A + 0x80 ? 0 : 16;
    retire(instructions, target);
    stack.ret(hart, site, target);
  }

  private void jump(int instructions, long site, long target) {
    retire(instructions, target);
    if (stack.wantsJump(site, target)) {
      stack.jump(hart, site, target);
    }
  }

  private void end(int instructions) {
    retire(instructions, hart.pc);
    stack.finish(hart);
  }

  private void retire(int instructions, long pc) {
    hart.retired += instructions;
    hart.pc = pc;
  }

  private long inclusive(long function) {
    return stack.tree().inclusive(functions.called(function));
  }

  private String tree() {
    return show(stack.tree().root());
  }

  /** For example {@code a 1/3 [b 2/2 x1]}: own and total instructions, calls, callees. */
  private String show(CallTree.Node node) {
    StringBuilder s = new StringBuilder();
    s.append(functions.name(node.function)).append(' ').append(node.self[0]).append('/');
    s.append(total(node)).append(node.calls > 0 ? " x" + node.calls : "");
    List<String> children =
        node.children.values().stream()
            .sorted((a, b) -> Long.compare(total(b), total(a)))
            .map(this::show)
            .toList();
    return s + (children.isEmpty() ? "" : " [" + String.join(", ", children) + "]");
  }

  private static long total(CallTree.Node node) {
    return node.self[0] + node.children.values().stream().mapToLong(ShadowStackTest::total).sum();
  }

  private static Hart hart() {
    Hart hart = new Hart(ToyIsa.ISA, new ToyProgram());
    hart.pc = A;
    hart.regs[ToyIsa.SP] = 1 << 28;
    return hart;
  }

  static final class Letters implements Symbols {
    @Override
    public @Nullable Symbol at(long address) {
      long index = (address - A) >> 8;
      return index < 0 || index > 3
          ? null
          : new Symbol(String.valueOf((char) ('a' + index)), A + 0x100 * index, 0x100);
    }

    @Override
    public List<Extent> extents() {
      return List.of();
    }
  }
}

package dev.orrery.engine.interp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HostCompilerTest {
  static int sum(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum = 31 * sum + (i ^ sum >>> 3);
    }
    return sum;
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void compilesWhatItIsAskedForAndOnlyThen()
      throws ReflectiveOperationException, InterruptedException {
    assumeTrue(HostCompiler.ifAny().isPresent(), "this JVM has no -XX:+WhiteBoxAPI");
    HostCompiler compiler = HostCompiler.ifAny().orElseThrow();
    Method method = HostCompilerTest.class.getDeclaredMethod("sum", int.class);
    compiler.count(method);
    int expected = sum(1_000_000);
    assertThat(compiler.isDone(method)).isFalse();
    assertThat(compiler.compile(method)).isTrue();
    while (compiler.isWaiting(method)) {
      Thread.sleep(1);
    }
    assertThat(compiler.isDone(method)).isTrue();
    assertThat(sum(1_000_000)).isEqualTo(expected);
  }
}

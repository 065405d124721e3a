package dev.orrery.spec.diag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void statusesAreTheOnesThatScriptsRelyOn() {
    Map<String, Integer> statuses =
        Arrays.stream(ExitCode.values())
            .collect(Collectors.toMap(ExitCode::name, ExitCode::status));

    assertThat(statuses)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "OK", 0,
                "CHECK_FAILED", 1,
                "USAGE", 2,
                "DIVERGED", 3,
                "GUEST_FAULT", 4,
                "LIMIT", 5,
                "BAD_INPUT", 6,
                "INTERNAL", 70));
  }
}

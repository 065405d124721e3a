package dev.orrery.spec.lang.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orrery.spec.Cores;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a parameter of a stock core is set to, the answer is about that. */
class SettingsTest {
  static List<String> cores() {
    return Cores.names();
  }

  @ParameterizedTest
  @MethodSource("cores")
  void noParameterIsNegativeAndNoConstantIsSet(String name) {
    CoreTable core = Cores.named(name, Map.of());
    for (CoreTable.Parameter p : core.parameters()) {
      assertThat(refusal(name, p.name(), ExitCode.BAD_INPUT))
          .containsPattern("error C(05|10): ")
          .containsAnyOf(p.name() + " = -1 (from --set)", "(from --set " + p.name() + ")");
    }
    for (CoreTable.Parameter c : core.constants()) {
      assertThat(refusal(name, c.name(), ExitCode.USAGE)).contains("'" + c.name() + "' is ");
    }
  }

  private static String refusal(String core, String setting, ExitCode status) {
    OrreryException e =
        catchThrowableOfType(OrreryException.class, () -> Cores.named(core, Map.of(setting, -1L)));
    assertThat(e).as("%s: %s", core, setting).isNotNull();
    assertThat(e.exitCode()).isEqualTo(status);
    return String.valueOf(e.getMessage());
  }

  @Test
  void whatIsComputedSaysFromWhat() {
    assertThat(refusal("ooo", "btb.sets", ExitCode.USAGE))
        .isEqualTo(
            "--set btb.sets: 'btb.sets' is computed from btb.entries and btb.ways. Change these.");
    assertThat(refusal("rsd", "never", ExitCode.USAGE))
        .isEqualTo("--set never: 'never' is a constant of the table, and no parameter.");
  }
}

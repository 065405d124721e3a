package dev.orrery.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets by name: profiles, and stock sets with extensions behind them. */
class IsasTest {

  @Test
  void extensionsBehindTheNameOfAStockSetAreTakenIn() {
    Isa isa = Isas.stock("rv64gc_zba_Zbs");
    assertThat(isa.name()).isEqualTo("rv64gc_zba_Zbs");
    assertThat(isa.extensions())
        .containsAll(Isas.stock("rv64gc").extensions())
        .endsWith("Zba", "Zbs")
        .doesNotContain("Zbb");
    assertThat(isa.rows()).anyMatch(r -> r.name().equals("sh1add.uw"));
    assertThat(Isas.stock("rva22u64_zicond").extensions()).contains("Zbb", "Zicond");
    assertThat(Isas.stock("rv32i_m").rows()).hasSameSizeAs(Isas.stock("rv32im").rows());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rv64gcx | no instruction set is called 'rv64gcx'",
        "rv64gc_ | no instruction set is called 'rv64gc_'",
        "_zba | no instruction set is called '_zba'",
        "rv64gc_zb | rv64gc has no extension 'zb'. There are A, C, D,",
        "rv64gc_../zba | rv64gc has no extension '../zba'"
      })
  void whatThereIsNotIsSaid(String name, String message) {
    assertThatThrownBy(() -> Isas.stock(name))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aSetExtendsAnotherAndChangesItsParameters() {
    Map<String, String> files =
        Map.of(
            "base.isa",
            "isa base : word 8, insn le, elf 9 flags 3, WIDTH = 64, A = 1\nreg PC : WIDTH\nparam B = A + 1\n",
            "middle.isa",
            "isa middle extends base : A = 5\n",
            "main.isa",
            "isa main extends middle : WIDTH = 32, elf 7\n");
    Isa isa = IsaCompiler.compile(SourceTree.of(files), "main.isa");
    assertThat(isa.name()).isEqualTo("main");
    assertThat(isa.xlen()).isEqualTo(32);
    assertThat(isa.elfMachine()).isEqualTo(7);
    assertThat(isa.elfFlags()).isZero();
    assertThat(isa.parameters()).isEqualTo(Map.of("WIDTH", 32L, "A", 5L, "B", 6L));
    Isa middle = IsaCompiler.compile(SourceTree.of(files), "middle.isa");
    assertThat(middle.elfMachine()).isEqualTo(9);
    assertThat(middle.elfFlags()).isEqualTo(3);
  }
}

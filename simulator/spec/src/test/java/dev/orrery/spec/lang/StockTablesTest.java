package dev.orrery.spec.lang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables that come with Orrery compile, to what their rows say. */
class StockTablesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rv32i",
        "rv32im",
        "rv32imc",
        "rv32imac",
        "rv32gc",
        "rv64i",
        "rv64im",
        "rv64imc",
        "rv64imac",
        "rv64gc",
        "rv32max",
        "rv64max",
        "rvi20u64",
        "rva20u64",
        "rva22u64"
      })
  void compile(String name) {
    Isa isa = IsaCompiler.compile(SourceTree.stock(), name + ".isa");
    assertThat(isa.name()).isEqualTo(name);
    assertThat(isa.elfMachine()).isEqualTo(243);
    assertThat(isa.xlen()).isEqualTo(name.startsWith("rv32") ? 32 : 64);
    for (int i = 0; i < isa.rows().size(); i++) {
      assertThat(isa.rows().get(i).id()).isEqualTo(i);
    }
  }

  @Test
  void simpleRowsHaveTightBodies() {
    Isa isa = IsaCompiler.compile(SourceTree.stock(), "rv64gc.isa");
    assertThat(body(isa, "add")).isEqualTo("X[rd] = add(X[rs1], X[rs2])\n");
    assertThat(body(isa, "addiw")).isEqualTo("X[rd] = sx.64(add(X[rs1][31:0], immI:32))\n");
    assertThat(body(isa, "jalr"))
        .isEqualTo(
            """
            %0:64 = X[rs1]
            X[rd] = npc:64
            goto and(add(%0, immI:64), 0xfffffffffffffffe:64)
            """);
    assertThat(body(isa, "divw"))
        .isEqualTo(
            """
            if eq(X[rs2][31:0], 0:32) {
              X[rd] = 0xffffffffffffffff:64
            } else {
              X[rd] = sx.64(div.s(X[rs1][31:0], X[rs2][31:0]))
            }
            """);
    assertThat(body(isa, "sc.w"))
        .isEqualTo(
            """
            %0:1 = sc.4(X[rs1], X[rs2][31:0]) acquire aqrl:2[1] release aqrl:1
            X[rd] = zx.64(%0)
            """);
    assertThat(body(isa, "fadd.s"))
        .isEqualTo(
            """
            if and(eq(rm:3, 7:3), le.u(5:3, frm)) {
              trap.illegal(2:64, 0:64)
            }
            %0:32 = f32.add(unbox(F[fs1]), unbox(F[fs2])) \
            rounding sel(eq(rm:3, 7:3), frm, rm:3) flags fflags
            F[fd] = box(%0)
            """);
    assertThat(body(isa, "c.lui")).isEqualTo("X[rd] = immU:64\n");
  }

  @Test
  void controlRegistersBecomeConditionsOnTheWord() {
    Isa isa = IsaCompiler.compile(SourceTree.stock(), "rv64gc.isa");
    assertThat(body(isa, "csrrw"))
        .isEqualTo(
            """
            if eq(csr:12, 1:12) {
              %0:64 = X[rs1]
              X[rd] = zx.64(fflags)
              fflags = %0[4:0]
            } else if eq(csr:12, 2:12) {
              %1:64 = X[rs1]
              X[rd] = zx.64(frm)
              frm = %1[2:0]
            } else if eq(csr:12, 3:12) {
              %2:64 = X[rs1]
              X[rd] = zx.64(cat(frm, fflags))
              fflags = %2[4:0]
              frm = %2[7:5]
            } else if eq(csr:12, 0xc00:12) {
              trap.illegal(2:64, 0:64)
            } else if eq(csr:12, 0xc01:12) {
              trap.illegal(2:64, 0:64)
            } else if eq(csr:12, 0xc02:12) {
              trap.illegal(2:64, 0:64)
            } else {
              trap.illegal(2:64, 0:64)
            }
            """);
  }

  @Test
  void targetsMustBeAlignedWithoutCompressedInstructions() {
    Isa isa = IsaCompiler.compile(SourceTree.stock(), "rv64im.isa");
    assertThat(body(isa, "jal"))
        .isEqualTo(
            """
            if add(pc:64, immJ:64)[1] {
              trap.misaligned.fetch(0:64, add(pc:64, immJ:64))
            }
            X[rd] = npc:64
            goto add(pc:64, immJ:64)
            """);
  }

  @Test
  void anEditedTextHasAnotherHash() {
    String a = "isa a : word 8, XLEN = 32\nreg PC : XLEN\n";
    assertThat(hash(a)).isEqualTo(hash(a)).isNotEqualTo(hash(a + "# b\n")).hasSize(64);
  }

  private static String hash(String text) {
    return IsaCompiler.compile(SourceTree.of(Map.of("a.isa", text)), "a.isa").hash();
  }

  private static String body(Isa isa, String name) {
    List<Row> rows = isa.rows().stream().filter(r -> r.name().equals(name)).toList();
    assertThat(rows).hasSize(1);
    return IrPrinter.print(rows.getFirst().body());
  }
}

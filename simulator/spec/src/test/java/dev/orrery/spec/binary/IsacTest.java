package dev.orrery.spec.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.spec.Isas;
import dev.orrery.spec.decode.TableDecoder;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IsacTest {
  private static final int HEADER_BYTES = 52;

  static List<String> names() {
    return Isas.names();
  }

  private static Isa compiled(String name) {
    return IsaCompiler.compile(SourceTree.stock(), name + ".isa");
  }

  @ParameterizedTest
  @MethodSource("names")
  void stockTablesAreWhatTheTextSays(String name) {
    Isa text = compiled(name);
    assertThat(Isas.stock(name).hash()).isEqualTo(text.hash());
    assertSame(text, Isas.stock(name));
    assertThat(Isac.write(Isas.stock(name))).isEqualTo(Isac.write(text));
  }

  private static void assertSame(Isa a, Isa b) {
    assertThat(b.name()).isEqualTo(a.name());
    assertThat(b.xlen()).isEqualTo(a.xlen());
    assertThat(b.elfMachine()).isEqualTo(a.elfMachine());
    assertThat(b.elfFlags()).isEqualTo(a.elfFlags());
    assertThat(b.insnOrder()).isEqualTo(a.insnOrder());
    assertThat(b.dataOrder()).isEqualTo(a.dataOrder());
    assertThat(b.extensions()).isEqualTo(a.extensions());
    assertThat(b.parameters()).isEqualTo(a.parameters());
    assertThat(b.files()).isEqualTo(a.files());
    assertThat(b.registers()).isEqualTo(a.registers());
    assertThat(b.csrs()).isEqualTo(a.csrs());
    assertThat(b.slots()).isEqualTo(a.slots());
    assertThat(b.illegalCause()).isEqualTo(a.illegalCause());
    assertThat(b.hash()).isEqualTo(a.hash());
    assertThat(b.rows()).hasSameSizeAs(a.rows());
    for (int i = 0; i < a.rows().size(); i++) {
      assertSame(a.rows().get(i), b.rows().get(i));
    }
    assertThat(b.aliases()).hasSameSizeAs(a.aliases());
    for (int i = 0; i < a.aliases().size(); i++) {
      Alias x = a.aliases().get(i);
      Alias y = b.aliases().get(i);
      assertThat(y.toString()).isEqualTo(x.toString());
      assertThat(y.when()).isEqualTo(x.when());
      assertThat(y.row().id()).isEqualTo(x.row().id());
    }
    assertSame(a.asm(), b.asm());
    TableDecoder da = TableDecoder.of(a);
    TableDecoder db = TableDecoder.of(b);
    assertThat(db.lengths()).isEqualTo(da.lengths());
    assertThat(db.tree().roots()).isEqualTo(da.tree().roots());
    assertThat(db.tree().cells()).isEqualTo(da.tree().cells());
    assertThat(db.tree().leaves()).isEqualTo(da.tree().leaves());
    assertSame(Objects.requireNonNull(a.abi()), Objects.requireNonNull(b.abi()));
  }

  private static void assertSame(Row a, Row b) {
    assertThat(List.of(b.id(), b.name(), b.extension(), b.insnClass(), b.length()))
        .isEqualTo(List.of(a.id(), a.name(), a.extension(), a.insnClass(), a.length()));
    assertThat(List.of(b.mask(), b.match(), b.asm(), b.source()))
        .isEqualTo(List.of(a.mask(), a.match(), a.asm(), a.source()));
    assertThat(b.meaning().id()).isEqualTo(a.meaning().id());
    assertThat(b.operands()).isEqualTo(a.operands());
    assertThat(b.legal()).isEqualTo(a.legal());
    assertThat(b.call()).isEqualTo(a.call());
    assertThat(b.ret()).isEqualTo(a.ret());
    assertThat(b.body()).isEqualTo(a.body());
  }

  /** Conditions by the row's id: rows are compared by identity. */
  private static Map<Integer, Expr> written(AsmSpec asm) {
    Map<Integer, Expr> out = new HashMap<>();
    asm.written().forEach((row, when) -> out.put(row.id(), when));
    return out;
  }

  private static void assertSame(AsmSpec a, AsmSpec b) {
    assertThat(written(b)).isEqualTo(written(a));
    assertThat(b.pseudos()).isEqualTo(a.pseudos());
    assertThat(b.operators()).isEqualTo(a.operators());
    assertThat(b.options()).isEqualTo(a.options());
    assertThat(b.synonyms()).isEqualTo(a.synonyms());
  }

  private static void assertSame(AbiSpec a, AbiSpec b) {
    assertThat(b.sigreturn()).isEqualTo(a.sigreturn());
    assertThat(b.calls()).isEqualTo(a.calls());
    assertThat(b.meanings()).isEqualTo(a.meanings());
    assertThat(b)
        .usingRecursiveComparison()
        .ignoringFields("sigreturn", "calls", "meanings")
        .isEqualTo(a);
  }

  @Test
  void damageIsReported() {
    byte[] good = Isac.write(Isas.stock("rv32imac"));
    for (int length = 0; length < good.length; length += 211) {
      assertRefused(Arrays.copyOf(good, length));
    }
    assertRefused(Arrays.copyOf(good, good.length + 1));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      int at = random.nextInt(bad.length);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      if (at >= 12 && at < 44) {
        continue; // the hash of the text: a key, not part of the tables
      }
      assertRefused(bad);
    }
  }

  @Test
  void anotherVersionIsReported() {
    byte[] bytes = Isac.write(Isas.stock("rv32imac"));
    ByteBuffer.wrap(bytes).putInt(8, Isac.VERSION + 1);
    assertThatThrownBy(() -> Isac.read(bytes, "x.isac"))
        .isInstanceOf(OrreryException.class)
        .hasMessage(
            "x.isac has format version %d, and this is version %d. Precompiled tables are made by the build: build again."
                .formatted(Isac.VERSION + 1, Isac.VERSION));
  }

  @Test
  void wrongContentBehindAFittingChecksumEndsInAnErrorOfOurs() {
    byte[] good = Isac.write(Isas.stock("rv32imac"));
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      bad[HEADER_BYTES + random.nextInt(bad.length - HEADER_BYTES)] ^=
          (byte) (1 << random.nextInt(8));
      CRC32 crc = new CRC32();
      crc.update(bad, HEADER_BYTES, bad.length - HEADER_BYTES);
      ByteBuffer.wrap(bad).putInt(HEADER_BYTES - 4, (int) crc.getValue());
      try {
        Isac.read(bad, "x.isac");
      } catch (OrreryException e) {
        assertThat(e).hasMessageStartingWith("x.isac is damaged");
      }
    }
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> Isac.read(bytes, "x.isac"))
        .isInstanceOfSatisfying(
            OrreryException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessageStartingWith("x.isac ");
  }
}

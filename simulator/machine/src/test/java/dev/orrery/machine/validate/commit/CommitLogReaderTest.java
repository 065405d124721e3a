package dev.orrery.machine.validate.commit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.machine.validate.ReferenceException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as Spike wrote them, and what is none. */
final class CommitLogReaderTest {
  private final CommitLine line = new CommitLine();

  private static CommitLogReader reader(String log) {
    return new CommitLogReader(new ByteArrayInputStream(log.getBytes(ISO_8859_1)));
  }

  private void read(String text) throws ReferenceException {
    assertThat(reader(text + "\n").next(line)).isTrue();
  }

  @Test
  void registersAndMemoryAreFound() throws ReferenceException {
    read("core   0: 0 0x000000000001059a (0x6582) x11 0x0000000000000003 mem 0x0000003ffffffb40");
    assertThat(line.privilege).isZero();
    assertThat(line.pc).isEqualTo(0x1059a);
    assertThat(line.word).isEqualTo(0x6582);
    assertThat(line.length).isEqualTo(2);
    assertThat(Arrays.copyOf(line.written, line.writes)).containsExactly(CommitKeys.of('x', 11));
    assertThat(line.values[0]).isEqualTo(3);
    assertThat(line.accesses).isEqualTo(1);
    assertThat(line.addresses[0]).isEqualTo(0x3ffffffb40L);
    assertThat(line.stores()).isFalse();

    read("core   0: 1 0xffffffff80002b02 (0x00e78023) mem 0x0000003ffffffb28 0xff");
    assertThat(line.privilege).isEqualTo(1);
    assertThat(line.pc).isEqualTo(0xffffffff80002b02L);
    assertThat(line.writes).isZero();
    assertThat(line.stores()).isTrue();
    assertThat(line.stored[0]).isEqualTo(1);
    assertThat(line.data[0]).isEqualTo(0xff);

    read(
        "core   0: 0 0x0000000000010100 (0x1a05f5d3) c1_fflags 0x0000000000000001"
            + " f11 0x404e000000000000");
    assertThat(Arrays.copyOf(line.written, line.writes))
        .containsExactly(CommitKeys.of('c', 1), CommitKeys.of('f', 11));
    assertThat(line.values[1]).isEqualTo(0x404e000000000000L);

    read(
        "core   0: 0 0x0000000000010188 (0x1609ae2f) x28 0x0000000000000005"
            + " mem 0x00000000000111c8 mem 0x00000000000111c8 0x0000000000000009");
    assertThat(line.accesses).isEqualTo(2);
    assertThat(line.stored[0]).isZero();
    assertThat(line.stored[1]).isEqualTo(8);

    read("core   0: 0 0x00010074 (0x00008067)");
    assertThat(line.writes + line.accesses).isZero();
  }

  @Test
  void aLineThatWasNotCompletedIsNone() throws ReferenceException {
    CommitLogReader reader = reader("core   0: 0 0x00010074 (0x00008067)\ncore   0: 0 0x000");
    assertThat(reader.next(line)).isTrue();
    assertThat(reader.next(line)).isFalse();
    assertThat(reader("").next(line)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "core   0: ",
        "core   0: 3",
        "core   0: 0 0x (0x8067)",
        "core   0: 0 0x10074 ()",
        "core   0: 0 0x10074 (0x8067",
        "core   0: 0 0x10074 (0x8067) mem",
        "core   0: 0 0x10074 (0x8067) mem 0x",
        "core   0: 0 0x10074 (0x8067) mem 0x10 0x00112233445566778899",
        "core   0: 0 0x10074 (0x8067) x1 0y",
        "core   0: 0 0x10074 (0x8067) x99999999999999999999999 0x1 \u0007",
        "core   0: exception trap_illegal_instruction, epc 0x80000000"
      })
  void whatIsNoCommitIsRefused(String text) {
    assertThatThrownBy(() -> reader(text + "\n").next(line))
        .isInstanceOf(ReferenceException.class)
        .hasMessageStartingWith("it writes a log with what is no commit: ")
        .hasMessageNotContaining("\u0007");
  }

  @Test
  void endlessLinesAreRefused() {
    assertThatThrownBy(() -> reader("core   0: 0 " + " ".repeat(1 << 20)).next(line))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("a line without an end");
    assertThatThrownBy(
            () ->
                reader("core   0: 0 0x10 (0x8067)" + " mem 0x1 0x2".repeat(5000) + "\n").next(line))
        .isInstanceOf(ReferenceException.class);
  }

  /** The last store to a byte is what is compared. */
  @Test
  void storesAreComparedByTheByte() {
    StoredBytes stored = new StoredBytes();
    stored.put(0x1006, 4, 0x44332211);
    stored.put(0x1007, 1, 0xff);
    StoredBytes.Difference<String> tell = (a, v) -> "%x=%016x".formatted(a, v);
    assertThat(stored.compare(a -> a == 0x1000 ? 0xff11L << 48 | 0xabcdef : 0x4433, tell)).isNull();
    assertThat(stored.compare(a -> 0, tell)).isNull(); // they are forgotten
    stored.put(0x1006, 4, 0x44332211);
    assertThat(stored.compare(a -> 0x4433, tell)).isEqualTo("1000=2211000000004433");
  }
}

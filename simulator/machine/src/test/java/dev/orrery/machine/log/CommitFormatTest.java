package dev.orrery.machine.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.Isas;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.Isa;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commit logs against those that Spike wrote (riscv-isa-sim 55b4658d, {@code --isa=rv64gc_zicclsm
 * --log-commits}, and the same with the extensions of the {@code max} sets). A log holds the words
 * of its program, so it is all there is to keep: every kind of access, atomics that succeed and
 * fail, all floating-point widths, flags raised again, composed control registers, compressed
 * words, blocks that are zeroed, every instruction of the extensions.
 */
final class CommitFormatTest {
  private static final long RAM = 0x8000_0000L;
  private static final Pattern LINE =
      Pattern.compile("core +0: 3 0x([0-9a-f]+) \\(0x([0-9a-f]+)\\).*");

  static Stream<Arguments> logs() {
    return Stream.of("rv64gc", "rv32gc", "rv64max", "rv32max")
        .flatMap(isa -> Engines.names().stream().map(engine -> Arguments.of(isa, engine)));
  }

  @ParameterizedTest
  @MethodSource("logs")
  void isSpikesByteForByte(String name, String engine) {
    String spike = resource(name + ".log");
    Isa isa = Isas.stock(name);
    GuestMemory memory = new GuestMemory(isa.xlen(), 1 << 20);
    memory.map(RAM, 0x4000, Protection.ALL, "RAM");
    Hart hart = new Hart(isa, memory);
    hart.pc = load(spike, new UserMemory(memory));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LoggingEngine logging =
        new LoggingEngine(
            Engines.create(engine, isa, EngineOptions.PLAIN),
            memory,
            LogWindow.ALL,
            new CommitFormat(isa, CommitFormat.Privilege.MACHINE),
            out);
    memory.attach(logging);

    long lines = spike.lines().count();
    assertThat(logging.run(hart, lines)).isEqualTo(lines);

    assertThat(out.toString(UTF_8)).isEqualTo(spike);
  }

  /** Puts the words of a log where they were. */
  private static long load(String log, UserMemory memory) {
    List<Matcher> lines = log.lines().map(LINE::matcher).filter(Matcher::matches).toList();
    for (Matcher line : lines) {
      long word = Long.parseLong(line.group(2), 16);
      byte[] bytes = new byte[line.group(2).length() / 2];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (word >> 8 * i);
      }
      memory.poke(Long.parseLong(line.group(1), 16), bytes, 0, bytes.length);
    }
    return Long.parseLong(lines.getFirst().group(1), 16);
  }

  @Test
  void registersWithoutAnyNameInTheFormatAreRefused() {
    Isa isa = Isas.stock("rv64gc");
    Isa nameless =
        new Isa(
            "nameless",
            isa.xlen(),
            isa.elfMachine(),
            isa.extensions(),
            isa.parameters(),
            isa.files(),
            isa.registers(),
            List.<Csr>of(),
            isa.slots(),
            isa.rows(),
            isa.aliases(),
            isa.asm(),
            isa.decoder(),
            isa.abi(),
            isa.illegalCause(),
            isa.hash());
    assertThatThrownBy(() -> new CommitFormat(nameless, CommitFormat.Privilege.USER))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("nameless called fflags, frm")
        .hasMessageContaining("use --log insn");
  }

  private static String resource(String name) {
    try (InputStream in = CommitFormatTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

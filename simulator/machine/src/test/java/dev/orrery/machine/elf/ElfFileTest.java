package dev.orrery.machine.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElfFileTest {

  static ElfBuilder sample(int bits) {
    return new ElfBuilder(243, bits)
        .entry(0x10000)
        .segment(0x10000, new byte[64], 64, 5)
        .segment(0x20000, new byte[] {1, 2, 3}, 0x5000, 6)
        .symbol("_start", 0x10000, 0, 0, 0)
        .symbol("main", 0x10010, 16, 2, 0)
        .symbol("main_alias_with_long_name", 0x10010, 16, 2, 0)
        .symbol("tail", 0x10028, 8, 2, 0)
        .symbol("table", 0x20000, 3, 1, 1)
        .symbol("_end", 0x25000, 0, 0, 1)
        .absolute("tohost", 0xc000_0000L)
        .arch("rv64i2p1_m2p0");
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void readsHeadersSegmentsAndNames(int bits) {
    ElfFile elf = ElfFile.parse("p", sample(bits).build());
    assertThat(elf.bits()).isEqualTo(bits);
    assertThat(elf.machine()).isEqualTo(243);
    assertThat(elf.entry()).isEqualTo(0x10000);
    assertThat(elf.relocatable()).isFalse();
    int headers = bits == 64 ? 64 + 2 * 56 : 52 + 2 * 32;
    assertThat(elf.segments())
        .containsExactly(
            new ElfSegment(0x10000, 64, headers, 64, true, false, true),
            new ElfSegment(0x20000, 0x5000, headers + 64, 3, true, true, false));
    assertThat(elf.sections()).extracting(ElfSection::name).contains(".seg1", ".symtab");
    assertThat(elf.arch()).isEqualTo("rv64i2p1_m2p0");
    assertThat(elf.notes()).isEmpty();
    assertThat(elf.programHeaderAddress()).as("not loaded").isZero();
  }

  @Test
  void namesAddresses() {
    SymbolTable symbols = ElfFile.parse("p", sample(64).build()).symbols();
    assertThat(symbols.describe(0x10000)).isEqualTo("_start");
    assertThat(symbols.describe(0x1000f)).isEqualTo("_start+0xf");
    assertThat(symbols.describe(0x1001c)).isEqualTo("main+0xc");
    assertThat(symbols.describe(0x10020))
        .as("behind main: the last label without size")
        .isEqualTo("_start+0x20");
    assertThat(symbols.describe(0x20002)).isEqualTo("table+0x2");
    assertThat(symbols.describe(0x10040)).isNull();
    assertThat(symbols.describe(0xffff)).isNull();
    assertThat(symbols.describe(-1)).isNull();
    Symbol tohost = Objects.requireNonNull(symbols.named("tohost"));
    assertThat(tohost.address()).isEqualTo(0xc000_0000L);
    assertThat(symbols.functions()).extracting(Symbol::name).contains("_start", "main", "tail");
    SymbolTable moved = symbols.shifted(0x4000_0000);
    assertThat(moved.describe(0x4001_0030L - 4)).isEqualTo("tail+0x4");
    assertThat(moved.describe(0x10000)).isNull();
    assertThat(moved.named("tohost")).isEqualTo(tohost);
  }

  @Test
  void findsWhatPeopleCallFunctions() {
    SymbolTable symbols =
        ElfFile.parse(
                "p",
                sample(64)
                    .symbol("_Z4oncei", 0x10030, 4, 2, 0)
                    .symbol("_Z5twicei", 0x10034, 4, 2, 0)
                    .symbol("_Z5twiced", 0x10038, 4, 2, 0)
                    .symbol("_ZN2in5twiceEv", 0x1003c, 4, 2, 0)
                    .build())
            .symbols();
    for (int i = 0; i < 2; i++) { // before and after all names have been read
      assertThat(Objects.requireNonNull(symbols.named("once")).address()).isEqualTo(0x10030);
      assertThat(symbols.named("twice")).as("there are two").isNull();
      assertThat(symbols.named("on")).isNull();
      assertThat(symbols.named("none")).isNull();
      assertThat(Objects.requireNonNull(symbols.named("twice(double)")).address())
          .isEqualTo(0x10038);
      assertThat(Objects.requireNonNull(symbols.named("in::twice")).address()).isEqualTo(0x1003c);
    }
  }

  /** Assemblers put the offset of a segment that is all zeros behind the end of the file. */
  @Test
  void aSegmentWithoutBytesNeedsNoPlaceInTheFile() {
    byte[] file = sample(64).segment(0x30000, new byte[0], 0x100, 6).build();
    int header = 64 + 2 * 56;
    java.nio.ByteBuffer.wrap(file)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putLong(header + 8, 1 << 20);
    assertThat(ElfFile.parse("p", file).segments().getLast().memorySize()).isEqualTo(0x100);
  }

  @Test
  void namesCannotActOnATerminal() {
    String wild = "a\u001b[2J\nb\u202ec\u0007";
    String large = "x".repeat(1 << 20);
    ElfFile elf =
        ElfFile.parse(
            "p", sample(64).symbol(wild, 0x10030, 4, 2, 0).symbol(large, 0x10038, 4, 2, 0).build());
    assertThat(elf.symbols().describe(0x10032)).isEqualTo("a\ufffd[2J\ufffdb\ufffdc\ufffd+0x2");
    assertThat(elf.symbols().describe(0x10038)).hasSize(ElfBytes.LONGEST_TEXT + 1).endsWith("x…");
  }

  @Test
  void findsHeadersInMemory() {
    byte[] file = sample(64).build();
    // Make the first segment start at the file's first byte, as linkers do.
    file[64 + 8] = 0;
    assertThat(ElfFile.parse("p", file).programHeaderAddress()).isZero();
    java.nio.ByteBuffer b = java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    b.putLong(64 + 32, 240).putLong(64 + 40, 240);
    assertThat(ElfFile.parse("p", file).programHeaderAddress()).isEqualTo(0x10040);
  }

  @Test
  void saysWhatIsWrongAndWhatToDo(@TempDir Path dir) throws Exception {
    assertThat(message("hello\n".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "p: is not an ELF file: it starts with 68 65 6c 6c, not with 7f 45 4c 46:"
                + " give a program that was compiled and linked for the guest");
    assertThat(message(new byte[0])).startsWith("p: is empty");
    assertThat(message(new byte[] {0x7f})).contains("starts with 7f,");
    assertThat(message(Arrays.copyOf(sample(64).build(), 30)))
        .isEqualTo(
            "p: is truncated or damaged: its ELF header would be 64 bytes at offset 0, and the file"
                + " has 30 bytes: copy or build it again");
    assertThat(message(Arrays.copyOf(sample(64).build(), 200))).contains("segment 0");
    assertThat(message(sample(64).type(1).build()))
        .isEqualTo("p: is an object file, not a program: link it with -static");
    assertThat(message(sample(64).type(3).entry(0).build())).contains("shared library");
    assertThat(message(sample(64).type(4).build())).contains("core dump");
    assertThat(message(sample(64).interpreter("/lib/ld.so.1").build()))
        .isEqualTo(
            "p: is dynamically linked (it wants /lib/ld.so.1), which is not supported:"
                + " link it with -static");
    assertThat(message(sample(64).entry(0x20000).build()))
        .isEqualTo(
            "p: starts at 0x20000, which no executable segment holds:"
                + " link it with an entry point (_start)");
    assertThat(message(new ElfBuilder(243, 64).entry(1).build())).contains("no program headers");
    assertThat(message(sample(64).segment(-8L, new byte[4], 16, 6).build()))
        .contains("beyond the end of memory");
    assertThat(message(sample(32).segment(0xffff_f000L, new byte[4], 0x1001, 6).build()))
        .contains("beyond the end of memory");
    byte[] neither = sample(64).build();
    neither[5] = 3;
    assertThat(message(neither)).contains("has an unknown byte order");
    assertThat(failure(() -> ElfFile.read(dir))).contains("is a directory");
    assertThat(failure(() -> ElfFile.read(dir.resolve("x")))).contains("there is no such file");
    Path file = Files.write(dir.resolve("prog"), sample(32).build());
    assertThat(ElfFile.read(file).bits()).isEqualTo(32);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void everyTruncationIsReadOrRefused(int bits) {
    byte[] file = sample(bits).build();
    for (int n = 0; n < file.length; n++) {
      readAll(Arrays.copyOf(file, n));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void everyDamageIsReadOrRefused(int bits) {
    byte[] file = sample(bits).build();
    for (int at = 0; at < file.length; at++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, file[at] ^ 1}) {
        byte[] bad = file.clone();
        bad[at] = (byte) value;
        readAll(bad);
      }
    }
    Random random = new Random(bits);
    for (int i = 0; i < 5_000; i++) {
      byte[] bad = file.clone();
      for (int n = 1 + random.nextInt(8); n > 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      readAll(bad);
    }
  }

  /** Reads everything there is; only an {@link OrreryException} may come of it. */
  static void readAll(byte[] file) {
    ElfFile elf;
    try {
      elf = ElfFile.parse("p", file);
    } catch (OrreryException e) {
      assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      return;
    }
    for (Symbol s : elf.symbols().shifted(0x1000).functions()) {
      String unused = elf.symbols().describe(s.address() + 1);
    }
    String unused = elf.arch();
    for (ElfSegment s : elf.segments()) {
      assertThat(s.offset() + s.fileSize()).isBetween(0L, (long) file.length);
    }
  }

  private static String message(byte[] file) {
    return failure(() -> ElfFile.parse("p", file));
  }

  private static String failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    OrreryException e = Objects.requireNonNull(catchThrowableOfType(OrreryException.class, call));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    return Objects.requireNonNull(e.getMessage());
  }
}

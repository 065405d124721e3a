package dev.orrery.spec.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.asm.program.Program;
import dev.orrery.spec.asm.program.Program.ProgramSymbol;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole programs have the sections and the symbols that GNU as and ld give them: their bytes, and
 * what readelf says of their names.
 */
class GnuAsProgramsTest {
  @TempDir Path dir;

  @BeforeAll
  static void needsGnuAs() {
    GnuAs.assumeInstalled();
  }

  @ParameterizedTest
  @CsvSource({
    "directives.s, rv64gc",
    "directives.s, rv32gc",
    "pseudo.s, rv64gc",
    "pseudo.s, rv32gc",
    "far.s, rv64gc",
    "far.s, rv32gc",
    "macros.s, rv64gc",
    "compiled64.s, rv64gc"
  })
  void sectionsAndSymbolsAreThoseOfGnu(String file, String name) throws IOException {
    Isa isa = Isas.stock(name);
    String text = text(file);
    Program program =
        Assembler.assemble(isa, SourceTree.of(Map.of(file, text)), file, 0x10000).program();
    GnuAs gnu = GnuAs.riscv(dir, isa.xlen());
    List<String> starts = new ArrayList<>();
    for (Program.Section s : program.sections()) {
      if (s.loaded()) {
        starts.add(s.name() + "=0x" + Long.toHexString(s.address()));
      }
    }
    Path elf = gnu.link(text, starts.toArray(new String[0]));
    for (Program.Section s : program.sections()) {
      if (s.loaded() && !s.room()) {
        if (s.name().startsWith(".rodata.")) {
          continue; // GNU ld puts it into .rodata
        }
        byte[] theirs = gnu.section(elf, s.name());
        // GNU as fills sections up to their own alignment.
        assertThat(theirs.length).as(s.name()).isGreaterThanOrEqualTo(s.bytes().length);
        boolean takesInOthers = s.name().equals(".rodata");
        assertThat(theirs.length - s.bytes().length)
            .as(s.name())
            .isLessThan(takesInOthers ? Integer.MAX_VALUE : (int) s.alignment());
        assertThat(s.bytes())
            .as(file + " " + s.name())
            .isEqualTo(Arrays.copyOf(theirs, s.bytes().length));
      }
    }
    assertThat(ours(program)).isEqualTo(theirs(gnu, elf, program));
  }

  private static Map<String, String> ours(Program program) {
    Map<String, String> out = new TreeMap<>();
    for (ProgramSymbol s : program.symbols()) {
      String kind =
          switch (s.kind()) {
            case NONE -> "NOTYPE";
            case OBJECT -> "OBJECT";
            case FUNCTION -> "FUNC";
          };
      out.put(
          s.name(),
          "%016x %d %s %s".formatted(mask(program, s.value()), s.size(), kind, s.binding()));
    }
    return out;
  }

  private static long mask(Program program, long value) {
    return program.bits() == 32 ? value & 0xffff_ffffL : value;
  }

  /** The symbols that readelf prints, without what only the linker defines. */
  private static Map<String, String> theirs(GnuAs gnu, Path elf, Program program)
      throws IOException {
    List<String> known = program.symbols().stream().map(ProgramSymbol::name).toList();
    Map<String, String> out = new TreeMap<>();
    for (String line : gnu.lines("readelf", "-s", "-W", elf.toString())) {
      String[] w = line.strip().split("\\s+");
      if (w.length == 8 && known.contains(w[7]) && !w[6].equals("UND")) {
        String value = "%016x".formatted(Long.parseUnsignedLong(w[1], 16));
        out.put(w[7], value + " " + w[2] + " " + w[3] + " " + w[4]);
      }
    }
    return out;
  }

  private static String text(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GnuAsProgramsTest.class.getResourceAsStream("/asm/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package dev.orrery.machine.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One program in every shape that DWARF has: versions, offsets, addresses, byte orders. */
final class DebugInfoTest {

  static List<DwarfBuilder> shapes() {
    List<DwarfBuilder> all = new ArrayList<>();
    for (int version = 2; version <= 5; version++) {
      for (int bits : new int[] {32, 64}) {
        for (boolean bigEndian : new boolean[] {false, true}) {
          all.add(new DwarfBuilder(version, bits, bigEndian, false));
          if (version >= 3) {
            all.add(new DwarfBuilder(version, bits, bigEndian, true));
          }
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyShapeSaysTheSame(DwarfBuilder shape) {
    checkProgram(DebugInfo.of(shape.program().build(), 0), 0);
    checkProgram(DebugInfo.of(shape.compressed(1).build(), 0x4000_0000L), 0x4000_0000L);
  }

  private static void checkProgram(DebugInfo info, long bias) {
    SourceFile file = new SourceFile("a.c", "/src/a.c");
    SourceFrame leaf = new SourceFrame("leaf", null, file, 3, 1, true);
    SourceFrame call = new SourceFrame("main", null, file, 12, 7, false);
    assertThat(info.frames(bias + DwarfBuilder.MAIN - 1)).isEmpty();
    for (long pc = DwarfBuilder.MAIN; pc < DwarfBuilder.LEAF; pc++) {
      assertThat(info.frames(bias + pc))
          .containsExactly(new SourceFrame("main", null, file, 10, 1, false));
    }
    for (long pc = DwarfBuilder.LEAF; pc < DwarfBuilder.REST; pc++) {
      assertThat(info.frames(bias + pc)).containsExactly(leaf, call);
    }
    for (long pc = DwarfBuilder.REST; pc < DwarfBuilder.END; pc++) {
      assertThat(info.frames(bias + pc))
          .containsExactly(new SourceFrame("main", null, file, 13, 4, false));
    }
    assertThat(info.frames(bias + DwarfBuilder.END)).isEmpty();
    Variable counter = new Variable("counter", "int", bias + DwarfBuilder.COUNTER, 4, file, 2);
    assertThat(info.variables()).containsExactly(counter);
    assertThat(info.variableAt(bias + DwarfBuilder.COUNTER + 3)).isEqualTo(counter);
    assertThat(info.variableAt(bias + DwarfBuilder.COUNTER + 4)).isNull();
    assertThat(info.compilationUnits())
        .singleElement()
        .satisfies(u -> assertThat(u.name()).isEqualTo("a.c"))
        .satisfies(u -> assertThat(u.language()).isEqualTo(0x0c));
    assertThat(info.notes()).isEmpty();
    assertThat(info.isEmpty()).isFalse();
  }

  @Test
  void linesAloneAreEnough() {
    for (DwarfBuilder shape : shapes()) {
      shape.section(".debug_line", shape.lines());
      shape.section(".debug_line_str", shape.bytes().text("/src").text("a.c").toArray());
      DebugInfo info = DebugInfo.of(shape.build(), 0);
      SourceFrame frame = info.frames(DwarfBuilder.LEAF).getFirst();
      assertThat(frame.place()).isEqualTo("a.c:3");
      assertThat(frame.function()).isNull();
      assertThat(info.notes()).isEmpty();
    }
  }

  @Test
  void withoutDebuggingInformationThereIsNothingToSay() {
    for (byte[] file : new byte[][] {{}, {0x7f, 'E', 'L', 'F'}, new byte[4096]}) {
      DebugInfo info = DebugInfo.of(file, 0);
      assertThat(info.isEmpty()).isTrue();
      assertThat(info.frames(DwarfBuilder.MAIN)).isEmpty();
      assertThat(info.variables()).isEmpty();
      assertThat(info.notes()).isEmpty();
    }
  }

  @Test
  void controlCharactersDoNotReachATerminal() {
    DwarfBuilder shape = DwarfBuilder.usual();
    shape.section(".debug_line_str", shape.bytes().text("/src").text("\u001b[c").toArray());
    SourceFrame frame = DebugInfo.of(shape.build(), 0).frames(DwarfBuilder.MAIN).getFirst();
    assertThat(frame.place()).isEqualTo("\ufffd[c:10");
  }
}

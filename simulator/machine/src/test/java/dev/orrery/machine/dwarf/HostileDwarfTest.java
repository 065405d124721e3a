package dev.orrery.machine.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Debugging information that lies, loops or ends too early is ignored, and that is said. */
final class HostileDwarfTest {

  private static DebugInfo readAll(byte[] file) {
    DebugInfo info = DebugInfo.of(file, 0);
    for (long pc = DwarfBuilder.MAIN - 8; pc < DwarfBuilder.END + 8; pc += 4) {
      assertThat(info.frames(pc)).hasSizeLessThanOrEqualTo(UnitCode.MAX_INLINED + 1);
    }
    info.frames(0);
    info.frames(-1);
    info.variables();
    info.variableAt(DwarfBuilder.COUNTER);
    info.compilationUnits();
    assertThat(info.notes()).allMatch(n -> n.chars().noneMatch(Character::isISOControl));
    return info;
  }

  /** Where to write, and what. */
  record Change(int at, int value) {}

  @Property(tries = 4000)
  void anyChangesAreRead(
      @ForAll @IntRange(max = 27) int shape,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 1 << 20) Integer> at,
      @ForAll byte value) {
    byte[] file = DebugInfoTest.shapes().get(shape).program().build();
    for (int i = 0; i < at.size(); i++) {
      int place = at.get(i) % file.length;
      file[place] = (byte) (i % 2 == 0 ? value : file[place] ^ 1 << at.get(i) % 8);
    }
    readAll(file);
  }

  @Test
  void everyByteMayBeAnything() {
    byte[] file = DwarfBuilder.usual().build();
    for (int at = 0; at < file.length; at++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
        byte[] bad = file.clone();
        bad[at] = (byte) value;
        readAll(bad);
      }
    }
  }

  @Test
  void everySectionMayEndAnywhere() {
    for (String name :
        List.of(".debug_info", ".debug_abbrev", ".debug_line", ".debug_str", ".debug_line_str")) {
      byte[] whole = DwarfBuilder.usual().section(name);
      for (int n = 0; n < whole.length; n++) {
        readAll(DwarfBuilder.usual().section(name, Arrays.copyOf(whole, n)).build());
      }
    }
    byte[] file = DwarfBuilder.usual().build();
    for (int n = 0; n < file.length; n++) {
      readAll(Arrays.copyOf(file, n));
    }
  }

  @Test
  void entriesThatReferToThemselvesHaveNoName() {
    DwarfBuilder shape = DwarfBuilder.usual();
    Bytes b = shape.bytes().bytes(shape.first(DwarfBuilder.MAIN, DwarfBuilder.END));
    b.bytes(shape.function("main", DwarfBuilder.MAIN, DwarfBuilder.END));
    long self = (long) shape.unitHeaderBytes() + b.size();
    b.bytes(shape.inlined(self, DwarfBuilder.LEAF, DwarfBuilder.REST)).u8(0, 0, 0);
    DebugInfo info = readAll(shape.section(".debug_info", shape.unit(b.toArray())).build());
    List<SourceFrame> frames = info.frames(DwarfBuilder.LEAF);
    assertThat(frames.getFirst().function()).isNull();
    assertThat(frames.getLast().function()).isEqualTo("main");
    assertThat(info.notes())
        .containsExactly("a name is unknown: entries refer to each other in circles");
  }

  @Test
  void endlessNestingIsCut() {
    DwarfBuilder shape = DwarfBuilder.usual();
    Bytes b = shape.bytes().bytes(shape.first(DwarfBuilder.MAIN, DwarfBuilder.END));
    int origin = shape.unitHeaderBytes() + b.size();
    b.bytes(shape.function("main", DwarfBuilder.MAIN, DwarfBuilder.END));
    for (int i = 0; i < 100_000; i++) {
      b.bytes(shape.inlined(origin, DwarfBuilder.LEAF, DwarfBuilder.REST));
    }
    DebugInfo info = readAll(shape.section(".debug_info", shape.unit(b.toArray())).build());
    assertThat(info.frames(DwarfBuilder.LEAF)).hasSize(UnitCode.MAX_INLINED + 1);
    assertThat(info.notes())
        .containsExactly("calls that are inlined more than 100 deep are not told apart");
  }

  @Test
  void whatIsReadOverAndOverIsGivenUp() {
    DwarfBuilder shape = new DwarfBuilder(4, 64, false, false).program();
    Bytes ranges = shape.bytes();
    for (int i = 0; i < 20_000; i++) {
      ranges.uint(2 * i, 8).uint(2 * i + 1, 8);
    }
    shape.section(".debug_ranges", ranges.uint(0, 8).uint(0, 8).toArray());
    shape.section(
        ".debug_abbrev",
        shape.bytes().uleb(1, 0x11, 0, 0x55, Form.SEC_OFFSET, 0, 0).uleb(0).toArray());
    Bytes units = shape.bytes();
    for (int i = 0; i < 20_000; i++) {
      units.bytes(shape.unit(shape.bytes().uleb(1).uint(0, 4).toArray()));
    }
    DebugInfo info = readAll(shape.section(".debug_info", units.toArray()).build());
    assertThat(info.notes().toString()).containsAnyOf("over and over", "rows and ranges");
  }

  @Test
  void countsWithoutContentAreGivenUp() {
    DwarfBuilder shape = DwarfBuilder.usual();
    Bytes header = shape.bytes().uint(5, 2).u8(8, 0).uint(100, 4);
    header.u8(1, 1, 1, -5, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1);
    header.u8(0).uleb(1L << 62).bytes(new byte[100]); // directories of no bytes
    shape.section(".debug_line", shape.withLength(header.toArray()));
    assertThat(readAll(shape.build()).notes().toString()).contains("the line table at 0x0");
  }

  @Test
  void compressionThatCannotBeUndoneIsSaid() {
    assertThat(readAll(DwarfBuilder.usual().compressed(2).build()).notes().toString())
        .contains("zstd", "--compress-debug-sections=zlib");
    byte[] file = DwarfBuilder.usual().compressed(1).build();
    for (int at = 64; at < file.length; at++) {
      byte[] bad = file.clone();
      bad[at] = (byte) ~bad[at];
      readAll(bad);
    }
  }

  @Test
  void unknownVersionsAreSaid() {
    DwarfBuilder shape = DwarfBuilder.usual();
    byte[] info = shape.section(".debug_info").clone();
    info[4] = 6;
    assertThat(readAll(shape.section(".debug_info", info).build()).notes())
        .singleElement()
        .asString()
        .contains("of a version that is not supported", "-gdwarf-5");
  }
}

package dev.orrery.spec.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows made here, small enough to compare with going through every word. */
class DecodeTest {
  private static final LengthRule TWO = LengthRule.fixed(2);

  @Test
  void rowsOverlapWhereBothConditionsHold() {
    Row any = row(0, "any", 0x000f, 0x0001, null);
    Row some = row(1, "some", 0x00ff, 0x0021, null);
    Row notTwo = row(2, "not-two", 0x000f, 0x0001, ne(2));
    assertThat(check(any, some).overlaps())
        .singleElement()
        .satisfies(f -> assertThat(f.word()).isEqualTo(0x0021));
    assertThat(check(renumber(some, 0), renumber(notTwo, 1)).overlaps()).isEmpty();
  }

  @Test
  void aRowOverAnotherWinsItsWords() {
    Row any = row(0, "any", 0x000f, 0x0001, null);
    Row some = row(1, "some", 0x00ff, 0x0021, null);
    Precedence precedence = new Precedence();
    precedence.over(some, any);
    RowSetCheck check = new RowSetCheck(List.of(any, some), precedence);
    assertThat(check.overlaps()).isEmpty();
    assertThat(check.notSubsets()).isEmpty();
    TableDecoder decoder = new TableDecoder(List.of(any, some), TWO, precedence);
    assertThat(name(decoder.decode(0x0021, 0))).isEqualTo("some");
    assertThat(name(decoder.decode(0x0031, 0))).isEqualTo("any");
  }

  @Test
  void overNeedsAStrictSubset() {
    Row a = row(0, "a", 0x000f, 0x0001, null);
    Row b = row(1, "b", 0x00f0, 0x0020, null);
    Precedence precedence = new Precedence();
    precedence.over(b, a);
    assertThat(new RowSetCheck(List.of(a, b), precedence).notSubsets())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(RowWords.contains(b, f.word())).isTrue();
              assertThat(RowWords.contains(a, f.word())).isFalse();
            });
    Row same = row(1, "same", 0x000f, 0x0001, null);
    Precedence equal = new Precedence();
    equal.over(same, a);
    assertThat(new RowSetCheck(List.of(a, same), equal).notSubsets())
        .singleElement()
        .satisfies(f -> assertThat(f.word()).isEqualTo(-1));
  }

  @Test
  void aRowWithoutWordsIsUnreachable() {
    Row wide = row(0, "wide", 0x000f, 0x0001, null);
    List<Row> rows = new ArrayList<>(List.of(wide));
    Precedence precedence = new Precedence();
    for (int i = 0; i < 16; i++) {
      Row part = row(1 + i, "part" + i, 0x00ff, 0x0001 | i << 4, null);
      rows.add(part);
      precedence.over(part, wide);
    }
    assertThat(new RowSetCheck(rows, precedence).unreachable())
        .singleElement()
        .satisfies(f -> assertThat(f.row()).isSameAs(wide));
    Row never = row(0, "never", 0x00ff, 0x0021, ne(2));
    assertThat(check(never).unreachable()).hasSize(1);
  }

  @Test
  void lengthMustFollowFromTheFixedBits() {
    LengthRule rule = new LengthRule(2, 3, 3, 4);
    assertThat(check(row(0, "ok", 0x000f, 0x0001, null)).wrongLengths(rule)).isEmpty();
    assertThat(check(row(0, "long", 0x000f, 0x0003, null)).wrongLengths(rule))
        .singleElement()
        .satisfies(f -> assertThat(rule.length(f.word())).isEqualTo(4));
    assertThat(check(row(0, "loose", 0x000c, 0x0004, null)).wrongLengths(rule)).hasSize(1);
  }

  @Test
  void aConditionThatReadsTooManyBitsIsRefused() {
    BitField wide = new BitField(List.of(BitField.Part.of(31, 4)), false, 0);
    Operand o = new Operand("wide", 0, null, wide, 0);
    Row row =
        new Row(
            0,
            "x",
            "t",
            "alu",
            4,
            0xf,
            1,
            ne(o, 5),
            List.of(o),
            "",
            null,
            List.of(),
            null,
            null,
            "t.isa:3");
    assertThatThrownBy(() -> check(row).unreachable())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("t.isa:3")
        .hasMessageContaining("28 bits");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void treeAgreesWithTryingEveryRow(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = randomRows(random, 60);
    TableDecoder decoder = new TableDecoder(rows, TWO, new Precedence());
    for (int word = 0; word < 0x10000; word++) {
      DecodedInsn insn = decoder.decode(word, 0x1000);
      Row expected = null;
      for (Row r : rows) {
        if (RowWords.contains(r, word)) {
          expected = r;
        }
      }
      if (!Objects.equals(insn == null ? null : insn.row(), expected)) {
        fail("word 0x%04x: tree %s, rows %s", word, insn, expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void coverageIsExactlyTheIllegalWords(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = randomRows(random, 40);
    TableDecoder decoder = new TableDecoder(rows, TWO, new Precedence());
    Coverage coverage = Coverage.of(rows, TWO, 2);
    BitSet illegal = new BitSet();
    for (int word = 0; word < 0x10000; word++) {
      long w = word;
      boolean uncovered = coverage.uncovered().stream().anyMatch(c -> c.contains(w));
      if (uncovered != (decoder.decode(word, 0) == null)) {
        fail("word 0x%04x: uncovered %s", word, uncovered);
      }
      illegal.set(word, uncovered);
    }
    assertThat(coverage.illegalWords()).isEqualTo(illegal.cardinality());
    assertThat(coverage.coveredWords()).isEqualTo(0x10000 - illegal.cardinality());
    BitSet shown = new BitSet();
    for (Coverage.Region region : coverage.regions(Integer.MAX_VALUE)) {
      BitSet here = new BitSet();
      for (int word = 0; word < 0x10000; word++) {
        here.set(word, region.cube().contains(word) && !shown.get(word));
      }
      assertThat(region.newWords()).isEqualTo(here.cardinality());
      shown.or(here);
    }
    assertThat(shown).isEqualTo(illegal);
    for (Cube cube : coverage.uncovered()) {
      for (long rest = cube.mask(); rest != 0; rest &= rest - 1) {
        long added = cube.match() ^ (rest & -rest);
        long free = 0xffff & ~cube.mask();
        long bits = 0;
        boolean stillUncovered = true;
        do {
          stillUncovered = illegal.get((int) (added | bits));
          bits = (bits - free) & free;
        } while (bits != 0 && stillUncovered);
        if (stillUncovered) {
          fail("%s can lose bit %x", cube, rest & -rest);
        }
      }
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(decoder.decode(coverage.sample(random), 0)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void sampledWordsDecodeToTheirRowAndEncodeBack(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = randomRows(random, 40);
    TableDecoder decoder = new TableDecoder(rows, TWO, new Precedence());
    for (Row row : rows) {
      for (int i = 0; i < 100; i++) {
        long word = RowWords.sample(row, random);
        DecodedInsn insn = Objects.requireNonNull(decoder.decode(word, 0));
        assertThat(insn.row()).isSameAs(row);
        assertThat(RowWords.encode(row, insn.values(), word)).isEqualTo(word);
      }
    }
  }

  @Test
  void cubesSubtract() {
    Cube cube = new Cube(0x3, 0x1);
    Cube hole = new Cube(0x1c, 0x14);
    List<Cube> pieces = cube.minus(hole);
    for (int w = 0; w < 64; w++) {
      long word = w;
      long holders = pieces.stream().filter(c -> c.contains(word)).count();
      assertThat(holders).isEqualTo(cube.contains(w) && !hole.contains(w) ? 1 : 0);
    }
  }

  /** Disjoint rows over 16-bit words, some with a condition on bits 4..7 or 8..11. */
  private static List<Row> randomRows(SplittableRandom random, int count) {
    List<Row> rows = new ArrayList<>();
    for (int attempt = 0; rows.size() < count && attempt < 100 * count; attempt++) {
      long mask = random.nextLong() & 0xffff;
      mask |= random.nextLong() & 0xffff;
      Expr legal = random.nextInt(3) == 0 ? ne(random.nextInt(16)) : null;
      Row row = row(rows.size(), "r" + attempt, mask, random.nextLong() & mask, legal);
      List<Row> more = new ArrayList<>(rows);
      more.add(row);
      RowSetCheck check = new RowSetCheck(List.of(row), new Precedence());
      if (check.unreachable().isEmpty()
          && rows.stream().allMatch(r -> RowSetCheck.sharedWord(r, row) < 0)) {
        rows = more;
      }
    }
    return rows;
  }

  private static final Operand FIELD =
      new Operand("f", 0, null, new BitField(List.of(BitField.Part.of(7, 4)), false, 0), 0);

  private static Expr ne(int value) {
    return ne(FIELD, value);
  }

  private static Expr ne(Operand operand, int value) {
    return new Expr.Binary(BinaryOp.NE, new Expr.Field(32, operand), new Expr.Const(32, value));
  }

  private static Row row(int id, String name, long mask, long match, @Nullable Expr legal) {
    return new Row(
        id,
        name,
        "t",
        "alu",
        2,
        mask,
        match,
        legal,
        List.of(FIELD),
        "f",
        null,
        List.of(),
        null,
        null,
        "t.isa:1");
  }

  private static Row renumber(Row r, int id) {
    return row(id, r.name(), r.mask(), r.match(), r.legal());
  }

  private static RowSetCheck check(Row... rows) {
    return new RowSetCheck(List.of(rows), new Precedence());
  }

  private static @Nullable String name(@Nullable DecodedInsn insn) {
    return insn == null ? null : insn.row().name();
  }
}

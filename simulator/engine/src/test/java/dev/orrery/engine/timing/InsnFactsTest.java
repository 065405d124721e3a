package dev.orrery.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Hart;
import dev.orrery.engine.TestSpace;
import dev.orrery.engine.code.InsnReader;
import dev.orrery.engine.oracle.Footprint;
import dev.orrery.engine.oracle.Preview;
import dev.orrery.engine.random.RandomState;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of an instruction is what it does when it is executed. */
class InsnFactsTest {
  private static final long CODE = 0x1000;
  private static final int WORDS = 12;
  private static final int STATES = 4;

  @ParameterizedTest
  @ValueSource(strings = {"rv64max", "rv32max"})
  void registersAndAccessesAreThoseOfTheExecution(String name) {
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(Long.getLong("orrery.seed", 1));
    TestSpace space = new TestSpace();
    space.map(CODE, TestSpace.Rights.ALL);
    Hart hart = new Hart(isa, space);
    hart.pc = CODE;
    InsnReader reader = new InsnReader(isa, space);
    Preview preview = new Preview(isa, (address, bytes) -> address * 31 >>> 64 - 8 * bytes);
    RandomWords words = new RandomWords(isa);
    RandomState states = new RandomState(isa);
    Set<String> written = new TreeSet<>();
    for (Row row : isa.rows()) {
      for (int w = 0; w < WORDS; w++) {
        space.poke(CODE, 8, words.of(row, random));
        DecodedInsn insn = reader.read(CODE);
        InsnFacts facts = InsnFacts.of(isa, insn);
        for (int s = 0; s < STATES; s++) {
          states.randomise(hart, random);
          Footprint footprint = preview.of(hart, insn);
          int first = firstWritten(footprint);
          if (first != 0) {
            assertThat(facts.dst()).as(row.name()).isEqualTo(first);
            written.add(row.name());
          }
          if (!footprint.accesses().isEmpty()) {
            int bytes = footprint.accesses().getFirst().bytes();
            assertThat(facts.size()).as(row.name()).isIn(bytes, 2 * bytes, 64);
          }
          if (facts.size() == 0) {
            assertThat(footprint.accesses()).as(row.name()).isEmpty();
          }
          if (InsnSources.of(row).size() > 3) {
            continue; // a pair that is compared with and one that is stored: not all can be said
          }
          scramble(isa, hart, facts, random);
          assertThat(preview.of(hart, insn).accesses())
              .as("%s, with other values in what it does not read", row.name())
              .isEqualTo(footprint.accesses());
        }
      }
    }
    assertThat(written).contains("add", "lw", "jal", "fadd.d", "c.mv", "amoswap.w");
  }

  /** The first register of a file that is written, as models number it; 0 if there is none. */
  private static int firstWritten(Footprint footprint) {
    for (Footprint.Place p : footprint.written()) {
      if (p instanceof Footprint.Place.InFile in) {
        return number(in.file(), in.number());
      }
    }
    return 0;
  }

  /** The integer registers are the first file, with the zero register in it. */
  private static int number(RegisterFile file, int number) {
    return (file.name().equals("X") ? 1 : 33) + number;
  }

  /** Gives all registers of files other contents, except those that the instruction reads. */
  private static void scramble(Isa isa, Hart hart, InsnFacts facts, SplittableRandom random) {
    Set<Integer> kept = Set.copyOf(List.of(facts.src1(), facts.src2(), facts.src3()));
    for (RegisterFile file : isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        if (i != file.zero() && !kept.contains(number(file, i))) {
          long mask = file.width() == 64 ? -1L : (1L << file.width()) - 1;
          hart.regs[file.readSlot(i)] = random.nextLong() & mask;
        }
      }
    }
  }

  @Test
  void callsAndReturnsAreThoseOfTheHints() {
    Isa isa = Isas.stock("rv64imac");
    assertThat(facts(isa, 0x0080_00ef).call()).isTrue(); // jal ra, 8
    assertThat(facts(isa, 0x0080_00ef).dst()).isEqualTo(2);
    assertThat(facts(isa, 0x0080_006f).call()).isFalse(); // j 8
    assertThat(facts(isa, 0x0080_006f).dst()).isZero();
    assertThat(facts(isa, 0x0080_006f).imm()).isEqualTo(8);
    assertThat(facts(isa, 0x8082).ret()).isTrue(); // c.jr ra
    assertThat(facts(isa, 0x8082).src1()).isEqualTo(2);
    assertThat(facts(isa, 0x8082).length()).isEqualTo(2);
    assertThat(facts(isa, 0x8782).ret()).isFalse(); // c.jr a5
    assertThat(facts(isa, 0x9782).call()).isTrue(); // c.jalr a5
    InsnFacts store = facts(isa, 0xfeb5_3c23L); // sd a1, -8(a0)
    assertThat(List.of(store.dst(), store.src1(), store.src2(), store.size()))
        .containsExactly(0, 11, 12, 8);
    assertThat(store.imm()).isEqualTo(-8);
    InsnFacts zero = facts(isa, 0x0000_0533); // add a0, zero, zero
    assertThat(List.of(zero.dst(), zero.src1(), zero.src2())).containsExactly(11, 0, 0);
  }

  private static InsnFacts facts(Isa isa, long word) {
    TestSpace space = new TestSpace();
    space.map(CODE, TestSpace.Rights.ALL);
    space.poke(CODE, 8, word);
    return InsnFacts.of(isa, new InsnReader(isa, space).read(CODE));
  }
}

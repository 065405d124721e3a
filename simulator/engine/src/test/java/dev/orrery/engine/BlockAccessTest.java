package dev.orrery.engine;

import dev.orrery.engine.interp.InterpreterForms;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.engine.random.RandomState;
import dev.orrery.engine.random.World;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Blocks of loads and stores near a few base registers that point to where memory begins and ends,
 * and that change between: what may be tested once for several accesses, and what must not.
 */
class BlockAccessTest {
  private static final int[] BASES = {8, 9, 18};

  @ParameterizedTest
  @CsvSource({"rv64gc, 300, 40, 1", "rv32gc, 100, 20, 2"})
  void blocksAgreeWithTheOracle(String isaName, int blocks, int states, long seed) {
    Isa isa = Isas.stock(isaName);
    List<Row> rows =
        isa.rows().stream()
            .filter(r -> List.of("load", "store", "fload", "fstore").contains(r.insnClass()))
            .toList();
    RandomWords code = new RandomWords(isa);
    Row move = isa.rows().stream().filter(r -> r.name().equals("addi")).findFirst().orElseThrow();
    for (int i = 0; i < blocks; i++) {
      SplittableRandom random = new SplittableRandom(seed << 32 | i);
      List<Long> words = new ArrayList<>();
      int count = random.nextInt(3, 14);
      while (words.size() < count) {
        Row row = random.nextInt(8) == 0 ? move : rows.get(random.nextInt(rows.size()));
        if (row.length() == 4) {
          words.add(near(row, code.of(row, random), random));
        }
      }
      compare(isa, words, states, random, "block %d of seed %d".formatted(i, seed));
    }
  }

  /** The word with one of the bases, and a small distance. */
  private static long near(Row row, long word, SplittableRandom random) {
    long result = word;
    for (Operand o : row.operands()) {
      if (o.field() == null) {
        continue;
      }
      long value =
          o.name().equals("rs1")
              ? BASES[random.nextInt(BASES.length)]
              : o.file() == null ? 8L * random.nextInt(-3, 4) + random.nextInt(8) / 7 : -1;
      if (value != -1 || o.file() == null) {
        result = result & ~o.field().mask() | o.field().insert(value);
      }
    }
    return result;
  }

  private static void compare(
      Isa isa, List<Long> words, int count, SplittableRandom random, String context) {
    TestGuest oracle = new TestGuest(new OracleEngine(isa, EngineOptions.PLAIN));
    TestGuest tested = new TestGuest(InterpreterForms.regionsAtOnce(isa, EngineOptions.PLAIN));
    TestGuest[] both = {oracle, tested};
    for (TestGuest g : both) {
      for (int i = 0; i < words.size(); i++) {
        g.space.load(World.CODE + 4L * i, 4, words.get(i));
      }
      g.space.load(World.CODE + 4L * words.size(), 4, 0); // no row has this word
    }
    RandomState states = new RandomState(isa);
    RegisterFile x = isa.files().getFirst();
    long[] places = {
      World.DATA,
      World.DATA + 0x800,
      World.DATA + 0x1000,
      World.HOLE,
      World.CONSTANT,
      World.CONSTANT + 0x1000,
      World.BEHIND + 0x1000,
      0,
      -8
    };
    for (int s = 0; s < count; s++) {
      TestGuest.randomise(states, random, both);
      for (int base : BASES) {
        long place = places[random.nextInt(places.length)] + 8L * random.nextInt(-3, 4);
        for (TestGuest g : both) {
          g.hart.regs[x.readSlot(base)] = isa.xlen() == 32 ? place & 0xffff_ffffL : place;
        }
      }
      for (TestGuest g : both) {
        g.hart.pc = World.CODE;
        long unused = g.engine.run(g.hart, words.size() + 1);
      }
      int turn = s;
      oracle.assertSame(tested, () -> context + ", state " + turn);
      oracle.clearLog();
      tested.clearLog();
    }
  }
}

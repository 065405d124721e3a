package dev.orrery.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.TestSpace;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import org.junit.jupiter.api.Test;

class CodeViewTest {
  private static final Isa ISA = Isas.stock("rv64gc");
  private static final long CODE = 0x1000;
  private static final int ADDI_5 = 0x0070_0293; // addi t0,zero,7
  private static final int ADDI_6 = 0x0070_0313; // addi t1,zero,7
  private static final int ILLEGAL = 0;

  private final TestSpace space = new TestSpace();
  private final CodeView view = new CodeView(ISA, space);

  @Test
  void whatStandsThereIsSeenAnewWhenItChanges() {
    space.map(CODE, TestSpace.Rights.ALL);
    space.attach(new OracleEngine(ISA, EngineOptions.PLAIN));
    for (int word : new int[] {ADDI_5, ADDI_6, ILLEGAL, ADDI_5}) {
      space.load(CODE, 4, word);
      assertThat(view.seen(CODE).code()).isEqualTo(word);
      assertThat(view.at(CODE).dst()).isEqualTo(word == ILLEGAL ? 0 : number(word));
      assertThat(view.at(CODE)).isSameAs(view.at(CODE));
    }
    space.load(CODE + 2, 2, ADDI_6 >>> 16); // its second half
    space.load(CODE, 2, ADDI_6 & 0xffff);
    assertThat(view.at(CODE).dst()).isEqualTo(number(ADDI_6));
  }

  /** Registers are numbered from 1, over all files. */
  private static int number(int word) {
    return 1 + (word >>> 7 & 31);
  }

  @Test
  void whatCannotBeFetchedIsLookedAtAgain() {
    space.attach(new OracleEngine(ISA, EngineOptions.PLAIN));
    assertThat(view.at(CODE)).isSameAs(InsnFacts.NONE);
    assertThat(view.seen(CODE).lasts()).isFalse();
    space.map(CODE, TestSpace.Rights.ALL);
    space.poke(CODE, 4, ADDI_5);
    assertThat(view.at(CODE).dst()).isEqualTo(number(ADDI_5));
  }
}

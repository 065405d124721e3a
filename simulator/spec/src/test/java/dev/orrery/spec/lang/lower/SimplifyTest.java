package dev.orrery.spec.lang.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.ir.RandomExpr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.model.DecodedInsn;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A simplified expression has the value and the width of the one that was written. */
class SimplifyTest {

  @Property(tries = 3000)
  void valuesStayTheSame(@ForAll long seed) {
    RandomExpr random = new RandomExpr(new Random(seed));
    Expr plain = random.next();
    Expr simple = Rewrite.expr(plain, x -> x);
    assertThat(simple.width()).as(IrPrinter.print(plain)).isEqualTo(plain.width());
    for (int i = 0; i < 5; i++) {
      DecodedInsn insn = random.insn();
      assertThat(DecodeTime.value(simple, insn))
          .as("%s became %s", IrPrinter.print(plain), IrPrinter.print(simple))
          .isEqualTo(DecodeTime.value(plain, insn));
    }
  }
}

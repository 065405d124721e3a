package dev.orrery.spec.asm.expr;

import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import org.jspecify.annotations.Nullable;

/** Says what names in expressions stand for. */
public interface Names {
  /** What {@code name} stands for; {@code .} is the place of the statement. */
  AsmExpr name(String name, Span span);

  /** What the label {@code number} stands for that comes next, or that came last. */
  AsmExpr local(long number, boolean forward, Span span);

  /**
   * What an operator of the tables is on an argument: a number, if that is known.
   *
   * @return null if the tables declare no such operator
   */
  @Nullable AsmExpr operator(AsmExpr.Modified e);

  /** No names: an instruction by itself. */
  Names NONE =
      new Names() {
        @Override
        public AsmExpr name(String name, Span span) {
          throw new Failure("", span, "there are no names here: '" + name + "'", "Write a number.");
        }

        @Override
        public AsmExpr local(long number, boolean forward, Span span) {
          throw new Failure("", span, "there are no labels here", "Write a number.");
        }

        @Override
        public @Nullable AsmExpr operator(AsmExpr.Modified e) {
          return null;
        }
      };
}

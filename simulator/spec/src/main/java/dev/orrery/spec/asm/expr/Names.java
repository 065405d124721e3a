package dev.orrery.spec.asm.expr;

import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;

/** Says what names in expressions stand for. */
public interface Names {
  /** What {@code name} stands for; {@code .} is the place of the statement. */
  AsmExpr name(String name, Span span);

  /** What the label {@code number} stands for that comes next, or that came last. */
  AsmExpr local(long number, boolean forward, Span span);

  /** Whether the tables declare an operator {@code %name}. */
  boolean isOperator(String name);

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
        public boolean isOperator(String name) {
          return false;
        }
      };
}

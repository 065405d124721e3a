package dev.orrery.spec.asm.expr;

/** What a name in an expression stands for. */
public interface Place {
  /** Its name, as the text has it. */
  String name();

  /**
   * Its value, as far as is known now: an address may still move while instructions find their
   * lengths.
   *
   * @throws dev.orrery.spec.lang.source.Failure if it has none
   */
  long value();
}

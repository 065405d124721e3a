package dev.orrery.engine.interp;

import dev.orrery.spec.model.DecodedInsn;

/**
 * An op that makes further ones of its variant, so that decoding looks at no IR. Subclasses are
 * generated, one for each variant of a row, with the instruction's operands in fields. Public
 * because those of the stock tables live in packages of their own.
 */
public abstract class OpPrototype extends Op {
  /** The op of {@code insn}, an instruction of this variant. */
  public abstract Op create(DecodedInsn insn);
}

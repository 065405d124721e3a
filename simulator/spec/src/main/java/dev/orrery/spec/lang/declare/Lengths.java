package dev.orrery.spec.lang.declare;

import dev.orrery.spec.decode.LengthRule;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Makes the rule for the length of instructions from a {@code length} block. */
public final class Lengths {
  private Lengths() {}

  /**
   * The rule of {@code block}: one value of its bits means the longer length, all others the
   * shorter.
   */
  public static LengthRule rule(DeclAst.Length block, Declarations declarations) {
    Constants constants = declarations.constants();
    if (declarations.msb0 || declarations.insnOrder != ByteOrder.LITTLE) {
      throw new Failure(
          "E29",
          block.span(),
          "the length is told from the first bytes of little-endian words",
          "Drop `length`, or `msb0` and `insn be` of the isa block.");
    }
    DeclAst.BitRange bits = EncodingDeclarer.oriented(block.bits(), false, 64);
    if (bits.hi() < 0) {
      throw new Failure("E00", bits.span(), "these are no bits of the word", "Write hi:lo.");
    }
    DeclAst.LengthCase one = null;
    DeclAst.LengthCase rest = null;
    for (DeclAst.LengthCase c : block.cases()) {
      if (c.value() == null) {
        rest = once(rest, c);
      } else {
        one = once(one, c);
      }
    }
    if (rest == null) {
      throw new Failure(
          "E20", block.span(), "nothing says how long the other instructions are", "Add `* = 2`.");
    }
    int shorter = bytes(rest, constants);
    if (one == null || one.value() == null) {
      return LengthRule.fixed(shorter);
    }
    int longer = bytes(one, constants);
    if (longer < shorter) {
      throw new Failure(
          "E29",
          one.span(),
          "the one value must stand for the longer instructions",
          "Give the bits of the longer ones, `*` for the shorter.");
    }
    if (bits.hi() >= 8 * shorter) {
      throw new Failure(
          "E10",
          bits.span(),
          "bit " + bits.hi() + " is not in the first " + shorter + " bytes",
          "The length must be known from the shortest instruction.");
    }
    long value = EncodingDeclarer.bitString(one.value(), bits.width(), "this");
    return new LengthRule(
        shorter, Bits.mask(bits.width()) << bits.lo(), value << bits.lo(), longer);
  }

  private static DeclAst.LengthCase once(DeclAst.@Nullable LengthCase old, DeclAst.LengthCase c) {
    if (old != null) {
      throw new Failure(
          "E29",
          c.span(),
          "instructions of two lengths are supported",
          "Give one value of the bits, and `*` for all others.");
    }
    return c;
  }

  private static int bytes(DeclAst.LengthCase c, Constants constants) {
    int bytes = constants.count(c.bytes(), 1, 8, "the length of an instruction");
    if (Integer.bitCount(bytes) != 1) {
      throw new Failure("E10", c.span(), bytes + " bytes are not supported", "Use 1, 2, 4 or 8.");
    }
    return bytes;
  }
}

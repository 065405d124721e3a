package dev.orrery.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.spec.ir.Bits;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;

/** How the JVM holds values: ints up to 32 bits, else longs, with zeros above their width. */
final class Representation {
  private Representation() {}

  /** Whether values of {@code width} bits are ints. */
  static boolean isInt(int width) {
    return width <= 32;
  }

  /** The kind of local that holds a value of {@code width} bits. */
  static TypeKind kind(int width) {
    return isInt(width) ? TypeKind.INT : TypeKind.LONG;
  }

  /** The type of a value of {@code width} bits. */
  static ClassDesc desc(int width) {
    return isInt(width) ? CD_int : CD_long;
  }

  /** Int of {@code from} bits to a long, zero-extended. */
  static void widen(CodeBuilder code, int from) {
    code.i2l();
    if (from == 32) {
      code.loadConstant(0xffff_ffffL).land();
    }
  }

  /** A long to a value of {@code width} bits. */
  static void narrow(CodeBuilder code, int width) {
    if (isInt(width)) {
      code.l2i();
    }
    mask(code, width);
  }

  /** Clears the bits above {@code width}. */
  static void mask(CodeBuilder code, int width) {
    if (width < 32) {
      code.loadConstant((int) Bits.mask(width)).iand();
    } else if (width > 32 && width < 64) {
      code.loadConstant(Bits.mask(width)).land();
    }
  }

  /** Copies the sign of a value of {@code width} bits into the bits above it. */
  static void signed(CodeBuilder code, int width) {
    if (width == 8) {
      code.i2b();
    } else if (width == 16) {
      code.i2s();
    } else if (width < 32) {
      code.loadConstant(32 - width).ishl().loadConstant(32 - width).ishr();
    } else if (width > 32 && width < 64) {
      code.loadConstant(64 - width).lshl().loadConstant(64 - width).lshr();
    }
  }
}

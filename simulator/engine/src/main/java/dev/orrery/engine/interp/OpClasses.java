package dev.orrery.engine.interp;

import dev.orrery.engine.emit.Variant;
import dev.orrery.spec.model.Isa;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;

/** Where the classes of {@link Op}s come from: generated when they are first needed. */
final class OpClasses {
  private final int xlen;

  private OpClasses(int xlen) {
    this.xlen = xlen;
  }

  /** The classes for {@code isa}. */
  static OpClasses of(Isa isa) {
    return new OpClasses(isa.xlen());
  }

  /** An op of {@code variant}, to make others from. */
  Op prototype(Variant variant) {
    String name = "Op_" + variant.symbol();
    byte[] bytes = OpClass.generate(ClassDesc.of(Op.class.getPackageName(), name), variant, xlen);
    try {
      Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass();
      return (Op) hidden.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e); // the class was made to fit
    }
  }
}

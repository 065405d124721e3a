package dev.orrery.engine.interp;

import dev.orrery.engine.emit.Variant;
import dev.orrery.spec.model.Isa;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * Where the classes of {@link Op}s come from. Those of the stock tables are ordinary class files,
 * so that they can be in an archive that the JVM maps at start; those of other tables are made by
 * the same generator when they are first needed.
 */
final class OpClasses {
  private final int xlen;
  private final @Nullable OpCatalog catalog;

  private OpClasses(int xlen, @Nullable OpCatalog catalog) {
    this.xlen = xlen;
    this.catalog = catalog;
  }

  /** The classes for {@code isa}. */
  static OpClasses of(Isa isa) {
    return new OpClasses(isa.xlen(), catalog(isa.hash()));
  }

  /** The classes for {@code isa}, all of them made now. */
  static OpClasses generated(Isa isa) {
    return new OpClasses(isa.xlen(), null);
  }

  /** The catalog of a stock instruction set; null for other tables. */
  static @Nullable OpCatalog catalog(String isaHash) {
    String name = Op.class.getPackageName() + '.' + OpCatalog.nameFor(isaHash);
    try {
      return (OpCatalog) Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      return null;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e); // the class was made to fit
    }
  }

  /** An op of {@code variant}, to make others from. */
  Op prototype(Variant variant) {
    Object stock = catalog == null ? null : catalog.prototype(variant.symbol());
    return stock != null ? (Op) stock : define(variant);
  }

  private Op define(Variant variant) {
    ClassDesc name = ClassDesc.of(Op.class.getPackageName(), "Op_" + variant.symbol());
    byte[] bytes = OpClass.generate(name, variant, xlen);
    try {
      Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass();
      return (Op) hidden.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e); // the class was made to fit
    }
  }
}

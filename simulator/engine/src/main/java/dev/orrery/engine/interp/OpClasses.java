package dev.orrery.engine.interp;

import dev.orrery.engine.emit.Variant;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireBodies;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link Op}s come from. The classes of the stock tables are ordinary class files, so that
 * they can be in an archive that the JVM maps at start; those of other tables are made by the same
 * generator when they are first needed. There are at most as many as the tables' rows have
 * variants, whatever the guest does.
 */
final class OpClasses implements Bodies {
  private final int xlen;
  private final @Nullable OpCatalog catalog;

  /** Prototypes from the catalog, by the variant's number. */
  private final @Nullable OpPrototype[] stock;

  /** Prototypes made here of rows that have one variant, by the id of the row. */
  private final @Nullable OpPrototype[] single;

  /** Prototypes made here of rows that have several variants, by the variant's symbol. */
  private final Map<String, OpPrototype> several = new HashMap<>();

  /** The specialised bodies that were asked for, by prototype. */
  private final Map<OpPrototype, Variant> variants = new HashMap<>();

  /** Bodies that say when they retire; null if nobody is told. */
  private final @Nullable RetireBodies retiring;

  private final Isa isa;
  private final @Nullable RetireListener listener;

  /**
   * The ops of {@code isa}.
   *
   * @param listener told of what retires; null for nobody
   */
  OpClasses(Isa isa, @Nullable RetireListener listener) {
    this.isa = isa;
    this.listener = listener;
    this.xlen = isa.xlen();
    this.retiring = listener == null ? null : new RetireBodies(xlen, listener.wants());
    // The stock ops tell nobody.
    this.catalog = listener == null ? OpCatalog.of(isa) : null;
    this.stock = new OpPrototype[catalog == null ? 0 : catalog.variants()];
    this.single = new OpPrototype[isa.rows().size()];
  }

  /** The op of {@code insn}. */
  Op op(DecodedInsn insn) {
    Op op = prototype(insn).create(insn);
    return listener == null ? op : new RetiringOp(op, InsnFacts.of(isa, insn), listener);
  }

  @Override
  public List<Stmt> of(DecodedInsn insn) {
    return variants.computeIfAbsent(prototype(insn), p -> specialised(insn)).body();
  }

  @Override
  public List<Stmt> assuming(DecodedInsn insn, Map<Register, Long> assumed) {
    return Variant.assuming(insn, body(insn), assumed).body();
  }

  private Variant specialised(DecodedInsn insn) {
    return Variant.of(insn, body(insn));
  }

  private List<Stmt> body(DecodedInsn insn) {
    return retiring == null ? insn.row().body() : retiring.of(insn.row());
  }

  /** Makes the ops of {@code insn}'s variant. */
  private OpPrototype prototype(DecodedInsn insn) {
    int number = catalog == null ? OpCatalog.UNKNOWN : catalog.variant(insn);
    if (catalog == null || number == OpCatalog.UNKNOWN) {
      return generated(insn);
    }
    OpPrototype known = stock[number];
    if (known == null) {
      known = (OpPrototype) catalog.prototype(number);
      stock[number] = known;
    }
    return known;
  }

  private OpPrototype generated(DecodedInsn insn) {
    int row = insn.row().meaning().id();
    OpPrototype known = single[row];
    if (known != null) {
      return known;
    }
    Variant variant = specialised(insn);
    if (variant.outcomes().isEmpty()) {
      // No fixed condition was met, so that there is none: all instructions of the row are alike.
      OpPrototype op = define(variant);
      single[row] = op;
      return op;
    }
    return several.computeIfAbsent(variant.symbol(), s -> define(variant));
  }

  private OpPrototype define(Variant variant) {
    ClassDesc name = ClassDesc.of(Op.class.getPackageName(), "Op_" + variant.symbol());
    byte[] bytes = OpClass.generate(name, variant, xlen);
    try {
      Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass();
      return (OpPrototype) hidden.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e); // the class was made to fit
    }
  }
}

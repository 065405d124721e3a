package dev.orrery.engine.interp;

import dev.orrery.engine.emit.Variant;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the {@link Op}s of an instruction set's instructions. */
final class OpFactory {

  /**
   * What all instructions of a variant have in common.
   *
   * @param items the fields of its ops
   * @param prototype makes its ops
   * @param jumps whether an op's result is the address of the next instruction
   * @param target the target of a direct jump; null if there is none
   */
  record Template(
      Variant variant,
      List<OpOperands.Item> items,
      Op prototype,
      boolean jumps,
      @Nullable Expr target) {

    /** The op of {@code insn}, which has this variant. */
    Op op(DecodedInsn insn) {
      return prototype.create(OpOperands.values(items, insn));
    }
  }

  private final Isa isa;
  private final OpClasses classes;

  /** Templates of rows that have one variant, by the id of the row. */
  private final @Nullable Template[] single;

  /** Templates of rows that have several variants. */
  private final Map<String, Template> several = new HashMap<>();

  OpFactory(Isa isa) {
    this.isa = isa;
    this.classes = OpClasses.of(isa);
    this.single = new Template[isa.rows().size()];
  }

  /** The template of {@code insn}. */
  Template template(DecodedInsn insn) {
    int row = insn.row().meaning().id();
    Template known = single[row];
    if (known != null) {
      return known;
    }
    Variant variant = Variant.of(insn);
    if (variant.outcomes().isEmpty()) {
      // No fixed condition was met, so that there is none: all instructions of the row are alike.
      Template t = make(variant);
      single[row] = t;
      return t;
    }
    return several.computeIfAbsent(variant.symbol(), s -> make(variant));
  }

  private Template make(Variant variant) {
    Expr target = jumpTarget(variant.body());
    return new Template(
        variant,
        OpOperands.of(variant, isa.xlen()),
        classes.prototype(variant),
        target != null,
        target != null && DecodeTime.isFixed(target) ? target : null);
  }

  /** The target of the first jump in {@code body}; null if there is none. */
  private static @Nullable Expr jumpTarget(List<Stmt> body) {
    for (Stmt s : body) {
      Expr target =
          switch (s) {
            case Stmt.Goto g -> g.target();
            case Stmt.If i -> {
              Expr then = jumpTarget(i.then());
              yield then != null ? then : jumpTarget(i.otherwise());
            }
            default -> null;
          };
      if (target != null) {
        return target;
      }
    }
    return null;
  }
}

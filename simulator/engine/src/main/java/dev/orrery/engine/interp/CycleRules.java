package dev.orrery.engine.interp;

import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.CoreSpecialiser;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of a core as they are for each instruction of a region, and for each way out of it. */
final class CycleRules {
  private final Isa isa;
  private final CoreModel model;
  private final Map<DecodedInsn, InsnFacts> facts = new IdentityHashMap<>();
  private final Map<DecodedInsn, Map<Path, Optional<CoreRoutine>>> made = new IdentityHashMap<>();

  /** What is known of the way that an instruction takes. */
  private record Path(@Nullable Long taken, @Nullable Long target) {}

  CycleRules(Isa isa, CoreModel model) {
    this.isa = isa;
    this.model = model;
  }

  /** The facts of {@code insn}. */
  InsnFacts facts(DecodedInsn insn) {
    return facts.computeIfAbsent(insn, i -> InsnFacts.of(isa, i));
  }

  /** The rule of the class of {@code insn}; null if the core has none. */
  @Nullable CoreRoutine general(DecodedInsn insn) {
    int kind = model.kind(facts(insn));
    return kind < 0 ? null : model.table().rules().get(kind);
  }

  /**
   * The rule for {@code insn} where it retires as {@code retire} says.
   *
   * @param known what is known of the core's states before it; afterwards, behind it
   * @return null if there is none for it alone: {@link #general} is the rule
   */
  @Nullable CoreRoutine special(DecodedInsn insn, Stmt.Retire retire, CoreKnowledge known) {
    CoreRoutine rule = general(insn);
    if (rule == null) {
      return null;
    }
    Path path = new Path(fixed(retire.taken(), insn), fixed(retire.target(), insn));
    Optional<CoreRoutine> alone =
        made.computeIfAbsent(insn, i -> new HashMap<>())
            .computeIfAbsent(path, p -> Optional.ofNullable(alone(insn, rule, p)));
    if (alone.isEmpty()) {
      CoreSpecialiser.suffer(rule, known);
      return null;
    }
    return CoreSpecialiser.knowing(alone.get(), known);
  }

  private @Nullable CoreRoutine alone(DecodedInsn insn, CoreRoutine rule, Path path) {
    return CoreSpecialiser.of(rule, input -> value(input, insn, path));
  }

  private @Nullable Long value(CoreInput input, DecodedInsn insn, Path path) {
    return switch (input) {
      case TAKEN -> path.taken;
      case TARGET -> path.target;
      default -> input.isKnown() ? Long.valueOf(model.known(input, facts(insn))) : null;
    };
  }

  private static @Nullable Long fixed(Expr e, DecodedInsn insn) {
    return DecodeTime.isFixed(e) ? Long.valueOf(DecodeTime.value(e, insn)) : null;
  }
}

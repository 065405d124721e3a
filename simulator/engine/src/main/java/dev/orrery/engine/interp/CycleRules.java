package dev.orrery.engine.interp;

import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.CoreSpecialiser;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.memo.Memo;
import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules of a core as they are for each instruction of a region, and for each way out of it. */
final class CycleRules {
  private final Isa isa;
  private final CoreModel model;
  private final boolean remembers;
  private final Map<DecodedInsn, InsnFacts> facts = new IdentityHashMap<>();

  /** What holds before and behind each rule. */
  private final CoreKnowledge always;

  /** Addresses whose code rules have looked at, most of them outside of the region. */
  private final Set<Long> looked = new HashSet<>();

  private final Map<InsnFacts, Map<Path, List<Made>>> made = new IdentityHashMap<>();

  /**
   * A rule where it stands.
   *
   * @param before what is known there
   * @param behind what is known behind it
   * @param waits cells that it waits for without knowing more
   */
  private record Made(
      CoreKnowledge before,
      @Nullable CoreRoutine routine,
      CoreKnowledge behind,
      List<CoreKnowledge.Cell> waits) {}

  /** What is known of the way that an instruction takes. */
  private record Path(@Nullable Long taken, @Nullable Long target) {}

  CycleRules(Isa isa, CoreModel model) {
    this.isa = isa;
    this.model = model;
    this.remembers = Memo.suits(model, isa);
    this.always = model.invariants().own();
  }

  /** Nothing is known yet; {@code waits} is told of cells that rules wait for without knowing. */
  CoreKnowledge nothing(Consumer<CoreKnowledge.Cell> waits) {
    return always.nothing(waits);
  }

  /** Whether what rules did before stands in their place, in all blocks. */
  boolean remembers() {
    return remembers;
  }

  /** What holds between any two instructions. */
  CoreKnowledge always() {
    return always.copy();
  }

  /** Adds to {@code known}, between two instructions, what holds there anyway. */
  void holds(CoreKnowledge known) {
    known.holds(always);
  }

  /** Addresses whose code the rules rely on. */
  Set<Long> looked() {
    return looked;
  }

  private @Nullable Long look(CodeFact fact, long address) {
    Long seen = model.lasting(fact, address);
    if (seen != null) {
      looked.add(address & Bits.mask(isa.xlen()));
    }
    return seen;
  }

  /** The facts of {@code insn}. */
  InsnFacts facts(DecodedInsn insn) {
    return facts.computeIfAbsent(insn, i -> InsnFacts.of(isa, i));
  }

  /** The rules of {@code block} wherever it stands. */
  BlockCycles of(Block block) {
    BlockCycles known = block.cycles();
    if (known == null) {
      List<InsnFacts> insns = Arrays.stream(block.insns).map(this::facts).toList();
      known =
          remembers
              ? MemoCycles.make(insns, block.isDirect(), this, model)
              : BlockCyclesClass.make(
                  insns, this, model, new long[BlockCycles.cells(insns.size())]);
      block.cycles(known);
    }
    return known;
  }

  /** The rule of the class of {@code insn}; null if the core has none. */
  @Nullable CoreRoutine general(InsnFacts insn) {
    int kind = model.kind(insn);
    return kind < 0 ? null : model.table().rules().get(kind);
  }

  /**
   * The rule for {@code insn} where it retires as {@code retire} says.
   *
   * @param known what is known of the core's states before it; afterwards, behind it
   * @return null if there is none for it alone: {@link #general} is the rule
   */
  @Nullable CoreRoutine special(DecodedInsn insn, Stmt.Retire retire, CoreKnowledge known) {
    return special(
        facts(insn), new Path(fixed(retire.taken(), insn), fixed(retire.target(), insn)), known);
  }

  /**
   * The same whichever way the instruction takes.
   *
   * @param goesOn whether the one behind it is next in any case, in the same block
   */
  @Nullable CoreRoutine special(InsnFacts insn, boolean goesOn, CoreKnowledge known) {
    Path path = goesOn ? new Path(0L, insn.pc() + insn.length()) : new Path(null, null);
    return special(insn, path, known);
  }

  private @Nullable CoreRoutine special(InsnFacts insn, Path path, CoreKnowledge known) {
    int number = model.kind(insn);
    if (number < 0) {
      return null;
    }
    CoreRoutine rule = model.table().rules().get(number);
    CoreRoutine alike = model.shapes().of(rule, number, input -> value(input, insn, path));
    if (alike == null) {
      CoreSpecialiser.suffer(rule, known);
      known.holds(always);
      return null;
    }
    List<Made> before =
        made.computeIfAbsent(insn, i -> new HashMap<>())
            .computeIfAbsent(path, p -> new ArrayList<>());
    // The same rule is looked at when what is known is followed, and again when it is emitted.
    for (Made m : before) {
      if (m.before.says(known)) {
        m.waits.forEach(known::isWaitedFor);
        known.become(m.behind.copy());
        return m.routine;
      }
    }
    List<CoreKnowledge.Cell> waits = new ArrayList<>();
    CoreKnowledge behind = known.copy(waits::add);
    CoreRoutine routine =
        CoreSpecialiser.knowing(alike, input -> value(input, insn, path), behind, this::look);
    behind.holds(always);
    before.add(new Made(known.copy(), routine, behind, waits));
    waits.forEach(known::isWaitedFor);
    known.become(behind.copy());
    return routine;
  }

  private @Nullable Long value(CoreInput input, InsnFacts insn, Path path) {
    return switch (input) {
      case TAKEN -> path.taken;
      case TARGET -> path.target;
      default -> input.isKnown() ? Long.valueOf(model.known(input, insn)) : null;
    };
  }

  private static @Nullable Long fixed(Expr e, DecodedInsn insn) {
    return DecodeTime.isFixed(e) ? Long.valueOf(DecodeTime.value(e, insn)) : null;
  }
}

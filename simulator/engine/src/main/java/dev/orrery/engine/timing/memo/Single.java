package dev.orrery.engine.timing.memo;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An instruction that retires by itself, as a block. */
final class Single {
  /** It is not worth recording if it was met less often. */
  private static final int RARE = 8;

  private final MemoBlock block;
  private int met;

  Single(Memo memo, InsnFacts insn) {
    Map<CoreInput, Integer> slots = new EnumMap<>(CoreInput.class);
    CoreModel model = memo.model();
    int kind = model.kind(insn);
    if (kind >= 0) {
      CoreRoutine rule = model.table().rules().get(kind);
      rule.inputs().stream().filter(i -> !i.isKnown()).forEach(i -> slots.put(i, i.ordinal()));
    }
    long[] inputs = new long[CoreInput.values().length];
    this.block = new MemoBlock(memo, List.of(insn), List.of(slots), false, inputs);
  }

  /** Whether it was not met often before this time. */
  boolean isRare() {
    return ++met < RARE;
  }

  /** Its block, with what execution says of it now. */
  MemoBlock filled(Retired insn) {
    long[] inputs = block.inputs();
    inputs[CoreInput.ADDR.ordinal()] = insn.addr;
    inputs[CoreInput.TAKEN.ordinal()] = insn.taken ? 1 : 0;
    inputs[CoreInput.TARGET.ordinal()] = insn.target;
    inputs[CoreInput.VALUE1.ordinal()] = insn.value1;
    inputs[CoreInput.VALUE2.ordinal()] = insn.value2;
    return block;
  }
}

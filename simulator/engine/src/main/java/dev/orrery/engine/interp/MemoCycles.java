package dev.orrery.engine.interp;

import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.CoreSummary;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.memo.Memo;
import dev.orrery.engine.timing.memo.MemoBlock;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of a block by what they did before, in place of code for them. */
final class MemoCycles extends BlockCycles {
  private static final ClassDesc TYPE = Types.of(MemoBlock.class);

  private final MemoBlock block;

  private MemoCycles(Content content, boolean isDirect, Memo memo) {
    super(content);
    this.block = new MemoBlock(memo, content.facts(), content.slots(), isDirect, content.inputs());
  }

  /**
   * Those of a block.
   *
   * @param insns one behind the other; only the last one may go elsewhere
   * @param isDirect whether that one says itself where
   */
  static MemoCycles make(
      List<InsnFacts> insns, boolean isDirect, CycleRules rules, CoreModel model) {
    List<CoreRoutine> all = new ArrayList<>();
    List<Map<CoreInput, Integer>> slots = new ArrayList<>();
    for (int i = 0; i < insns.size(); i++) {
      CoreRoutine rule = rules.general(insns.get(i));
      Map<CoreInput, Integer> own = slots(i, rule, i + 1 < insns.size());
      if (own.containsKey(CoreInput.TARGET)) {
        own.put(CoreInput.TAKEN, cell(i, CoreInput.TAKEN)); // one of two ways, more often than not
      }
      slots.add(own);
      if (rule != null) {
        all.add(rule);
      }
    }
    long[] inputs = new long[cells(insns.size())];
    CoreSummary summary = new CoreSummary(all, rules.always());
    Content content = new Content(model, insns, slots, inputs, summary);
    return new MemoCycles(content, isDirect, Memo.of(model));
  }

  @Override
  Object constant() {
    return block;
  }

  @Override
  ClassDesc type() {
    return TYPE;
  }

  @Override
  void emitRun(CodeBuilder code, Runnable push) {
    MemoBlock.emitRun(code, push);
  }

  @Override
  void run() {
    block.run();
  }
}

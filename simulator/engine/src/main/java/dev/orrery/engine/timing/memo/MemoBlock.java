package dev.orrery.engine.timing.memo;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.spec.core.CoreInput;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;

/** Instructions that are executed one behind the other; only the last one may go elsewhere. */
public final class MemoBlock {
  /** So many times later a walk is remade, as code that calls it may have to be, too. */
  private static final int DELAY = 16;

  private static final ClassDesc TYPE = Types.of(MemoBlock.class);
  private static final ClassDesc WALK = Types.of(Walk.class);

  /** What it was seen to do most. */
  public Walk walk = Walk.NONE;

  private final Memo memo;
  private final List<InsnFacts> facts;
  private final List<Map<CoreInput, Integer>> slots;
  private final boolean isDirect;
  private final long[] inputs;
  private long missed;
  private long due;

  /**
   * A block.
   *
   * @param memo of what it does
   * @param facts of the instructions
   * @param slots for each of them, where in {@code inputs} an input is that only execution knows;
   *     {@link CoreInput#TAKEN} and {@link CoreInput#TARGET} of one that goes on are not there
   * @param isDirect whether the last one says itself where it may go
   * @param inputs where the block's execution leaves them
   */
  public MemoBlock(
      Memo memo,
      List<InsnFacts> facts,
      List<Map<CoreInput, Integer>> slots,
      boolean isDirect,
      long[] inputs) {
    this.memo = memo;
    this.due = memo.eager();
    this.facts = facts;
    this.slots = slots;
    this.isDirect = isDirect;
    this.inputs = inputs;
  }

  /** All of its instructions have retired. */
  public void run() {
    if (!walk.run()) {
      look();
    }
  }

  /** The same where {@link #walk} was no help. */
  public void look() {
    memo.look(this);
  }

  /**
   * Emits what {@link #run} does. Each place in code goes to one walk, which HotSpot sees only if
   * it is called from there.
   *
   * @param push pushes the block
   */
  public static void emitRun(CodeBuilder code, Runnable push) {
    Label done = code.newLabel();
    push.run();
    code.getfield(TYPE, "walk", WALK);
    code.invokevirtual(WALK, Walk.RUN, MethodTypeDesc.of(CD_boolean)).ifne(done);
    push.run();
    code.invokevirtual(TYPE, "look", MTD_void).labelBinding(done);
  }

  /** As the constructor's. */
  List<InsnFacts> facts() {
    return facts;
  }

  /** As the constructor's. */
  List<Map<CoreInput, Integer>> slots() {
    return slots;
  }

  /** As the constructor's. */
  boolean isDirect() {
    return isDirect;
  }

  /** As the constructor's. */
  public long[] inputs() {
    return inputs;
  }

  /** Counts that {@link #walk} was no help; whether that was so often that it should be remade. */
  boolean isDue() {
    if (++missed < due) {
      return false;
    }
    due *= DELAY;
    return true;
  }
}

/**
 * The interpreter and the JIT: code is decoded into blocks of small generated ops, and hot blocks
 * are joined to traces, each a generated method of its own. The JIT looks now and then at what is
 * running, and makes regions of what it finds often: graphs of blocks, with the guest's registers
 * in locals. Where a core is modelled, its rules stand in the region, or in a method for each
 * block.
 *
 * <p>What must not live here: meaning of instructions. Ops, traces and regions are emitted by
 * {@link dev.orrery.engine.emit} from the rows' IR.
 *
 * <p>Where something is observed, blocks and traces of single blocks are counted by whoever runs
 * them ({@link dev.orrery.engine.interp.Code#runCounted}), and regions count by themselves: one
 * counter for each way out of each block that goes to a known address, added to the block's tally
 * when another hart runs, when the region is given up, and when somebody asks. What a {@link
 * dev.orrery.engine.CallProbe} has to be told, and computed jumps to addresses that a region does
 * not expect, go to the tally at once. A block that is left in the middle is counted where it is
 * finished, or cut short.
 *
 * <p>How it came to this form, what was tried, and what each trial gained or cost: {@code
 * validation/results/jit-designs.md}.
 */
@NullMarked
package dev.orrery.engine.interp;

import org.jspecify.annotations.NullMarked;

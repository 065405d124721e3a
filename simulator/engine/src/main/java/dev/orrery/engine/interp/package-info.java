/**
 * The interpreter: code is decoded into blocks of small generated ops, and hot blocks are joined to
 * traces, each a generated method of its own.
 *
 * <p>What must not live here: meaning of instructions. Ops and traces are emitted by {@link
 * dev.orrery.engine.emit} from the rows' IR.
 *
 * <h2>How it came to this form</h2>
 *
 * What was tried, in processor seconds of whole runs of the bundled workloads unless it says
 * otherwise, on a machine that had other work: read the ratios. Current figures are in {@code
 * validation/results}.
 *
 * <ul>
 *   <li><b>Decoding by the IR.</b> Specialising bodies and folding operands at run time made the
 *       run of a hello world 0.19 s of wall time; with ops that compute their own operands it was
 *       0.06 s. Most of the difference was classes that the JVM made for switches over types.
 *   <li><b>When to make a trace.</b> After 1,000, 8,000 and 30,000 executions of a block, programs
 *       of two million instructions took 0.75, 0.60 and 0.52 s, programs of half a billion 2.2, 2.0
 *       and 2.1 s. Counting instructions instead lets long blocks be first.
 *   <li><b>How long traces may be.</b> At most 96, 48 and 24 instructions gave the same geometric
 *       mean within 8 %. Short ones suit floating point, where the JVM's optimising compiler spends
 *       nearly half its time on allocating registers; long ones suit the rest.
 *   <li><b>Telling the JVM to compile traces ten times sooner</b> than other methods gained
 *       nothing.
 *   <li><b>Floating point.</b> Traces decided the inexact flag in line, and tested the rounding
 *       mode at every instruction. The former in calls of their own took 9 % off the programs'
 *       time. The latter once in a trace made methods a fifth smaller and changed no time beyond
 *       noise.
 * </ul>
 */
@NullMarked
package dev.orrery.engine.interp;

import org.jspecify.annotations.NullMarked;

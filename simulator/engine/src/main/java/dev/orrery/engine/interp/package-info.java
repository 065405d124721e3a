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
 *
 * <h2>How regions came to their form</h2>
 *
 * Processor seconds of the main thread for long runs, on a machine with other work; QEMU took about
 * 5 s for each.
 *
 * <ul>
 *   <li><b>State when the guest raises something.</b> With all registers restored in one exception
 *       handler, HotSpot took 0.4 s to compile two kilobytes of bytecode, and kept everything in
 *       the stack. Accesses that cannot be made directly now leave the region, and a block is
 *       finished by its ops: 0.07 s.
 *   <li><b>Reaching memory.</b> Through a table of pages, crc32 took 9.6 s; in a window that is
 *       laid out as the guest's addresses are, 6.5 s: the look-up stood before every dependent
 *       load.
 *   <li><b>One test for several accesses.</b> queens, which saves many registers, went from 9.1 to
 *       7.1 s.
 *   <li><b>Writing back at the ways out</b> and not before every access: crc32 from 7.0 to 5.5 s,
 *       sha256 from 9.6 to 8.5 s.
 *   <li><b>Regions instead of traces from the start</b> doubled the time of runs of a second: so
 *       nothing is translated before 16 million instructions have run.
 *   <li><b>What C2 has never seen.</b> It compiles a first touch of a page as a trap, and throws
 *       the region away when it comes: dijkstra had 7 regions compiled 40 times. {@code
 *       -XX:PerMethodTrapLimit=0} made traces two to three times slower, as their slow paths then
 *       are calls in the middle of everything; after two traps (the setting then) C2 knows enough.
 *       matmul took 11.2 s before this and the next three points, and 6.5 s after them; calls 7.3
 *       and 4.9, json 13.2 and 10.1, vm 4.2 and 3.6.
 *   <li><b>Spans.</b> Testing an address and its page took 12 of the 33 instructions of matmul's
 *       inner loop. Comparing the address with the bounds of the {@link
 *       dev.orrery.engine.MemorySpan} where it went before takes 3, which C2 also drops where the
 *       same test stands before. Going on with the old test when the new one fails, instead of
 *       leaving, made half of this good again: whatever joins the fast path costs there.
 *   <li><b>Calls of the guest as calls of the host</b>, with the registers that are needed told to
 *       the hart and taken back around them: before, all code went on in the dispatcher, and every
 *       entry took all registers of the region. How long the turn still is went from the hart's
 *       count and several comparisons to one shared number: calls from 4.5 to 3.8 s.
 *   <li><b>What regions consist of.</b> First, the hottest blocks in any order, callees too: half
 *       of the callees were cut off in the middle, and other regions began there. Now the function
 *       or the outermost loop that is hot, then small callees as a whole; a look at some thousand
 *       instructions counts blocks. json left regions every 50 instructions, now every 500.
 *   <li><b>Cold code in a region</b>, so as to leave it less often, made all of it slower: dijkstra
 *       from 7.2 to 11.3 s.
 *   <li><b>The base of guest memory in a local.</b> As a constant it was loaded for every access
 *       with the distance added, ten bytes each; now it is added once for several accesses.
 *   <li><b>Constants.</b> Links, spans and the turn in static final fields of the hidden class.
 *   <li><b>Who compiles, and when.</b> HotSpot interpreted a region, and compiled it for the loop
 *       that it found it in, then for the next, and at last as a whole: nbody's main loop seven
 *       times, 0.4 s each. Waiting with the old code changed nothing as long as HotSpot decided.
 *       Asked ({@link dev.orrery.engine.interp.HostCompiler}), C2 compiles each region once. It
 *       needs a profile: without one it takes every test for an even bet and keeps everything in
 *       memory, at half the speed. 64,000 instructions in HotSpot's interpreter are enough for one,
 *       if helpers are inlined whatever was counted, as {@code jit.options} says.
 *   <li><b>C2 traps.</b> See {@code jit.options}: without them, regions of branchy code are
 *       compiled once.
 *   <li><b>Long turns.</b> With turns of a quarter of a million instructions, half of nbody ran in
 *       regions that were made for its inner loops, because that is where turns ended.
 *   <li><b>Traces that run past the entry of a region</b> are forgotten when it is installed:
 *       otherwise it was hardly entered, and others were made for parts of it. json from 12 to 8.4
 *       s.
 *   <li><b>Looking at what runs.</b> What does not fit into the rest of a slice was found running,
 *       which was always the region and never the few instructions that it is left for: pidigits
 *       from 9.5 to 5.3 s, listchase from 7.8 to 5.6 s. Code that runs in calls out of a region was
 *       never seen either.
 *   <li><b>Accesses that go to several places</b> are compared with several spans. Left for the
 *       window's tables alone, sha256 left its region at each.
 *   <li><b>No traces on the way.</b> In the first three seconds of json, half the time went to
 *       HotSpot's interpreter and a third to making traces, and C2 was busy with them and with the
 *       code that makes them. Blocks now wait for regions, which are made when something was found
 *       running twice (16 times before), for all that a look at 131,000 instructions finds hot, one
 *       after the other, so that C2 has the next when it is done with one: half of json from 5.8 to
 *       3.5 s of the main thread, the geometric mean of eleven programs from 7.6 to 6.6 s of wall
 *       time.
 *   <li><b>Generating regions on a thread of its own</b>, while the guest is interpreted: json,
 *       lexer and regex, runs of two to three seconds, took 13, 4 and 11 % more wall time on two
 *       processors (medians of five), and a fifth more processor time. C2 has the second processor
 *       already, and what the guest does meanwhile, interpreted, its regions do in a tenth of the
 *       time. Only when some regions run already: 4, 3 and 11 %.
 *   <li><b>Counting.</b> With every block counted by itself and no regions, a billion profiled
 *       instructions of crc32 took 4.8 s of processor time, of json 18 s; counting in regions, 3.4
 *       and 16 s. A loop of a few instructions ran at the pace of its counter in memory, hence the
 *       locals of {@link dev.orrery.engine.interp.RegionTally}; telling of a call by way of the
 *       region's plan took a quarter of the time of code that mostly calls.
 *   <li><b>The host's arithmetic</b> with a test of each result, and the rounding mode and the
 *       inexact flag tested at the entry alone ({@link dev.orrery.engine.interp.HostFloats}),
 *       instead of inlined methods that test all three and else call: seven floating-point programs
 *       from a geometric mean of 4.3 to 3.0 s, and half of C2's time for their regions.
 *   <li><b>Looks at what runs</b> asked HotSpot of each waiting region by way of argument lists,
 *       and made the set of its blocks anew: a tenth of bintrees, a fifth of it at times.
 *   <li><b>Where spans start, and where guest memory is, as constants</b> in the code; huge pages
 *       for guest memory; regions of half the size, callees of half the size or one copy of each, a
 *       hotter bound on what is cold; C2 without partial peeling, splitting of ifs, rotation of
 *       loops or floating-point registers for spilling: six to eight programs each, nothing beyond
 *       noise of 5 %, but that regions of half the size took 15 % longer.
 *   <li><b>Leaving out stack maps and verification</b> of what is generated gained 0 to 4 %.
 *   <li><b>Large regions.</b> HotSpot's limit of 8000 bytes of bytecode is lifted.
 *   <li><b>Guest memory below 4 GiB of the host's addresses</b>, so that an access needs no
 *       constant of 64 bits, changed nothing that could be told from noise, and cost 0.1 s of
 *       start-up.
 *   <li><b>Compiling loops without polls</b> ({@code -XX:LoopStripMiningIter=0}) neither.
 *   <li><b>What C1 makes of a region until C2 has it.</b> C1's code runs at 1,150, 1,480 and 340
 *       million instructions in a second for matmul, lz and dijkstra, C2's at 3,300, 2,900 and
 *       1,800; runs of 1.5 billion instructions took from 6 % less (quicksort) to 39 % more
 *       (circuit), bintrees 71 %, json and regex the same. With a core's rules, C1 refuses methods
 *       of 60 KB.
 *   <li><b>C2 kept from the code that generates regions</b>, which takes a quarter of C2's time in
 *       the first eight seconds of json with a core: nothing beyond noise.
 *   <li><b>Sign-extended registers as ints over all blocks</b>, not in one alone, and <b>the turn
 *       of innermost loops in locals of their own</b>: matmul's inner loop lost its three sign
 *       extensions and, in some compilations, the counter that C2 keeps in memory (a third of the
 *       samples are at its reload). Seven long programs took 4.26 s in the geometric mean, 4.21
 *       without; four of them, four times each, 4.63 and 4.65. In other compilations of the same
 *       class, C2 kept all registers of that loop in memory.
 *   <li><b>The hottest blocks, and not the first half</b>, of what is too much code: json with a
 *       core's rules then executed 2 instead of 16 of a thousand instructions outside of regions,
 *       bintrees 29 instead of 53.
 *   <li><b>Surveys and training over many turns.</b> A system call ended either, and no region was
 *       made before a program ran a hundred thousand instructions without one: threads, with {@code
 *       inorder5}, had none for 16 of its 18 seconds. Now they go on with the next turn: 12.6 s,
 *       without a core 3.7 instead of 6.5 s; files, without one, from 20 to 12 s. With all accesses
 *       by the same register to the same span taken as going to many places when one was seen to,
 *       threads has half as many regions made anew: 11.1 s.
 *   <li><b>A core's rules in every block of a region</b> were most of what C2 compiled: 840 bytes
 *       of machine code for each of the guest's instructions of text, 83 without a core, in
 *       overlapping regions again and again. Now rules stand in the hottest blocks; other blocks
 *       call a method that is theirs alone ({@link dev.orrery.engine.interp.BlockCycles}) and the
 *       same for all regions. With {@code inorder5}, the first thousand million instructions of
 *       json from 13.6 to 9.3 s, quicksort 13.2 to 7.1 s, raytrace 10.9 to 6.0 s (pairs in a row,
 *       one run each). With rules in no region at all these took 8.2, 6.4 and 5.1 s, but matmul
 *       twice its time. A call of its class's rule for each instruction alone: half of that gain,
 *       as each call passes eight constants and all registers are saved around it.
 * </ul>
 */
@NullMarked
package dev.orrery.engine.interp;

import org.jspecify.annotations.NullMarked;

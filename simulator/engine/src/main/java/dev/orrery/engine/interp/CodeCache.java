package dev.orrery.engine.interp;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryWindow;
import dev.orrery.engine.code.BlockReader;
import dev.orrery.engine.events.JitEvents;
import dev.orrery.engine.explain.BlockState;
import dev.orrery.engine.explain.Explainer;
import dev.orrery.engine.explain.Reason;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All code of one address space in executable form, by address. */
final class CodeCache {
  /** Entries of {@link #recent}. */
  private static final int RECENT = 1 << 13;

  /**
   * Most blocks; then all are forgotten. A guest can jump to any address: what it makes us keep
   * must be bounded.
   */
  private static final int MAX_BLOCKS = 1 << 18;

  private final Isa isa;
  private final AddressSpace space;
  private final BlockReader reader;
  private final OpClasses ops;
  private final int hot;
  private final boolean regionsOnly;
  private final Cursor cursor;
  private final Turn turn = new Turn();
  private final Code nothing = new Unlinked(this, Code.NO_KEY);

  private final Blocks blocks = new Blocks();

  /** They come before the block at their address, regions before traces. */
  private final Translations translations;

  private final @Nullable RetireListener retires;
  private final int rules;

  private final GivenUp givenUp = new GivenUp();

  /** What computed jumps went to lately, by some bits of the address. */
  private final Code[] recent = new Code[RECENT];

  private final @Nullable Recorder recorder;
  private final @Nullable Explainer explainer;

  /** Whether regions are compiled before they are entered for good, where HotSpot can be asked. */
  private final boolean compiles;

  private @Nullable RegionQueue queue;

  /**
   * An empty cache.
   *
   * @param hot instructions that a block has executed when it becomes a trace
   * @param regionsOnly whether it then becomes a region instead
   * @param cursor told where execution is interrupted
   * @param recorder gives blocks their tallies; null when nothing is counted
   * @param options who is told of what
   * @param translations for its traces and regions, empty
   * @param compiles whether regions are compiled before they are entered for good; else HotSpot
   *     does when it likes
   */
  CodeCache(
      Isa isa,
      AddressSpace space,
      OpClasses ops,
      int hot,
      boolean regionsOnly,
      Cursor cursor,
      @Nullable Recorder recorder,
      EngineOptions options,
      Translations translations,
      boolean compiles) {
    this.isa = isa;
    this.space = space;
    this.reader = new BlockReader(isa, space);
    this.ops = ops;
    this.hot = hot;
    this.regionsOnly = regionsOnly;
    this.cursor = cursor;
    this.recorder = recorder;
    this.explainer = options.explainer();
    this.translations = translations;
    this.retires = options.retires();
    this.rules = options.rules();
    this.compiles = compiles;
    Arrays.fill(recent, nothing);
  }

  /** The instruction set. */
  Isa isa() {
    return isa;
  }

  /** As {@link EngineOptions#rules}. */
  int rules() {
    return rules;
  }

  /** Code that nothing jumps to. */
  Code nothing() {
    return nothing;
  }

  /** Where the guest's pages are. */
  MemoryWindow window() {
    return space.window();
  }

  /** What was given up. */
  GivenUp givenUp() {
    return givenUp;
  }

  /** The traces and regions. */
  Translations translations() {
    return translations;
  }

  /** The turn of the region that runs. */
  Turn turn() {
    return turn;
  }

  /** Where execution was interrupted. */
  Cursor cursor() {
    return cursor;
  }

  /** Instructions that a block has executed when it becomes a trace. */
  int hot() {
    return hot;
  }

  /** The code at {@code pc}; null if there is none yet. */
  @Nullable Code find(long pc) {
    int slot = (int) (pc >>> 1) & (RECENT - 1);
    Code code = recent[slot];
    if (code.key == pc) {
      return code;
    }
    LinkedCode made = made(pc);
    if (made != null) {
      recent[slot] = made;
    }
    return made;
  }

  private @Nullable LinkedCode made(long pc) {
    Translated translated = translations.use(pc);
    return translated != null ? translated : blocks.get(pc);
  }

  /**
   * The code at {@code pc}.
   *
   * @throws GuestFault if its first instruction cannot be fetched
   * @throws GuestTrap if its first instruction cannot be decoded
   */
  LinkedCode at(long pc) {
    LinkedCode made = made(pc);
    return made != null ? made : decode(pc);
  }

  /** The block at {@code pc}, even if a trace has taken its place; throws as {@link #at}. */
  Block block(long pc) {
    Block known = blocks.get(pc);
    return known != null ? known : decode(pc);
  }

  /** The block at {@code pc}; null if there is none yet. */
  @Nullable Block known(long pc) {
    return blocks.get(pc);
  }

  /** All blocks. */
  Iterable<Block> all() {
    return blocks.all();
  }

  /** The trace at {@code pc}; null if there is none. */
  @Nullable Trace traceAt(long pc) {
    return translations.trace(pc);
  }

  /** Whether {@code block} is still what is at its address. */
  boolean holds(Block block) {
    return blocks.get(block.pc) == block;
  }

  private Block decode(long pc) {
    DecodedInsn[] insns = reader.read(pc).toArray(DecodedInsn[]::new);
    if (blocks.size() >= MAX_BLOCKS) {
      clear();
    }
    DecodedInsn last = insns[insns.length - 1];
    Op[] made = new Op[insns.length];
    for (int i = 0; i < insns.length; i++) {
      made[i] = ops.op(insns[i]);
    }
    Op end = made[insns.length - 1];
    long behind = Bits.zext(last.nextPc(), isa.xlen());
    long[] targets =
        end.exit() == Op.Exit.DIRECT ? new long[] {behind, end.target(last)} : new long[] {behind};
    BlockTallies tallies = recorder == null ? null : recorder.tallies(insns, targets);
    Block block = new Block(this, insns, made, end.exit() != Op.Exit.NEXT, targets, tallies);
    blocks.add(block);
    space.codeTranslated(pc, block.endPc());
    return block;
  }

  /**
   * Makes what takes the place of a hot {@code block}, which {@code hart} is about to execute.
   *
   * @return what is at the block's address now
   */
  LinkedCode promote(Block block, Hart hart) {
    if (regionsOnly) {
      for (int i = 0; i < block.length; i++) {
        block.survey(hart, i);
      }
      translate(block.pc);
      return at(block.pc);
    }
    if (retires != null) {
      return block; // the engine's speed is the listener's
    }
    // A trace does not count: where something is counted, it is one block.
    TracePlan plan = recorder == null ? TracePlanner.plan(this, block) : TracePlan.of(block);
    Trace trace = givenUp.attempt(block.pc, RegionNotes.NONE, () -> TraceClass.make(plan, ops::of));
    if (trace == null) {
      return block;
    }
    translations.add(trace);
    for (TracePlan.Step step : trace.plan().steps()) {
      step.block().users().add(trace);
    }
    block.giveWayTo(trace);
    makeRoom();
    return trace;
  }

  /**
   * Makes a region of the function that the code at {@code pc} was found in, else one that takes
   * the place of that code, if something is there and one can.
   */
  void translate(long pc) {
    Block block = block(pc);
    for (Block head : RegionHeads.of(this, block)) {
      if (translate(head, block)) {
        return;
      }
    }
  }

  /**
   * Makes a region that is entered at {@code head}.
   *
   * @return whether it holds {@code wanted} and is new
   */
  private boolean translate(Block head, Block wanted) {
    RegionNotes notes = RegionRecorder.of(explainer, isa, head, wanted);
    if (RegionPlanner.needsCount(head)) {
      notes.refused(new Reason.ReadsCount());
      return false; // a region that calls it tells the turn, and not the hart, the count
    }
    if (head.isHopeless() || givenUp.pauses()) {
      notes.refused(new Reason.NotCompiled());
      return false;
    }
    long pc = head.pc;
    RegionPlan plan = RegionPlanner.plan(this, head, notes);
    if (!plan.blocks().contains(wanted)) {
      notes.refused(new Reason.NotReached());
      return false;
    }
    boolean more = head.plans(plan.ways());
    Region before = translations.region(pc);
    if (before != null) {
      if (!more || !head.mayBeRemade()) {
        notes.refused(new Reason.NothingNew());
        return false;
      }
      forget(before, "more of its code is known");
    }
    Region region = givenUp.attempt(pc, notes, () -> RegionClass.make(plan, ops, retires, notes));
    if (region == null) {
      return false;
    }
    for (Block part : region.plan().blocks()) {
      part.users().add(region);
    }
    translations.add(region);
    makeRoom();
    install(region);
    if (compiles) {
      HostCompiler.ifAny().ifPresent(compiler -> train(region, compiler));
    }
    return region.plan().blocks().contains(wanted);
  }

  private void train(Region region, HostCompiler compiler) {
    if (queue == null) {
      queue = new RegionQueue(this, compiler);
    }
    queue.train(region);
  }

  /** Regions that are being compiled; null if nobody waits for that. */
  @Nullable RegionQueue queue() {
    return queue;
  }

  /** Whether {@code region} is what is at its address. */
  boolean isInstalled(Region region) {
    return translations.region(region.pc) == region;
  }

  /** Whether a region is entered at {@code pc}. */
  boolean hasRegion(long pc) {
    return translations.region(pc) != null;
  }

  /** What goes to the address of {@code region} goes there from now on. */
  void install(Region region) {
    Region before = translations.region(region.pc);
    if (before != null) {
      forget(before, "there is a newer one");
    }
    LinkedCode hot = at(region.pc);
    region.reinstate();
    translations.install(region);
    if (recorder != null && region.tally() instanceof RegionTally tally) {
      recorder.opens(tally);
    }
    hot.giveWayTo(region);
    for (Translated user : List.copyOf(region.plan().head().users())) {
      if (user instanceof Trace trace && trace.pc != region.pc) {
        forget(trace); // it would run past the entry
      }
    }
  }

  /** HotSpot does not compile {@code region}: interpreted by it, it would only be slow. */
  void giveUp(Region region) {
    region.plan().head().failed();
    givenUp.notCompiled();
    forget(region, "HotSpot did not compile it");
  }

  /** Puts what was there before {@link #install} in the region's place. */
  void uninstall(Region region) {
    region.detach();
    window().withdraw(); // it may be waiting for a call to come back
    translations.uninstall(region);
    if (recorder != null && region.tally() instanceof RegionTally tally) {
      recorder.closes(tally);
    }
    Trace trace = translations.trace(region.pc);
    if (trace != null) {
      trace.reinstate();
      translations.use(trace);
    } else {
      region.plan().head().reinstate();
    }
  }

  /** Forgets translations until the others fit. */
  private void makeRoom() {
    for (Translated t = translations.surplus(); t != null; t = translations.surplus()) {
      givenUp.noRoom();
      forget(t, "there was no room for it");
    }
  }

  /** As {@link AccessGroups#bases}. */
  int[] bases(Block block) {
    List<List<Stmt>> bodies = new ArrayList<>();
    for (DecodedInsn insn : block.insns) {
      bodies.add(FilledIn.of(insn, ops.of(insn)));
    }
    return AccessGroups.bases(block.insns, bodies);
  }

  /** Forgets a region, for {@code reason}, so that another is made in its place soon. */
  void remake(Region region, String reason) {
    if (isInstalled(region)) {
      forget(region, reason);
    }
  }

  /**
   * Forgets what is made of code bytes from {@code start} to {@code end} (not included, unsigned).
   */
  void invalidate(long start, long end) {
    for (Block block : blocks.overlapping(start, end)) {
      forget(block);
    }
    if (retires == null) {
      return; // nobody looks at code that is not executed
    }
    for (Translated t : translations.all()) {
      if (t instanceof Region region && region.relies(start, end)) {
        forget(region, "code that its core looks at changed");
      }
    }
  }

  /** As {@link dev.orrery.engine.explain.CodeState#blocks}. */
  List<BlockState> states(long start, long end) {
    return blocks.overlapping(start, end).stream().map(Block::state).toList();
  }

  private void forget(Block block) {
    for (Translated user : List.copyOf(block.users())) {
      forget(user, "its code changed");
    }
    block.detach();
    blocks.remove(block);
  }

  private void forget(Translated code, String reason) {
    switch (code) {
      case Trace trace -> forget(trace);
      case Region region -> forget(region, reason);
      default -> throw new AssertionError(code);
    }
  }

  private void forget(Trace trace) {
    trace.detach();
    remove(trace);
    for (TracePlan.Step step : trace.plan().steps()) {
      step.block().users().remove(trace);
    }
    if (!hasRegion(trace.pc)) {
      trace.plan().head().reinstate();
    }
  }

  private void remove(Translated code) {
    translations.remove(code);
    if (translations.leavesMuchBehind()) {
      dropStale();
    }
  }

  /** Lets nobody remember code that is gone, so that its classes can be unloaded. */
  private void dropStale() {
    for (int i = 0; i < RECENT; i++) {
      if (recent[i].key == Code.NO_KEY) {
        recent[i] = nothing;
      }
    }
    for (Block block : blocks.all()) {
      block.dropStale();
    }
    for (Translated translated : translations.all()) {
      translated.dropStale();
    }
  }

  private void forget(Region region, String reason) {
    JitEvents.invalidated(region.pc, reason);
    if (explainer != null) {
      explainer.forgotten(region.getClass().getName(), reason);
    }
    for (Block part : region.plan().blocks()) {
      part.users().remove(region);
      if (!part.isInRegion()) {
        part.cycles(null);
      }
    }
    if (isInstalled(region)) {
      uninstall(region);
    }
    if (queue != null) {
      queue.drop(region);
    }
    remove(region);
  }

  private void clear() {
    for (Block block : blocks.all()) {
      forget(block);
    }
    blocks.clear();
  }
}

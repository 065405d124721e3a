package dev.orrery.profiler;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.machine.Environment;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.dwarf.DebugInfo;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.timing.CoreModels;
import dev.orrery.profiler.access.AccessCounter;
import dev.orrery.profiler.access.DataPlaces;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.RunInfo;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.model.AbiSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Profiles one run of a machine:
 *
 * <pre>{@code
 * Guest guest = Guest.load(plan, elf, streams);
 * ProfileSession session = new ProfileSession(guest, EngineOptions.PLAIN);
 * try (Machine machine = session.machine()) {
 *   Outcome outcome = machine.run(plan.limits());
 *   Recording recording = session.finish(machine, outcome, command, version);
 * }
 * }</pre>
 */
public final class ProfileSession {
  private final @Nullable Guest guest;
  private final EngineOptions options;
  private final Instant started = Instant.now();
  private final Symbols symbols;
  private final InstructionText text;
  private final FunctionTable functions;
  private final ThreadStacks stacks;
  private final CompletedInstructions completed;
  private final @Nullable CycleCounter cycles;
  private final IntervalCounter intervals;

  /** The machine's time when the session began. */
  private final long began;

  private @Nullable Engine engine;
  private boolean stopped;

  /**
   * Watches {@code guest}, which is at its first instruction, from now on.
   *
   * @param options how its engine is made, besides that it is watched
   */
  public ProfileSession(Guest guest, EngineOptions options) {
    this(guest, options, (CoreChoice) null, 0);
  }

  /**
   * The same, and counts cycles.
   *
   * @param core whose cycles; null for none. The plan's engine must be one that tells of what
   *     retires
   * @param interval instructions of each {@link dev.orrery.profiler.recording.Interval}; 0 for what
   *     gives some hundred of them
   * @throws dev.orrery.spec.diag.OrreryException if the core does not run the program's instruction
   *     set
   */
  public ProfileSession(
      Guest guest, EngineOptions options, @Nullable CoreChoice core, long interval) {
    this(guest, options, core == null ? null : counter(core, guest), interval);
  }

  /** The same with models that may have been told of what went before. */
  ProfileSession(Guest guest, EngineOptions options, @Nullable CycleCounter cycles, long interval) {
    this(
        guest,
        options,
        cycles,
        interval,
        guest.hart(),
        guest.environment(),
        MachineView.symbols(guest.image().symbols()),
        disassembly(guest.hart(), guest.image().symbols()));
  }

  /** The same with other sources of names and disassembly. */
  ProfileSession(Hart hart, Environment environment, Symbols symbols, InstructionText text) {
    this(null, EngineOptions.PLAIN, null, 0, hart, environment, symbols, text);
  }

  private ProfileSession(
      @Nullable Guest guest,
      EngineOptions options,
      @Nullable CycleCounter cycles,
      long interval,
      Hart hart,
      Environment environment,
      Symbols symbols,
      InstructionText text) {
    this.guest = guest;
    this.options = options;
    this.cycles = cycles;
    this.symbols = symbols;
    this.text = text;
    this.functions = new FunctionTable(symbols);
    AbiSpec abi = hart.isa.abi();
    this.stacks =
        new ThreadStacks(
            functions, hart, abi == null ? -1 : abi.stackPointer(), new CycleMeter(cycles));
    this.began = hart.time();
    this.intervals = new IntervalCounter(interval, began, cycles);
    this.completed = new CompletedInstructions(environment, stacks, new Times());
    environment.watchHarts(stacks);
  }

  /** Models of a core and its ideals, after reset. */
  static CycleCounter counter(CoreChoice core, Guest guest) {
    return new CycleCounter(
        CoreModels.of(core.table(), guest),
        core.ideals().stream().map(t -> CoreModels.of(t, guest)).toList(),
        new AccessCounter(new DataPlaces(guest.image().symbols(), guest.memory())),
        guest);
  }

  private static InstructionText disassembly(Hart hart, SymbolTable symbols) {
    Disassembler disassembler = new Disassembler(hart.isa);
    Symbolizer places = Symbolizer.of(symbols::describe);
    return insn -> disassembler.text(insn, Style.ALIASES, places);
  }

  /** The guest's machine, with the probes in it. */
  public Machine machine() {
    Machine machine = guest().machine(engineOptions(), environment());
    engine = machine.engine();
    return machine;
  }

  /** What is done from time to time while the machine runs. */
  private final class Times implements CompletedInstructions.Watch {
    @Override
    public void turnEnds(Hart last) {
      stacks.turnEnds(last);
    }

    @Override
    public long next() {
      return engine == null || stopped ? Environment.NO_EVENT : intervals.end();
    }

    @Override
    public void reached(Hart hart) {
      ExecutionCounts counts = engine == null ? null : engine.counts();
      if (counts != null) {
        intervals.cut(counts, completed.counted(), hart.time());
      }
    }
  }

  /** The core whose cycles are counted; null if there is none. */
  public @Nullable CoreModel core() {
    return cycles == null ? null : cycles.model();
  }

  /** What the engine must be made with. */
  EngineOptions engineOptions() {
    EngineOptions observed = options.observedBy(stacks);
    return cycles == null ? observed : observed.retiringTo(cycles);
  }

  /** The environment that the machine must be made with. */
  Environment environment() {
    return completed;
  }

  /**
   * Closes the recording; the session is used up.
   *
   * @param machine has run
   * @param outcome what it said; after several runs the last, with instructions and time of all
   * @param command what was typed, one word each
   * @param version of Orrery
   * @throws IllegalStateException if the machine is not this session's
   */
  public Recording finish(Machine machine, Outcome outcome, List<String> command, String version) {
    ExecutionCounts counts = machine.engine().counts();
    if (counts == null || machine.environment() != completed) {
      throw new IllegalStateException("this is not the machine that the session watched");
    }
    Profile profile =
        profile(
            counts,
            RunInfo.of(guest(), command, version),
            MachineView.outcome(machine, outcome),
            MachineView.memory(machine.memory()),
            guest().image().debugInfo());
    SourceReader reader = new SourceReader(Path.of("").toAbsolutePath(), guest().plan().sandbox());
    return new Recording(
        profile,
        HostDescription.of(started, outcome.hostNanos() / 1e9, reader.read(profile.source())));
  }

  private Guest guest() {
    return Objects.requireNonNull(guest);
  }

  /** What the guest does from now on is not charged to calls any more. */
  void stop() {
    if (!stopped) {
      stopped = true;
      stacks.finish(completed.threads());
    }
  }

  /** The profile alone. */
  Profile profile(
      ExecutionCounts counts,
      RunInfo run,
      dev.orrery.profiler.recording.Outcome outcome,
      dev.orrery.profiler.recording.MemoryUse memory,
      DebugInfo debugInfo) {
    stop();
    intervals.cut(counts, completed.counted(), began + stacks.retired());
    return new ProfileBuilder(
            functions, symbols, text, stacks, completed, counts, debugInfo, cycles, intervals,
            began)
        .build(run, outcome, memory);
  }
}

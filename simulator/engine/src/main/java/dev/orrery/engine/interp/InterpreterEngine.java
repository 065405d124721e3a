package dev.orrery.engine.interp;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.SerialAccess;
import dev.orrery.engine.Stop;
import dev.orrery.engine.code.InsnReader;
import dev.orrery.engine.explain.BlockState;
import dev.orrery.engine.explain.CodeState;
import dev.orrery.engine.explain.Explainer;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.ServedCalls;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes decoded blocks, and traces of those that are hot. See this package's page for how it
 * came to this form.
 */
public final class InterpreterEngine implements Engine {
  /**
   * Instructions that a block has executed when it is worth a trace. A trace costs the JVM's
   * compilers milliseconds and runs slowly until they are done: at a tenth of this, programs of a
   * few million instructions took twice the processor time; at four times this, long ones took
   * more.
   */
  private static final int HOT = 60_000;

  /**
   * The same where regions are made of what is hot: traces are for what no region holds for long.
   * At 60,000, making and compiling them took longer than the regions did; at 20 million, programs
   * whose threads take short turns took a third longer.
   */
  private static final int HOT_WITHOUT_REGION = 1_000_000;

  /** Instructions between two looks at what is running. */
  private static final int SLICE = 1 << 18;

  /**
   * Instructions until the first such look. A program of ten million instructions takes twice the
   * processor time, and more, if regions are made for it.
   */
  private static final int FIRST_LOOK = 1 << 24;

  /** More than any code retires between two looks at the budget. */
  private static final int LEAST_SLICE = 1 << 12;

  /**
   * Instructions after such a look's time in which code that belongs to no region is still found. A
   * region that is left every few instructions is then seen to be, although it is nearly always
   * what runs.
   */
  static final int LOOK = 1 << 9;

  /** Ops that tell of what retires take so many times as long as others: looks come earlier. */
  private static final int TELLING = 8;

  /** How often something was running when it is worth a region. */
  private static final int SAMPLES = 2;

  private final Isa isa;
  private final EngineOptions options;
  private final String name;
  private final int hot;
  private final long slice;
  private final boolean regionsOnly;
  private final int samples;
  private final boolean compiles;
  private final long room;
  private final OpClasses ops;
  private final Cursor cursor = new Cursor();
  private final @Nullable Recorder recorder;
  private final @Nullable ServedCalls calls;
  private final RegionWork work;
  private @Nullable Guest guest;

  /** Value of {@code hart.retired} when the run began. */
  private long begin;

  /** Instructions from then on until the next look at what is running. */
  private long untilLook;

  /** An interpreter of {@code isa} that keeps what {@code options} ask for. */
  public static InterpreterEngine interpreter(Isa isa, EngineOptions options) {
    return new InterpreterEngine("interpreter", isa, options, HOT, Long.MAX_VALUE, 0);
  }

  /**
   * An interpreter that makes regions of what it finds hot. They count what {@code options} ask
   * for.
   */
  public static InterpreterEngine jit(Isa isa, EngineOptions options) {
    // Whoever asks for a threshold wants to see what is made then, and all kinds of it.
    boolean early = options.jitHot() != 0;
    int pace = options.retires() == null ? 1 : TELLING;
    int hot = early ? options.jitHot() : SLICE * SAMPLES / pace;
    long slice = Math.clamp(hot / SAMPLES, LEAST_SLICE, SLICE);
    int samples = (int) Math.max(1, hot / slice);
    return new InterpreterEngine(
        "jit",
        isa,
        options,
        early ? HOT : HOT_WITHOUT_REGION,
        slice,
        samples,
        Translations.ROOM,
        !early);
  }

  /**
   * An engine with other thresholds.
   *
   * @param hot instructions that a block has executed when it becomes a trace
   * @param slice instructions between two looks at what is running, at least {@link #LEAST_SLICE};
   *     0 to make regions where traces would be made
   * @param samples how often something was running when it becomes a region
   */
  InterpreterEngine(String name, Isa isa, EngineOptions options, int hot, long slice, int samples) {
    this(name, isa, options, hot, slice, samples, Translations.ROOM);
  }

  /** The same with room for class files of {@code room} bytes, as {@link Translations} says. */
  InterpreterEngine(
      String name, Isa isa, EngineOptions options, int hot, long slice, int samples, long room) {
    this(name, isa, options, hot, slice, samples, room, false);
  }

  private InterpreterEngine(
      String name,
      Isa isa,
      EngineOptions options,
      int hot,
      long slice,
      int samples,
      long room,
      boolean compiles) {
    this.compiles = compiles;
    this.room = room;
    this.name = name;
    this.isa = isa;
    this.options = options;
    this.hot = hot;
    this.slice = slice == 0 ? Long.MAX_VALUE : Math.max(slice, LEAST_SLICE);
    this.regionsOnly = slice == 0;
    this.samples = samples;
    int pace = options.retires() == null ? 1 : TELLING;
    this.work = new RegionWork(compiles, pace, this::untilLeft);
    this.untilLook = compiles ? Math.max(this.slice, FIRST_LOOK / pace) : this.slice;
    this.ops = new OpClasses(isa, options.retires());
    RetireListener listener = options.retires();
    this.calls = listener == null ? null : new ServedCalls(listener);
    this.recorder = options.observes() ? new Recorder(options, cursor) : null;
  }

  /** What belongs to the one address space that an engine serves. */
  private record Guest(CodeCache code, InsnReader reader) {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public Isa isa() {
    return isa;
  }

  private Guest guestOf(Hart hart) {
    Guest known = guest;
    if (known == null) {
      AddressSpace space = hart.memory.space();
      known =
          new Guest(
              new CodeCache(
                  isa,
                  space,
                  ops,
                  hot,
                  regionsOnly,
                  cursor,
                  recorder,
                  options,
                  new Translations(room),
                  compiles),
              new InsnReader(isa, space));
      guest = known;
      explain(known.code());
    }
    return known;
  }

  /** The code of the guest of {@code hart}. */
  CodeCache code(Hart hart) {
    return guestOf(hart).code();
  }

  /** Lets whoever wants explanations ask for the state of the code. */
  private void explain(CodeCache code) {
    Explainer explainer = options.explainer();
    if (explainer != null) {
      explainer.attach(
          new CodeState() {
            @Override
            public List<BlockState> blocks(long start, long end) {
              return code.states(start, end);
            }

            @Override
            public int samplesNeeded() {
              return samples;
            }

            @Override
            public long samplingInterval() {
              return slice;
            }
          });
    }
  }

  @Override
  public long run(Hart hart, long budget) {
    Guest guest = guestOf(hart);
    long start = hart.retired;
    begin = start;
    if (calls != null) {
      calls.goesOn(hart);
    }
    long end = start + budget < start ? Long.MAX_VALUE : start + budget;
    boolean alone = false;
    cursor.enter(hart);
    if (recorder != null) {
      recorder.enter(hart);
    }
    hart.stop = Stop.BUDGET;
    while (hart.retired < end && hart.stop instanceof Stop.Budget) {
      try {
        if (alone) {
          stepAlone(hart, guest);
        } else {
          advance(hart, guest, end);
        }
        alone = false;
      } catch (SerialAccess e) {
        if (alone) {
          throw new IllegalStateException("a serial access was refused", e);
        }
        alone = true;
      } catch (GuestTrap e) {
        if (calls != null && e.trap().kind() == TrapKind.SYSCALL) {
          calls.stopped(hart, InsnFacts.of(isa, guest.reader().read(hart.pc)));
        }
        hart.stop = guest.reader().report(e, hart.pc);
      } catch (GuestFault e) {
        hart.stop = new Stop.Fault(e.access(), e.address(), e.reason());
      }
    }
    untilLook -= hart.retired - start;
    return hart.retired - start;
  }

  /** Runs to {@code end}, or until something is thrown. */
  private void advance(Hart hart, Guest guest, long end) {
    CodeCache code = guest.code();
    if (!finishInterrupted(hart, code, end) || hart.retired == end) {
      return;
    }
    code.turn().limit = end;
    Code first = code.at(hart.pc);
    Code next = slices(hart, code, end, first);
    hart.pc = next.pc;
    // Less is left than the next piece may retire.
    boolean completed =
        !(next instanceof Suspended rest) || step(hart, rest.block(), rest.from(), end);
    while (completed && hart.retired < end) {
      completed = step(hart, code.block(hart.pc), 0, end);
    }
  }

  /** The loop, with a look from time to time at what is running. */
  private Code slices(Hart hart, CodeCache cache, long end, Code first) {
    Code code = first;
    while (true) {
      if (work.canTranslate(cache)) {
        code = work.translate(cache, code);
      } else if (end - hart.retired <= 2 * LEAST_SLICE) {
        break;
      } else if (work.isUnderWay(cache)) {
        code = work.goOn(hart, cache, end - 2 * LEAST_SLICE, code);
      } else if (untilLook < end - begin - 2 * LEAST_SLICE) {
        code = look(hart, cache, code);
      } else {
        break;
      }
    }
    return loop(hart, end, end, code);
  }

  /** Runs to the time of the next look and sees what is running then. */
  private Code look(Hart hart, CodeCache cache, Code first) {
    cache.turn().lookAt(begin + untilLook, slice);
    Code code = untilLeft(hart, begin + untilLook, first);
    cache.turn().lookAt(Long.MAX_VALUE, slice);
    untilLook = hart.retired - begin + slice;
    RegionQueue queue = cache.queue();
    if (queue != null) {
      queue.look(code);
      code = current(cache, code);
    }
    if (code instanceof LinkedCode linked
        && !(code instanceof Region)
        && (queue == null || !queue.holds(cache.block(linked.pc)))
        && linked.sample(samples)) {
      work.found(cache, cache.block(linked.pc));
    }
    return code;
  }

  /** What is now in the place of {@code code}. */
  static Code current(CodeCache cache, Code code) {
    return code instanceof LinkedCode ? cache.at(code.pc) : code;
  }

  /** The loop up to {@code time}, and on to where the code that runs then is left. */
  private Code untilLeft(Hart hart, long time, Code first) {
    return loop(hart, time, time + LOOK, first);
  }

  /** The loop until {@code time}, or until less is left up to {@code end} than may retire next. */
  private Code loop(Hart hart, long time, long end, Code first) {
    Code code = first;
    if (recorder == null) {
      while (hart.retired < time && hart.retired <= end - code.length) {
        code = code.run(hart, end);
      }
    } else {
      while (hart.retired < time && hart.retired <= end - code.length) {
        code = code.runCounted(hart, end);
      }
    }
    return code;
  }

  /**
   * Executes {@code block} from position {@code from} as far as the budget allows.
   *
   * @return whether it was completed
   */
  private static boolean step(Hart hart, Block block, int from, long end) {
    int to = (int) Math.min(block.length, from + (end - hart.retired));
    Code next = block.step(hart, from, to);
    if (next == null) {
      return false;
    }
    hart.pc = next.pc;
    return true;
  }

  /**
   * Goes on in the block in which execution was interrupted, if that is where the hart still is.
   *
   * @return whether the hart is at the head of a block now
   */
  private boolean finishInterrupted(Hart hart, CodeCache code, long end) {
    Block block = cursor.block();
    if (block == null) {
      return true;
    }
    int done = cursor.done();
    if (cursor.isAt(hart) && code.holds(block)) {
      return step(hart, block, done, end);
    }
    leave(hart);
    return true;
  }

  /** Gives up the block in which {@code hart}, which runs, was interrupted. */
  private void leave(Hart hart) {
    Block block = cursor.block();
    if (block != null && block.tallies != null) {
      block.tallies.of(hart).cut(cursor.done());
    }
    cursor.clear();
  }

  /** Executes the instruction at {@code hart.pc} with serial memory access. */
  private void stepAlone(Hart hart, Guest guest) {
    // From memory, not from the cache: this may be the store that changes this very code.
    DecodedInsn insn = guest.reader().read(hart.pc);
    Op op = ops.op(insn);
    MemoryPort memory = hart.memory;
    long next;
    memory.serial = true;
    try {
      next = op.execute(hart);
    } finally {
      memory.serial = false;
    }
    hart.retired++;
    hart.pc = op.exit() != Op.Exit.NEXT ? next : Bits.zext(insn.nextPc(), isa.xlen());
    advanceCursor(hart, insn);
    if (memory.stopRequested) {
      memory.stopRequested = false;
      hart.stop = Stop.REQUESTED;
    }
  }

  private void advanceCursor(Hart hart, DecodedInsn retired) {
    Block block = cursor.block();
    if (block == null || block.insns[cursor.done()].pc() != retired.pc()) {
      return;
    }
    int done = cursor.done() + 1;
    if (done < block.length) {
      cursor.set(block, done);
      return;
    }
    cursor.clear();
    if (block.tallies != null) {
      block.tallies.of(hart).completed(hart, hart.pc);
    }
  }

  @Override
  public void forget(Hart hart) {
    cursor.enter(hart);
    leave(hart);
    if (calls != null) {
      calls.forget(hart);
    }
  }

  @Override
  public void invalidateCode(long start, long end) {
    if (guest != null) {
      guest.code().invalidate(start, end);
    }
  }

  @Override
  public List<String> notes() {
    return guest == null ? List.of() : guest.code().givenUp().notes();
  }

  @Override
  public @Nullable ExecutionCounts counts() {
    return options.counts() ? recorder : null;
  }
}

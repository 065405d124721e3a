package dev.orrery.engine.oracle;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.Stop;
import dev.orrery.engine.code.BlockReader;
import dev.orrery.engine.timing.CodeView;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import org.jspecify.annotations.Nullable;

/**
 * Executes one instruction after the other: fetch, decode, evaluate, count. Every instruction is
 * serial, so devices see exact time and changed code is seen at once.
 */
public final class OracleEngine implements Engine {
  private final Isa isa;
  private final EngineOptions options;
  private final @Nullable Tally tally;
  private @Nullable RetireReporter retires;
  private @Nullable BlockReader code;

  /** An oracle for {@code isa} that keeps what {@code options} ask for. */
  public OracleEngine(Isa isa, EngineOptions options) {
    this.isa = isa;
    this.options = options;
    this.tally = options.observes() ? new Tally(options.calls()) : null;
  }

  @Override
  public String name() {
    return "oracle";
  }

  @Override
  public Isa isa() {
    return isa;
  }

  @Override
  public long run(Hart hart, long budget) {
    MemoryPort memory = hart.memory;
    BlockReader code = codeOf(memory);
    RetireReporter reporter = reporter(memory);
    long retired = 0;
    hart.stop = Stop.BUDGET;
    memory.serial = true;
    try {
      while (retired < budget && hart.stop == Stop.BUDGET) {
        DecodedInsn insn = code.insns().read(hart.pc);
        if (tally != null) {
          tally.before(hart, insn, code);
        }
        if (reporter == null) {
          Evaluator.execute(hart, insn);
        } else {
          reporter.execute(hart, insn);
        }
        hart.retired++;
        retired++;
        if (tally != null) {
          tally.after(hart, insn);
        }
        if (memory.stopRequested) {
          memory.stopRequested = false;
          hart.stop = Stop.REQUESTED;
        }
      }
    } catch (GuestTrap e) {
      hart.stop = code.insns().report(e, hart.pc);
    } catch (GuestFault e) {
      hart.stop = new Stop.Fault(e.access(), e.address(), e.reason());
    } finally {
      memory.serial = false;
    }
    return retired;
  }

  /** The one who tells of what retires; null if nobody asks. */
  private @Nullable RetireReporter reporter(MemoryPort memory) {
    if (options.retires() != null && retires == null) {
      retires = new RetireReporter(options.retires(), new CodeView(isa, memory.space()));
    }
    return retires;
  }

  private BlockReader codeOf(MemoryPort memory) {
    if (code == null) {
      code = new BlockReader(isa, memory.space());
    }
    return code;
  }

  @Override
  public void forget(Hart hart) {
    if (tally != null) {
      tally.forget(hart);
    }
    if (retires != null) {
      retires.forget(hart);
    }
  }

  @Override
  public void invalidateCode(long start, long end) {
    // Every instruction is read from memory when it is executed.
  }

  @Override
  public @Nullable ExecutionCounts counts() {
    return options.counts() ? tally : null;
  }
}

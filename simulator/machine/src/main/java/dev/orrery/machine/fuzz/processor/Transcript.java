package dev.orrery.machine.fuzz.processor;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.linux.SavedContext;
import dev.orrery.machine.linux.Struct;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.asm.program.Program;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Isa;
import java.util.Objects;

/**
 * Turns a hart's state into what a return from a signal takes, and back. What the tables keep
 * otherwise than the frame does, such as a control word whose fields they number differently, is
 * read and written by the runner's own instructions, on an oracle.
 */
final class Transcript {
  private static final long LIMIT = 1 << 20;
  private static final int SNIPPET = 4;

  private final RunnerProgram runner;
  private final AbiSpec abi;
  private final Hart scribe;
  private final Engine oracle;
  private final UserMemory memory;
  private final int extraAt;
  private final int extraBytes;

  Transcript(Isa isa, RunnerProgram runner) {
    this.runner = runner;
    abi = Objects.requireNonNull(isa.abi());
    GuestMemory space = new GuestMemory(isa.xlen(), LIMIT);
    scribe = new Hart(isa, space);
    memory = new UserMemory(space);
    oracle = Engines.create("oracle", isa, EngineOptions.PLAIN);
    for (Program.Section s : runner.program.sections()) {
      if (s.loaded() && !s.room() && s.address() != dev.orrery.engine.random.World.CONSTANT) {
        long from = s.address() & -MemoryPort.PAGE_SIZE;
        long size = s.address() + s.size() - from;
        space.map(
            from,
            (size + MemoryPort.PAGE_SIZE - 1) & -MemoryPort.PAGE_SIZE,
            Protection.ALL,
            s.name());
        memory.poke(s.address(), s.bytes(), 0, s.bytes().length);
      }
    }
    space.attach(oracle);
    extraAt = (int) runner.symbol("extra.at");
    extraBytes = (int) runner.symbol("extra.bytes");
  }

  /** A hart as it is after a reset. */
  Hart hart() {
    return new Hart(scribe.isa, scribe.memory.space());
  }

  /** The ucontext of a state. */
  byte[] context(Hart hart) {
    Struct s = struct(hart).zeros(abi.contextOffset());
    SavedContext.put(s, abi.context(), hart, 0, 0);
    return s.toBytes();
  }

  /** What the ucontext points to. */
  byte[] area(Hart hart) {
    Struct s = struct(hart);
    SavedContext.put(s, abi.handler().area(), hart, 0, 0);
    byte[] area = s.toBytes();
    copy(hart, scribe);
    run("save");
    memory.peek(runner.symbol("slot"), area, extraAt, extraBytes);
    return area;
  }

  private static Struct struct(Hart hart) {
    return new Struct(hart.isa.xlen() / 8, hart.isa.dataOrder());
  }

  /** Gives {@code to} the state of a ucontext and of what it points to. */
  void restore(Hart to, byte[] context, byte[] area) {
    SavedContext.restore(to, abi.context(), context, abi.contextOffset());
    SavedContext.restore(to, abi.handler().area(), area, 0);
    memory.poke(runner.symbol("slot"), area, extraAt, extraBytes);
    long pc = to.pc;
    copy(to, scribe);
    run("restore");
    copy(scribe, to);
    to.pc = pc;
  }

  private void run(String snippet) {
    scribe.pc = runner.symbol(snippet);
    long unused = oracle.run(scribe, SNIPPET);
  }

  private static void copy(Hart from, Hart to) {
    System.arraycopy(from.regs, 0, to.regs, 0, from.regs.length);
    to.fp.bits = from.fp.bits;
  }
}

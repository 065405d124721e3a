package dev.orrery.profiler;

import static java.util.Objects.requireNonNull;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Environment;
import dev.orrery.machine.dwarf.DebugInfo;
import dev.orrery.profiler.recording.HostRun;
import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.Outcome;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.RunInfo;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs a toy program the way an engine would, with blocks of at most {@code blockSize}
 * instructions, and keeps its own plain accounts of functions to compare the profile with.
 */
final class ToyRun implements ExecutionCounts {
  private final ToyProgram program;
  private final int blockSize;
  private final Random random;
  private final ProfileSession session;
  private final Hart hart;

  private final Map<Long, BlockCount> blocks = new HashMap<>();
  private final Map<EdgeCount, Long> edges = new HashMap<>();

  /** Instructions in each function, and while it was active. */
  final Map<Integer, Long> self = new HashMap<>();

  final Map<Integer, Long> inclusive = new HashMap<>();
  final Map<Integer, Long> calls = new HashMap<>();
  final Map<Long, Long> taken = new HashMap<>();
  final Map<Long, Long> retired = new HashMap<>();

  /** Active functions, innermost last; a chain of tail calls shares the return of its first. */
  private final List<Activation> active = new ArrayList<>();

  private record Activation(int function, long returnTo, boolean tail) {}

  ToyRun(ToyProgram program, int blockSize, long seed) {
    this.program = program;
    this.blockSize = blockSize;
    this.random = new Random(seed);
    this.hart = new Hart(ToyIsa.ISA, program);
    hart.pc = ToyProgram.BASE;
    hart.regs[ToyIsa.SP] = 1 << 20;
    this.session =
        new ProfileSession(hart, new ToySystem(), program.symbols(), i -> i.row().name() + " x");
    active.add(new Activation(0, -1, false));
  }

  /** Runs until {@code budget} instructions have retired. */
  Recording run(long budget, long longjmpOneIn) {
    CallProbe probe = requireNonNull(session.engineOptions().calls());
    boolean running = true;
    while (running && hart.retired < budget) {
      BlockCount block = blocks.computeIfAbsent(hart.pc, this::decode);
      for (int i = 0; i < block.insns().size() && hart.retired < budget && running; i++) {
        DecodedInsn insn = block.insns().get(i);
        if (insn.row() == ToyIsa.SYSCALL) {
          account(insn);
          hart.regs[7] = insn.pc() % 3;
          session.environment().serve(hart, new Stop.Trap(TrapKind.SYSCALL, 0, 0));
          break;
        }
        block.retired()[i]++;
        account(insn);
        running = transfer(probe, insn, longjmpOneIn);
        if (running && i == block.insns().size() - 1) {
          edges.merge(new EdgeCount(insn.pc(), hart.pc, insn.jumpKind(), 0), 1L, Long::sum);
        }
      }
    }
    return new Recording(
        session.profile(this, runInfo(), outcome(), MemoryUse.NONE, DebugInfo.NONE), host());
  }

  /** Completes every call. */
  private static final class ToySystem implements Environment {
    @Override
    public @Nullable Ending serve(Hart hart, Stop stop) {
      hart.pc += ToyIsa.SYSCALL.length();
      hart.retired++;
      return null;
    }
  }

  static RunInfo runInfo() {
    return new RunInfo(
        "toy",
        "ab",
        12,
        "00",
        List.of("orrery", "profile"),
        "0.1",
        List.of(
            new RunInfo.Setting("isa", List.of("toy")),
            new RunInfo.Setting("arguments", List.of("a", "b c"))));
  }

  static Outcome outcome() {
    return new Outcome(Outcome.Kind.EXITED, 0, "exit 0");
  }

  static HostRun host() {
    return new HostRun("2026-01-01T00:00:00Z", 0.5, "Java 25", "Linux", "CPU", 2, List.of());
  }

  private BlockCount decode(long pc) {
    List<DecodedInsn> insns = new ArrayList<>();
    long at = pc;
    while (insns.size() < blockSize) {
      DecodedInsn insn = requireNonNull(program.code.get(at));
      insns.add(insn);
      at = insn.nextPc();
      if (insn.jumpKind() != JumpKind.NONE || insn.row() == ToyIsa.SYSCALL) {
        break;
      }
    }
    return new BlockCount(insns, new long[insns.size()]);
  }

  private void account(DecodedInsn insn) {
    hart.retired += insn.row() == ToyIsa.SYSCALL ? 0 : 1;
    retired.merge(insn.pc(), 1L, Long::sum);
    self.merge(program.functionAt(insn.pc()), 1L, Long::sum);
    active.stream()
        .map(Activation::function)
        .distinct()
        .forEach(f -> inclusive.merge(f, 1L, Long::sum));
  }

  /** Where control goes; false at the program's end. */
  private boolean transfer(CallProbe probe, DecodedInsn insn, long longjmpOneIn) {
    long site = insn.pc();
    hart.pc = insn.nextPc();
    switch (insn.jumpKind()) {
      case NONE -> {}
      case BRANCH -> {
        if (random.nextInt(3) == 0) {
          hart.pc = requireNonNull(program.targets.get(site));
          if (hart.pc != insn.nextPc()) {
            taken.merge(site, 1L, Long::sum);
          }
        }
      }
      case CALL -> {
        hart.pc = requireNonNull(program.targets.get(site));
        int callee = program.functionAt(hart.pc);
        active.add(new Activation(callee, insn.nextPc(), false));
        calls.merge(callee, 1L, Long::sum);
        probe.call(hart, site, hart.pc, insn.nextPc());
        hart.regs[ToyIsa.SP] -= 16;
      }
      case JUMP, INDIRECT -> {
        hart.pc = requireNonNull(program.targets.get(site));
        if (insn.jumpKind() == JumpKind.INDIRECT || probe.wantsJump(site, hart.pc)) {
          probe.jump(hart, site, hart.pc);
        }
        tailCall(program.functionAt(hart.pc));
      }
      case RETURN -> {
        int leave = 1;
        if (longjmpOneIn > 0 && random.nextLong(longjmpOneIn) == 0) {
          leave += random.nextInt(4);
        }
        return unwind(probe, site, leave);
      }
    }
    return true;
  }

  private void tailCall(int callee) {
    if (active.getLast().function() == callee) {
      return;
    }
    calls.merge(callee, 1L, Long::sum);
    Deque<Activation> chain = new ArrayDeque<>();
    while (active.getLast().tail() && active.getLast().function() != callee) {
      chain.push(active.removeLast());
    }
    if (active.getLast().function() != callee) {
      active.addAll(chain);
      active.add(new Activation(callee, -1, true));
    }
  }

  /** Returns from {@code calls} calls at once, as far as there are any. */
  private boolean unwind(CallProbe probe, long site, int calls) {
    long returnTo = -1;
    for (int i = 0; i < calls && active.size() > 1; i++) {
      while (active.getLast().tail()) {
        active.removeLast();
      }
      if (active.size() == 1) {
        break;
      }
      returnTo = active.removeLast().returnTo();
      hart.regs[ToyIsa.SP] += 16;
    }
    if (returnTo == -1) {
      return false;
    }
    hart.pc = returnTo;
    probe.ret(hart, site, returnTo);
    return true;
  }

  @Override
  public List<BlockCount> blocks() {
    List<BlockCount> all = new ArrayList<>(blocks.values());
    Collections.shuffle(all, random);
    return all;
  }

  @Override
  public List<EdgeCount> edges() {
    List<EdgeCount> all = new ArrayList<>();
    edges.forEach((e, n) -> all.add(new EdgeCount(e.from(), e.to(), e.kind(), n)));
    Collections.shuffle(all, random);
    return all;
  }
}

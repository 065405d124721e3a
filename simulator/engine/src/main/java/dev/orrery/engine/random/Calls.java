package dev.orrery.engine.random;

import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.random.Draft.Place;
import dev.orrery.engine.random.Idioms.Constant;
import dev.orrery.engine.random.Jumps.Call;
import dev.orrery.engine.random.Jumps.Loop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of a program, which share a link register and a stack, and calls of them. */
final class Calls {
  private static final int FRAME = 16;

  /** Where the stack starts. */
  private static final long STACK = World.DATA + MemoryPort.PAGE_SIZE + 0x800L;

  private final ProgramWriter writer;
  private final List<Call> ways;
  private final List<Function> functions = new ArrayList<>();

  /** Whether functions call each other. */
  private boolean nests;

  /** Saves the link register, and gets it back; empty if there is nothing to save, or no way. */
  private final List<Insn> prologue = new ArrayList<>();

  private final List<Insn> epilogue = new ArrayList<>();

  /** Holds the address of the last function, for calls through it. */
  private final int pointer;

  /** A function: where it starts, and how to return from it. */
  private record Function(Place place, Insn ret) {}

  private Calls(ProgramWriter writer, List<Call> ways) {
    this.writer = writer;
    this.ways = ways;
    this.pointer = writer.registers.reserve();
  }

  /** Functions for a program; null if it has none. */
  static @Nullable Calls of(ProgramWriter writer) {
    List<Call> all = writer.jumps.calls();
    if (all.isEmpty() || writer.random.nextInt(4) == 0) {
      return null;
    }
    Call first = writer.pick(all);
    List<Insn> returns = writer.jumps.returns(first);
    int link = first.number();
    int kept = Math.max(link, first.stack());
    if (returns.isEmpty() || kept >= 0 && !writer.registers.take(kept)) {
      return null;
    }
    List<Call> ways = all.stream().filter(c -> c.leavesLinkAs(first)).toList();
    Calls calls = new Calls(writer, ways);
    for (int n = writer.random.nextInt(1, 4); n > 0; n--) {
      calls.functions.add(new Function(new Place(), writer.pick(returns)));
    }
    if (link >= 0) {
      calls.saving(link);
    } else if (first.stack() >= 0) {
      writer.registers.hold(first.stack(), STACK);
      calls.nests = true;
    }
    writer.registers.hold(calls.pointer, calls.functions.getLast().place());
    return calls;
  }

  private void saving(int link) {
    int sp = writer.registers.reserve(STACK);
    Idioms idioms = writer.idioms;
    List<List<Insn>> needed =
        List.of(
            idioms.adds(sp, -FRAME),
            idioms.stores(link, sp, writer.isa.xlen() / 8),
            idioms.loads(link, sp),
            idioms.adds(sp, FRAME));
    if (needed.stream().noneMatch(List::isEmpty)) {
      prologue.add(writer.pick(needed.get(0)));
      prologue.add(writer.pick(needed.get(1)));
      epilogue.add(writer.pick(needed.get(2)));
      epilogue.add(writer.pick(needed.get(3)));
      nests = true;
    }
  }

  /** Adds a call of a function from {@code least} on. */
  void call(int least) {
    if (least >= functions.size()) {
      writer.straight(4);
      return;
    }
    int called = writer.random.nextInt(least, functions.size());
    List<Insn> through =
        called == functions.size() - 1 && writer.random.nextBoolean()
            ? writer.jumps.callsThrough(pointer, ways.getFirst())
            : List.of();
    if (through.isEmpty()) {
      writer.draft.add(writer.pick(ways).insn(), functions.get(called).place());
    } else {
      writer.draft.add(writer.pick(through));
    }
  }

  /** Adds the functions themselves. */
  void bodies() {
    boolean recursive = writer.random.nextBoolean();
    for (int i = 0; i < functions.size(); i++) {
      writer.draft.put(functions.get(i).place());
      prologue.forEach(writer.draft::add);
      boolean last = i == functions.size() - 1;
      if (last && nests && recursive) {
        recursion(functions.get(i));
      }
      writer.straight(8);
      if (writer.random.nextBoolean()) {
        writer.piece(ProgramWriter.DEEPEST - 1, nests ? this : null, i + 1);
      }
      epilogue.forEach(writer.draft::add);
      writer.draft.add(functions.get(i).ret());
    }
  }

  /** Calls {@code function} again unless a counter says that it is deep enough. */
  private void recursion(Function function) {
    int counter = writer.registers.reserve(writer.random.nextInt(2, 40));
    List<Loop> loops = writer.jumps.loops(counter);
    List<Insn> jumps = writer.jumps.always();
    List<Constant> constants = writer.idioms.constants(counter);
    if (loops.isEmpty() || jumps.isEmpty() || constants.isEmpty()) {
      return;
    }
    Loop loop = writer.pick(loops);
    Place again = new Place();
    Place deep = new Place();
    writer.draft.add(loop.step());
    writer.draft.add(loop.branch(), again);
    writer.draft.add(writer.pick(constants).insn());
    writer.draft.add(writer.pick(jumps), deep);
    writer.draft.put(again);
    writer.draft.add(writer.pick(ways).insn(), function.place());
    writer.draft.put(deep);
  }
}

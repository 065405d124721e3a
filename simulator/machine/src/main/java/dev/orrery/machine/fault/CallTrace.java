package dev.orrery.machine.fault;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.machine.Machine;
import dev.orrery.machine.dwarf.DebugInfo;
import dev.orrery.machine.dwarf.SourceFrame;
import dev.orrery.machine.elf.Symbol;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.fault.Frame.Evidence;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Region;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the active functions without knowing any layout of stack frames: a word is a return address
 * if the instruction before the place it points to is a call. Looked at are the return address
 * register and then the stack from its pointer upwards. A direct call counts only if it goes to the
 * function that is active inside, or to one that jumps there at its end; that is what keeps old
 * return addresses, which lie about in every stack, out of the trace. An indirect call may have
 * gone anywhere, so its frame is a guess.
 */
final class CallTrace {
  /** Frames beyond this are not looked for: an endless recursion has no more to tell. */
  private static final int MAX_FRAMES = 1 << 17;

  /** How far above the stack pointer a stack may begin that has just overflowed. */
  private static final long OVERFLOW_REACH = 1 << 20;

  /** A function longer than this is not searched for jumps to others. */
  private static final long MAX_SEARCHED = 1 << 14;

  private final Hart hart;
  private final GuestMemory memory;
  private final SymbolTable symbols;
  private final CodeReader code;
  private final DebugInfo debugInfo;

  /** Source frames by address: those of a recursion are the same again and again. */
  private final Map<Long, List<SourceFrame>> sources = new HashMap<>();

  private final List<Frame> frames = new ArrayList<>();
  private @Nullable Symbol inside;
  private boolean unreadable;

  private CallTrace(Machine machine, Hart hart) {
    this.hart = hart;
    this.memory = machine.memory();
    this.symbols = machine.symbols();
    this.code = new CodeReader(hart.isa, memory);
    this.debugInfo = machine.image().debugInfo();
  }

  /** The functions that are active on a hart of the machine, innermost first. */
  static List<Frame> of(Machine machine, Hart hart) {
    CallTrace trace = new CallTrace(machine, hart);
    trace.walk();
    return trace.frames;
  }

  private void walk() {
    frames.add(new Frame(hart.pc, symbols.describe(hart.pc), source(hart.pc), Evidence.PC));
    inside = code.at(hart.pc) == null ? null : symbols.floor(hart.pc);
    AbiSpec abi = hart.isa.abi();
    if (abi == null) {
      return;
    }
    long inRegister = abi.returnAddress() < 0 ? 0 : hart.regs[abi.returnAddress()];
    boolean fromRegister = !justReturned(inRegister) && tryFrame(inRegister);
    scan(hart.regs[abi.stackPointer()], fromRegister ? inRegister : 0);
  }

  /** Whether an address lies in the function that is active and was passed already. */
  private boolean justReturned(long address) {
    Symbol f = inside;
    return f != null
        && Long.compareUnsigned(address, f.address()) > 0
        && Long.compareUnsigned(address, hart.pc) <= 0;
  }

  /**
   * Looks through the stack.
   *
   * @param saved a return address that was found in a register; its copy in the stack is the same
   *     frame once more
   */
  private void scan(long stackPointer, long saved) {
    int word = hart.isa.xlen() / 8;
    long at = stackPointer & -word;
    List<Region> regions = memory.regionsWithin(at, at + OVERFLOW_REACH);
    Region stack = regions.isEmpty() ? null : memory.regionAt(regions.getFirst().start());
    if (stack == null || stack.handler() != null) {
      return;
    }
    at = Long.compareUnsigned(at, stack.start()) < 0 ? stack.start() : at;
    UserMemory user = new UserMemory(memory, hart.isa.dataOrder());
    long skip = saved;
    try {
      for (; stack.end() - at >= word && frames.size() < MAX_FRAMES && !unreadable; at += word) {
        long value = user.load(at, word);
        if (value != 0 && value == skip) {
          skip = 0;
        } else if (tryFrame(value)) {
          skip = 0;
        }
      }
    } catch (GuestFault e) {
      // The stack cannot be read any further: neither can its frames.
      unreadable = true;
    }
  }

  /** Adds the frame that would be returned to at {@code address}, if one would. */
  private boolean tryFrame(long address) {
    if (address == 0 || (address & code.step() - 1) != 0) {
      return false;
    }
    Region r = memory.regionAt(address - 1);
    if (r == null || r.handler() != null) {
      return false;
    }
    Symbol callee = inside;
    OptionalLong wanted = callee == null ? OptionalLong.empty() : OptionalLong.of(callee.address());
    DecodedInsn call = code.callBefore(address, wanted);
    if (call == null) {
      return false;
    }
    Evidence evidence = evidence(call, callee);
    if (evidence == null) {
      return false;
    }
    Symbol caller = symbols.floor(address - 1);
    String name = symbols.describe(address - 1);
    if (caller != null) {
      name = symbols.title(caller) + "+0x" + Long.toHexString(address - caller.address());
    }
    frames.add(new Frame(address, name, source(address - 1), evidence));
    inside = caller;
    return true;
  }

  private List<SourceFrame> source(long pc) {
    return sources.computeIfAbsent(pc, debugInfo::frames);
  }

  private @Nullable Evidence evidence(DecodedInsn call, @Nullable Symbol callee) {
    OptionalLong target = CodeReader.target(call);
    if (callee == null || target.isEmpty()) {
      return Evidence.GUESS;
    }
    Symbol called = symbols.floor(target.getAsLong());
    if (called == null) {
      // A stub that the linker made: where it leads is not known.
      return Evidence.GUESS;
    }
    if (called.address() == callee.address()) {
      return Evidence.CALL;
    }
    return jumpsTo(called, callee) ? Evidence.TAIL_CALL : null;
  }

  /** Whether {@code from} has a direct jump to the start of {@code to}. */
  private boolean jumpsTo(Symbol from, Symbol to) {
    long end = from.address() + Math.min(from.size(), MAX_SEARCHED);
    for (long pc = from.address(); end - pc > 0; ) {
      int bytes = code.length(pc);
      if (bytes == 0) {
        return false;
      }
      DecodedInsn insn = code.at(pc);
      if (insn != null
          && (insn.jumpKind() == JumpKind.JUMP || insn.jumpKind() == JumpKind.BRANCH)
          && CodeReader.target(insn).equals(OptionalLong.of(to.address()))) {
        return true;
      }
      pc = Bits.zext(pc + bytes, hart.isa.xlen());
    }
    return false;
  }
}

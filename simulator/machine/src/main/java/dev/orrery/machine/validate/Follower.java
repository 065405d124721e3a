package dev.orrery.machine.validate;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.code.BlockReader;
import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.machine.Machine;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.fault.CodeAround;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.Region;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The program on one engine, followed beside something that is not one of ours. */
public final class Follower implements AutoCloseable {
  /** Bytes of a page. */
  public static final int PAGE = MemoryPort.PAGE_SIZE;

  /** What a stack may grow to, below where it begins. */
  private static final long STACK = 8L << 20;

  private static final int MOST_STACK_PAGES = 256;

  private final Replica replica;
  private final Machine machine;
  private final VisibleState state;
  private final NotedStops stops;
  private final Map<Long, Boolean> served = new HashMap<>();
  private long at;

  /** The program at its first instruction. */
  public Follower(Subject subject, Side side) {
    this.replica =
        new Replica(
            subject, new Side(side.name(), isa -> new NotedStops(side.engine().apply(isa))));
    this.machine = replica.machine();
    this.stops = (NotedStops) machine.engine();
    this.state = new VisibleState(subject.isa());
  }

  /**
   * The state before an instruction.
   *
   * @param instructions before it
   * @param insn the instruction; null if there is none
   * @param values of all registers
   * @param written the registers that it may write, the floating-point flags among them
   * @param call the system call that it makes; null if it makes none
   */
  public record Before(
      long instructions,
      long pc,
      @Nullable DecodedInsn insn,
      String text,
      Map<Place, Long> values,
      Set<Place> written,
      @Nullable String call) {

    /** Whether what it gives is up to the environment: a system call, or a counter. */
    public boolean isEnvironments() {
      DecodedInsn i = insn;
      if (i == null) {
        return false;
      }
      List<Stmt> body = i.row().body();
      return body.stream().anyMatch(Stmt.Trap.class::isInstance) || BlockReader.readsCounter(i);
    }

    /** Whether it is for debuggers, which take it for a breakpoint of theirs. */
    public boolean isBreakpoint() {
      DecodedInsn i = insn;
      return i != null
          && i.row().body().stream()
              .anyMatch(s -> s instanceof Stmt.Trap t && t.kind() == TrapKind.BREAKPOINT);
    }

    /** Whether the environment serves it, and the program goes on behind it. */
    public boolean isServed() {
      return call != null || insn != null && BlockReader.readsCounter(insn);
    }
  }

  /** All registers but the program counter. */
  public List<Place> places() {
    return state.places();
  }

  /** Instructions so far. */
  public long at() {
    return at;
  }

  /** Runs on to {@code to} instructions. */
  public void advance(long to) {
    at = Math.max(at, to);
    while (replica.retired() < at && !replica.over()) {
      replica.advance(Math.min(at, replica.retired() + Validator.PACE));
    }
  }

  /**
   * Whether an instruction raised a fault or a trap, other than a system call, since last asked. It
   * is not counted, and what is told of it, a handler for example, is served by the environment.
   */
  public boolean raised() {
    return stops.raised();
  }

  /** Whether the program has ended. */
  public boolean over() {
    return replica.over();
  }

  /** How it ended, or that it runs. */
  public String state() {
    return replica.state();
  }

  /** Address of the next instruction. */
  public long pc() {
    return machine.hart().pc;
  }

  /** Bytes of the instruction at an address. */
  public int lengthAt(long address) {
    DecodedInsn insn = insnAt(address);
    return insn == null ? machine.hart().isa.decoder().minimumLength() : insn.length();
  }

  /** Bytes printed. */
  public long printed() {
    return replica.out().count() + replica.err().count();
  }

  /** Whether standard output was just this. */
  public boolean printedTheSame(byte[] output) {
    OutputDigest other = new OutputDigest();
    other.write(output, 0, output.length);
    return replica.out().same(other);
  }

  /**
   * Begins where something else begins.
   *
   * @param pc its program counter
   * @param values its registers
   * @param page what a page of its memory holds; null for a page that it does not have
   */
  public void begin(long pc, Map<Place, Long> values, LongFunction<byte @Nullable []> page) {
    adopt(pc, values);
    Hart hart = machine.hart();
    AbiSpec abi = hart.isa.abi();
    if (abi == null) {
      return;
    }
    long start = hart.regs[abi.stackPointer()] & -PAGE;
    GuestMemory memory = machine.memory();
    UserMemory user = new UserMemory(memory);
    memory.map(start - STACK, STACK, Protection.READ_WRITE, "[stack]");
    for (int i = 0; i < MOST_STACK_PAGES; i++) {
      long address = start + (long) i * PAGE;
      byte[] bytes = page.apply(address);
      if (bytes == null) {
        return;
      }
      memory.map(address, PAGE, Protection.READ_WRITE, "[stack]");
      user.poke(address, bytes, 0, bytes.length);
    }
  }

  /** Takes over registers, and the program counter. */
  public void adopt(long pc, Map<Place, Long> values) {
    Hart hart = machine.hart();
    hart.pc = pc;
    values.forEach((place, value) -> set(hart, place, value));
  }

  /**
   * Takes over what something else made of the next instruction, which is not executed here: a
   * system call that its environment served.
   */
  public void serve(long pc, Map<Place, Long> values) {
    adopt(pc, values);
    machine.hart().retired++;
    at++;
  }

  /**
   * Whether the environment has a part in the next instruction: a system call, or a counter. Known
   * from the first time that the address was reached.
   */
  public boolean isNextServed() {
    return served.computeIfAbsent(
        machine.hart().pc,
        pc -> {
          DecodedInsn insn = insnAt(pc);
          return insn != null && (isCall(insn) || BlockReader.readsCounter(insn));
        });
  }

  private static boolean isCall(DecodedInsn insn) {
    return insn.row().body().stream()
        .anyMatch(s -> s instanceof Stmt.Trap t && t.kind() == TrapKind.SYSCALL);
  }

  /** What all registers hold. */
  public Map<Place, Long> values() {
    Map<Place, Long> values = new LinkedHashMap<>();
    places().forEach(p -> values.put(p, p.value(machine.hart())));
    return values;
  }

  /** Bytes of memory, of any protection; null if they are not all there. */
  public byte @Nullable [] bytes(long address, int length) {
    byte[] bytes = new byte[length];
    try {
      new UserMemory(machine.memory()).peek(address, bytes, 0, length);
    } catch (GuestFault e) {
      return null;
    }
    return bytes;
  }

  /**
   * How programs call the operating system.
   *
   * @throws IllegalStateException if there is none
   */
  public AbiSpec abi() {
    AbiSpec abi = machine.hart().isa.abi();
    if (abi == null) {
      throw new IllegalStateException("no operating system");
    }
    return abi;
  }

  /** The system call that the next instruction makes; null if it makes none. */
  public @Nullable String call() {
    Hart hart = machine.hart();
    return call(hart, insnAt(hart.pc));
  }

  /** The arguments of a system call that would be made now; none without an operating system. */
  public long[] callArguments() {
    Hart hart = machine.hart();
    AbiSpec abi = hart.isa.abi();
    return abi == null
        ? new long[0]
        : abi.arguments().stream().mapToLong(slot -> hart.regs[slot]).toArray();
  }

  /** What a system call has returned that was just served, negative if it failed. */
  public long callResult() {
    Hart hart = machine.hart();
    AbiSpec abi = hart.isa.abi();
    return abi == null ? 0 : Bits.sext(hart.regs[abi.result()], hart.isa.xlen());
  }

  /** Takes away the stack that our loader made, as something else brings one. */
  public void dropStack() {
    AbiSpec abi = machine.hart().isa.abi();
    GuestMemory memory = machine.memory();
    Region stack = abi == null ? null : memory.regionAt(machine.hart().regs[abi.stackPointer()]);
    if (stack != null) {
      memory.unmap(stack.start(), stack.length());
    }
  }

  /** Does what every interruption of a program may do. */
  public void dropReservation() {
    machine.hart().reservation = Hart.NO_RESERVATION;
  }

  /** The memory. */
  public GuestMemory memory() {
    return machine.memory();
  }

  /** The program's symbols, where it is loaded. */
  public SymbolTable symbols() {
    return machine.symbols();
  }

  /** The memory that the next instruction is going to access, by its row; in order. */
  public List<MemoryAccess> accesses() {
    Hart hart = machine.hart();
    DecodedInsn insn = insnAt(hart.pc);
    return insn == null ? List.of() : Explanation.preview(machine).of(hart, insn).accesses();
  }

  /** The instruction at an address; null if there is none. */
  public @Nullable DecodedInsn insnAt(long address) {
    return Explanation.read(machine, address);
  }

  private static void set(Hart hart, Place place, long value) {
    switch (place) {
      case Place.InFile f -> {
        if (f.number() != f.file().zero()) {
          hart.regs[f.file().writeSlot(f.number())] = Bits.zext(value, f.file().width());
        }
      }
      case Place.Single s -> hart.set(s.register(), value);
    }
  }

  /** The state now. */
  public Before before() {
    Hart hart = machine.hart();
    DecodedInsn insn = Explanation.read(machine, hart.pc);
    return new Before(
        at,
        hart.pc,
        insn,
        insn == null
            ? "no instruction"
            : new Disassembler(hart.isa)
                .text(insn, Style.ALIASES, Symbolizer.NONE)
                .replace('\t', ' '),
        values(),
        insn == null ? Set.of() : Facts.writes(insn),
        call(hart, insn));
  }

  private static @Nullable String call(Hart hart, @Nullable DecodedInsn insn) {
    AbiSpec abi = hart.isa.abi();
    if (abi == null || insn == null || !isCall(insn)) {
      return null;
    }
    int number = (int) hart.regs[abi.number()];
    return abi.calls().getOrDefault(number, "system call " + number);
  }

  /** Names of what is different elsewhere. */
  public List<String> differences(Map<Place, Long> values, long pc) {
    Hart hart = machine.hart();
    List<String> names = new ArrayList<>();
    if (hart.pc != pc) {
      names.add("pc");
    }
    values.forEach(
        (place, value) -> {
          if (place.value(hart) != zext(place, value)) {
            names.add(place.name());
          }
        });
    return names;
  }

  private static long zext(Place place, long value) {
    return switch (place) {
      case Place.InFile f -> Bits.zext(value, f.file().width());
      case Place.Single s -> Bits.zext(value, s.register().width());
    };
  }

  /** What is different elsewhere after an instruction. */
  public Divergence divergence(Before before, String other, long pc, Map<Place, Long> values) {
    return divergence(before, other, pc, values, List.of());
  }

  /** A word of memory that is different elsewhere, of 8 bytes. */
  public Fact memoryFact(long address, long ours, long theirs) {
    String symbol = machine.symbols().describe(address);
    String name = "[0x" + Long.toHexString(address) + (symbol == null ? "" : " " + symbol) + "]";
    return new Fact(name, "", List.of(Facts.hex(ours, 64), Facts.hex(theirs, 64)));
  }

  /**
   * The same, if more than registers can be different.
   *
   * @param more what else is
   */
  public Divergence divergence(
      Before before, String other, long pc, Map<Place, Long> values, List<Fact> more) {
    Hart hart = machine.hart();
    List<Fact> facts = new ArrayList<>();
    int bits = hart.isa.xlen();
    facts.add(fact("pc", before.pc(), hart.pc, pc, bits));
    DecodedInsn insn = before.insn();
    values.forEach(
        (place, value) -> {
          long old = before.values().getOrDefault(place, 0L);
          long ours = place.value(hart);
          long theirs = zext(place, value);
          boolean read = insn != null && Facts.reads(insn).contains(place);
          if (ours != theirs || ours != old || read) {
            int width =
                place instanceof Place.InFile f
                    ? f.file().width()
                    : ((Place.Single) place).register().width();
            facts.add(fact(place.name(), old, ours, theirs, width));
          }
        });
    facts.addAll(more);
    return divergence(before, other, facts);
  }

  private static Fact fact(String name, long before, long ours, long theirs, int bits) {
    return new Fact(
        name, Facts.hex(before, bits), List.of(Facts.hex(ours, bits), Facts.hex(theirs, bits)));
  }

  /** The program ended elsewhere in another way, or earlier. */
  public Divergence divergence(Before before, String other, String end) {
    return divergence(before, other, List.of(new Fact("program", "runs", List.of(state(), end))));
  }

  private Divergence divergence(Before before, String other, List<Fact> facts) {
    DecodedInsn insn = before.insn();
    Row row = insn == null ? null : insn.row();
    return new Divergence(
        before.instructions(),
        null,
        0,
        before.pc(),
        insn,
        before.text(),
        row == null ? null : row.name() + " (" + row.source() + ")",
        machine.symbols().describe(before.pc()),
        Explanation.source(machine, before.pc()),
        CodeAround.lines(machine, at(before.pc())),
        List.of(replica.side().name(), other),
        facts,
        -1,
        1,
        false,
        1);
  }

  /** A hart at an address, to list the code there. */
  private Hart at(long pc) {
    Hart there = machine.hart().another(0);
    there.pc = pc;
    return there;
  }

  @Override
  public void close() {
    replica.close();
  }
}

package dev.orrery.machine.validate.commit;

import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.machine.elf.Symbol;
import dev.orrery.machine.log.CommitFormat.Privilege;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.validate.Follower;
import dev.orrery.machine.validate.ReferenceException;
import dev.orrery.machine.validate.Side;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.commit.InsnKinds.Kind;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program on one of our engines and in a commit log, side by side.
 *
 * <p>The log tells two kinds of lines apart by their mode. Those of the program's own mode are its
 * instructions. The others are a kernel's, and what a kernel does is taken over: the registers and
 * the stack that the program starts with, what a system call returns and where it stores, which
 * memory there is. Registers of the log are followed through both, so that nothing needs to be
 * known about how a kernel saves them. An instruction at which the kernel came in and which is not
 * in the log afterwards was a system call, is not executed here, and counts; or the kernel executed
 * it in the machine's place, and it is executed here and compared.
 *
 * <p>Taken over, too, is what a counter says, what comes from the words by which a bare program
 * talks to its host, and that a conditional store fails, which it may whenever the machine was busy
 * with something else.
 */
final class LoggedProgram implements AutoCloseable {
  /** The mode of a kernel that sees the program's memory at the program's addresses. */
  private static final int SUPERVISOR = 1;

  /** Lines before the program's first: kernels take some 300,000. */
  private static final long MOST_LINES_BEFORE = 100_000_000;

  /** Lines behind a bare program's last: Spike looks at its word every 5,000 instructions. */
  private static final long MOST_LINES_BEHIND = 1 << 20;

  private static final int HOST_WORD = 8;
  private static final String TO_HOST = "tohost";
  private static final String FROM_HOST = "fromhost";

  private final CommitLogRun log;
  private final CommitLogReader reader;
  private final Follower ours;
  private final @Nullable AbiSpec abi;
  private final int mode;
  private final SharedMemory memory;
  private final List<Place> places;
  private final CommitKeys keys;
  private final InsnKinds kinds = new InsnKinds();
  private final StoredBytes stored = new StoredBytes();
  private final MappingCalls mappings;
  private final List<Long> hostWords = new ArrayList<>();

  /** What the log's registers hold, by their places' positions. */
  private final long[] registers;

  private CommitLine next = new CommitLine();
  private boolean over;

  /** What came of going on. */
  sealed interface Went {
    /** Both are the same again. */
    record On() implements Went {}

    /**
     * They are not, after instruction {@code to} at the latest.
     *
     * @param pc the log's, or ours where it does not tell
     * @param words memory that differs
     */
    record Differs(long to, long pc, List<Word> words) implements Went {}

    /** Both ended in the same way. */
    record Ended(String how) implements Went {}

    /** What comes cannot be compared; {@code why} has a place for the other's name. */
    record Parted(String why) implements Went {}
  }

  /** A word of memory. */
  record Word(long address, long ours, long theirs) {}

  LoggedProgram(Subject subject, Side side, CommitLogRun.Launcher launcher)
      throws ReferenceException {
    this.ours = new Follower(subject, side);
    boolean bare = subject.plan().machine() == MachineKind.BARE;
    this.abi = bare ? null : subject.isa().abi();
    this.mode = (bare ? Privilege.MACHINE : Privilege.USER).digit();
    this.memory = new SharedMemory(ours.memory());
    this.mappings = new MappingCalls(memory);
    this.places = ours.places();
    this.keys = new CommitKeys(subject.isa(), places);
    this.registers = new long[places.size()];
    if (bare) {
      for (String name : List.of(TO_HOST, FROM_HOST)) {
        Symbol s = ours.symbols().named(name);
        if (s != null) {
          hostWords.add(s.address());
        }
      }
    }
    this.log = launcher.launch();
    this.reader = new CommitLogReader(log.log());
  }

  /** Our side. */
  Follower ours() {
    return ours;
  }

  /** Instructions so far. */
  long at() {
    return ours.at();
  }

  /** What the log's registers hold. */
  Map<Place, Long> logged() {
    Map<Place, Long> values = new LinkedHashMap<>();
    for (int i = 0; i < registers.length; i++) {
      if (!(places.get(i) instanceof Place.InFile f && f.number() == f.file().zero())) {
        values.put(places.get(i), registers[i]);
      }
    }
    return values;
  }

  /**
   * Finds the program's first instruction in the log, and begins there with the registers and the
   * memory that the log's program has.
   */
  void begin() throws ReferenceException {
    if (abi != null) {
      ours.dropStack();
    }
    long lines = 0;
    for (read(); !over && !isFirst(); read()) {
      absorb();
      if (++lines > MOST_LINES_BEFORE) {
        throw new ReferenceException("it does not come to the program's first instruction");
      }
    }
    if (over) {
      throw new ReferenceException(
          "it ended with status %d before the program's first instruction%s"
              .formatted(log.exitStatus(), saying()));
    }
    if (next.pc != ours.pc()) {
      throw new ReferenceException(
          "it starts the program at 0x%x, and we at 0x%x: link it at a fixed address (-no-pie)"
              .formatted(next.pc, ours.pc()));
    }
    ours.adopt(next.pc, logged());
  }

  private boolean isFirst() {
    return next.privilege == mode && (abi != null || next.pc == ours.pc());
  }

  private String saying() {
    String words = log.lastWords();
    return words.isEmpty() ? "" : ", saying: " + words;
  }

  private void read() throws ReferenceException {
    over = !reader.next(next);
  }

  /** Takes over the line of a kernel, or of what runs before the program. */
  private void absorb() {
    follow();
    if (abi == null || next.privilege != SUPERVISOR) {
      return; // where paging is off, addresses are not the program's
    }
    for (int i = 0; i < next.accesses; i++) {
      long address = next.addresses[i];
      if (next.stored[i] != 0 && isPrograms(address)) {
        memory.kernelStored(address, next.stored[i], next.data[i]);
      }
    }
  }

  /** Kernels live in the upper half of the address space. */
  private boolean isPrograms(long address) {
    return address >>> ours.memory().addressBits() - 1 == 0;
  }

  private void follow() {
    for (int i = 0; i < next.writes; i++) {
      int position = keys.position(next.written[i]);
      if (position >= 0) {
        registers[position] = next.values[i];
      }
    }
  }

  /** Goes on by up to {@code most} instructions, as far as the engine can run in one go. */
  Went advance(long most) throws ReferenceException {
    long taken = 0;
    while (taken < most && !over && next.privilege == mode && !stored.full()) {
      Kind kind = kinds.of(next.pc, next.word, ours::insnAt);
      if (kind == Kind.COUNTER || touchesHost()) {
        break;
      }
      if (kind == Kind.CONDITIONAL_STORE && !next.stores()) {
        if (taken > 0) {
          break;
        }
        ours.dropReservation();
      }
      follow();
      share();
      taken++;
      read();
    }
    if (taken > 0) {
      ours.advance(at() + taken);
      return check();
    }
    if (over) {
      throw new ReferenceException("its log ends in the middle of the program" + saying());
    }
    return next.privilege == mode ? environments() : kernel();
  }

  private boolean touchesHost() {
    for (int i = 0; i < hostWords.size() && next.accesses > 0; i++) {
      for (int j = 0; j < next.accesses; j++) {
        long offset = next.addresses[j] - hostWords.get(i);
        if (offset > -HOST_WORD && offset < HOST_WORD) {
          return true;
        }
      }
    }
    return false;
  }

  /** Lets our side have the memory that the log's instruction finds, and notes its stores. */
  private void share() {
    if (abi != null) {
      memory.allow(next.pc, next.length, Protection.EXECUTE);
    }
    for (int i = 0; i < next.accesses; i++) {
      int bytes = next.stored[i];
      if (bytes != 0) {
        stored.put(next.addresses[i], bytes, next.data[i]);
      }
      if (abi != null) {
        memory.allow(
            next.addresses[i],
            bytes == 0 ? HOST_WORD : bytes,
            bytes == 0 ? Protection.READ : Protection.WRITE);
      }
    }
  }

  /** An instruction whose results are the environment's. */
  private Went environments() throws ReferenceException {
    if (ours.pc() != next.pc || !storesTheSame()) {
      return differs(next.pc, List.of());
    }
    Map<Place, Long> given = new LinkedHashMap<>();
    for (int i = 0; i < next.writes; i++) {
      int position = keys.position(next.written[i]);
      if (position >= 0) {
        given.put(places.get(position), next.values[i]);
      }
    }
    follow();
    read();
    ours.advance(at() + 1);
    if (ours.over()) {
      return finished();
    }
    ours.adopt(ours.pc(), given);
    return check();
  }

  /** Whether our next instruction is going to store what the log's did. */
  private boolean storesTheSame() {
    int compared = 0;
    for (MemoryAccess m : ours.accesses()) {
      if (m.store()) {
        while (compared < next.accesses && next.stored[compared] == 0) {
          compared++;
        }
        if (compared == next.accesses
            || next.addresses[compared] != m.address()
            || next.stored[compared] != m.bytes()
            || next.data[compared] != m.value()) {
          return false;
        }
        compared++;
      }
    }
    return true;
  }

  /** The end of a bare program: the other side notices it a little later, or not at all. */
  private Went finished() throws ReferenceException {
    if (ours.symbols().named(FROM_HOST) == null) {
      return new Went.Ended(ours.state()); // Spike goes on when nothing could be answered
    }
    for (long lines = 0; !over; lines++) {
      if (lines > MOST_LINES_BEHIND) {
        return differs(ours.pc(), List.of());
      }
      read();
    }
    String how = "exited with status " + log.exitStatus();
    return how.equals(ours.state()) ? new Went.Ended(how) : differs(ours.pc(), List.of());
  }

  /** Compares both. */
  private Went check() {
    List<Word> words = new ArrayList<>();
    Word word =
        stored.compare(
            memory::word, (address, theirs) -> new Word(address, memory.word(address), theirs));
    if (word != null) {
      words.add(word);
    }
    boolean told = !over && next.privilege == mode;
    long pc = told ? next.pc : ours.pc();
    return words.isEmpty() && !ours.over() && ours.differences(logged(), pc).isEmpty()
        ? new Went.On()
        : differs(pc, words);
  }

  private Went differs(long pc, List<Word> words) {
    return new Went.Differs(at(), pc, words);
  }

  /** What a kernel did, from the instruction at which it came in. */
  private Went kernel() throws ReferenceException {
    DecodedInsn insn = ours.insnAt(ours.pc());
    boolean traps =
        insn != null && insn.row().body().stream().anyMatch(Stmt.Trap.class::isInstance);
    String call = ours.call();
    long[] arguments = ours.callArguments();
    while (!over && next.privilege != mode) {
      absorb();
      read();
    }
    ours.dropReservation();
    if (over) {
      return traps ? endedAtCall(call) : endedAt(insn);
    }
    if (next.pc == ours.pc()) {
      return new Went.On(); // it is executed now: its memory was not there before
    }
    if (traps && insn != null) {
      if (next.pc != ours.pc() + insn.length()) {
        return differs(next.pc, List.of());
      }
      ours.serve(next.pc, logged());
      String why = call == null ? null : mappings.served(call, arguments, ours.callResult());
      return why == null ? new Went.On() : new Went.Parted(why);
    }
    // The kernel executed it, such as an access that the machine does not do.
    ours.advance(at() + 1);
    return check();
  }

  private Went endedAtCall(@Nullable String call) throws ReferenceException {
    int status = log.exitStatus();
    if (call == null || !call.startsWith("exit")) {
      return new Went.Parted(
          "%%s ends the program at %s with status %d%s"
              .formatted(call == null ? "this instruction" : call, status, saying()));
    }
    ours.serve(ours.pc(), Map.of());
    return new Went.Ended("exited with status " + status);
  }

  /** The kernel ended the program at an instruction that is none of its own. */
  private Went endedAt(@Nullable DecodedInsn insn) throws ReferenceException {
    int status = log.exitStatus();
    ours.advance(at() + 1);
    if (ours.over()) {
      return new Went.Ended(ours.state());
    }
    boolean accesses = insn != null && !Effects.of(insn.row().body()).memory().isEmpty();
    return accesses
        ? new Went.Parted(
            "%%s ends the program at an access to memory with status %d%s"
                .formatted(status, saying()))
        : differs(ours.pc(), List.of());
  }

  @Override
  public void close() {
    ours.close();
    log.close();
  }
}

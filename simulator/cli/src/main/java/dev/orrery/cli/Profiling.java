package dev.orrery.cli;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Environment;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.mem.PageUse;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.Region;
import dev.orrery.machine.plan.Guest;
import dev.orrery.profiler.ProfileSession;
import dev.orrery.profiler.Symbols;
import dev.orrery.profiler.recording.HostRun;
import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.Outcome.Kind;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.RunInfo;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.AbiSpec;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs a guest with the profiler's probes on, and closes the recording. */
final class Profiling {
  private final Guest guest;
  private final ProfileSession session;
  private final Instant started = Instant.now();

  Profiling(Guest guest) {
    this.guest = guest;
    SymbolTable symbols = guest.image().symbols();
    Symbolizer names =
        address -> {
          String name = symbols.describe(address);
          return name == null
              ? "0x" + Long.toHexString(address)
              : Long.toHexString(address) + " <" + name + ">";
        };
    Disassembler disassembler = new Disassembler(guest.hart().isa);
    this.session =
        new ProfileSession(
            guest.hart(),
            new ElfSymbols(symbols),
            insn -> disassembler.text(insn, Style.ALIASES, names));
  }

  /** The machine with the probes in it. */
  Machine machine() {
    return guest.machine(new EngineOptions(true, session.callProbe()), new Watched());
  }

  /** The recording of a run that has ended. */
  Recording finish(Machine machine, Outcome outcome, List<String> command) {
    ExecutionCounts counts = Objects.requireNonNull(machine.engine().counts());
    return session.finish(counts, runInfo(command), ending(outcome), memoryUse(), host(outcome));
  }

  private RunInfo runInfo(List<String> command) {
    byte[] image = guest.elf().bytes();
    Path file = Path.of(guest.elf().name());
    return new RunInfo(
        String.valueOf(file.getFileName()),
        sha256(image),
        image.length,
        guest.hart().isa.hash(),
        command,
        Version.number(),
        RunInfo.settings(guest.plan()));
  }

  private static dev.orrery.profiler.recording.Outcome ending(Outcome outcome) {
    int status = outcome.exitStatus();
    return switch (outcome.ending()) {
      case Ending.Exited e -> ended(Kind.EXITED, status, "exited with status " + status);
      case Ending.Killed k -> ended(Kind.FAULTED, status, "killed by " + k.name());
      case Ending.Faulted f -> ended(Kind.FAULTED, status, f.summary());
      case Ending.Stuck s -> ended(Kind.FAULTED, status, s.summary());
      case Ending.LimitReached l -> ended(Kind.LIMIT, status, l.summary());
      case Ending.Interrupted i -> ended(Kind.INTERRUPTED, status, "interrupted");
    };
  }

  private static dev.orrery.profiler.recording.Outcome ended(Kind kind, int status, String text) {
    return new dev.orrery.profiler.recording.Outcome(kind, status, text);
  }

  private MemoryUse memoryUse() {
    List<MemoryUse.Region> regions = new ArrayList<>();
    for (Region r : guest.memory().regions()) {
      regions.add(
          new MemoryUse.Region(r.label(), r.start(), r.end(), Protection.text(r.protection())));
    }
    List<MemoryUse.Page> pages = new ArrayList<>();
    for (PageUse p : guest.memory().pageUses()) {
      pages.add(new MemoryUse.Page(p.address(), p.read(), p.written(), p.executed()));
    }
    return new MemoryUse(MemoryPort.PAGE_SIZE, regions, pages);
  }

  private HostRun host(Outcome outcome) {
    return new HostRun(
        started.truncatedTo(ChronoUnit.SECONDS).toString(),
        outcome.hostNanos() / 1e9,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        DoctorCommand.processor(),
        Runtime.getRuntime().availableProcessors());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The guest's surroundings, which also tell the session of system calls. */
  private final class Watched implements Environment {
    private final Environment inner = guest.environment();

    @Override
    public @Nullable Ending serve(Hart hart, Stop stop) {
      long pc = hart.pc;
      long before = hart.retired;
      AbiSpec abi = hart.isa.abi();
      if (abi != null && stop instanceof Stop.Trap t && t.kind() == TrapKind.SYSCALL) {
        int number = (int) hart.regs[abi.number()];
        session.systemCall(abi.calls().getOrDefault(number, "call " + number));
      }
      Ending ending = inner.serve(hart, stop);
      if (hart.retired > before) {
        session.retiredByMachine(pc);
      }
      return ending;
    }

    @Override
    public long nextEvent() {
      return inner.nextEvent();
    }

    @Override
    public @Nullable Ending event(Hart hart) {
      return inner.event(hart);
    }

    @Override
    public void giveUpWhen(BooleanSupplier impatient) {
      inner.giveUpWhen(impatient);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  /** An ELF file's symbols as the profiler asks for them. */
  private record ElfSymbols(SymbolTable table) implements Symbols {
    @Override
    public @Nullable Symbol at(long address) {
      dev.orrery.machine.elf.Symbol s = table.floor(address);
      return s == null ? null : new Symbol(s.name(), s.address(), s.size());
    }

    @Override
    public List<Symbol> functions() {
      return table.functions().stream()
          .map(s -> new Symbol(s.name(), s.address(), s.size()))
          .toList();
    }
  }
}

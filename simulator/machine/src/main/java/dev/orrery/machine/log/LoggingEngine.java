package dev.orrery.machine.log;

import dev.orrery.engine.Engine;
import dev.orrery.engine.ForwardingEngine;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.engine.code.InsnReader;
import dev.orrery.engine.oracle.Footprint;
import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.engine.oracle.Preview;
import dev.orrery.machine.StopText;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another engine, one instruction at a time and with a line for each while the log's window is
 * open. What an instruction touches is found from its row before it is executed; what it wrote is
 * read from the hart afterwards, so that the log tells what the engine did.
 *
 * <p>A system call that the machine serves is told, too, with the registers that it changed.
 */
public final class LoggingEngine extends ForwardingEngine implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final LogWindow window;
  private final LogFormat format;
  private final OutputStream out;
  private final UserMemory memory;
  private final InsnReader reader;
  private final Preview preview;
  private final StringBuilder text = new StringBuilder();

  private boolean started;
  private long lines;

  /** System calls that were reported and not yet seen completed; of each hart one at most. */
  private final Map<Hart, ServedCall> calls = new LinkedHashMap<>();

  /** A system call that the engine reported, and everything before it. */
  private record ServedCall(
      long retired, long number, DecodedInsn insn, List<Place> places, List<Long> before) {}

  /**
   * Logs what {@code inner} executes.
   *
   * @param memory what its harts' ports lead to
   * @param out takes the lines, in UTF-8; not closed
   */
  public LoggingEngine(
      Engine inner, GuestMemory memory, LogWindow window, LogFormat format, OutputStream out) {
    super(inner);
    this.window = window;
    this.format = format;
    this.out = out;
    this.memory = new UserMemory(memory);
    this.reader = new InsnReader(inner.isa(), memory);
    this.preview = new Preview(inner.isa(), this::peek);
  }

  @Override
  public void forget(Hart hart) {
    ServedCall unused = calls.remove(hart);
    super.forget(hart);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if the log cannot be written
   */
  @Override
  public long run(Hart hart, long budget) {
    finishCalls();
    long ran = 0;
    hart.stop = Stop.BUDGET;
    while (ran < budget && hart.stop instanceof Stop.Budget) {
      ran += advance(hart, budget - ran);
    }
    write(0);
    return ran;
  }

  /** Completes the log. */
  @Override
  public void close() {
    finishCalls();
    write(0);
  }

  private long advance(Hart hart, long budget) {
    if (lines >= window.count()) {
      return inner.run(hart, budget);
    }
    if (hart.time() < window.skip()) {
      return inner.run(hart, Math.min(budget, window.skip() - hart.time()));
    }
    if (!started) {
      Long start = window.start();
      started = start == null || hart.pc == start;
    }
    // An address is only found by looking at every instruction.
    return started && window.isPlace(hart.pc) ? step(hart) : inner.run(hart, 1);
  }

  private long step(Hart hart) {
    DecodedInsn insn = next(hart);
    if (insn == null) {
      return inner.run(hart, 1);
    }
    LoggedStep step = before(hart, insn);
    long ran = inner.run(hart, 1);
    if (ran == 1) {
      lines++;
      format.retired(step, text);
      write(BUFFER);
    } else {
      switch (hart.stop) {
        case Stop.Trap t when t.kind() == TrapKind.SYSCALL -> calls.put(hart, call(step));
        case Stop.Trap t -> format.stopped(step, StopText.of(t), text);
        case Stop.Fault f -> format.stopped(step, StopText.of(f), text);
        case Stop.Budget b -> {}
        case Stop.Requested r -> {}
      }
    }
    return ran;
  }

  /** The next instruction; null if there is none. */
  private @Nullable DecodedInsn next(Hart hart) {
    try {
      return reader.read(hart.pc);
    } catch (GuestFault | GuestTrap e) {
      return null;
    }
  }

  private LoggedStep before(Hart hart, DecodedInsn insn) {
    Footprint footprint = preview.of(hart, insn);
    List<Long> memoryBefore = new ArrayList<>();
    for (MemoryAccess access : footprint.accesses()) {
      memoryBefore.add(peek(access.address(), access.bytes()));
    }
    return new LoggedStep(
        hart, hart.time(), insn, footprint, values(footprint.written(), hart), memoryBefore);
  }

  private static List<Long> values(List<Place> places, Hart hart) {
    List<Long> values = new ArrayList<>();
    for (Place place : places) {
      values.add(place.value(hart));
    }
    return values;
  }

  private static ServedCall call(LoggedStep step) {
    Hart hart = step.hart();
    List<Place> all = new ArrayList<>();
    for (RegisterFile file : hart.isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        all.add(new Place.InFile(file, i));
      }
    }
    for (Register r : hart.isa.registers()) {
      all.add(new Place.Single(r));
    }
    return new ServedCall(hart.retired, step.number(), step.insn(), all, values(all, hart));
  }

  /** Logs the calls that the machine has completed since the engine reported them. */
  private void finishCalls() {
    calls
        .entrySet()
        .removeIf(
            e -> {
              boolean completed = e.getKey().retired == e.getValue().retired() + 1;
              if (completed) {
                finish(e.getKey(), e.getValue());
              }
              return completed;
            });
  }

  private void finish(Hart hart, ServedCall call) {
    List<Place> changed = new ArrayList<>();
    List<Long> before = new ArrayList<>();
    for (int i = 0; i < call.places().size(); i++) {
      Place place = call.places().get(i);
      if (place.value(hart) != call.before().get(i)) {
        changed.add(place);
        before.add(call.before().get(i));
      }
    }
    lines++;
    format.served(
        new LoggedStep(
            hart, call.number(), call.insn(), new Footprint(changed, List.of()), before, List.of()),
        text);
  }

  private long peek(long address, int bytes) {
    byte[] found = new byte[bytes];
    try {
      memory.peek(address, found, 0, bytes);
    } catch (GuestFault e) {
      return 0;
    }
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | found[i] & 0xff;
    }
    return value;
  }

  /** Hands on what is collected, if it is more than {@code atLeast}. */
  private void write(int atLeast) {
    if (text.length() > atLeast) {
      try {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        text.setLength(0);
      }
    }
  }
}

package dev.orrery.machine.log;

import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The commit log of Spike, byte for byte ({@code spike --log-commits}; riscv-isa-sim, {@code
 * execute.cc}): hart, privilege, address and word of each instruction that retired, the registers
 * it wrote, the addresses it loaded from, and the addresses and data that it stored.
 *
 * <pre>core   0: 3 0x0000000080000004 (0x1141) x2  0x0000000080007ff0</pre>
 *
 * Registers are called by their file and number, control registers by number and name. They come in
 * the order of Spike's table: by number, and of one number in the order of the files. A control
 * register that is put together from others is told as those.
 *
 * <p>Several loads in a row are one, as are those of a pair; a block is zeroed byte by byte; and
 * looking whether memory could be accessed, as the instructions that manage caches do, is no
 * access.
 */
public final class CommitFormat implements LogFormat {
  /** Spike's digit for the mode of the instruction. */
  public enum Privilege {
    /** A program under an operating system. */
    USER(0),
    /** A program that has the machine to itself. */
    MACHINE(3);

    private final int digit;

    Privilege(int digit) {
      this.digit = digit;
    }

    /** The digit. */
    public int digit() {
      return digit;
    }
  }

  /** Names of registers in files are padded to so many characters. */
  private static final int SHORT_NAME = 3;

  private final Privilege privilege;
  private final int addressDigits;
  private final CommitNames names;

  private final Map<Row, Habit> habits = new HashMap<>();

  /**
   * What Spike tells of an instruction's accesses.
   *
   * @param loads whether it tells loads
   * @param bytewise whether it tells stores byte by byte
   */
  private record Habit(boolean loads, boolean bytewise) {
    static Habit of(Row row) {
      Effects effects = Effects.of(row.body());
      return new Habit(
          effects.memory().isEmpty() || !effects.probes().containsAll(effects.memory()),
          effects.memory().stream().anyMatch(Stmt.ZeroBlock.class::isInstance));
    }
  }

  /**
   * A log of a run of {@code isa}.
   *
   * @throws OrreryException if the format has no name for some of its registers
   */
  public CommitFormat(Isa isa, Privilege privilege) {
    this.privilege = privilege;
    this.addressDigits = isa.xlen() / 4;
    this.names = new CommitNames(isa);
  }

  @Override
  public void retired(LoggedStep step, StringBuilder out) {
    String core = Integer.toString(step.hart().number);
    out.append("core").repeat(" ", 4 - core.length()).append(core);
    out.append(": ").append(privilege.digit).append(' ');
    hex(step.insn().pc(), addressDigits, out);
    out.append(" (");
    hex(step.insn().word(), 2 * step.insn().row().length(), out);
    out.append(')');
    List<Place> written = new ArrayList<>(step.written());
    written.sort(names.order());
    for (Place place : written) {
      register(place, place.value(step.hart()), out);
    }
    Habit habit = habits.computeIfAbsent(step.insn().row(), Habit::of);
    if (habit.loads) {
      loads(step.accesses(), out);
    }
    stores(step.accesses(), habit.bytewise, out);
    out.append('\n');
  }

  /** Says nothing: to Spike, a system call is an exception, which is in no commit log. */
  @Override
  public void served(LoggedStep step, StringBuilder out) {}

  /** Says nothing: an instruction that does not retire is in no commit log. */
  @Override
  public void stopped(LoggedStep step, String why, StringBuilder out) {}

  private void register(Place place, long value, StringBuilder out) {
    String name = names.of(place);
    out.append(' ').append(name);
    switch (place) {
      case Place.InFile f -> {
        out.append(name.length() < SHORT_NAME ? "  " : " ");
        hex(value, (f.file().width() + 3) / 4, out);
      }
      case Place.Single s -> hex(value, addressDigits, out.append(' '));
    }
  }

  private void loads(List<MemoryAccess> accesses, StringBuilder out) {
    MemoryAccess previous = null;
    for (MemoryAccess access : accesses) {
      if (!access.store()) {
        if (previous == null || previous.address() + previous.bytes() != access.address()) {
          hex(access.address(), addressDigits, out.append(" mem "));
        }
        previous = access;
      }
    }
  }

  private void stores(List<MemoryAccess> accesses, boolean bytewise, StringBuilder out) {
    for (MemoryAccess access : accesses) {
      if (access.store()) {
        int bytes = bytewise ? 1 : access.bytes();
        for (int i = 0; i < access.bytes(); i += bytes) {
          hex(access.address() + i, addressDigits, out.append(" mem "));
          hex(access.value() >>> 8 * i, 2 * bytes, out.append(' '));
        }
      }
    }
  }

  private static void hex(long value, int digits, StringBuilder out) {
    out.append("0x");
    for (int i = digits - 1; i >= 0; i--) {
      out.append(Character.forDigit((int) (value >>> 4 * i) & 0xf, 16));
    }
  }
}

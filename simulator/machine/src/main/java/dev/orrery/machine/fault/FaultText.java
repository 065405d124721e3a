package dev.orrery.machine.fault;

import dev.orrery.machine.Machine;
import dev.orrery.machine.ThreadView;
import dev.orrery.machine.dwarf.SourceFrame;
import dev.orrery.machine.fault.Frame.Evidence;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A fault report, or a call trace alone, as text for a terminal. */
public final class FaultText {
  private static final int REGISTERS_PER_LINE = 4;
  private static final int FIRST_FRAMES = 24;
  private static final int LAST_FRAMES = 8;
  private static final int MOST_THREADS = 32;

  /** As many equal frames, of a recursion, are said in one line. */
  private static final int MANY = 4;

  private final StringBuilder out = new StringBuilder();

  private FaultText() {}

  /** The report, several lines, the last one with its line end. */
  public static String of(FaultReport report) {
    FaultText text = new FaultText();
    text.line("guest fault: %s", report.cause());
    text.line(
        "at %s%s after %,d instructions",
        place(report.pc(), report.function()),
        source(report.frames().getFirst()),
        report.retired());
    if (report.thread() != null) {
      text.line("in %s", report.thread());
    }
    report.hints().forEach(text::hint);
    text.line("");
    text.code(report);
    text.line("");
    text.frames(report.frames(), digits(report));
    text.line("");
    text.registers(report.registers());
    return text.out.toString();
  }

  /** The functions that are active in a machine, a line each frame. */
  public static String trace(Machine machine) {
    FaultText text = new FaultText();
    text.frames(CallTrace.of(machine, machine.hart()), machine.hart().isa.xlen() / 4);
    return text.out.toString();
  }

  /** What every thread of a machine does, and the functions that are active in it. */
  public static String threads(Machine machine) {
    FaultText text = new FaultText();
    List<ThreadView> threads = machine.environment().threads();
    for (ThreadView t : threads.subList(0, Math.min(threads.size(), MOST_THREADS))) {
      text.line("%s %s", name(t), t.state());
      text.frames(CallTrace.of(machine, t.hart()), t.hart().isa.xlen() / 4);
    }
    if (threads.size() > MOST_THREADS) {
      text.line("... and %,d more threads", threads.size() - MOST_THREADS);
    }
    return text.out.toString();
  }

  /** A thread's ID and name, which is the program's own: nothing in it controls a terminal. */
  static String name(ThreadView t) {
    String printable = t.name().replaceAll("\\p{C}", "?");
    return "thread %d (%s)".formatted(t.id(), printable);
  }

  private static int digits(FaultReport report) {
    return report.registers().isEmpty() ? 1 : report.registers().getFirst().bits() / 4;
  }

  private static String place(long address, @Nullable String name) {
    return "0x" + Long.toHexString(address) + (name == null ? "" : " <" + name + ">");
  }

  /** The innermost place in the source, between commas; empty if it is unknown. */
  private static String source(Frame frame) {
    String place = frame.source().isEmpty() ? null : frame.source().getFirst().place();
    return place == null ? "" : ", " + place + ",";
  }

  private void hint(String sentence) {
    line("%s", sentence);
  }

  private void code(FaultReport report) {
    for (FaultReport.CodeLine l : report.code()) {
      line("%s%s", l.pc() == report.pc() ? "=> " : "   ", l.text());
    }
    if (report.code().isEmpty()) {
      line("=> 0x%x: no code can be read here", report.pc());
    }
  }

  private void frames(List<Frame> frames, int digits) {
    boolean guesses = false;
    boolean named = false;
    int lines = 0;
    int number = 0;
    for (int i = 0; i < frames.size(); i++) {
      if (lines == FIRST_FRAMES && frames.size() - i > LAST_FRAMES) {
        int left = frames.size() - LAST_FRAMES - i;
        line("     ... %,d more frames ...", left);
        for (; left > 0; left--) {
          number += functions(frames.get(i++));
        }
      }
      Frame f = frames.get(i);
      lines++;
      guesses |= f.evidence() == Evidence.GUESS;
      named |= f.function() != null;
      frame(f, number, digits);
      number += functions(f);
      int same = 0;
      while (i + same + 1 < frames.size() && frames.get(i + same + 1).equals(f)) {
        same++;
      }
      if (same >= MANY) {
        line("     ... the same %,d times more ...", same);
        i += same;
        number += same * functions(f);
      }
    }
    if (!named) {
      line("The program has no symbols: link it without -s, and do not strip it, to see names.");
    } else if (guesses) {
      line("(?) a guess: the call before this return address could have gone anywhere.");
    }
  }

  /** Functions that are active in a frame: one, and those inlined into it. */
  private static int functions(Frame frame) {
    return Math.max(1, frame.source().size());
  }

  /** A line for each function of a frame; the first one's number is {@code number}. */
  private void frame(Frame f, int number, int digits) {
    String name = f.function();
    SourceFrame own = null;
    int at = number;
    for (SourceFrame s : f.source()) {
      if (s.inlined()) {
        frameLine(at++, f.pc(), digits, s.function(), " (inlined)", s);
      } else {
        own = s;
        name = name == null ? s.function() : name;
      }
    }
    String mark =
        switch (f.evidence()) {
          case PC, CALL -> "";
          case TAIL_CALL -> " (through a jump)";
          case GUESS -> name == null ? "" : " (?)";
        };
    frameLine(at, f.pc(), digits, name, mark, own);
  }

  private void frameLine(
      int number,
      long pc,
      int digits,
      @Nullable String name,
      String mark,
      @Nullable SourceFrame source) {
    String place = source == null ? null : source.place();
    line(
        "%-4s 0x%0" + digits + "x in %s%s%s",
        "#" + number,
        pc,
        name == null ? "??" : name,
        mark,
        place == null ? "" : " at " + place);
  }

  private void registers(List<FaultReport.RegisterValue> registers) {
    for (int i = 0; i < registers.size(); i++) {
      FaultReport.RegisterValue r = registers.get(i);
      out.append(("  %4s %0" + r.bits() / 4 + "x").formatted(r.name(), r.value()));
      if (i % REGISTERS_PER_LINE == REGISTERS_PER_LINE - 1 || i == registers.size() - 1) {
        out.append('\n');
      }
    }
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}

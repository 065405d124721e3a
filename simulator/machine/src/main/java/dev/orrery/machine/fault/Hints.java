package dev.orrery.machine.fault;

import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.dwarf.Variable;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.elf.Symbol;
import dev.orrery.machine.mem.Region;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What commonly explains a fault. */
final class Hints {
  /** How far below its stack a program that overflows it touches memory. */
  private static final long OVERFLOW_REACH = 1 << 20;

  private Hints() {}

  static List<String> of(Machine machine, Ending.Faulted fault) {
    List<String> hints = new ArrayList<>();
    switch (fault.stop()) {
      case Stop.Fault f -> {
        stackOverflow(machine, f.address(), hints);
        variable(machine, f.address(), hints);
      }
      case Stop.Trap t -> {
        if (t.kind() == TrapKind.ILLEGAL) {
          unknownExtensions(machine, hints);
        }
      }
      case Stop.Budget b -> {}
      case Stop.Requested r -> {}
    }
    return hints;
  }

  private static void stackOverflow(Machine machine, long address, List<String> hints) {
    AbiSpec abi = machine.hart().isa.abi();
    if (abi == null || machine.memory().regionAt(address) != null) {
      return;
    }
    long sp = machine.hart().regs[abi.stackPointer()];
    List<Region> above = machine.memory().regionsWithin(address, address + OVERFLOW_REACH);
    Region stack = above.isEmpty() ? null : machine.memory().regionAt(above.getFirst().start());
    if (stack != null
        && stack.label().equals("[stack]")
        && Long.compareUnsigned(sp, stack.start() + OVERFLOW_REACH) < 0) {
      hints.add(
          "The stack of %d KiB is full: an endless recursion, or large local variables."
              .formatted(stack.length() >> 10));
    }
  }

  /** Names the variable that was touched, where the address is one of the program's own. */
  private static void variable(Machine machine, long address, List<String> hints) {
    LoadedImage image = machine.image();
    if (Long.compareUnsigned(address - image.start(), image.end() - image.start()) >= 0) {
      return;
    }
    Variable v = image.debugInfo().variableAt(address);
    Symbol s = image.symbols().floor(address);
    if (v != null) {
      String place = v.file() == null ? "" : ", " + v.file().name() + ":" + v.line();
      hints.add("0x%x is in the variable %s (%s%s).".formatted(address, v.name(), v.type(), place));
    } else if (s != null && s.kind() == Symbol.Kind.OBJECT) {
      hints.add("0x%x is in the variable %s.".formatted(address, image.symbols().title(s)));
    }
  }

  /** What is wrong with the debugging information, which the report would otherwise hide. */
  static void ignored(Machine machine, List<String> hints) {
    for (String note : machine.image().debugInfo().notes()) {
      hints.add("Debugging information: " + note + ".");
    }
  }

  private static void unknownExtensions(Machine machine, List<String> hints) {
    Isa isa = machine.hart().isa;
    Set<String> known = new HashSet<>();
    for (String e : isa.extensions()) {
      known.add(e.toLowerCase(Locale.ROOT));
    }
    Set<String> unknown = new TreeSet<>(machine.image().elf().extensions());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      hints.add(
          "The program's compiler was allowed to use %s, which %s does not name: compile without, or add rows and run with --isa."
              .formatted(String.join(", ", unknown), isa.name()));
    }
  }
}

package dev.orrery.machine.validate.repro;

import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.engine.oracle.Footprint.Place.InFile;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How elementary things are written in some tables' assembly: found by trying every mnemonic with
 * operands of the right number, and executing it. A null means that no mnemonic does it.
 */
final class Phrases {
  /** Ones in the upper and the lower half, with and without the sign. */
  private static final long[] PROBES = {
    0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L, 5, -1, 0x8000_0000L
  };

  private final Isa isa;
  private final GuestMemory memory;

  /** Mnemonics by the number of commas in their operands, in the order in which they are tried. */
  private final Map<Integer, Set<String>> mnemonics = new HashMap<>();

  /** What was found, by what it is for. */
  private final Map<String, Optional<String>> found = new HashMap<>();

  Phrases(Isa isa) {
    this.isa = isa;
    this.memory = Trial.memory(isa);
    for (AsmSpec.Pseudo p : isa.asm().pseudos()) {
      add(p.name(), p.asm());
    }
    for (Alias a : isa.aliases()) {
      add(a.name(), a.asm());
    }
    for (Row r : isa.rows()) {
      add(r.name(), r.asm());
    }
  }

  private void add(String name, String asm) {
    int commas = (int) asm.chars().filter(c -> c == ',').count();
    mnemonics.computeIfAbsent(commas, n -> new LinkedHashSet<>()).add(name);
  }

  /** The register of a file that a slot holds; null if that is none. */
  @Nullable InFile inSlot(int slot) {
    for (RegisterFile file : isa.files()) {
      int number = slot - file.slot();
      if (number >= 0 && number < file.count()) {
        return new InFile(file, number);
      }
    }
    return null;
  }

  /** Sets a register to a number. */
  @Nullable String number(InFile register, long value) {
    String name =
        find(
            "number " + register.file().name(),
            1,
            m -> {
              for (long probe : PROBES) {
                long wanted = Bits.zext(probe, register.file().width());
                if (!sets(register, wanted, line(m, register.name(), hex(wanted)), "")) {
                  return false;
                }
              }
              return true;
            });
    return name == null ? null : line(name, register.name(), hex(value));
  }

  /** Sets a register to the address that an expression of labels says. */
  @Nullable String address(InFile register, String expression) {
    String name =
        find(
            "address " + register.file().name(),
            1,
            m -> {
              Trial t = trial(line(m, register.name(), "data+8"), ".data\ndata: .8byte 1, 2\n");
              return t != null
                  && t.value(register) == t.address("data") + 8
                  && t.changesOnly(register);
            });
    return name == null ? null : line(name, register.name(), expression);
  }

  /** Sets a register of any kind to what a general one holds, bit by bit. */
  @Nullable String copy(Place to, InFile from) {
    for (String target : names(to)) {
      String name =
          find(
              "copy " + kind(to) + " " + from.file().name(),
              1,
              m -> {
                for (long probe : PROBES) {
                  long wanted = Bits.zext(probe, Math.min(width(to), width(from)));
                  String first = number(from, wanted);
                  if (width(to) > width(from) || first == null) {
                    return false;
                  }
                  Trial t = trial(first + line(m, target, from.name()), "");
                  if (t == null || t.value(to) != wanted || !t.changesOnly(to, from)) {
                    return false;
                  }
                }
                return true;
              });
      if (name != null) {
        return line(name, target, from.name());
      }
    }
    return null;
  }

  /** Loads a register from the memory that a general one points to. */
  @Nullable String load(InFile to, InFile base) {
    String name =
        find(
            "load " + to.file().name(),
            1,
            m -> {
              String first = address(base, "data");
              long wanted = Bits.zext(PROBES[1], width(to));
              Trial t =
                  first == null
                      ? null
                      : trial(
                          first + line(m, to.name(), "0(" + base.name() + ")"),
                          ".data\n.balign 8\ndata: .8byte " + hex(PROBES[1]) + "\n");
              return t != null && t.value(to) == wanted && t.changesOnly(to, base);
            });
    return name == null ? null : line(name, to.name(), "0(" + base.name() + ")");
  }

  /** Makes a register one less. */
  @Nullable String decrement(InFile register) {
    String name =
        find(
            "decrement",
            2,
            m -> {
              String first = number(register, 1000);
              return first != null
                  && sets(
                      register, 999, first + line(m, register.name(), register.name(), "-1"), "");
            });
    return name == null ? null : line(name, register.name(), register.name(), "-1");
  }

  /** Goes to a label if a register is not zero. */
  @Nullable String branchIfNotZero(InFile register, String label) {
    String name =
        find(
            "branch",
            1,
            m ->
                branches(m, register, 0, false)
                    && branches(m, register, 1, true)
                    && branches(m, register, -1, true));
    return name == null ? null : line(name, register.name(), label);
  }

  private boolean branches(String mnemonic, InFile register, long value, boolean taken) {
    long held = Bits.zext(value, width(register));
    String first = number(register, held);
    String mark = number(register, 77);
    if (first == null || mark == null) {
      return false;
    }
    Trial t = trial(first + line(mnemonic, register.name(), "end") + mark, "");
    return t != null && t.value(register) == (taken ? held : 77) && t.changesOnly(register);
  }

  /** Calls the operating system. */
  @Nullable String systemCall() {
    for (Row r : isa.rows()) {
      boolean calls =
          r.body().size() == 1
              && r.body().getFirst() instanceof Stmt.Trap t
              && t.kind() == TrapKind.SYSCALL;
      if (calls && r.asm().isEmpty()) {
        return line(r.name());
      }
    }
    return null;
  }

  private boolean sets(Place place, long wanted, String text, String data) {
    Trial t = trial(text, data);
    return t != null && t.value(place) == wanted && t.changesOnly(place);
  }

  private @Nullable Trial trial(String text, String data) {
    return Trial.of(
        isa, memory, ".text\n.globl _start\n_start:\n" + text + "end:\n.4byte 0\n" + data);
  }

  private @Nullable String find(String what, int commas, Predicate<String> does) {
    Function<String, Optional<String>> search =
        w -> mnemonics.getOrDefault(commas, Set.of()).stream().filter(does).findFirst();
    Optional<String> known = found.get(what);
    if (known == null) {
      known = search.apply(what);
      found.put(what, known);
    }
    return known.orElse(null);
  }

  private List<String> names(Place place) {
    return switch (place) {
      case InFile f -> List.of(f.name());
      case Place.Single s -> {
        List<String> names = new ArrayList<>();
        for (Csr csr : isa.csrs()) {
          if (s.register().equals(csr.register())) {
            names.add(csr.name());
          }
        }
        names.add(s.name());
        yield names;
      }
    };
  }

  private static String kind(Place place) {
    return switch (place) {
      case InFile f -> f.file().name();
      case Place.Single s -> s.name();
    };
  }

  private static int width(Place place) {
    return switch (place) {
      case InFile f -> f.file().width();
      case Place.Single s -> s.register().width();
    };
  }

  static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  /** A line of assembly. */
  static String line(String mnemonic, String... operands) {
    return operands.length == 0
        ? "        " + mnemonic + "\n"
        : "        %-7s %s\n".formatted(mnemonic, String.join(", ", operands));
  }
}

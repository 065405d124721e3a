package dev.orrery.machine.validate;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.oracle.Footprint;
import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.machine.ThreadView;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How replicas differ that have run to the same place. */
final class Facts {
  /** Words of memory that are told; more tell no more. */
  private static final int MOST_WORDS = 8;

  private static final int MOST_PAGES = 64;
  private static final int WORD = 8;

  private final VisibleState state;
  private final List<Replica> after;
  private final ByteOrder order;

  Facts(VisibleState state, List<Replica> after) {
    this.state = state;
    this.after = after;
    this.order = after.getFirst().machine().hart().isa.dataOrder();
  }

  /** The position of the one replica that differs from all others, which agree; -1 if none does. */
  int odd() {
    if (after.size() < 3) {
      return -1;
    }
    int odd = -1;
    for (int i = 0; i < after.size(); i++) {
      List<Replica> others = new ArrayList<>(after);
      others.remove(i);
      boolean agree = others.getFirst().failure() == null;
      for (Replica r : others) {
        agree &= state.same(others.getFirst(), r);
      }
      odd = agree ? i : odd;
    }
    return odd;
  }

  /** The registers that {@code insn} may read, as its operands name them. */
  static Set<Place> reads(DecodedInsn insn) {
    return places(Effects.of(insn.row().body()).reads(), insn);
  }

  /** The registers that {@code insn} may write. */
  static Set<Place> writes(DecodedInsn insn) {
    return places(Effects.of(insn.row().body()).writes(), insn);
  }

  private static Set<Place> places(Set<Location> locations, DecodedInsn insn) {
    Set<Place> places = new LinkedHashSet<>();
    for (Location l : locations) {
      switch (l) {
        case Location.Single s -> places.add(new Place.Single(s.register()));
        case Location.InFile f -> {
          int number =
              switch (f.index()) {
                case Expr.Index.Fixed fixed -> fixed.number();
                case Expr.Index.Of of -> (int) insn.value(of.operand());
              };
          if (number != f.file().zero()) {
            places.add(new Place.InFile(f.file(), number));
          }
        }
      }
    }
    return places;
  }

  /** The value of {@code bytes} bytes of mapped memory, little-endian; unmapped ones are 0. */
  static long peek(GuestMemory memory, long address, int bytes) {
    byte[] found = new byte[bytes];
    try {
      new UserMemory(memory).peek(address, found, 0, bytes);
    } catch (GuestFault e) {
      return 0;
    }
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | found[i] & 0xff;
    }
    return value;
  }

  /** Registers in which the current threads differ. */
  List<Place> differentPlaces() {
    List<Place> places = new ArrayList<>();
    for (Place p : state.places()) {
      if (differ(r -> p.value(r.machine().hart()))) {
        places.add(p);
      }
    }
    return places;
  }

  /** Addresses of the first words of memory that differ. */
  List<Long> differentWords() {
    TreeSet<Long> pages = new TreeSet<>(Long::compareUnsigned);
    GuestMemory first = after.getFirst().machine().memory();
    for (Replica r : after.subList(1, after.size())) {
      pages.addAll(state.differentPages(first, r.machine().memory(), MOST_PAGES));
    }
    List<Long> words = new ArrayList<>();
    for (long page : pages) {
      for (long a = page;
          a != page + MemoryPort.PAGE_SIZE && words.size() <= MOST_WORDS;
          a += WORD) {
        long address = a;
        if (differ(r -> peek(r.machine().memory(), address, WORD))) {
          words.add(address);
        }
      }
    }
    return words;
  }

  private boolean differ(Function<Replica, Object> value) {
    Object first = value.apply(after.getFirst());
    return after.stream().anyMatch(r -> !Objects.equals(first, value.apply(r)));
  }

  /**
   * What is worth showing.
   *
   * @param before the reference before the instruction
   * @param thread that executed it
   * @param reads the registers that it reads
   * @param touched what it touches
   * @param single whether nothing but that instruction lies between
   */
  List<Fact> around(
      Replica before, int thread, Set<Place> reads, Footprint touched, boolean single) {
    List<Fact> facts = new ArrayList<>();
    add(facts, "program", before, Replica::state, false);
    add(facts, "instructions", before, r -> "%,d".formatted(r.retired()), false);
    add(facts, "thread", before, r -> "" + VisibleState.current(r), false);
    add(facts, "pc", before, r -> hart(r, thread, h -> hex(h.pc, h.isa.xlen())), true);
    for (Place p : state.places()) {
      int bits = p instanceof Place.InFile f ? f.file().width() : width((Place.Single) p);
      boolean always = reads.contains(p) || touched.written().contains(p);
      add(facts, p.name(), before, r -> hart(r, thread, h -> hex(p.value(h), bits)), always);
    }
    add(
        facts,
        "reservation",
        before,
        r ->
            hart(
                r,
                thread,
                h ->
                    h.reservation == Hart.NO_RESERVATION
                        ? "none"
                        : hex(h.reservation, h.isa.xlen())),
        false);
    others(facts, before, thread);
    memory(facts, before, touched);
    add(facts, "standard output", before, r -> r.out().describe(), false);
    add(facts, "standard error", before, r -> r.err().describe(), false);
    add(facts, "mappings", before, r -> mappings(before, r), false);
    return facts.stream().filter(f -> f.differs() || single || isNamed(f, reads, touched)).toList();
  }

  private static boolean isNamed(Fact fact, Set<Place> reads, Footprint touched) {
    return fact.name().equals("pc")
        || reads.stream().anyMatch(p -> p.name().equals(fact.name()))
        || touched.written().stream().anyMatch(p -> p.name().equals(fact.name()))
        || fact.name().startsWith("[");
  }

  private static int width(Place.Single place) {
    return place.register().width();
  }

  /** Adds a fact that differs, changed or is wanted. */
  private void add(
      List<Fact> to, String name, Replica before, Function<Replica, String> value, boolean always) {
    Fact fact = new Fact(name, value.apply(before), after.stream().map(value).toList());
    boolean counts = !name.equals("instructions") && !name.equals("thread");
    if (fact.differs() || always || fact.changed() && counts) {
      to.add(fact);
    }
  }

  private static String hart(Replica r, int thread, Function<Hart, String> value) {
    for (ThreadView t : r.threads()) {
      if (t.id() == thread) {
        return value.apply(t.hart());
      }
    }
    return "ended";
  }

  /** Threads other than the one that executed the instruction. */
  private void others(List<Fact> facts, Replica before, int thread) {
    for (ThreadView t : before.threads()) {
      if (t.id() != thread) {
        String name = "thread " + t.id() + ", ";
        add(facts, name + "pc", before, r -> hart(r, t.id(), h -> hex(h.pc, h.isa.xlen())), false);
        for (Place p : state.places()) {
          add(
              facts,
              name + p.name(),
              before,
              r -> hart(r, t.id(), h -> hex(p.value(h), 64)),
              false);
        }
      }
    }
  }

  private void memory(List<Fact> facts, Replica before, Footprint touched) {
    Set<Long> shown = new LinkedHashSet<>();
    SymbolTable symbols = before.machine().symbols();
    for (MemoryAccess m : touched.accesses()) {
      if (shown.add(m.address())) {
        addMemory(facts, symbols, before, m.address(), m.bytes());
      }
    }
    List<Long> words = differentWords();
    for (long address : words.subList(0, Math.min(words.size(), MOST_WORDS))) {
      boolean covered = shown.stream().anyMatch(a -> (a & -WORD) == address);
      if (!covered) {
        addMemory(facts, symbols, before, address, WORD);
      }
    }
    if (words.size() > MOST_WORDS) {
      facts.add(new Fact("more memory", "", after.stream().map(r -> r.side().name()).toList()));
    }
  }

  private void addMemory(
      List<Fact> facts, SymbolTable symbols, Replica before, long address, int bytes) {
    String symbol = symbols.describe(address);
    String name = "[0x" + Long.toHexString(address) + (symbol == null ? "" : " " + symbol) + "]";
    add(
        facts,
        name,
        before,
        r -> hex(order.of(peek(r.machine().memory(), address, bytes), bytes), 8 * bytes),
        true);
  }

  private static @Nullable String mappings(Replica before, Replica r) {
    GuestMemory memory = r.machine().memory();
    return VisibleState.sameRegions(before.machine().memory(), memory)
        ? "as before"
        : memory.regionCount() + " regions";
  }

  /** As many digits as {@code bits} bits have. */
  static String hex(long value, int bits) {
    String digits = Long.toHexString(value);
    return "0".repeat(Math.max(0, (bits + 3) / 4 - digits.length())) + digits;
  }
}

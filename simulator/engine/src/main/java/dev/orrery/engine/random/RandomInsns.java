package dev.orrery.engine.random;

import dev.orrery.engine.random.Idioms.Constant;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Single instructions of any row, that leave alone the registers that a program needs. */
final class RandomInsns {
  private static final int TRIES = 30;

  /** What stops a program every time is done once in so many times. */
  private static final int RARELY = 24;

  private final Isa isa;
  private final RandomWords words;
  private final Idioms idioms;
  private final List<Row> rows;
  private final Addresses addresses;
  private final List<Traits> traits = new ArrayList<>();
  private final Set<Integer> pinned = new HashSet<>();
  private final List<Insn> stopping;
  private final Openness openness;

  /** Rows that assign single registers, and do nothing else. */
  private final List<Row> defining = new ArrayList<>();

  /**
   * What matters of a row here.
   *
   * @param written registers of the file with addresses that it may write
   * @param bases what it computes addresses from
   * @param jumps whether it may continue elsewhere than at itself
   * @param repeats whether it may repeat itself
   * @param traps whether it always raises an exception
   * @param csr its operand that is the number of a control and status register
   */
  private record Traits(
      List<Expr.Index> written,
      Bases bases,
      boolean jumps,
      boolean repeats,
      boolean traps,
      @Nullable Operand csr) {

    /** Whether it finds addresses in registers that its words do not name as they name others. */
    boolean computes() {
      return !bases.offsets().isEmpty()
          || bases.operands().stream().anyMatch(o -> o.from() instanceof Operand.From.Computed);
    }

    /** Registers that count how often it repeats itself: it writes them, and no addresses. */
    Set<Integer> counters() {
      Set<Integer> counters = new TreeSet<>();
      for (Expr.Index index : repeats ? written : List.<Expr.Index>of()) {
        if (index instanceof Expr.Index.Fixed f && !bases.fixed().contains(f.number())) {
          counters.add(f.number());
        }
      }
      return counters;
    }
  }

  /**
   * Instructions of some rows.
   *
   * @param rows which
   * @param pinned registers that no operand names as what an instruction writes
   */
  RandomInsns(Isa isa, RandomWords words, Idioms idioms, List<Row> rows, Set<String> pinned) {
    this.isa = isa;
    this.words = words;
    this.idioms = idioms;
    this.rows = rows;
    List<String> names = idioms.file().names();
    pinned.forEach(name -> this.pinned.add(names.indexOf(name)));
    this.addresses = new Addresses(idioms);
    Set<Row> among = new HashSet<>(rows);
    for (Row row : isa.rows()) {
      Effects effects = Effects.of(row.body());
      List<Expr.Index> written = new ArrayList<>();
      for (Location l : effects.writes()) {
        if (l instanceof Location.InFile f && f.file().equals(idioms.file())) {
          written.add(f.index());
        }
      }
      boolean repeats = effects.jumps() && Repeats.isOne(row.body());
      traits.add(
          new Traits(
              written,
              Bases.of(row.body()),
              effects.jumps() && !repeats,
              repeats,
              traps(row),
              csr(row)));
      if (onlyDefines(effects) && among.contains(row)) {
        defining.add(row);
      }
    }
    stopping = findStopping();
    openness = new Openness(isa);
  }

  /** Keeps a program from reading what the manual leaves open. */
  Definitions definitions(SplittableRandom random) {
    return new Definitions(isa, words, defining, openness.anew(), random);
  }

  /** Instructions that are illegal whatever the state, for the end of a program. */
  List<Insn> stopping() {
    return stopping;
  }

  private List<Insn> findStopping() {
    SplittableRandom random = new SplittableRandom(0);
    List<Insn> found = new ArrayList<>();
    for (Row row : rows) {
      if (row.body().size() == 1
          && row.body().getFirst() instanceof Stmt.Trap t
          && t.kind() == TrapKind.ILLEGAL) {
        Insn insn = new Shape(isa, words, row, random).insn();
        if (insn != null) {
          found.add(insn);
        }
      }
    }
    return List.copyOf(found);
  }

  private static boolean onlyDefines(Effects effects) {
    return effects.memory().isEmpty()
        && effects.traps().isEmpty()
        && !effects.jumps()
        && !effects.writes().isEmpty()
        && effects.writes().stream()
            .allMatch(l -> l instanceof Location.Single s && !s.register().fpFlags());
  }

  private static boolean traps(Row row) {
    return row.body().stream().anyMatch(Stmt.Trap.class::isInstance);
  }

  /** Registers that rows find addresses in without naming them in an operand of their own. */
  Set<Integer> fixedBases() {
    Set<Integer> fixed = new TreeSet<>();
    for (Traits t : traits) {
      for (Operand o : t.bases.operands()) {
        if (o.field() == null && o.from() == null) {
          fixed.add((int) o.fixed());
        }
      }
    }
    return fixed;
  }

  /** Whether words say how addresses are computed, perhaps from several registers. */
  boolean computesAddresses() {
    return traits.stream().anyMatch(Traits::computes);
  }

  /** The operand that the row's template prints as the name of a control and status register. */
  private static @Nullable Operand csr(Row row) {
    for (Operand o : row.operands()) {
      if (o.field() != null && row.asm().contains("%csr(" + o.name() + ")")) {
        return o;
      }
    }
    return null;
  }

  /**
   * An instruction of any row but those that jump.
   *
   * @param registers which it does not write, and where it often finds an address
   * @return null if chance found none
   */
  @Nullable Insn any(SplittableRandom random, Registers registers) {
    List<Insn> found = some(random, registers);
    return found.size() == 1 ? found.getFirst() : null;
  }

  /**
   * An instruction of any row but those that jump, behind others that let registers point to data
   * that it finds there without naming them.
   *
   * @param registers which it does not write, and where it often finds an address
   * @return empty if chance found none
   */
  List<Insn> some(SplittableRandom random, Registers registers) {
    Row row = rows.get(random.nextInt(rows.size()));
    Traits of = traits.get(row.id());
    if (of.jumps || of.traps && random.nextInt(RARELY) != 0) {
      return List.of(); // programs place those that jump
    }
    List<Insn> found = new ArrayList<>();
    if (!prepare(of, random, registers, found)) {
      return List.of();
    }
    for (int i = 0; i < TRIES; i++) {
      Shape shape = new Shape(isa, words, row, random);
      if (of.csr != null && random.nextInt(10) != 0) {
        List<Long> numbers = idioms.accessible(row, of.csr);
        boolean unused =
            !numbers.isEmpty() && shape.set(of.csr, numbers.get(random.nextInt(numbers.size())));
      }
      if (random.nextInt(RARELY) != 0 && !point(of, shape, random, registers)) {
        continue;
      }
      Insn insn = shape.insn();
      if (insn != null && !writes(of, insn, registers.reserved())) {
        found.add(insn);
        return found;
      }
    }
    return List.of();
  }

  /** Lets registers that an instruction does not name point to data, and count; false if not. */
  private boolean prepare(
      Traits of, SplittableRandom random, Registers registers, List<Insn> before) {
    if (of.bases.fixed().isEmpty() && !of.repeats) {
      return true;
    }
    for (int base : of.bases.fixed()) {
      List<Integer> pointers = registers.pointers();
      if (registers.reserved().contains(base) || pointers.isEmpty()) {
        return false;
      }
      List<Insn> moves = idioms.moves(base, pointers.get(random.nextInt(pointers.size())));
      if (moves.isEmpty()) {
        return false;
      }
      before.add(moves.get(random.nextInt(moves.size())));
    }
    for (int counter : of.counters()) {
      List<Constant> constants = idioms.constants(counter);
      if (registers.reserved().contains(counter) || constants.isEmpty()) {
        return false;
      }
      before.add(
          constants.stream().min(Comparator.comparingLong(c -> c.value())).orElseThrow().insn());
    }
    return true;
  }

  /** Lets an instruction find its addresses in pointers; false if its word cannot. */
  private boolean point(Traits of, Shape shape, SplittableRandom random, Registers registers) {
    if (of.computes()) {
      return addresses.point(of.bases, shape, random, registers);
    }
    List<Integer> pointers = registers.pointers();
    for (Operand o : of.bases.operands()) {
      if (!shape.set(o, pointers.get(random.nextInt(pointers.size())))) {
        return false;
      }
    }
    return true;
  }

  /** A computed jump to wherever some register happens to point. */
  @Nullable Insn wildJump(SplittableRandom random, Set<Integer> reserved) {
    for (int i = 0; i < TRIES; i++) {
      Row row = rows.get(random.nextInt(rows.size()));
      Traits of = traits.get(row.id());
      if (of.jumps) {
        Insn insn = new Shape(isa, words, row, random).insn();
        DecodedInsn decoded = insn == null ? null : insn.decode(isa, World.CODE);
        if (insn != null
            && decoded != null
            && decoded.jumpKind() != JumpKind.NONE
            && !writes(of, insn, reserved)) {
          return insn;
        }
      }
    }
    return null;
  }

  private boolean writes(Traits of, Insn insn, Set<Integer> reserved) {
    DecodedInsn decoded = Objects.requireNonNull(insn.decode(isa, World.CODE));
    for (Expr.Index index : of.written) {
      boolean never =
          switch (index) {
            case Expr.Index.Fixed f -> reserved.contains(f.number());
            case Expr.Index.Of o -> {
              int number = (int) decoded.value(o.operand());
              yield reserved.contains(number) || pinned.contains(number);
            }
          };
      if (never) {
        return true;
      }
    }
    return false;
  }
}

package dev.orrery.engine.random;

import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Follows which registers hold what the manual leaves open, and processors may differ about. Their
 * positions are those in {@link Isa#registers()}.
 */
public final class Openness {
  private final List<Register> registers;

  /** Registers that some row leaves open. */
  private final BitSet all;

  private final List<Facts> facts;
  private BitSet open = new BitSet();

  /**
   * What a row does with such registers.
   *
   * @param reads those that it may read
   * @param leavesOpen those that it leaves open
   * @param defines those that it assigns in any case
   */
  private record Facts(BitSet reads, BitSet leavesOpen, BitSet defines) {}

  /** Of {@code isa}; nothing is open yet. */
  public Openness(Isa isa) {
    registers = isa.registers();
    all = new BitSet();
    facts = new ArrayList<>();
    for (Row row : isa.rows()) {
      all.or(positions(row.undefined()));
    }
    for (Row row : isa.rows()) {
      List<Register> reads = new ArrayList<>();
      for (Location l : Effects.of(row.body()).reads()) {
        if (l instanceof Location.Single s) {
          reads.add(s.register());
        }
      }
      BitSet leaves = positions(row.undefined());
      BitSet defines = assigned(row.body());
      defines.andNot(leaves);
      facts.add(new Facts(only(positions(reads)), leaves, only(defines)));
    }
  }

  /** Of the same instruction set; nothing is open. */
  private Openness(Openness other) {
    registers = other.registers;
    all = other.all;
    facts = other.facts;
  }

  /** Another one of the same instruction set, in which everything may be open. */
  Openness anew() {
    Openness another = new Openness(this);
    another.openAll();
    return another;
  }

  private BitSet positions(List<Register> of) {
    BitSet positions = new BitSet();
    of.forEach(r -> positions.set(registers.indexOf(r)));
    return positions;
  }

  private BitSet only(BitSet some) {
    some.and(all);
    return some;
  }

  /** Registers that all paths of a body assign. */
  private BitSet assigned(List<Stmt> body) {
    BitSet assigned = new BitSet();
    for (Stmt s : body) {
      switch (s) {
        case Stmt.PutReg p -> assigned.set(registers.indexOf(p.register()));
        case Stmt.If i -> {
          BitSet both = assigned(i.then());
          both.and(assigned(i.otherwise()));
          assigned.or(both);
        }
        default -> {}
      }
    }
    return assigned;
  }

  /** Says that nothing is open. */
  public void close() {
    open.clear();
  }

  /** Says that everything may be open that some row leaves so. */
  void openAll() {
    open = (BitSet) all.clone();
  }

  /** Whether {@code row} may read what is open. */
  public boolean reads(Row row) {
    return facts.get(row.id()).reads.intersects(open);
  }

  /** Whether nothing would be open that {@code reader} reads once {@code row} was executed. */
  boolean closes(Row row, Row reader) {
    BitSet needed = (BitSet) facts.get(reader.id()).reads.clone();
    needed.and(open);
    needed.andNot(facts.get(row.id()).defines);
    return needed.isEmpty() && !reads(row);
  }

  /** Says that {@code row} was executed. */
  public void execute(Row row) {
    open.andNot(facts.get(row.id()).defines);
    open.or(facts.get(row.id()).leavesOpen);
  }

  /** What is open. */
  public List<Register> open() {
    return open.stream().mapToObj(registers::get).toList();
  }
}

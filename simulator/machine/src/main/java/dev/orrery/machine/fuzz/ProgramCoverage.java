package dev.orrery.machine.fuzz;

import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.ExecutionCounts.BlockCount;
import dev.orrery.engine.ExecutionCounts.EdgeCount;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.Stop;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What programs have made engines do: which rows, which row behind which other one, how control
 * went elsewhere and why it stopped, and loops of which shapes.
 */
public final class ProgramCoverage {
  private final Isa isa;
  private final BitSet rows = new BitSet();

  /** Pairs of rows, the first one's id times the number of rows, and the second one's. */
  private final BitSet pairs = new BitSet();

  private final TreeSet<String> ways = new TreeSet<>();

  /** Nothing yet. */
  public ProgramCoverage(Isa isa) {
    this.isa = isa;
  }

  /** How many rows have retired. */
  public int rows() {
    return rows.cardinality();
  }

  /** How many different pairs of rows have retired one behind the other. */
  public int pairs() {
    return pairs.cardinality();
  }

  /** Kinds of stops and of transfers of control, and shapes of loops, in words. */
  public List<String> ways() {
    return List.copyOf(ways);
  }

  /** Rows that have never retired. */
  public List<Row> missing() {
    return isa.rows().stream().filter(r -> !rows.get(r.id())).toList();
  }

  /** Adds all that {@code other} has. */
  void add(ProgramCoverage other) {
    rows.or(other.rows);
    pairs.or(other.pairs);
    ways.addAll(other.ways);
  }

  /** How many pairs {@code other} has that this one has not. */
  int newPairs(ProgramCoverage other) {
    BitSet more = (BitSet) other.pairs.clone();
    more.andNot(pairs);
    return more.cardinality();
  }

  /** Whether {@code other} has kinds that this one has not. */
  boolean newWays(ProgramCoverage other) {
    return !ways.containsAll(other.ways);
  }

  /** Adds a trap or a fault of the instruction that {@code hart} is at. */
  void stopped(Hart hart, @Nullable Row row) {
    String where = row == null ? "no row" : row.insnClass();
    ways.add(
        switch (hart.stop) {
          case Stop.Trap t -> t.kind() + " of " + where;
          case Stop.Fault f -> f.access() + " " + f.reason() + " of " + where;
          case Stop.Budget b -> "budget";
          case Stop.Requested r -> "request";
        });
  }

  /** Adds what an engine has counted. */
  void add(ExecutionCounts counts) {
    Map<Long, DecodedInsn> insns = new HashMap<>();
    for (BlockCount block : counts.blocks()) {
      for (int i = 0; i < block.insns().size() && block.retired()[i] > 0; i++) {
        DecodedInsn insn = block.insns().get(i);
        insns.put(insn.pc(), insn);
        rows.set(insn.row().id());
        if (i > 0) {
          pair(block.insns().get(i - 1), insn);
        }
      }
    }
    for (EdgeCount edge : counts.edges()) {
      DecodedInsn from = insns.get(edge.from());
      DecodedInsn to = insns.get(edge.to());
      if (from != null && to != null) {
        pair(from, to);
        transfer(edge, from);
        if (edge.to() <= edge.from()) {
          loop(edge, insns);
        }
      }
    }
  }

  private void pair(DecodedInsn first, DecodedInsn second) {
    pairs.set(first.row().id() * isa.rows().size() + second.row().id());
  }

  private void transfer(EdgeCount edge, DecodedInsn from) {
    long distance = edge.to() - edge.from();
    String where =
        edge.to() == from.nextPc()
            ? "to the next"
            : distance == 0 ? "to itself" : distance < 0 ? "backward" : "forward";
    boolean crosses = (edge.to() ^ edge.from()) >>> MemoryPort.PAGE_SHIFT != 0;
    ways.add(edge.kind() + " " + where + (crosses ? " in another page" : ""));
  }

  /** Notes how large a loop is, how often it ran, and what is in it, each roughly. */
  private void loop(EdgeCount edge, Map<Long, DecodedInsn> insns) {
    List<String> shape = new ArrayList<>();
    int size = 0;
    int jumps = 0;
    for (DecodedInsn insn : insns.values()) {
      if (insn.pc() >= edge.to() && insn.pc() <= edge.from()) {
        size++;
        switch (insn.jumpKind()) {
          case NONE -> {}
          case CALL, RETURN, INDIRECT -> shape.add(insn.jumpKind().toString());
          case BRANCH, JUMP -> jumps++;
        }
      }
    }
    ways.add(
        "loop by %s of up to %d with %s branches%s, %s"
            .formatted(
                edge.kind(),
                Integer.highestOneBit(size) * 2 - 1,
                jumps <= 1 ? "no other" : jumps <= 4 ? "some" : "many",
                shape.isEmpty() ? "" : " and " + String.join(", ", new TreeSet<>(shape)),
                edge.count() < 100 ? "few times" : edge.count() < 10_000 ? "often" : "hot"));
  }
}

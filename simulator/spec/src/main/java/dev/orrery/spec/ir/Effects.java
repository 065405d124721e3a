package dev.orrery.spec.ir;

import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a body may do, whatever the state: the union over all its paths.
 *
 * @param reads registers that it may read, in the order of the body
 * @param writes registers that it may write; the floating-point flags are written by what may raise
 *     one
 * @param memory its accesses to memory, counters and fences, in order
 * @param traps the exceptions that it raises itself, in order
 * @param jumps whether it may continue elsewhere
 * @param addressing register files with a register that an address or a target is computed from
 * @param probes its loads whose value nothing uses: they are there for the faults they may raise
 */
public record Effects(
    Set<Location> reads,
    Set<Location> writes,
    List<Stmt> memory,
    List<Stmt.Trap> traps,
    boolean jumps,
    Set<RegisterFile> addressing,
    List<Stmt.Load> probes) {
  public Effects {
    memory = List.copyOf(memory);
    traps = List.copyOf(traps);
    probes = List.copyOf(probes);
  }

  /** A register, as a body names it. */
  public sealed interface Location {
    /** One of a file. */
    record InFile(RegisterFile file, Expr.Index index) implements Location {}

    /** A single one. */
    record Single(Register register) implements Location {}
  }

  /** What {@code body} may do. */
  public static Effects of(List<Stmt> body) {
    Collector c = new Collector();
    c.body(body);
    return new Effects(
        c.reads, c.writes, c.memory, c.traps, c.jumps, c.addressing, c.unusedLoads());
  }

  private static final class Collector {
    private final Set<Location> reads = new LinkedHashSet<>();
    private final Set<Location> writes = new LinkedHashSet<>();
    private final List<Stmt> memory = new ArrayList<>();
    private final List<Stmt.Trap> traps = new ArrayList<>();
    private final Set<RegisterFile> addressing = new HashSet<>();
    private final List<Stmt.Load> loads = new ArrayList<>();
    private final Set<Integer> used = new HashSet<>();
    private boolean jumps;

    /** The files that a temporary's value is computed from. */
    private final Map<Integer, Set<RegisterFile>> sources = new HashMap<>();

    void body(List<Stmt> body) {
      body.forEach(this::stmt);
    }

    List<Stmt.Load> unusedLoads() {
      return loads.stream().filter(l -> !used.contains(l.tmp().id())).toList();
    }

    private void stmt(Stmt s) {
      switch (s) {
        case Stmt.Let l -> sources.put(l.tmp().id(), read(l.value()));
        case Stmt.Load l -> {
          loads.add(l);
          address(l.address());
          memory.add(s);
        }
        case Stmt.Probe p -> address(p.address());
        case Stmt.Store t -> {
          address(t.address());
          read(t.value());
          memory.add(s);
        }
        case Stmt.LoadReserved l -> {
          address(l.address());
          memory.add(s);
        }
        case Stmt.StoreConditional t -> {
          address(t.address());
          read(t.value());
          memory.add(s);
        }
        case Stmt.Amo a -> {
          address(a.address());
          read(a.value());
          memory.add(s);
        }
        case Stmt.Fp f -> {
          f.args().forEach(this::read);
          if (f.roundingMode() != null) {
            read(f.roundingMode());
          }
          writes.add(new Location.Single(f.flags()));
        }
        case Stmt.CompareAndSwap c -> {
          address(c.address());
          read(c.expected());
          read(c.value());
          memory.add(s);
        }
        case Stmt.CompareAndSwapPair c -> {
          address(c.address());
          read(c.expectedLow());
          read(c.expectedHigh());
          read(c.valueLow());
          read(c.valueHigh());
          memory.add(s);
        }
        case Stmt.ZeroBlock z -> {
          address(z.address());
          memory.add(s);
        }
        case Stmt.Retire r -> r.inputs().forEach(this::read);
        case Stmt.Counter c -> memory.add(s);
        case Stmt.Fence f -> memory.add(s);
        case Stmt.InstructionFence f -> memory.add(s);
        case Stmt.PutFile p -> {
          read(p.value());
          writes.add(new Location.InFile(p.file(), p.index()));
        }
        case Stmt.PutReg p -> {
          read(p.value());
          writes.add(new Location.Single(p.register()));
        }
        case Stmt.If i -> {
          read(i.condition());
          body(i.then());
          body(i.otherwise());
        }
        case Stmt.Goto g -> {
          address(g.target());
          jumps = true;
        }
        case Stmt.Trap t -> {
          read(t.cause());
          read(t.value());
          traps.add(t);
        }
      }
    }

    private void address(Expr e) {
      addressing.addAll(read(e));
    }

    /** Notes what {@code e} reads. */
    private Set<RegisterFile> read(Expr e) {
      Set<RegisterFile> files = new HashSet<>();
      read(e, files);
      return files;
    }

    private void read(Expr e, Set<RegisterFile> files) {
      switch (e) {
        case Expr.Const c -> {}
        case Expr.Field f -> {}
        case Expr.Pc p -> {}
        case Expr.NextPc p -> {}
        case Expr.GetFile g -> {
          reads.add(new Location.InFile(g.file(), g.index()));
          files.add(g.file());
        }
        case Expr.GetReg g -> reads.add(new Location.Single(g.register()));
        case Expr.Tmp t -> {
          used.add(t.id());
          files.addAll(sources.getOrDefault(t.id(), Set.of()));
        }
        case Expr.Unary u -> read(u.a(), files);
        case Expr.Binary b -> {
          read(b.a(), files);
          read(b.b(), files);
        }
        case Expr.Extend x -> read(x.a(), files);
        case Expr.Slice s -> read(s.a(), files);
        case Expr.Concat c -> {
          read(c.hi(), files);
          read(c.lo(), files);
        }
        case Expr.Select s -> {
          read(s.cond(), files);
          read(s.a(), files);
          read(s.b(), files);
        }
      }
    }
  }
}

package dev.orrery.machine.validate;

import dev.orrery.engine.Hart;
import dev.orrery.engine.oracle.Footprint;
import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.engine.oracle.Preview;
import dev.orrery.machine.Machine;
import dev.orrery.machine.ThreadView;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one replica instruction by instruction and keeps what each found. */
final class Recorder {
  private final Lockstep run;
  private final Replica replica;
  private final Machine machine;
  private final Preview preview;

  Recorder(Lockstep run) {
    this.run = run;
    this.replica = run.replicas().getFirst();
    this.machine = replica.machine();
    this.preview = Explanation.preview(machine);
  }

  /** The instructions of a thread up to {@code end} instructions of all threads. */
  List<Step> upTo(long end, int thread) {
    List<Step> steps = new ArrayList<>();
    while (run.at() < end) {
      Hart hart = hart(thread);
      Step next = hart == null ? null : before(hart);
      long retired = hart == null ? 0 : hart.retired;
      long at = run.at();
      run.advance(at + 1);
      boolean last = run.at() == end;
      if (next != null && hart != null && (last || hart.retired == retired + 1)) {
        steps.add(
            new Step(at, next.insn(), hart.pc, next.inputs(), next.written(), next.accesses()));
      }
    }
    return steps;
  }

  private @Nullable Hart hart(int thread) {
    for (ThreadView t : replica.threads()) {
      if (t.id() == thread) {
        return t.hart();
      }
    }
    return null;
  }

  /** What the next instruction of {@code hart} finds; null if it is a trap or none. */
  private @Nullable Step before(Hart hart) {
    DecodedInsn insn = Explanation.read(machine, hart.pc);
    if (insn == null || insn.row().body().stream().anyMatch(Stmt.Trap.class::isInstance)) {
      return null;
    }
    Map<Place, Long> inputs = new LinkedHashMap<>();
    for (Place p : Facts.reads(insn)) {
      inputs.put(p, p.value(hart));
    }
    Footprint touched = preview.of(hart, insn);
    GuestMemory memory = machine.memory();
    List<MemoryAccess> accesses = new ArrayList<>();
    for (MemoryAccess m : touched.accesses()) {
      long found = Facts.peek(memory, m.address(), m.bytes());
      accesses.add(new MemoryAccess(m.store(), m.address(), m.bytes(), found));
    }
    return new Step(run.at(), insn, hart.pc, inputs, touched.written(), accesses);
  }
}

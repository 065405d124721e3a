package dev.orrery.machine.fuzz;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Stop;
import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.random.Confines;
import dev.orrery.engine.random.Insn;
import dev.orrery.engine.random.ProgramGenerator;
import dev.orrery.engine.random.World;
import dev.orrery.machine.fuzz.processor.Processor;
import dev.orrery.machine.fuzz.processor.Processor.Arrival;
import dev.orrery.machine.fuzz.processor.ProcessorFacts;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * A processor that engines are compared with, and the rows that it can be compared about: not those
 * that are left out for a reason, nor those that it takes for illegal, as one does that is older
 * than they are.
 */
public final class ProcessorReference {
  private static final int TRIES = 4;
  private static final int SIGILL = 4;

  private final Isa isa;
  private final Processor processor;
  private final ProcessorFacts facts;
  private final Set<Row> refused;

  /** Rows that can be compared, by their ids. */
  private final BitSet comparable;

  private final List<ProcessorCheck> checks = new ArrayList<>();

  /** Finds out what {@code processor} has. */
  public ProcessorReference(Isa isa, Processor processor) {
    this.isa = isa;
    this.processor = processor;
    facts = ProcessorFacts.of(isa);
    refused = refused();
    comparable = new BitSet();
    for (Row row : isa.rows()) {
      comparable.set(row.id(), facts.isComparable(row) && !refused.contains(row));
    }
  }

  /** Rows that the processor takes for illegal instructions, and tables do not. */
  private Set<Row> refused() {
    ProgramGenerator generator = new ProgramGenerator(isa, confines(facts::isComparable));
    SplittableRandom random = new SplittableRandom(0);
    FuzzGuest ours = new FuzzGuest(Engines.create("interpreter", isa, EngineOptions.PLAIN), false);
    FuzzGuest theirs = new FuzzGuest(ours.engine, false);
    byte[] pages = new byte[World.BYTES];
    Set<Row> found = new HashSet<>();
    for (Row row : isa.rows()) {
      boolean taken = !facts.isComparable(row);
      for (int i = 0; i < TRIES && !taken; i++) {
        Insn insn = generator.any(row, random);
        byte[] contents = new byte[World.BYTES];
        taken = insn == null;
        if (insn != null) {
          byte[] code = insn.code(isa);
          System.arraycopy(code, 0, contents, 0, code.length);
          ours.reset(contents);
          ours.hart.regs[0] = 0;
          ours.hart.pc = World.CODE;
          Arrival arrival = processor.run(ours.hart, contents, theirs.hart, pages);
          long unused = ours.engine.run(ours.hart, 1);
          taken =
              arrival == null
                  || arrival.signal() != SIGILL
                  || theirs.hart.pc != World.CODE
                  || ours.hart.stop instanceof Stop.Trap t && t.kind() == TrapKind.ILLEGAL;
        }
      }
      if (!taken) {
        found.add(row);
      }
    }
    return found;
  }

  private Confines confines(Predicate<Row> rows) {
    return new Confines(rows, facts.pinned(), facts.starts(), true);
  }

  private boolean isComparable(Row row) {
    return comparable.get(row.id());
  }

  /** What programs keep to so that they can be compared. */
  Confines confines() {
    return confines(this::isComparable);
  }

  /** A comparison of its own for a runner. */
  ProcessorCheck check() {
    ProcessorCheck check = new ProcessorCheck(isa, processor, this::isComparable, facts.pinned());
    checks.add(check);
    return check;
  }

  /** The processor's name. */
  public String name() {
    return processor.name();
  }

  /** What is left out whatever the processor. */
  public ProcessorFacts facts() {
    return facts;
  }

  /** Rows that the processor takes for illegal instructions, in the order of the tables. */
  public List<Row> refusedRows() {
    return isa.rows().stream().filter(refused::contains).toList();
  }

  /** Instructions that were compared with the processor. */
  public long compared() {
    return checks.stream().mapToLong(ProcessorCheck::compared).sum();
  }

  /** Instructions that could not be compared: some read what the manual leaves open. */
  public long skipped() {
    return checks.stream().mapToLong(ProcessorCheck::skipped).sum();
  }
}

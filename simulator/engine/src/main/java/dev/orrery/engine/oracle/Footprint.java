package dev.orrery.engine.oracle;

import dev.orrery.engine.Hart;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.List;

/**
 * What one execution of an instruction touches.
 *
 * @param written registers it writes, in the order of the row, each once, also where the value
 *     stays the same; no zero registers
 * @param accesses memory it loads and stores, in order; an atomic access is a load and a store
 */
public record Footprint(List<Place> written, List<MemoryAccess> accesses) {
  public Footprint {
    written = List.copyOf(written);
    accesses = List.copyOf(accesses);
  }

  /** A register. */
  public sealed interface Place {
    /** What it holds now, zero-extended. */
    long value(Hart hart);

    /** Its name in listings. */
    String name();

    /** One of a file. */
    record InFile(RegisterFile file, int number) implements Place {
      @Override
      public long value(Hart hart) {
        return hart.regs[file.readSlot(number)];
      }

      @Override
      public String name() {
        return file.names().get(number);
      }
    }

    /** A single one. */
    record Single(Register register) implements Place {
      @Override
      public long value(Hart hart) {
        return hart.get(register);
      }

      @Override
      public String name() {
        return register.name();
      }
    }
  }

  /**
   * A load or a store.
   *
   * @param bytes 1, 2, 4 or 8
   * @param value what is loaded or stored, zero-extended
   */
  public record MemoryAccess(boolean store, long address, int bytes, long value) {}
}

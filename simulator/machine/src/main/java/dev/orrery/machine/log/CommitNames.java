package dev.orrery.machine.log;

import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What Spike's commit log calls registers, and in which order it tells them. One of a file is the
 * file's letter and its number; another one is known as a control register, {@code c}, its number
 * and its name. They come by number, and of one number in the order of the files.
 */
public final class CommitNames {
  private final Map<RegisterFile, Integer> files = new HashMap<>();
  private final Map<Register, Csr> csrs = new HashMap<>();

  /**
   * Names of the registers of {@code isa}.
   *
   * @throws OrreryException if a log cannot name some of them
   */
  public CommitNames(Isa isa) {
    for (RegisterFile file : isa.files()) {
      files.put(file, files.size());
    }
    for (Csr csr : isa.csrs()) {
      if (csr.register() != null) {
        csrs.putIfAbsent(csr.register(), csr);
      }
    }
    List<String> nameless = new ArrayList<>();
    for (Register r : isa.registers()) {
      if (!csrs.containsKey(r)) {
        nameless.add(r.name());
      }
    }
    if (!nameless.isEmpty()) {
      throw new OrreryException(
          ExitCode.USAGE,
          "Spike's commit log calls registers by their file and number or as control registers, and"
              + " those of %s called %s are neither: use --log insn to log such a program"
                  .formatted(isa.name(), String.join(", ", nameless)));
    }
  }

  /** The name of a register, such as {@code x10} or {@code c1_fflags}. */
  public String of(Place place) {
    return switch (place) {
      case Place.InFile f -> f.file().name().toLowerCase(Locale.ROOT) + f.number();
      case Place.Single s -> "c" + csr(s.register()).number() + "_" + csr(s.register()).name();
    };
  }

  /** The order in which one instruction's registers are told. */
  Comparator<Place> order() {
    return Comparator.comparingInt(this::number).thenComparingInt(this::kind);
  }

  private int number(Place place) {
    return switch (place) {
      case Place.InFile f -> f.number();
      case Place.Single s -> csr(s.register()).number();
    };
  }

  private int kind(Place place) {
    return switch (place) {
      case Place.InFile f -> files.getOrDefault(f.file(), 0);
      case Place.Single s -> files.size();
    };
  }

  private Csr csr(Register r) {
    Csr csr = csrs.get(r);
    if (csr == null) {
      throw new IllegalStateException(r + " is of another instruction set");
    }
    return csr;
  }
}

package dev.orrery.workloads;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A prebuilt ELF file of a workload.
 *
 * @param target the name of the compiler set-up in {@link Workloads#targets}
 * @param isa the instruction set it needs: {@link Workload#RV64GC} or {@link Workload#RV32IMAC}
 * @param linkage where it can be loaded
 * @param file its resource, relative to this package
 * @param bytes its length
 * @param sha256 its SHA-256, in lower-case hexadecimal
 * @param counts how many instructions a run executes, as far as that is fixed
 */
public record Build(
    String target,
    String isa,
    Linkage linkage,
    String file,
    long bytes,
    String sha256,
    @JsonProperty("instructions") Map<Size, Long> counts) {

  public Build {
    counts = Map.copyOf(counts);
  }

  /** Where an executable can be loaded. */
  public enum Linkage {
    /** At the addresses in the file only. */
    @JsonProperty("static")
    STATIC,
    /** Anywhere: the program relocates itself, without an interpreter. */
    @JsonProperty("static-pie")
    STATIC_PIE
  }

  /**
   * Returns how many instructions the program executes from its entry point to its end, the {@code
   * ecall} that ends it included. Empty where the number was not measured or is not fixed: a C
   * library's start-up depends on the environment, the auxiliary vector and the program's path.
   */
  public OptionalLong instructions(Size size) {
    Long count = counts.get(size);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }
}

package dev.orrery.workloads;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guest program.
 *
 * @param name its short name, unique in the manifest
 * @param title what it is, in a few words
 * @param stresses what parts of a machine it exercises
 * @param kind which geometric mean it belongs to
 * @param sources the C files it is made of besides the runtime, relative to {@code src/guest}
 * @param sizes how to run it at each size, and what must come out; always has {@link Size#SMALL}
 * @param builds the prebuilt ELF files
 */
public record Workload(
    String name,
    String title,
    String stresses,
    Kind kind,
    List<String> sources,
    Map<Size, Run> sizes,
    List<Build> builds) {

  /** The ISA of the builds with hardware floating point and 64-bit registers. */
  public static final String RV64GC = "rv64gc";

  /** The ISA of the builds with 32-bit registers and floating point in software. */
  public static final String RV32IMAC = "rv32imac";

  public Workload {
    sources = List.copyOf(sources);
    sizes = Map.copyOf(sizes);
    builds = List.copyOf(builds);
  }

  /** What a program mostly computes with; results are averaged within a kind. */
  public enum Kind {
    /** Integers only. */
    @JsonProperty("integer")
    INTEGER,
    /** Floating point in the inner loops. */
    @JsonProperty("fp")
    FP,
    /** Linked with glibc: measures start-up, the C library and system calls. */
    @JsonProperty("libc")
    LIBC
  }

  /** Returns the fixed-address build for an ISA, if there is one. */
  public Optional<Build> build(String isa) {
    return builds.stream()
        .filter(build -> build.isa().equals(isa) && build.linkage() == Build.Linkage.STATIC)
        .findFirst();
  }

  /** Returns how to run the program at a size, or empty where it has no such size. */
  public Optional<Run> run(Size size) {
    return Optional.ofNullable(sizes.get(size));
  }
}

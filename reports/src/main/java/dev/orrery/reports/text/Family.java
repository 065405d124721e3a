package dev.orrery.reports.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Kinds of instructions as a reader thinks of them. Tables name finer classes, and may name classes
 * that nobody thought of here: those are {@link #OTHER}.
 */
public enum Family {
  ALU("integer", "alu", "shift", "rot", "bit", "compare"),
  MULDIV("multiply, divide", "mul", "div"),
  LOAD("load", "load", "fload", "lr"),
  STORE("store", "store", "fstore", "sc"),
  BRANCH("branch", "branch"),
  JUMP("jump, call", "jump", "jumpr", "call", "ret"),
  FLOAT(
      "floating point", "fadd", "fmul", "fma", "fdiv", "fsqrt", "fcmp", "fcvt", "fmove", "fclass"),
  ATOMIC("atomic", "amo"),
  SYSTEM("system", "system", "csr", "fence"),
  OTHER("other");

  private final String label;
  private final List<String> classes;

  Family(String label, String... classes) {
    this.label = label;
    this.classes = List.of(classes);
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** The family of a class of the tables. */
  public static Family of(String insnClass) {
    for (Family f : values()) {
      if (f.classes.contains(insnClass)) {
        return f;
      }
    }
    return OTHER;
  }

  /**
   * A family's share of a run.
   *
   * @param count instructions
   */
  public record Share(Family family, long count) {}

  /** Instructions by family, most first; families without any are left out. */
  public static List<Share> shares(Iterable<dev.orrery.profiler.recording.NamedCount> classes) {
    Map<Family, Long> sums = new EnumMap<>(Family.class);
    for (var c : classes) {
      sums.merge(of(c.name()), c.count(), Long::sum);
    }
    List<Share> shares = new ArrayList<>();
    sums.forEach((f, n) -> shares.add(new Share(f, n)));
    shares.removeIf(s -> s.count() == 0);
    shares.sort((a, b) -> Long.compare(b.count(), a.count()));
    return shares;
  }
}

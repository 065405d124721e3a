package dev.orrery.profiler.sweep;

import dev.orrery.machine.RunLimits;
import dev.orrery.spec.Cores;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.core.Formula;
import dev.orrery.spec.lang.source.DidYouMean;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * Reads the plan of a sweep, which is TOML:
 *
 * <pre>{@code
 * title = "How large a data cache?"
 * core = "inorder5"                      # or cores = ["inorder5", "my.core"]
 * programs = ["workload:matmul"]         # and more as [[program]] with run, name, arguments,
 *                                        # isa, input and exit-status
 * constraints = ["dcache.size >= 64 * dcache.ways"]
 * cost = "dcache.size + 256 * dcache.ways"
 *
 * [parameters]
 * dcache.size = "4096..65536 *2"
 * dcache.ways = [1, 2, 4]
 *
 * [limits]
 * max-insns = 100_000_000
 * seconds = 60
 * memory = 268_435_456
 * }</pre>
 *
 * Paths in it start from the folder that it is in.
 */
public final class PlanFile {
  private static final long USUAL_MEMORY = 2L << 30;
  private static final long NANOS = 1_000_000_000;
  private static final long LARGEST_PLAN = 1 << 20;

  private final Path folder;
  private final TomlReader top;
  private final List<SweepProgram> programs = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private PlanFile(Path file, TomlReader top) {
    Path parent = file.getParent();
    this.folder = parent == null ? Path.of("") : parent;
    this.top = top;
  }

  /**
   * Reads a plan.
   *
   * @throws OrreryException if it cannot be read or says what cannot be: file, line and column,
   *     what is wrong, and what to do
   */
  public static SweepPlan read(Path file) {
    TomlParseResult toml;
    try {
      if (Files.size(file) > LARGEST_PLAN) {
        throw new OrreryException(
            ExitCode.BAD_INPUT, file + ": is longer than 1 MiB, and so is no plan of a sweep");
      }
      toml = Toml.parse(file);
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          file + ": the plan cannot be read (" + reason(e) + "); check the path",
          e);
    }
    return plan(file, toml);
  }

  /**
   * The plan that a text says.
   *
   * @param shownAs its name in messages; paths in it start from the folder of that name
   * @throws OrreryException as of {@link #read}
   */
  public static SweepPlan parse(String text, Path shownAs) {
    return plan(shownAs, Toml.parse(text));
  }

  private static SweepPlan plan(Path file, TomlParseResult toml) {
    if (toml.hasErrors()) {
      var first = toml.errors().getFirst();
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "%s:%d:%d: %s; the plan must be TOML"
              .formatted(
                  file, first.position().line(), first.position().column(), first.getMessage()));
    }
    TomlReader top =
        new TomlReader(file.toString(), toml, "")
            .only(
                "title",
                "core",
                "cores",
                "programs",
                "program",
                "parameters",
                "constraints",
                "cost",
                "limits");
    return new PlanFile(file, top).plan(String.valueOf(file.getFileName()));
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "no such file";
      case CharacterCodingException binary -> "it is not UTF-8 text";
      default -> String.valueOf(e.getMessage());
    };
  }

  private SweepPlan plan(String fileName) {
    String title = top.text("title");
    readPrograms();
    List<String> cores = cores();
    List<Axis> axes = axes(cores);
    List<Formula> constraints = new ArrayList<>();
    for (String text : top.texts("constraints")) {
      constraints.add(formula("constraints", text, axes));
    }
    String cost = top.text("cost");
    TomlReader limits = top.table("limits");
    Long memory = limits == null ? null : positive(limits, "memory");
    return new SweepPlan(
        title == null ? fileName : title,
        programs,
        cores,
        axes,
        constraints,
        cost == null ? null : formula("cost", cost, axes),
        limits == null ? RunLimits.NONE : limits(limits.only("max-insns", "seconds", "memory")),
        memory == null ? USUAL_MEMORY : memory);
  }

  // ---- programs ----

  private void readPrograms() {
    for (String run : top.texts("programs")) {
      add(top, "programs", null, run, List.of(), null, null, 0);
    }
    for (TomlReader p : top.tables("program")) {
      p.only("run", "name", "arguments", "isa", "input", "exit-status");
      String run = p.text("run");
      if (run == null) {
        throw top.error("program", "a [[program]] says what to run: run = \"workload:crc32\"");
      }
      Long status = p.number("exit-status");
      if (status != null && (status < 0 || status > 255)) {
        throw p.error("exit-status", "an exit status is 0 to 255");
      }
      String input = p.text("input");
      add(
          p,
          "run",
          p.text("name"),
          run,
          p.texts("arguments"),
          p.text("isa"),
          input == null ? null : path(p, "input", input),
          status == null ? 0 : Math.toIntExact(status));
    }
    if (programs.isEmpty()) {
      String key = top.has("programs") ? "programs" : "program";
      throw top.error(key, "the plan names no programs: write programs = [\"workload:crc32\"]");
    }
  }

  private void add(
      TomlReader at,
      String key,
      @Nullable String name,
      String run,
      List<String> arguments,
      @Nullable String isa,
      @Nullable Path input,
      int exitStatus) {
    String called = name != null ? name : name(run, arguments);
    if (called.isBlank()) {
      throw at.error(key, "a program has an empty name: write run = \"workload:crc32\"");
    }
    if (!names.add(called)) {
      throw at.error(
          key, "two programs are called '" + called + "': give one of them another name = \"...\"");
    }
    programs.add(
        new SweepProgram(called, located(at, key, run), arguments, isa, input, exitStatus));
  }

  /** The last part of what names it, without its ending, and its arguments. */
  private static String name(String run, List<String> arguments) {
    String last = run.substring(Math.max(run.lastIndexOf('/'), run.lastIndexOf(':')) + 1);
    int dot = last.lastIndexOf('.');
    String plain = dot > 0 ? last.substring(0, dot) : last;
    return arguments.isEmpty() ? plain : plain + " " + String.join(" ", arguments);
  }

  /** A file starts from the plan's folder; what has a colon is no file. */
  private String located(TomlReader at, String key, String run) {
    return run.contains(":") ? run : path(at, key, run).toString();
  }

  private Path path(TomlReader at, String key, String text) {
    try {
      return folder.resolve(text);
    } catch (InvalidPathException e) {
      throw at.error(key, "'" + text + "' is not a path: " + e.getReason());
    }
  }

  // ---- cores and parameters ----

  private List<String> cores() {
    String one = top.text("core");
    List<String> several = top.texts("cores");
    if (one != null && !several.isEmpty()) {
      throw top.error("cores", "the plan has 'core' and 'cores': leave one of them out");
    }
    List<String> named = one != null ? List.of(one) : several;
    if (named.isEmpty()) {
      throw top.error("core", "the plan names no core: write core = \"inorder5\"");
    }
    String key = one != null ? "core" : "cores";
    List<String> cores = new ArrayList<>();
    for (String core : named) {
      boolean isFile = core.contains("/") || core.endsWith(".core");
      String located = isFile ? path(top, key, core).toString() : core;
      if (cores.contains(located)) {
        throw top.error(key, "core '" + core + "' is named twice: name it once");
      }
      cores.add(located);
    }
    return cores;
  }

  private List<Axis> axes(List<String> cores) {
    TomlReader parameters = top.table("parameters");
    List<Axis> axes = parameters == null ? List.of() : parameters.axes();
    for (String core : cores) {
      CoreTable table = table(core);
      List<String> known = table.parameters().stream().map(CoreTable.Parameter::name).toList();
      for (Axis axis : axes) {
        if (parameters != null && !known.contains(axis.parameter())) {
          throw parameters.error(
              axis.parameter(),
              "%s has no parameter '%s'. %s"
                  .formatted(
                      core,
                      axis.parameter(),
                      DidYouMean.help(
                          axis.parameter(), known, "See 'orrery core show " + core + "'.")));
        }
      }
    }
    return axes;
  }

  private CoreTable table(String core) {
    try {
      return Cores.named(core, Map.of());
    } catch (OrreryException e) {
      throw top.error(top.has("core") ? "core" : "cores", String.valueOf(e.getMessage()));
    }
  }

  private Formula formula(String key, String text, List<Axis> axes) {
    Formula formula;
    try {
      formula = Formula.parse(text, key);
    } catch (OrreryException e) {
      throw top.error(key, "'" + key + "' has a formula that cannot be read:\n" + e.getMessage());
    }
    List<String> known = axes.stream().map(Axis::parameter).toList();
    for (String name : formula.names()) {
      if (!known.contains(name)) {
        throw top.error(
            key,
            "'%s' is in a formula of '%s', and [parameters] has no such key. %s"
                .formatted(
                    name,
                    key,
                    DidYouMean.help(name, known, "Give it a value there, if only one.")));
      }
    }
    return formula;
  }

  // ---- limits ----

  private static RunLimits limits(TomlReader limits) {
    Long insns = positive(limits, "max-insns");
    Long seconds = positive(limits, "seconds");
    if (seconds != null && seconds > Long.MAX_VALUE / NANOS) {
      throw limits.error("seconds", "'seconds' is more than three centuries: give less");
    }
    return new RunLimits(
        insns == null ? Long.MAX_VALUE : insns, seconds == null ? Long.MAX_VALUE : seconds * NANOS);
  }

  private static @Nullable Long positive(TomlReader limits, String key) {
    Long value = limits.number(key);
    if (value != null && value < 1) {
      throw limits.error(key, "'" + key + "' is 1 at least");
    }
    return value;
  }
}

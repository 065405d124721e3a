package dev.orrery.cli;

import dev.orrery.profiler.bench.Task.Invocation;
import dev.orrery.profiler.compare.Contender;
import dev.orrery.profiler.compare.EngineKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engines that {@code orrery compare} knows, and those that it takes where none are named. */
final class CompareEngines {
  private static final String ORACLE = "oracle";
  private static final String INTERPRETER = "interpreter";
  private static final String JIT = "jit";
  private static final String JIT_CYCLES = "jit+cycles";
  private static final String KVM = "kvm";
  private static final String QEMU_USER = "qemu-user";
  private static final String QEMU_TCG = "qemu-tcg";
  private static final String QEMU_KVM = "qemu-kvm";
  private static final String NATIVE = BenchEngines.NATIVE;

  /** Orrery's own: {@code --engines}. */
  static final List<String> OWN = List.of(ORACLE, INTERPRETER, JIT, JIT_CYCLES, KVM);

  /** Others: {@code --with}. */
  static final List<String> OTHERS = List.of(QEMU_USER, QEMU_TCG, QEMU_KVM, NATIVE);

  /** The oracle takes a second for a million instructions. */
  private static final long MOST_FOR_ORACLE = 1_000_000;

  /** The interpreter takes ten for a billion. */
  private static final long MOST_FOR_INTERPRETER = 300_000_000;

  private final BenchEngines maker;
  private final Console console;
  private final Path scratch;
  private final BenchProgram program;
  private final CoreOptions core;
  private final @Nullable Path nativeFile;
  private final Map<String, BenchEngine> engines = new LinkedHashMap<>();
  private final Map<String, Invocation> ways = new LinkedHashMap<>();

  /**
   * Makes engines for a program.
   *
   * @param scratch a folder for what lives as long as the comparison
   * @param core whose cycles {@link #JIT_CYCLES} counts
   * @param nativeFile what the host runs instead of the program; null for what is known
   */
  CompareEngines(
      BenchEngines maker,
      Console console,
      Path scratch,
      BenchProgram program,
      CoreOptions core,
      @Nullable Path nativeFile) {
    this.maker = maker;
    this.console = console;
    this.scratch = scratch;
    this.program = program;
    this.core = core;
    this.nativeFile = nativeFile;
  }

  /** The one that a program is tried with, to find out how long it runs. */
  Map<String, Invocation> trial() {
    Invocation way = maker.own(JIT, JIT, List.of()).way(program);
    return way == null ? Map.of() : Map.of(JIT, way);
  }

  /**
   * The names of those that are quick enough.
   *
   * @param instructions of the program; 0 if that is not known
   */
  List<String> usualOwn(long instructions) {
    List<String> names = new ArrayList<>();
    if (instructions > 0 && instructions <= MOST_FOR_ORACLE) {
      names.add(ORACLE);
    }
    if (instructions <= MOST_FOR_INTERPRETER) {
      names.add(INTERPRETER);
    }
    names.add(JIT);
    if (!core.words().isEmpty()) {
      names.add(JIT_CYCLES);
    }
    if (PvhImage.is(program.elf())) {
      names.add(KVM);
    }
    return names;
  }

  /** The names of the others that such a program can run on. */
  List<String> usualOthers() {
    return PvhImage.is(program.elf()) ? OTHERS : List.of(QEMU_USER, NATIVE);
  }

  /** Adds engines; they are asked for the program. */
  void add(List<String> names) {
    for (String name : new LinkedHashSet<>(names)) {
      BenchEngine engine = named(name);
      engines.put(name, engine);
      Invocation way = engine.way(program);
      if (way != null) {
        ways.put(name, way);
      }
    }
  }

  /** How those that were added run the program, by name; those that do not are missing. */
  Map<String, Invocation> ways() {
    return ways;
  }

  /** What was added. */
  List<Contender> contenders() {
    List<Contender> all = new ArrayList<>();
    engines.forEach(
        (name, engine) -> {
          Invocation way = ways.get(name);
          all.add(new Contender(engine.facts(), kind(name), way == null ? List.of() : way.words()));
        });
    return all;
  }

  private BenchEngine named(String name) {
    return switch (name) {
      case JIT_CYCLES -> {
        List<String> words = core.words();
        yield words.isEmpty()
            ? new Without(name, "it counts the cycles of a core: name one with --core")
            : maker.own(name, JIT, words);
      }
      case KVM -> new Without(name, withoutKvm());
      case QEMU_USER -> maker.qemuUser(name);
      case QEMU_TCG -> new SystemQemu(console, name, scratch, false);
      case QEMU_KVM -> new SystemQemu(console, name, scratch, true);
      case NATIVE -> maker.host(name, List.of(program), nativeFile);
      default -> maker.own(name, name, List.of());
    };
  }

  private static String withoutKvm() {
    String reason = HostKvm.probe().reason();
    return reason != null ? reason : "Orrery has no engine of its own for it; qemu-kvm uses it";
  }

  private EngineKind kind(String name) {
    return switch (name) {
      case ORACLE -> EngineKind.ORACLE;
      case INTERPRETER -> EngineKind.INTERPRETER;
      case JIT_CYCLES -> EngineKind.TIMED_TRANSLATOR;
      case KVM -> EngineKind.OWN_VIRTUAL_MACHINE;
      case QEMU_USER -> EngineKind.USER_EMULATOR;
      case QEMU_TCG -> EngineKind.SYSTEM_EMULATOR;
      case QEMU_KVM -> EngineKind.VIRTUAL_MACHINE;
      case NATIVE ->
          nativeFile == null && BenchEngines.isForThisHost(program.elf())
              ? EngineKind.HARDWARE
              : EngineKind.NATIVE_BUILD;
      default -> EngineKind.TRANSLATOR;
    };
  }

  /** What takes no part. */
  private static final class Without extends BenchEngine {
    private final String why;

    Without(String name, String why) {
      super(name);
      this.why = why;
    }

    @Override
    Answer ask(BenchProgram program) {
      return Answer.no(why);
    }

    @Override
    String version() {
      return "";
    }
  }
}

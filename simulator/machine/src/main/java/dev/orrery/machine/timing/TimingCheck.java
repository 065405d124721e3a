package dev.orrery.machine.timing;

import dev.orrery.engine.timing.CoreClass;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.spec.Isas;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Runs measured programs on models, and compares cycles. */
public final class TimingCheck {
  /** Names of instruction sets' folders may have something behind the set's name. */
  private static final char FOLDER_SUFFIX = '_';

  /** At its ends, a trace may have so many instructions more or less than the program. */
  private static final int TRACE_ENDS = 16;

  /** What the measurements' folder of programs keeps its ELF files in, beside their sources. */
  private static final String ELF_FOLDER = "elf";

  private static final String TRACE_SUFFIX = ".u16.gz";

  private final Path programs;
  private final @Nullable Path traces;
  private final List<Measurement> measurements;
  private final Map<Path, TimedProgram> ran = new LinkedHashMap<>();

  /**
   * A check against measurements.
   *
   * @param programs folder with a folder of programs for each instruction set, or with a folder
   *     {@code elf} that has them
   * @param traces folder with a folder of retire traces for each core, of which any may be missing;
   *     null if there are none
   * @throws OrreryException if one of them is no folder
   */
  public TimingCheck(Path programs, @Nullable Path traces, List<Measurement> measurements) {
    checkFolder(programs, "programs");
    if (traces != null) {
      checkFolder(traces, "traces");
    }
    Path within = programs.resolve(ELF_FOLDER);
    this.programs = Files.isDirectory(within) ? within : programs;
    this.traces = traces;
    this.measurements = List.copyOf(measurements);
  }

  private static void checkFolder(Path folder, String what) {
    if (!Files.isDirectory(folder)) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, "%s: there is no such folder of %s".formatted(folder, what));
    }
  }

  /** The measurements of cores and configurations that none of {@code cores} models. */
  public List<Measurement> withoutTable(List<CoreTable> cores) {
    return measurements.stream()
        .filter(m -> cores.stream().noneMatch(core -> isOf(m, core.measured())))
        .toList();
  }

  private static boolean isOf(Measurement m, CoreTable.@Nullable Measured with) {
    return with != null && m.core().equals(with.core()) && m.config().equals(with.config());
  }

  /**
   * Checks a core; without results if nothing was measured for it.
   *
   * @throws OrreryException if a program is missing or cannot be run
   */
  public CoreResult check(CoreTable core) {
    CoreTable.Measured with = core.measured();
    List<ProgramResult> results = new ArrayList<>();
    Map<CoreResult.Deviation, Long> histogram = new LinkedHashMap<>();
    for (Measurement m : measurements) {
      if (with != null && isOf(m, with)) {
        results.add(check(core, with, m, histogram));
      }
    }
    Map<CoreResult.Deviation, Long> sorted = new LinkedHashMap<>();
    histogram.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return new CoreResult(core, results, sorted);
  }

  private ProgramResult check(
      CoreTable core,
      CoreTable.Measured with,
      Measurement m,
      Map<CoreResult.Deviation, Long> histogram) {
    String folder = with.programs().getOrDefault(m.isa(), m.isa());
    TimedProgram program = program(folder, m.program());
    CoreModel model = CoreClass.model(core, program.code());
    long[] cycles = program.trace().replay(model);
    String traceFolder = with.traces().get(m.isa());
    int[] measured =
        traceFolder == null
            ? null
            : deltas(traceFolder, m.program(), cycles.length, (int) with.skip());
    long differing = 0;
    int compared = 0;
    if (measured != null) {
      compared = Math.min(measured.length, cycles.length);
      for (int i = 0; i < compared; i++) {
        long deviation = measured[i] - (cycles[i] - (i == 0 ? 0 : cycles[i - 1]));
        if (deviation != 0) {
          differing++;
          histogram.merge(deviation(core, program.trace(), i, deviation), 1L, Long::sum);
        }
      }
    }
    boolean hasRoi = program.roiBegin() >= 0 && program.roiEnd() >= 0;
    return new ProgramResult(
        m,
        hasRoi ? cycles[program.roiEnd()] - cycles[program.roiBegin()] : 0,
        model.cycles() + with.trailing(),
        cycles.length,
        compared,
        differing);
  }

  private static CoreResult.Deviation deviation(
      CoreTable core, RetireTrace trace, int index, long cycles) {
    return new CoreResult.Deviation(
        index == 0 ? "reset" : kind(core, trace, index - 1), kind(core, trace, index), cycles);
  }

  private static String kind(CoreTable core, RetireTrace trace, int index) {
    var row = trace.insn(index).row();
    int kind = row == null ? -1 : core.classOf(row);
    return kind < 0 ? "?" : core.classes().get(kind);
  }

  private TimedProgram program(String folder, String name) {
    Path file = programs.resolve(folder).resolve(name + ".elf");
    TimedProgram known = ran.get(file);
    if (known == null) {
      if (!Files.isRegularFile(file)) {
        throw new OrreryException(
            ExitCode.BAD_INPUT,
            "%s: there is no such program; the folder of programs has a folder for each instruction set"
                .formatted(file));
      }
      int suffix = folder.indexOf(FOLDER_SUFFIX);
      known = TimedProgram.run(file, Isas.stock(suffix < 0 ? folder : folder.substring(0, suffix)));
      ran.put(file, known);
    }
    return known;
  }

  /**
   * Cycles since the retirement before, by instruction; null if there is no such trace.
   *
   * @param retired instructions of the program
   * @param skip instructions before the program's first one, whose cycles count as that one's
   */
  private int @Nullable [] deltas(String folder, String name, int retired, int skip) {
    Path file = traces == null ? null : traces.resolve(folder).resolve(name + TRACE_SUFFIX);
    if (file == null || !Files.isRegularFile(file)) {
      return null;
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      byte[] bytes = in.readNBytes(Character.BYTES * (retired + skip + TRACE_ENDS + 1));
      int traced = bytes.length / Character.BYTES;
      if (Math.abs(traced - skip - retired) > TRACE_ENDS) {
        throw new OrreryException(
            ExitCode.BAD_INPUT,
            "%s: has the cycles of %s%d instructions, and the program retires %d: it is damaged, or that of another program"
                .formatted(file, traced > retired + skip ? "at least " : "", traced, retired));
      }
      int[] deltas = new int[Math.max(0, traced - skip)];
      for (int i = 0; i < traced && deltas.length > 0; i++) {
        deltas[Math.max(0, i - skip)] += bytes[2 * i] & 0xff | (bytes[2 * i + 1] & 0xff) << 8;
      }
      return deltas;
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, file + ": is no retire trace: " + e.getMessage(), e);
    }
  }
}

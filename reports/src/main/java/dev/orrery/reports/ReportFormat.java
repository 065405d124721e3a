package dev.orrery.reports;

import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.csv.CsvTables;
import dev.orrery.reports.export.Bbv;
import dev.orrery.reports.export.Callgrind;
import dev.orrery.reports.export.ChromeTrace;
import dev.orrery.reports.export.FoldedStacks;
import dev.orrery.reports.export.Lcov;
import dev.orrery.reports.export.PerfettoTrace;
import dev.orrery.reports.export.Pprof;
import dev.orrery.reports.export.Speedscope;
import dev.orrery.reports.html.HtmlReport;
import dev.orrery.reports.pdf.PdfReport;
import dev.orrery.spec.diag.OrreryException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a recording can be written as. */
public enum ReportFormat {
  /** The page for people: {@code report.html}. */
  HTML {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("report.html", utf8(HtmlReport.of(recording)));
    }
  },
  /** The same page to print and to pass on: {@code report.pdf}. */
  PDF {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("report.pdf", PdfReport.of(recording));
    }
  },
  /** Everything, for programs: {@code profile.json}. */
  JSON {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("profile.json", RecordingFile.toJson(recording));
    }
  },
  /** Everything, in one small file that is read again: {@code recording.orr}. */
  RECORDING {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("recording.orr", RecordingFile.toBytes(recording));
    }
  },
  /** Tables for spreadsheets: {@code functions.csv} and others. */
  CSV {
    @Override
    Map<String, byte[]> files(Recording recording) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      CsvTables.of(recording.profile()).forEach((name, text) -> files.put(name, utf8(text)));
      return files;
    }
  },
  /** Calls for flamegraph.pl and others, weighed by instructions: {@code instructions.folded}. */
  FOLDED {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("instructions.folded", utf8(FoldedStacks.instructions(recording.profile())));
    }
  },
  /** The same, weighed by a core's cycles: {@code cycles.folded}. */
  FOLDED_CYCLES {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("cycles.folded", utf8(FoldedStacks.cycles(recording.profile())));
    }
  },
  /** Calls for speedscope: {@code profile.speedscope.json}. */
  SPEEDSCOPE {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("profile.speedscope.json", Speedscope.of(recording.profile()));
    }
  },
  /** Costs of instructions and calls for KCachegrind: {@code callgrind.out}. */
  CALLGRIND {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("callgrind.out", utf8(Callgrind.of(recording.profile())));
    }
  },
  /** Calls for pprof: {@code profile.pb.gz}. */
  PPROF {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("profile.pb.gz", Pprof.of(recording));
    }
  },
  /** Coverage of source lines for lcov and genhtml: {@code coverage.info}. */
  LCOV {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("coverage.info", utf8(Lcov.of(recording.profile())));
    }
  },
  /** Calls over time for Chrome and others: {@code trace.json}. */
  CHROME {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("trace.json", ChromeTrace.of(recording.profile()));
    }
  },
  /** Calls over time for Perfetto: {@code trace.pftrace}. */
  PERFETTO {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("trace.pftrace", PerfettoTrace.of(recording.profile()));
    }
  },
  /** Basic block vectors for SimPoint: {@code intervals.bb}. */
  BBV {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("intervals.bb", utf8(Bbv.of(recording.profile())));
    }
  };

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The files of this format by name.
   *
   * @throws OrreryException if the recording does not hold what the format is about
   */
  abstract Map<String, byte[]> files(Recording recording);
}

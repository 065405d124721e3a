package dev.orrery.reports;

import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.csv.CsvTables;
import dev.orrery.reports.html.HtmlReport;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a recording can be written as. */
public enum ReportFormat {
  /** The page for people: {@code report.html}. */
  HTML {
    @Override
    Map<String, byte[]> files(Recording recording) {
      return Map.of("report.html", HtmlReport.of(recording).getBytes(StandardCharsets.UTF_8));
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
      CsvTables.of(recording.profile())
          .forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
      return files;
    }
  };

  /** The files of this format by name. */
  abstract Map<String, byte[]> files(Recording recording);
}

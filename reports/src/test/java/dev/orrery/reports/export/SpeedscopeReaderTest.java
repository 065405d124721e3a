package dev.orrery.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CycleShare;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.ReportFormat;
import dev.orrery.reports.ReportWriter;
import dev.orrery.spec.diag.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * speedscope reads the four of our formats that it knows, and sees in each of them the counts that
 * we wrote, function by function. Of callgrind's files it reads only those without addresses, which
 * ours have.
 */
final class SpeedscopeReaderTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("dev.orrery.reports.export.ExportTest#recordings")
  void countsAreTheSameAfterReading(Recording recording) throws IOException {
    Profile profile = recording.profile();
    List<Path> files = new ArrayList<>();
    write(recording, ReportFormat.SPEEDSCOPE, "a.speedscope.json", files);
    write(recording, ReportFormat.PPROF, "a.pb.gz", files);
    write(recording, ReportFormat.FOLDED, "a.folded", files);
    if (!profile.timelines().isEmpty()) {
      write(recording, ReportFormat.CHROME, "a.json", files);
    }
    JsonNode read = new ObjectMapper().readTree(OtherTools.script("speedscope.js", files));
    assertThat(read.at("/0/complaints")).as("what is not as the schema says").isEmpty();
    List<Map<String, Long>> events = events(profile);
    JsonNode own = read.at("/0/profiles");
    assertThat(own).hasSize(events.size() + profile.threads().size());
    for (int e = 0; e < events.size(); e++) {
      assertThat(counts(own.get(e))).isEqualTo(events.get(e));
    }
    // Of pprof's values, it shows the one that the file says is the first to look at: cycles.
    Map<String, Long> time = events.get(Math.min(1, events.size() - 1));
    assertThat(counts(read.at("/1/profiles/0"))).isEqualTo(time);
    Map<String, Long> folded = new TreeMap<>();
    events.getFirst().forEach((name, count) -> folded.put(name.replace(';', ':'), count));
    assertThat(counts(read.at("/2/profiles/0"))).isEqualTo(folded);
    if (!profile.timelines().isEmpty()) {
      assertThat(counts(read.at("/3/profiles/0"))).isEqualTo(time);
    }
  }

  private void write(Recording recording, ReportFormat format, String name, List<Path> files)
      throws IOException {
    byte[] file = ReportWriter.single(recording, EnumSet.of(format));
    files.add(Files.write(directory.resolve(name), file));
  }

  /** Counts by function of instructions, then of cycles and of each cause that has some. */
  private static List<Map<String, Long>> events(Profile profile) {
    List<Map<String, Long>> events = new ArrayList<>();
    Map<String, Long> instructions = new TreeMap<>();
    for (FunctionProfile f : profile.functions()) {
      instructions.merge(SafeText.clean(f.name()), f.self(), Long::sum);
    }
    events.add(instructions);
    for (CycleProfile cycles : profile.cycles()) {
      events.add(counts(profile, cycles.functions()));
      for (int c = 0; c < cycles.causes().size(); c++) {
        int cause = c;
        if (cycles.causes().get(c).cycles() > 0) {
          events.add(
              counts(
                  profile, cycles.functions().stream().filter(s -> s.cause() == cause).toList()));
        }
      }
    }
    return events;
  }

  private static Map<String, Long> counts(Profile profile, List<CycleShare> shares) {
    Map<String, Long> counts = new TreeMap<>();
    for (CycleShare s : shares) {
      if (s.cycles() > 0) {
        counts.merge(SafeText.clean(profile.function(s.of()).name()), s.cycles(), Long::sum);
      }
    }
    return counts;
  }

  /** Counts by function as they were read; none if nothing was. */
  private static Map<String, Long> counts(JsonNode read) {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode f : read.at("/functions")) {
      long self = f.get("self").longValue();
      if (self > 0) {
        counts.merge(f.get("name").textValue(), self, Long::sum);
      }
    }
    assertThat(read.at("/total").longValue())
        .isEqualTo(counts.values().stream().mapToLong(c -> c).sum());
    return counts;
  }
}

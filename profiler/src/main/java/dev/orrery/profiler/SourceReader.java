package dev.orrery.profiler;

import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.profiler.recording.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the lines of source files that a recording shows counts beside.
 *
 * <p>The program says which files those are, and it is not trusted: what it names could be a key or
 * a password, and a recording is made to be given away. So a file is read only if it lies below the
 * working directory, or below what the user let the program read; not through a link that leads out
 * of there; not if it or a folder on the way is hidden; and only if it is named like a source file.
 */
final class SourceReader {
  private static final int MOST_LINES = 4000;
  private static final int MOST_CHARACTERS = 200;
  private static final int MOST_BYTES = 1 << 22;

  private static final Set<String> SOURCES =
      Set.of(
          "adb", "ads", "asm", "c", "c++", "cc", "cpp", "cxx", "d", "f", "f03", "f08", "f90", "f95",
          "for", "go", "h", "h++", "hh", "hpp", "hxx", "i", "ii", "inc", "inl", "ipp", "m", "mm",
          "nim", "pas", "rs", "s", "swift", "tcc", "v", "zig");

  private final Path working;
  private final List<Path> roots = new ArrayList<>();

  /** A reader of files below {@code working} and what {@code granted} lets a guest read. */
  SourceReader(Path working, Sandbox granted) {
    this.working = working;
    List<Path> named = new ArrayList<>(List.of(working));
    named.addAll(granted.readable());
    if (granted.root() != null) {
      named.add(granted.root());
    }
    for (Path p : named) {
      try {
        Path real = p.toRealPath();
        if (real.getNameCount() > 0) {
          roots.add(real); // The root of the file system is everything: nobody means that.
        }
      } catch (IOException e) {
        // It is not there: then nothing below it is.
      }
    }
  }

  /** The texts of the lines that ran, by file and line; of those that can be read. */
  List<SourceText> read(SourceProfile source) {
    List<SourceText> texts = new ArrayList<>();
    Map<Integer, List<String>> files = new HashMap<>();
    for (LineCount l : source.lines()) {
      if (l.file() < 0 || l.line() == 0 || texts.size() == MOST_LINES) {
        continue;
      }
      List<String> lines =
          files.computeIfAbsent(l.file(), f -> lines(source.files().get(f).path()));
      if (l.line() <= lines.size()) {
        String text = lines.get(l.line() - 1);
        String cut = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
        texts.add(new SourceText(l.file(), l.line(), GuestText.bounded(cut)));
      }
    }
    texts.sort(
        java.util.Comparator.comparingInt(SourceText::file).thenComparingInt(SourceText::line));
    return texts;
  }

  private List<String> lines(String name) {
    try {
      Path file = working.resolve(name).toRealPath();
      if (!allowed(file) || !Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        return List.of();
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MOST_BYTES);
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
      }
    } catch (IOException | InvalidPathException e) {
      return List.of();
    }
  }

  private boolean allowed(Path file) {
    String name = String.valueOf(file.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!SOURCES.contains(ending)) {
      return false;
    }
    for (Path root : roots) {
      if (file.startsWith(root)) {
        for (Path part : root.relativize(file)) {
          if (part.toString().startsWith(".")) {
            return false;
          }
        }
        return true;
      }
    }
    return false;
  }
}

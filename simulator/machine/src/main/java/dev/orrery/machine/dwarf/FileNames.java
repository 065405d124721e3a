package dev.orrery.machine.dwarf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that a line program names, by the numbers that it and the unit's entries use. */
final class FileNames {
  private record Entry(@Nullable String name, long directory) {}

  private final int firstFile;
  private final @Nullable String compilationDirectory;
  private final List<@Nullable String> directories = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<@Nullable SourceFile> files = new ArrayList<>();

  /**
   * No files yet.
   *
   * @param version of the line program: from 5 on, files count from 0 and directory 0 is listed
   * @param compilationDirectory what the unit says; null if it says nothing
   */
  FileNames(int version, @Nullable String compilationDirectory) {
    this.firstFile = version >= 5 ? 0 : 1;
    this.compilationDirectory = compilationDirectory;
    if (firstFile == 1) {
      directories.add(compilationDirectory);
    }
  }

  void addDirectory(@Nullable String name) {
    directories.add(name);
  }

  void addFile(@Nullable String name, long directory) {
    entries.add(new Entry(name, directory));
  }

  /** A file; null if there is none of that number. */
  @Nullable SourceFile file(long number) {
    long i = number - firstFile;
    if (i < 0 || i >= entries.size()) {
      return null;
    }
    while (files.size() < entries.size()) {
      files.add(null);
    }
    SourceFile file = files.get((int) i);
    if (file == null) {
      file = resolve(entries.get((int) i));
      files.set((int) i, file);
    }
    return file;
  }

  private @Nullable SourceFile resolve(Entry e) {
    String name = e.name;
    if (name == null) {
      return null;
    }
    if (absolute(name)) {
      return new SourceFile(name, name);
    }
    String base = compilationDirectory;
    if (base == null && !directories.isEmpty()) {
      base = directories.getFirst();
    }
    boolean listed = e.directory > 0 && e.directory < directories.size();
    String directory = listed ? directories.get((int) e.directory) : null;
    if (directory != null && !directory.isEmpty() && !directory.equals(base)) {
      name = directory + "/" + name;
    }
    String path = absolute(name) || base == null ? name : base + "/" + name;
    return new SourceFile(name.startsWith("./") ? name.substring(2) : name, path);
  }

  private static boolean absolute(String name) {
    return name.startsWith("/")
        || name.startsWith("\\")
        || name.length() > 1 && name.charAt(1) == ':';
  }
}

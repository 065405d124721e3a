package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.lang.source.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a main file and everything it imports, each file once, imported files before those that
 * import them. Import paths cannot leave the source tree.
 */
public final class Loader {
  private static final int MAX_FILES = 500;
  private static final int MAX_DEPTH = 50;

  private final SourceTree sources;
  private final Diagnostics diagnostics;
  private final List<ParsedFile> done = new ArrayList<>();

  /** By path: whether the file is still being read, which makes importing it a circle. */
  private final Map<String, Boolean> open = new HashMap<>();

  private Loader(SourceTree sources, Diagnostics diagnostics) {
    this.sources = sources;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads {@code main} and its imports; {@code main} is the last of the result.
   *
   * @throws IOException if {@code main} cannot be read; null if there is no such file
   */
  public static @Nullable List<ParsedFile> load(
      SourceTree sources, String main, Diagnostics diagnostics) throws IOException {
    SourceFile file = sources.load(main);
    if (file == null) {
      return null;
    }
    Loader loader = new Loader(sources, diagnostics);
    loader.read(file, 0);
    return loader.done;
  }

  private void read(SourceFile file, int depth) {
    open.put(file.path(), true);
    ParsedFile parsed = FileParser.parse(file, diagnostics);
    for (DeclAst d : parsed.blocks()) {
      if (d instanceof DeclAst.IsaBlock i && i.base() != null && parsed.base() == null) {
        SourceFile base = importFile(file, i.base(), depth);
        parsed = base == null ? parsed : parsed.extending(base);
      }
    }
    for (DeclAst d : parsed.blocks()) {
      if (d instanceof DeclAst.Import i) {
        for (DeclAst.Word path : i.paths()) {
          SourceFile unused = importFile(file, path, depth);
        }
      }
    }
    open.put(file.path(), false);
    done.add(parsed);
  }

  /** Reads a file, unless it has been; null if that is reported to be impossible. */
  private @Nullable SourceFile importFile(SourceFile from, DeclAst.Word word, int depth) {
    String path = word.text();
    if (!isPlain(path)) {
      fail(
          word.span(),
          "'" + path + "' is not a path inside the tables",
          "Write folder/file: letters, digits, '-', '_', no '..', no .isa.");
      return null;
    }
    if (depth >= MAX_DEPTH || open.size() >= MAX_FILES) {
      diagnostics.error(
          "E28",
          word.span(),
          "more than " + MAX_FILES + " files, or imports nested deeper than " + MAX_DEPTH,
          "Import files from the main file.");
      return null;
    }
    String folder = from.path().substring(0, from.path().lastIndexOf('/') + 1);
    SourceFile file = find(folder + path + ".isa", word.span());
    if (file == null && !folder.isEmpty()) {
      file = find(path + ".isa", word.span());
    }
    if (file == null) {
      fail(
          word.span(),
          "there is no file '"
              + path
              + ".isa' beside this one, beside the main file, or among the"
              + " stock tables",
          "Check the name; paths start at the importing file's folder.");
      return null;
    }
    Boolean isOpen = open.get(file.path());
    if (isOpen == null) {
      read(file, depth + 1);
    } else if (isOpen) {
      fail(
          word.span(),
          "importing '" + path + "' here makes a circle: " + file + " is being read already",
          "Declarations may stand in any order: one of the two imports is enough.");
      return null;
    }
    return file;
  }

  private @Nullable SourceFile find(String path, Span span) {
    try {
      return sources.load(path);
    } catch (IOException e) {
      String why = e.getMessage();
      fail(span, "'" + path + "' cannot be read: " + (why == null ? e : why), "Mend the file.");
      return new SourceFile(path, path, "");
    }
  }

  private static boolean isPlain(String path) {
    boolean partStart = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!word && c != '_' && (partStart || c != '-' && c != '/')) {
        return false;
      }
      partStart = c == '/';
    }
    return !partStart;
  }

  private void fail(Span span, String message, String help) {
    diagnostics.error("E27", span, message, help);
  }
}

package dev.orrery.profiler.recording;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in the source the instructions come from, as the program's debugging information says. */
@Meaning("Where in the source the instructions come from. Empty without debugging information.")
public record SourceProfile(
    @Meaning("Source files, in the order they were met.") List<File> files,
    @Meaning("Places in the source, in the order they were met.") List<Place> places,
    @Meaning("Code that ran and has a place, by address.") List<Code> code,
    @Meaning("Instructions retired by line, most first; they add up to all of the run.")
        List<LineCount> lines,
    @Meaning("What of the debugging information was ignored, and why.") List<String> notes,
    @Meaning(
            value = "Lines with code of which nothing ran, in files of which something ran.",
            since = 5)
        List<LineRange> unexecutedLines,
    @Meaning(value = "Functions that did not run, in files of which something ran.", since = 5)
        List<UnexecutedFunction> unexecutedFunctions) {

  /** Nothing known. */
  public static final SourceProfile NONE =
      new SourceProfile(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** Most lines of a range: the longest files have some hundred thousand. */
  private static final int LONGEST_RANGE = 1 << 20;

  public SourceProfile {
    files = List.copyOf(files);
    places = List.copyOf(places);
    code = List.copyOf(code);
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
    unexecutedLines = List.copyOf(unexecutedLines);
    unexecutedFunctions = List.copyOf(unexecutedFunctions);
    for (LineRange r : unexecutedLines) {
      Checks.index("a file with lines that did not run", r.file(), files);
    }
    for (UnexecutedFunction f : unexecutedFunctions) {
      Checks.index("the file of a function that did not run", f.file(), files);
    }
    for (int i = 0; i < places.size(); i++) {
      Place p = places.get(i);
      indexOrNone("a place's file", p.file(), files.size());
      indexOrNone("a place's caller", p.caller(), i); // so that following callers ends
    }
    Code before = null;
    for (Code c : code) {
      Checks.index("a place of code", c.place(), places);
      if (before != null && Long.compareUnsigned(before.address(), c.address()) >= 0) {
        throw new IllegalArgumentException("code with places is not in the order of its addresses");
      }
      before = c;
    }
    for (LineCount l : lines) {
      indexOrNone("a line's file", l.file(), files.size());
    }
  }

  private static void indexOrNone(String what, int index, int size) {
    if (index < -1 || index >= size) {
      throw new IllegalArgumentException(what + " " + index + " does not exist: there are " + size);
    }
  }

  /** A source file. */
  @Meaning("A source file.")
  public record File(
      @Meaning("Its name as the compiler was given it.") String name,
      @Meaning("The same behind the directory of the compilation.") String path) {}

  /** A line, or a call that was inlined. */
  @Meaning("A line of a function, perhaps of one that was inlined.")
  public record Place(
      @Meaning("The function; empty when unknown.") String function,
      @Meaning("Index in files; -1 when unknown.") int file,
      @Meaning("The line, from 1; 0 when unknown.") int line,
      @Meaning("Index in places of the call that the function was inlined at; -1 if it was not.")
          int caller) {
    public Place {
      Checks.notNegative("line", line);
    }
  }

  /** Code of one place. */
  @Meaning("Instructions that come from one place.")
  public record Code(
      @Meaning(value = "Address of the first.", hex = true) long address,
      @Meaning(value = "Their size.", unit = "bytes") long bytes,
      @Meaning("Index in places.") int place) {
    public Code {
      Checks.notNegative("bytes", bytes);
    }
  }

  /** How often a line's instructions retired. */
  @Meaning("The instructions of a source line, wherever they were inlined.")
  public record LineCount(
      @Meaning("Index in files; -1 for code without a known file.") int file,
      @Meaning("The line, from 1; 0 when unknown.") int line,
      @Meaning(value = "Times they retired.", unit = "instructions") long instructions) {
    public LineCount {
      Checks.notNegative("line", line);
      Checks.notNegative("instructions", instructions);
    }
  }

  /** Lines one after the other. */
  @Meaning("Lines one after the other.")
  public record LineRange(
      @Meaning("Index in files.") int file,
      @Meaning("The first, from 1.") int first,
      @Meaning("The last.") int last) {
    public LineRange {
      if (first < 1 || last < first || last - first >= LONGEST_RANGE) {
        throw new IllegalArgumentException("there are no lines " + first + " to " + last);
      }
    }
  }

  /** A function that did not run. */
  @Meaning("A function that did not run.")
  public record UnexecutedFunction(
      @Meaning("Its symbol.") String name,
      @Meaning("Index in files.") int file,
      @Meaning("The line at which it begins, from 1.") int line) {
    public UnexecutedFunction {
      Checks.notNegative("line", line);
    }
  }

  /** Where the instruction at {@code address} comes from; null if that is unknown. */
  public @Nullable Place at(long address) {
    int low = 0;
    int high = code.size();
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (Long.compareUnsigned(code.get(mid).address(), address) <= 0) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    if (low == 0) {
      return null;
    }
    Code c = code.get(low - 1);
    boolean inside = Long.compareUnsigned(address - c.address(), c.bytes()) < 0;
    return inside ? places.get(c.place()) : null;
  }

  /** The call that a place was inlined at; null if it was not. */
  public @Nullable Place caller(Place place) {
    return place.caller() < 0 ? null : places.get(place.caller());
  }

  /** The place in the function whose code it really is: that of the outermost call inlined. */
  public Place outermost(Place place) {
    Place p = place;
    for (Place c = caller(p); c != null; c = caller(p)) {
      p = c;
    }
    return p;
  }

  /** {@code file.c:12}; empty if not even the file is known. */
  public String text(int file, int line) {
    if (file < 0) {
      return "";
    }
    String name = files.get(file).name();
    return line == 0 ? name : name + ":" + line;
  }

  /** {@code file.c:12} of a place; empty if not even the file is known. */
  public String text(Place place) {
    return text(place.file(), place.line());
  }
}

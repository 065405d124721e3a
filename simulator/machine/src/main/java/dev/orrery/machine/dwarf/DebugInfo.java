package dev.orrery.machine.dwarf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the code and data of a program come from. Made from any bytes whatever; what they do not
 * say, or say in a way that makes no sense, is unknown. Addresses are those of the loaded program.
 */
public final class DebugInfo {
  /** A program without debugging information. */
  public static final DebugInfo NONE = new DebugInfo(new byte[0], 0);

  private final byte[] elf;
  private final long bias;
  private final Notes notes = new Notes();
  private @Nullable DebugSections sections;
  private @Nullable Units units;
  private @Nullable Names names;
  private @Nullable VariableTable variables;

  private DebugInfo(byte[] elf, long bias) {
    this.elf = elf;
    this.bias = bias;
  }

  /**
   * The debugging information of a program; nothing is read before the first question.
   *
   * @param elf the bytes of an ELF file; kept, not copied; not to be changed
   * @param bias how far above its own addresses the program was loaded
   */
  public static DebugInfo of(byte[] elf, long bias) {
    return new DebugInfo(elf, bias);
  }

  /**
   * The places in the source that the instruction at {@code pc} belongs to, innermost first: its
   * own line, then one for each call that was inlined around it, the last one in the function that
   * was really called. Empty if nothing is known.
   */
  public List<SourceFrame> frames(long pc) {
    try {
      return framesAt(pc - bias);
    } catch (DamagedException e) {
      notes.add("some lines are unknown: " + e.getMessage());
      return List.of();
    }
  }

  private List<SourceFrame> framesAt(long address) {
    Unit unit = units().at(address);
    if (unit == null) {
      return List.of();
    }
    UnitCode code = units().code(unit);
    LineTable lines = code.lines();
    int row = lines == null ? -1 : lines.row(address);
    int function = code.function(address);
    if (lines == null || row < 0) {
      return function == Segments.NONE ? List.of() : frames(unit, code, function, null, 0, 0);
    }
    SourceFile file = lines.files().file(lines.file(row));
    return frames(unit, code, function, file, lines.line(row), lines.column(row));
  }

  private List<SourceFrame> frames(
      Unit unit,
      UnitCode code,
      int innermost,
      @Nullable SourceFile innermostFile,
      int innermostLine,
      int innermostColumn) {
    if (innermost == Segments.NONE) {
      return List.of(
          new SourceFrame(null, null, innermostFile, innermostLine, innermostColumn, false));
    }
    List<SourceFrame> frames = new ArrayList<>();
    LineTable lines = code.lines();
    SourceFile file = innermostFile;
    int line = innermostLine;
    int column = innermostColumn;
    for (int f = innermost; ; f = code.caller(f)) {
      Names.Name name = names().of(unit, code.entry(f));
      boolean inlined = code.inlined(f);
      frames.add(new SourceFrame(name.name(), name.linkageName(), file, line, column, inlined));
      if (!inlined) {
        return frames;
      }
      file = lines == null ? null : lines.files().file(code.callFile(f));
      line = code.callLine(f);
      column = code.callColumn(f);
    }
  }

  /**
   * Tells of every line that has code in the compilation units of some code. A line comes as often
   * as the tables name it.
   *
   * @param addresses some of the code of the units
   */
  public void forEachLine(Iterable<Long> addresses, ObjIntConsumer<SourceFile> sink) {
    Set<Unit> asked = new LinkedHashSet<>();
    try {
      for (long pc : addresses) {
        Unit unit = units().at(pc - bias);
        if (unit != null) {
          asked.add(unit);
        }
      }
      for (Unit unit : asked) {
        LineTable lines = units().code(unit).lines();
        if (lines != null) {
          lines.forEachLine(sink);
        }
      }
    } catch (DamagedException e) {
      notes.add("some lines are unknown: " + e.getMessage());
    }
  }

  /** Whether no code has a line or a function. */
  public boolean isEmpty() {
    return units().isEmpty();
  }

  /** The compilation units, in the order of the file. */
  public List<CompilationUnit> compilationUnits() {
    List<CompilationUnit> all = new ArrayList<>();
    for (Unit u : units().all()) {
      if (u.signature == 0) {
        all.add(new CompilationUnit(u.name, u.directory, u.producer, u.language, u.version));
      }
    }
    return all;
  }

  /**
   * The variable that the byte at {@code address} belongs to; null if it is in none that is known.
   * The first question of this kind reads the whole file.
   */
  public @Nullable Variable variableAt(long address) {
    Variable v = variableTable().at(address - bias);
    return v == null ? null : moved(v);
  }

  /** All variables with an address for good, in the order of the file. */
  public List<Variable> variables() {
    return variableTable().all().stream().map(this::moved).toList();
  }

  private Variable moved(Variable v) {
    return new Variable(v.name(), v.type(), v.address() + bias, v.size(), v.file(), v.line());
  }

  /** What was ignored and why, each a sentence without its end; usually nothing. */
  public List<String> notes() {
    return notes.list();
  }

  private Units units() {
    Units known = units;
    if (known == null) {
      known = new Units(sections(), notes);
      units = known;
    }
    return known;
  }

  private DebugSections sections() {
    DebugSections known = sections;
    if (known == null) {
      known = new DebugSections(elf, notes);
      sections = known;
    }
    return known;
  }

  private VariableTable variableTable() {
    VariableTable known = variables;
    if (known == null) {
      known = new VariableTable(sections(), units(), names(), notes);
      variables = known;
    }
    return known;
  }

  private Names names() {
    Names known = names;
    if (known == null) {
      known = new Names(units(), notes);
      names = known;
    }
    return known;
  }
}

package dev.orrery.reports.isa;

import dev.orrery.reports.html.EncodingDrawing;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.ir.IrWords;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a row says.
 *
 * @param row the row
 * @param written how it is written
 * @param file name of the page's file
 * @param drawing its encoding as SVG
 * @param operands what each operand is
 * @param legal which of the words with its fixed bits are its own; null for all
 * @param meaning the row whose meaning it has; null for itself
 * @param words its meaning in English
 * @param formula its meaning as it is executed
 * @param reads registers that it may read
 * @param writes registers that it may write
 * @param memory what else it touches
 * @param traps how it can fail
 * @param aliases other ways to write it
 * @param pseudos pseudo-instructions that stand for it, and what they stand for
 */
public record RowPage(
    Row row,
    String written,
    String file,
    String drawing,
    List<Fact> operands,
    @Nullable String legal,
    @Nullable Row meaning,
    List<IrWords.Sentence> words,
    String formula,
    List<String> reads,
    List<String> writes,
    List<String> memory,
    List<String> traps,
    List<Fact> aliases,
    List<Fact> pseudos) {

  /** A name and what is said of it. */
  public record Fact(String name, String text) {}

  static RowPage of(
      Isa isa, Row row, String file, Set<String> registers, List<PseudoPage> pseudos) {
    Effects effects = Effects.of(row.body());
    Row meaning = row.meaning();
    String written =
        WrittenForm.of(row.name(), row.asm(), row.operands(), row.derived(), registers);
    List<Fact> aliases = new ArrayList<>();
    for (Alias a : isa.aliases()) {
      if (a.row().equals(row)) {
        Expr when = a.when();
        String text = WrittenForm.of(a.name(), a.asm(), row.operands(), a.derived(), registers);
        if (!text.equals(written)) {
          aliases.add(new Fact(text, when == null ? "always" : "when " + IrWords.of(when)));
        }
      }
    }
    List<Fact> parts =
        pseudos.stream()
            .filter(p -> p.stepsNames().contains(row.name()))
            .map(p -> new Fact(p.written(), p.body()))
            .toList();
    return new RowPage(
        row,
        written,
        file,
        EncodingDrawing.of(row),
        operands(row),
        row.legal() == null ? null : IrWords.of(row.legal()),
        meaning.equals(row) ? null : meaning,
        IrWords.of(row.body()),
        IrPrinter.print(row.body()).strip(),
        names(row, effects.reads()),
        names(row, effects.writes()),
        memory(effects),
        traps(effects),
        aliases,
        parts);
  }

  private static List<Fact> operands(Row row) {
    List<Fact> facts = new ArrayList<>();
    for (Operand o : row.operands()) {
      RegisterFile file = o.file();
      String kind = file == null ? "immediate" : "register of " + file.name();
      facts.add(new Fact(o.name(), kind + ", " + place(o)));
    }
    return facts;
  }

  /** Where an operand's value comes from. */
  private static String place(Operand o) {
    BitField field = o.field();
    RegisterFile file = o.file();
    return switch (o.from()) {
      case Operand.From.Computed c -> "computed: " + IrWords.of(c.value());
      case Operand.From.Next n when n.bytes() instanceof Expr.Const bytes ->
          "in the next "
              + bytes(Math.toIntExact(bytes.value()))
              + (n.signed() ? ", with a sign" : "");
      case Operand.From.Next n ->
          "in the next bytes, as many as "
              + IrWords.of(n.bytes())
              + (n.signed() ? ", with a sign" : "");
      case null ->
          field != null
              ? field.width() + " bits" + (field.signed() ? ", with a sign" : "")
              : "always " + (file == null ? "" + o.fixed() : file.names().get((int) o.fixed()));
    };
  }

  private static List<String> names(Row row, Set<Location> locations) {
    Set<String> names = new TreeSet<>();
    for (Location l : locations) {
      names.add(
          switch (l) {
            case Location.Single s -> s.register().name();
            case Location.InFile f ->
                switch (f.index()) {
                  case Expr.Index.Fixed n -> f.file().names().get(n.number());
                  case Expr.Index.Of of -> operand(row, of.operand(), f.file());
                };
          });
    }
    return List.copyOf(names);
  }

  /** The row's own name of an operand of the row whose meaning it has. */
  private static String operand(Row row, Operand of, RegisterFile file) {
    Operand own = row.operands().get(of.index());
    boolean fixed = own.field() == null && own.from() == null;
    return fixed ? file.names().get((int) own.fixed()) : own.name();
  }

  private static List<String> memory(Effects effects) {
    List<String> memory = new ArrayList<>();
    for (Stmt s : effects.memory()) {
      memory.add(
          switch (s) {
            case Stmt.Load l -> "loads " + bytes(l.bytes());
            case Stmt.Store t -> "stores " + bytes(t.bytes());
            case Stmt.LoadReserved l -> "loads " + bytes(l.bytes()) + " and reserves them";
            case Stmt.StoreConditional t -> "stores " + bytes(t.bytes()) + " if still reserved";
            case Stmt.Amo a -> "loads and stores " + bytes(a.bytes()) + " at once";
            case Stmt.CompareAndSwap c -> "compares and swaps " + bytes(c.bytes()) + " at once";
            case Stmt.CompareAndSwapPair c -> "compares and swaps 16 bytes at once";
            case Stmt.ZeroBlock z -> "zeroes " + bytes(z.bytes());
            case Stmt.Counter c ->
                "reads the counter '" + c.kind().name().toLowerCase(Locale.ROOT) + "'";
            case Stmt.Fence f -> "orders accesses to memory";
            case Stmt.InstructionFence f -> "orders the fetch of instructions behind stores";
            default -> throw new IllegalStateException("no effect: " + s);
          });
    }
    return memory.stream().distinct().toList();
  }

  private static List<String> traps(Effects effects) {
    List<String> traps = new ArrayList<>();
    for (Stmt.Trap t : effects.traps()) {
      String kind = t.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      boolean fixed = DecodeTime.isFixed(t.cause()) && t.cause() instanceof Expr.Const;
      traps.add(fixed ? kind + " (cause " + ((Expr.Const) t.cause()).value() + ")" : kind);
    }
    for (Stmt s : effects.memory()) {
      switch (s) {
        case Stmt.Load l -> traps.add("fault if memory cannot be loaded");
        case Stmt.LoadReserved l -> traps.add("fault if memory cannot be loaded or is misaligned");
        case Stmt.Counter c -> {}
        case Stmt.Fence f -> {}
        case Stmt.InstructionFence f -> {}
        case Stmt.Store t -> traps.add("fault if memory cannot be stored to");
        case Stmt.ZeroBlock z -> traps.add("fault if memory cannot be stored to");
        default -> traps.add("fault if memory cannot be stored to or is misaligned");
      }
    }
    return traps.stream().distinct().toList();
  }

  private static String bytes(int n) {
    return n == 1 ? "1 byte" : n + " bytes";
  }

  /** The fixed bits and the others, as the assembler's listing of words would have them. */
  public String bits() {
    StringBuilder bits = new StringBuilder();
    for (int b = row.length() * 8 - 1; b >= 0; b--) {
      bits.append((row.mask() & Bits.mask(1) << b) == 0 ? "." : "" + (row.match() >>> b & 1));
    }
    return bits.toString();
  }
}

package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.Encodable.Written;
import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.asm.expr.Names;
import dev.orrery.spec.asm.expr.Text;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From the text of an instruction to its word, by the templates of one instruction set. Safe to use
 * from several threads.
 */
public final class InsnEncoder {
  private static final int SHOWN_FORMS = 6;

  private static final ExprValue.Operators NO_OPERATORS =
      e -> {
        throw new Failure("", e.span(), "there are no operators here", "Write a number.");
      };

  private final Isa isa;
  private final Encodable.Coding coding;
  private final Forms forms;
  private final RegisterNames registers;
  private final Map<String, Long> csrs = new HashMap<>();

  /** An instruction's word, its bytes, and the row that it belongs to. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Word(Row row, long word, byte[] bytes) {}

  /**
   * The ways to read an instruction.
   *
   * @param ways rows' words, shorter ones first, of one length in the tables' order
   * @param expansion the sequence that it stands for where no way fits; null if there is none
   * @param settled what the first way is wherever it stands, if it fits; null if that is not known,
   *     and then the other ways may be needed
   */
  public record Readings(
      List<Encodable> ways, @Nullable Expansion expansion, Encodable.@Nullable Result settled) {
    public Readings {
      ways = List.copyOf(ways);
    }
  }

  /** Reads the instructions of {@code isa}. */
  public InsnEncoder(Isa isa) {
    this.isa = isa;
    this.coding = Encodable.Coding.of(isa);
    this.forms = new Forms(isa);
    this.registers = new RegisterNames(isa);
    for (Csr csr : isa.csrs()) {
      csrs.put(csr.name(), (long) csr.number());
    }
  }

  /** The instruction set. */
  public Isa isa() {
    return isa;
  }

  /**
   * The word of one instruction by itself: targets are addresses. Of several ways to read the text,
   * the first in the tables' order is taken; shorter forms are taken only where the text names
   * them.
   *
   * @throws Failure if the tables have no such instruction, or its operands do not fit
   */
  public Word encode(String text, long pc) {
    Text source = Text.of("instruction", text);
    Reader reader = new Reader(source, Names.NONE, Set.of());
    List<Encodable> ways = reader.ways(false);
    if (ways.isEmpty() && reader.expansion() == null) {
      throw reader.noForm();
    }
    String problem = "this stands for several instructions";
    for (Encodable e : ways) {
      Encodable.Result r = e.encode(pc, NO_OPERATORS);
      if (r.fits()) {
        return new Word(e.row(), r.word(), r.bytes());
      }
      problem = r.problem();
    }
    throw new Failure("", source.origin(), String.valueOf(problem), "Use other operands.");
  }

  /**
   * All ways to read an instruction, those with fewer bytes included.
   *
   * @param names what names in expressions stand for
   * @param without extensions whose rows do not count
   * @throws Failure if there is none
   */
  public Readings readings(Text text, Names names, Set<String> without) {
    Reader reader = new Reader(text, names, without);
    List<Encodable> ways = new ArrayList<>(reader.ways(true));
    // What can be read without names of the program, is: registers have names, too.
    if (hasNameless(ways)) {
      ways.removeIf(e -> !e.isNameless());
    }
    if (ways.size() > 1) {
      ways.sort(Comparator.comparingInt(Encodable::length));
    }
    if (!ways.isEmpty() && ways.getFirst().isSettled()) {
      Encodable.Result result = ways.getFirst().encode(0, NO_OPERATORS);
      if (result.fits()) {
        return new Readings(ways, null, result);
      }
    }
    Expansion expansion = reader.expansion();
    if (ways.isEmpty() && expansion == null) {
      throw reader.noForm();
    }
    return new Readings(ways, expansion, null);
  }

  private static boolean hasNameless(List<Encodable> ways) {
    for (Encodable e : ways) {
      if (e.isNameless()) {
        return true;
      }
    }
    return false;
  }

  /** The words of the instruction that does nothing, shorter ones first; none if there is none. */
  public List<Encodable> fillers() {
    if (forms.of("nop").isEmpty()) {
      return List.of();
    }
    return readings(Text.of("padding", "nop"), Names.NONE, Set.of()).ways().stream()
        .filter(e -> e.encode(0, NO_OPERATORS).fits())
        .toList();
  }

  /** Reading one text. */
  private final class Reader {
    private final TextCursor in;
    private final Set<String> without;
    private final FormMatcher matcher;
    private final String mnemonic;
    private final int operandsAt;

    Reader(Text text, Names names, Set<String> without) {
      this.in = new TextCursor(text);
      this.without = without;
      this.mnemonic = mnemonic();
      this.operandsAt = in.at();
      this.matcher = new FormMatcher(in, names, registers, csrs);
      if (forms.of(mnemonic).isEmpty() && forms.pseudos(mnemonic).isEmpty()) {
        throw unknown();
      }
    }

    /** The longest mnemonic that the text begins with: not all are one name. */
    private String mnemonic() {
      String name = in.name();
      for (String longer : forms.longer(name)) {
        if (in.accept(name, longer)) {
          return longer;
        }
      }
      return name;
    }

    List<Encodable> ways(boolean shorten) {
      List<Encodable> found = new ArrayList<>();
      List<Encodable> others = new ArrayList<>();
      for (Form form : forms.of(mnemonic)) {
        Row row = form.row();
        if (without.contains(row.extension())) {
          continue;
        }
        for (Reading reading : matcher.match(form, operandsAt)) {
          for (Encodable e : Encodable.of(reading, coding)) {
            add(form, e, shorten, found, others);
          }
        }
      }
      return found.isEmpty() ? others : found;
    }

    private void add(
        Form form, Encodable e, boolean shorten, List<Encodable> found, List<Encodable> others) {
      boolean isShort = e.row().meaning() != e.row();
      if (isShort && !form.own() && (!shorten || e.hasUnknownValue())) {
        others.add(e);
        return;
      }
      found.add(e);
      if (shorten && !isShort && !form.exact() && !e.hasUnknownValue()) {
        shorter(e, found);
      }
    }

    /** Adds what means the same as {@code e} in fewer bytes. */
    private void shorter(Encodable e, List<Encodable> found) {
      for (Forms.Shorter to : forms.shorter(e.row())) {
        boolean isOff = without.contains(to.row().extension());
        Encodable s = isOff ? null : e.as(to.row(), to.solver());
        if (s != null) {
          found.add(s);
        }
      }
    }

    /** The sequence that the text stands for; null if it stands for none. */
    @Nullable Expansion expansion() {
      for (Forms.PseudoForm p : forms.pseudos(mnemonic)) {
        for (Reading reading : matcher.match(p.form(), operandsAt)) {
          if (holds(p.pseudo().when(), reading)) {
            return expanded(p.pseudo(), reading);
          }
        }
      }
      return null;
    }

    private boolean holds(@Nullable Expr when, Reading reading) {
      if (when == null) {
        return true;
      }
      long[] values = reading.values().clone();
      for (Written w : reading.written()) {
        if (!(w.expr() instanceof AsmExpr.Number n)) {
          return false;
        }
        values[w.operand()] = Bits.zext(n.value(), isa.xlen());
      }
      Row row = reading.form().row();
      return DecodeTime.value(when, new DecodedInsn(row, 0, 0, values)) != 0;
    }

    private Expansion expanded(AsmSpec.Pseudo pseudo, Reading reading) {
      Map<String, String> registers = new HashMap<>();
      Map<String, AsmExpr> arguments = new HashMap<>();
      for (Operand o : pseudo.operands()) {
        RegisterFile file = o.file();
        if (file != null) {
          registers.put(o.name(), file.names().get((int) reading.values()[o.index()]));
        }
      }
      for (Written w : reading.written()) {
        arguments.put(pseudo.operands().get(w.operand()).name(), w.expr());
      }
      return new Expansion(pseudo.body(), registers, arguments);
    }

    private Failure unknown() {
      in.reset(0);
      if (mnemonic.isEmpty()) {
        return in.error("an instruction is missing", "Begin with its mnemonic.");
      }
      return in.error(
          "there is no instruction '" + mnemonic + "' in " + isa.name(),
          DidYouMean.help(
              mnemonic, forms.mnemonics(), "'orrery isa list " + isa.name() + "' has them all."));
    }

    Failure noForm() {
      List<Form> candidates = new ArrayList<>(forms.of(mnemonic));
      forms.pseudos(mnemonic).forEach(p -> candidates.add(p.form()));
      StringBuilder help = new StringBuilder("Write");
      for (int i = 0; i < Math.min(candidates.size(), SHOWN_FORMS); i++) {
        String form = (mnemonic + " " + candidates.get(i)).strip();
        help.append(i == 0 ? ": " : ", or: ").append(form);
      }
      candidates.removeIf(f -> without.contains(f.row().extension()));
      Failure why = matcher.failure(candidates, operandsAt);
      if (why == null) {
        in.reset(0);
        return in.error("'" + mnemonic + "' needs numbers that are known here", help + ".");
      }
      String advice = why.diagnostic().help();
      return new Failure(
          "",
          why.diagnostic().span(),
          why.diagnostic().message(),
          advice.isEmpty() ? help + "." : advice);
    }
  }
}

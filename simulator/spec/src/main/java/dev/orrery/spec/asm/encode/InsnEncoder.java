package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.asm.expr.Names;
import dev.orrery.spec.asm.expr.Text;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From the text of an instruction to its word, by the templates of one instruction set. Safe to use
 * from several threads.
 */
public final class InsnEncoder {
  private static final ExprValue.Operators NO_OPERATORS =
      e -> {
        throw new Failure("", e.span(), "there are no operators here", "Write a number.");
      };

  private final Isa isa;
  private final Forms forms;
  private final RegisterNames registers;
  private final Map<String, Long> csrs = new HashMap<>();

  /** A word and the row that it belongs to. */
  public record Word(Row row, long word) {}

  /** Reads the instructions of {@code isa}. */
  public InsnEncoder(Isa isa) {
    this.isa = isa;
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
    String problem = "";
    for (Encodable e : readings(source, Names.NONE, false)) {
      Encodable.Result r = e.encode(pc, NO_OPERATORS);
      if (r.fits()) {
        return new Word(e.row(), r.word());
      }
      problem = r.problem();
    }
    throw new Failure("", source.origin(), String.valueOf(problem), "Use other operands.");
  }

  /**
   * All ways to read an instruction, in the tables' order.
   *
   * @param shorten whether rows that mean the same in fewer bytes count, too
   * @throws Failure if there is none
   */
  public List<Encodable> readings(Text text, Names names, boolean shorten) {
    TextCursor in = new TextCursor(text);
    String mnemonic = in.name();
    int start = in.at();
    List<Form> candidates = forms.of(mnemonic);
    if (candidates.isEmpty()) {
      throw unknown(in, mnemonic);
    }
    FormMatcher matcher = new FormMatcher(in, names, registers, csrs, isa.xlen());
    List<Encodable> found = new ArrayList<>();
    List<Encodable> others = new ArrayList<>();
    for (Form form : candidates) {
      Encodable e = matcher.match(form, start);
      if (e == null) {
        continue;
      }
      boolean isShort = form.row().meaning() != form.row();
      if (isShort && !form.own() && (!shorten || e.hasUnknownValue())) {
        others.add(e);
        continue;
      }
      found.add(e);
      if (shorten && !isShort && !e.hasUnknownValue()) {
        shorter(e, found);
      }
    }
    if (found.isEmpty()) {
      found.addAll(others);
    }
    if (found.isEmpty()) {
      throw noForm(matcher, in, mnemonic, candidates);
    }
    return found;
  }

  private Failure unknown(TextCursor in, String mnemonic) {
    in.reset(0);
    if (mnemonic.isEmpty()) {
      return in.error("an instruction is missing", "Write one, for example its mnemonic first.");
    }
    return in.error(
        "there is no instruction '" + mnemonic + "' in " + isa.name(),
        DidYouMean.help(
            mnemonic, forms.mnemonics(), "'orrery isa show " + isa.name() + "' lists its rows."));
  }

  private static Failure noForm(
      FormMatcher matcher, TextCursor in, String mnemonic, List<Form> candidates) {
    StringBuilder help = new StringBuilder("Write");
    for (int i = 0; i < Math.min(candidates.size(), 6); i++) {
      help.append(i == 0 ? ": " : ", or: ").append(mnemonic).append(' ').append(candidates.get(i));
    }
    Failure why = matcher.failure();
    if (why == null) {
      in.reset(0);
      return in.error("'" + mnemonic + "' does not say all its operands", help + ".");
    }
    String advice = why.diagnostic().help();
    return new Failure(
        "",
        why.diagnostic().span(),
        why.diagnostic().message(),
        advice.isEmpty() ? help + "." : advice);
  }

  /** Adds what means the same as {@code e} in fewer bytes. */
  private void shorter(Encodable e, List<Encodable> found) {
    for (Row row : forms.shorter(e.row())) {
      Encodable s = e.as(row);
      if (s != null) {
        found.add(s);
      }
    }
  }
}

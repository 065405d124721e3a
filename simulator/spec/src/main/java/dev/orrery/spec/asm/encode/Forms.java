package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.expr.Text;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.disasm.InsnText;
import dev.orrery.spec.disasm.Template;
import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** All ways to write the instructions of an instruction set, by mnemonic. */
final class Forms {
  /** Mnemonics that one row's suffixes may make; beyond, its tables are at fault. */
  private static final int MAX_SUFFIXES = 4096;

  private static final Comparator<String> LONGER_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private final Map<String, List<Form>> byMnemonic = new LinkedHashMap<>();
  private final Map<String, List<PseudoForm>> pseudos = new LinkedHashMap<>();
  private final Map<String, SortedSet<String>> longer = new HashMap<>();
  private final WordSearch.Pool searches = new WordSearch.Pool();
  private final Map<Row, List<Shorter>> shorter = new IdentityHashMap<>();

  /**
   * A row that means words of a longer one.
   *
   * @param solver finds those of its words that may be written for the longer ones
   */
  record Shorter(Row row, Solver solver) {}

  Forms(Isa isa) {
    InsnText texts = new InsnText(isa.files(), isa.csrs(), isa.xlen());
    Map<Row, List<Expr>> printed = new IdentityHashMap<>();
    for (Alias a : isa.aliases()) {
      if (a.use() != Alias.Use.READ && a.when() != null) {
        printed.computeIfAbsent(a.row(), r -> new ArrayList<>()).add(a.when());
      }
    }
    for (Row row : isa.rows()) {
      Template own = texts.template(row, row.asm(), row.derived());
      List<Expr> aliases = printed.getOrDefault(row, List.of());
      add(
          row.name(),
          own,
          Form.of(row, true, false, own.operands(), row.derived(), null, aliases, searches));
      if (row.meaning() != row && row.length() < row.meaning().length()) {
        Expr written = isa.asm().written().get(row);
        shorter
            .computeIfAbsent(row.meaning(), r -> new ArrayList<>())
            .add(new Shorter(row, new Solver(row, List.of(), written, List.of(), searches)));
      }
    }
    for (Alias a : isa.aliases()) {
      Template t = texts.template(a.row(), a.asm(), a.derived());
      boolean own = a.name().equals(a.row().name());
      boolean exact = a.use() == Alias.Use.EXACT;
      add(
          a.name(),
          t,
          Form.of(a.row(), own, exact, t.operands(), a.derived(), a.when(), List.of(), searches));
    }
    for (AsmSpec.Pseudo p : isa.asm().pseudos()) {
      pseudos
          .computeIfAbsent(p.name(), n -> new ArrayList<>(1))
          .add(new PseudoForm(p, form(p, texts)));
    }
  }

  /** A pseudo-instruction, as the form of a row without a word. */
  private Form form(AsmSpec.Pseudo p, InsnText texts) {
    Row row =
        new Row(
            -1,
            p.name(),
            "",
            "",
            0,
            0,
            0,
            null,
            p.operands(),
            p.asm(),
            null,
            List.of(),
            null,
            null,
            p.source());
    List<Piece> pieces = texts.template(row, p.asm(), List.of()).operands();
    return Form.of(row, true, true, pieces, List.of(), null, List.of(), searches);
  }

  /** A pseudo-instruction and its form. */
  record PseudoForm(AsmSpec.Pseudo pseudo, Form form) {}

  private void add(String name, Template template, Form form) {
    Map<String, Form> named = new HashMap<>();
    named.put(name, form);
    for (Piece piece : template.suffix()) {
      Piece.Pick pick = (Piece.Pick) piece;
      Map<String, Form> longer = new LinkedHashMap<>();
      named.forEach(
          (n, f) -> {
            for (int v = 0; v < pick.texts().size() && longer.size() < MAX_SUFFIXES; v++) {
              String text = pick.texts().get(v);
              if (!text.equals(Template.NO_NAME)) {
                longer.putIfAbsent(n + text, f.with(pick.operand(), v));
              }
            }
          });
      named = longer;
    }
    named.forEach(
        (n, f) -> {
          byMnemonic.computeIfAbsent(n, m -> new ArrayList<>(1)).add(f);
          String first = new TextCursor(Text.of("mnemonic", n)).name();
          if (first.length() < n.length()) {
            longer.computeIfAbsent(first, m -> new TreeSet<>(LONGER_FIRST)).add(n);
          }
        });
  }

  /** The ways to write {@code mnemonic}, in the tables' order; empty if there are none. */
  List<Form> of(String mnemonic) {
    return byMnemonic.getOrDefault(mnemonic, List.of());
  }

  /** The mnemonics that begin with the name {@code first} and go on, longer ones first. */
  Set<String> longer(String first) {
    return longer.getOrDefault(first, Collections.emptySortedSet());
  }

  /** The pseudo-instructions called {@code mnemonic}, in the tables' order. */
  List<PseudoForm> pseudos(String mnemonic) {
    return pseudos.getOrDefault(mnemonic, List.of());
  }

  /** Shorter rows that mean words of {@code row}, in the tables' order. */
  List<Shorter> shorter(Row row) {
    return shorter.getOrDefault(row, List.of());
  }

  /** All mnemonics. */
  Set<String> mnemonics() {
    Set<String> all = new LinkedHashSet<>(byMnemonic.keySet());
    all.addAll(pseudos.keySet());
    return all;
  }
}

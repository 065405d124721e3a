package dev.orrery.spec.asm.encode;

import dev.orrery.spec.disasm.InsnText;
import dev.orrery.spec.disasm.Template;
import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All ways to write the instructions of an instruction set, by mnemonic. */
final class Forms {
  /** Mnemonics that one row's suffixes may make; beyond, its tables are at fault. */
  private static final int MAX_SUFFIXES = 4096;

  private final Map<String, List<Form>> byMnemonic = new LinkedHashMap<>();
  private final Map<String, List<PseudoForm>> pseudos = new LinkedHashMap<>();
  private final Map<Row, List<Row>> shorter = new IdentityHashMap<>();

  Forms(Isa isa) {
    InsnText texts = new InsnText(isa.files(), isa.csrs(), isa.xlen());
    for (Row row : isa.rows()) {
      if (row.derived().isEmpty()) { // a value that is computed from operands cannot be read back
        Template t = texts.template(row, row.asm(), List.of());
        add(row.name(), t.suffix(), Form.of(row, true, false, t.operands(), null));
      }
      if (row.meaning() != row && row.length() < row.meaning().length()) {
        shorter.computeIfAbsent(row.meaning(), r -> new ArrayList<>()).add(row);
      }
    }
    for (Alias a : isa.aliases()) {
      if (a.derived().isEmpty()) {
        Template t = texts.template(a.row(), a.asm(), List.of());
        boolean own = a.name().equals(a.row().name());
        boolean exact = a.use() == Alias.Use.EXACT;
        add(a.name(), t.suffix(), Form.of(a.row(), own, exact, t.operands(), a.when()));
      }
    }
    for (AsmSpec.Pseudo p : isa.asm().pseudos()) {
      pseudos
          .computeIfAbsent(p.name(), n -> new ArrayList<>(1))
          .add(new PseudoForm(p, form(p, texts)));
    }
  }

  /** A pseudo-instruction, as the form of a row without a word. */
  private static Form form(AsmSpec.Pseudo p, InsnText texts) {
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
    return Form.of(row, true, true, texts.template(row, p.asm(), List.of()).operands(), null);
  }

  /** A pseudo-instruction and its form. */
  record PseudoForm(AsmSpec.Pseudo pseudo, Form form) {}

  private void add(String name, List<Piece> suffix, Form form) {
    Map<String, Form> named = new HashMap<>();
    named.put(name, form);
    for (Piece piece : suffix) {
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
    named.forEach((n, f) -> byMnemonic.computeIfAbsent(n, m -> new ArrayList<>(1)).add(f));
  }

  /** The ways to write {@code mnemonic}, in the tables' order; empty if there are none. */
  List<Form> of(String mnemonic) {
    return byMnemonic.getOrDefault(mnemonic, List.of());
  }

  /** The pseudo-instructions called {@code mnemonic}, in the tables' order. */
  List<PseudoForm> pseudos(String mnemonic) {
    return pseudos.getOrDefault(mnemonic, List.of());
  }

  /** Shorter rows that mean words of {@code row}, in the tables' order. */
  List<Row> shorter(Row row) {
    return shorter.getOrDefault(row, List.of());
  }

  /** All mnemonics. */
  Set<String> mnemonics() {
    Set<String> all = new LinkedHashSet<>(byMnemonic.keySet());
    all.addAll(pseudos.keySet());
    return all;
  }
}

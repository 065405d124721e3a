package dev.orrery.spec.lang.lower;

import dev.orrery.spec.disasm.InsnText;
import dev.orrery.spec.disasm.Template;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.RegisterFile;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks assembly templates, and writes out the lists of names that they pick from. */
final class Templates {
  private static final int MAX_DEPTH = 3;

  /** Stands in a template where the suffixes of variants go. */
  private static final char SUFFIX_MARK = '^';

  private static final String PICK = "%pick(";

  private final Declarations declarations;
  private final Set<String> registers = new HashSet<>();

  /**
   * A template as the model holds it.
   *
   * @param printed the operands and the named values that it prints
   * @param suffix those of them that are part of the mnemonic
   * @param hasSuffix whether it has taken in the suffix of the row's variants
   */
  record Checked(String asm, Set<String> printed, Set<String> suffix, boolean hasSuffix) {}

  Templates(Declarations declarations) {
    this.declarations = declarations;
    for (RegisterFile file : declarations.files()) {
      registers.addAll(InsnText.registers(file));
    }
  }

  /** The template {@code word} of {@code row}, which has no variants. */
  Checked check(DeclAst.@Nullable Word word, String row, Set<String> operands) {
    return check(word, row, operands, "");
  }

  /**
   * The template {@code word} of {@code row} with some operands; none at all prints no operands.
   *
   * @param ending the suffix of the row's variants: where the template has its mark, else it is
   *     left to the mnemonic
   */
  Checked check(DeclAst.@Nullable Word word, String row, Set<String> operands, String ending) {
    if (word == null) {
      return new Checked("", Set.of(), Set.of(), false);
    }
    String marked = written(word, 0);
    int mark = marked.indexOf(SUFFIX_MARK);
    String asm =
        mark < 0 ? marked : ended(marked.substring(0, mark), ending) + marked.substring(mark + 1);
    Set<String> known = new LinkedHashSet<>(operands);
    known.addAll(declarations.lets());
    Template template;
    try {
      template = Template.parse(asm, known, registers);
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      throw new Failure(
          "E25",
          word.span(),
          "as the text of '" + row + "': " + message,
          "Templates print operands of the row, registers, and punctuation; give the row or its"
              + " table an `asm` of its own.");
    }
    Set<String> suffix = new HashSet<>();
    collect(template.suffix(), suffix);
    Set<String> printed = new HashSet<>(suffix);
    collect(template.operands(), printed);
    return new Checked(asm, printed, suffix, mark >= 0 && marked.lastIndexOf(PICK, mark) >= 0);
  }

  /** {@code asm} with {@code ending} behind every text of its last pick. */
  private static String ended(String asm, String ending) {
    int at = asm.lastIndexOf(PICK);
    if (ending.isEmpty() || at < 0) {
      return asm;
    }
    int from = asm.indexOf(':', at) + 1;
    int to = asm.indexOf(')', from);
    String texts = asm.substring(from, to).replace("/", ending + "/") + ending;
    return asm.substring(0, from) + texts + asm.substring(to);
  }

  private static void collect(List<Template.Piece> pieces, Set<String> printed) {
    for (Template.Piece p : pieces) {
      String name = p.operandName();
      if (name != null) {
        printed.add(name);
      }
      if (p instanceof Template.Piece.Form f) {
        f.forms().forEach(form -> collect(form, printed));
      }
    }
  }

  /**
   * Replaces {@code %NAME(op)} by {@code %pick(op:a/b/c)} where NAME is a list of names, and by
   * {@code %form(op:{t}{t})} where it is a list of templates.
   */
  private String written(DeclAst.Word word, int depth) {
    String text = word.text();
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
      int open = text.indexOf('(', at);
      int close = text.indexOf(')', at);
      if (open < 0 || close < open) {
        continue;
      }
      String function = text.substring(at + 1, open).strip();
      List<@Nullable String> names = declarations.names(function);
      List<DeclAst.Word> forms = declarations.forms(function);
      if (forms != null && depth < MAX_DEPTH) {
        out.append(text, from, at).append("%form(").append(text.substring(open + 1, close).strip());
        out.append(':');
        forms.forEach(f -> out.append('{').append(written(f, depth + 1)).append('}'));
        out.append(')');
        from = close + 1;
        continue;
      }
      if (names == null) {
        continue;
      }
      String operand = text.substring(open + 1, close).strip();
      out.append(text, from, at).append(PICK).append(operand).append(':');
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        out.append(i == 0 ? "" : "/").append(name == null ? Template.NO_NAME : name);
      }
      out.append(')');
      from = close + 1;
    }
    return out.append(text, from, text.length()).toString();
  }
}

package dev.orrery.reports.isa;

import dev.orrery.spec.disasm.Template;
import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Operand;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An assembly template as people write about it: what may be chosen stands in brackets. */
final class WrittenForm {
  /** Of longer lists, such as all conditions, the operand's name says more. */
  private static final int MOST_CHOICES = 6;

  private WrittenForm() {}

  /**
   * {@code lr.w[.rl|.aq|.aqrl] rd, (rs1)}.
   *
   * @param asm the template behind the mnemonic
   * @param registers names of all registers
   */
  static String of(
      String name,
      String asm,
      List<Operand> operands,
      List<Derived> derived,
      Set<String> registers) {
    Set<String> names = new HashSet<>();
    operands.forEach(o -> names.add(o.name()));
    derived.forEach(d -> names.add(d.name()));
    Template template = Template.parse(asm, names, registers);
    StringBuilder out = new StringBuilder(name);
    append(template.suffix(), out);
    if (!template.operands().isEmpty()) {
      out.append(' ');
      append(template.operands(), out);
    }
    return out.toString();
  }

  private static void append(List<Piece> pieces, StringBuilder out) {
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal l -> out.append(l.text().equals(",") ? ", " : l.text());
        case Piece.Pick p -> out.append(choices(p));
        case Piece.Form f -> out.append('<').append(f.operand()).append('>');
        default -> out.append(piece.operandName());
      }
    }
  }

  private static String choices(Piece.Pick pick) {
    List<String> texts =
        pick.texts().stream()
            .filter(t -> !t.isEmpty() && !t.equals(Template.NO_NAME))
            .distinct()
            .toList();
    boolean optional = pick.texts().contains("");
    if (texts.size() > MOST_CHOICES) {
      return optional ? "[" + pick.operand() + "]" : "<" + pick.operand() + ">";
    }
    String all = String.join("|", texts);
    return optional ? "[" + all + "]" : texts.size() == 1 ? all : "(" + all + ")";
  }
}

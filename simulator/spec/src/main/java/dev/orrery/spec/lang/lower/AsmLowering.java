package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.declare.Field;
import dev.orrery.spec.lang.declare.RowDecl;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes what assembly text may hold besides rows and aliases. */
public final class AsmLowering {
  /** A name in a template that is no function's. */
  private static final Pattern NAME = Pattern.compile("(?<![\\w%])[A-Za-z_]\\w*");

  private final Declarations declarations;
  private final Diagnostics diagnostics;
  private final Templates templates;
  private final List<AsmSpec.Pseudo> pseudos = new ArrayList<>();
  private final Map<String, AsmSpec.Operator> operators = new LinkedHashMap<>();
  private final Map<String, DeclAst.Word> partners = new LinkedHashMap<>();
  private final Map<String, List<String>> options = new HashMap<>();
  private final Map<String, String> synonyms = new HashMap<>();

  /** Starts on what was declared. */
  public AsmLowering(Declarations declarations, Diagnostics diagnostics) {
    this.declarations = declarations;
    this.diagnostics = diagnostics;
    this.templates = new Templates(declarations);
  }

  /** Takes in a {@code pseudo} block. */
  public void pseudos(DeclAst.Pseudo block) {
    if (!declarations.constants().holds(block.need())) {
      return;
    }
    for (DeclAst.PseudoRow row : block.rows()) {
      try {
        pseudos.add(pseudo(row));
      } catch (Failure e) {
        diagnostics.add(e.diagnostic());
      }
    }
  }

  private AsmSpec.Pseudo pseudo(DeclAst.PseudoRow row) {
    Map<String, Field> fields = new LinkedHashMap<>();
    if (row.asm() != null) {
      Matcher names = NAME.matcher(row.asm().text());
      while (names.find()) {
        String name = names.group();
        Field declared = declarations.field(name);
        if (declared != null && declared.kind() == Field.Kind.REGISTER) {
          fields.put(name, declared);
        } else if (declarations.fileOf(name) == null) {
          fields.put(name, number(name, row.span()));
        }
      }
    }
    RowDecl decl =
        RowDecl.ofFields(
            row.name().text(), declarations.constants(), row.span(), List.copyOf(fields.values()));
    List<Operand> operands = RowLowering.operands(decl, declarations, diagnostics);
    String asm = templates.check(row.asm(), row.name().text(), fields.keySet()).asm();
    Expr when = lowering(decl, operands).condition(row.when(), "when");
    if (row.when() != null && when == null) {
      throw new Failure(
          "E22", row.when().span(), "this never holds", "Remove the row, or mend its condition.");
    }
    if (when != null && Simplify.isConst(when, 1)) {
      when = null;
    }
    return new AsmSpec.Pseudo(
        row.name().text(), operands, asm, when, row.body().text(), row.span().atLine());
  }

  /** Takes in an operator on addresses. */
  public void reloc(DeclAst.Reloc reloc) {
    declarations.claim("reloc", reloc.name());
    Field argument = number(reloc.argument().text(), reloc.argument().span());
    RowDecl decl =
        RowDecl.ofFields(
            "%" + reloc.name().text(), declarations.constants(), reloc.span(), List.of(argument));
    List<Operand> operands = RowLowering.operands(decl, declarations, diagnostics);
    Expr value = lowering(decl, operands).fixed(reloc.value(), declarations.pcWidth());
    String at = null;
    if (reloc.at() != null) {
      at = reloc.at().text();
      partners.put(reloc.name().text(), reloc.at());
    }
    operators.put(
        reloc.name().text(),
        new AsmSpec.Operator(reloc.name().text(), operands.getFirst(), value, at));
  }

  /** Takes in an option. */
  public void option(DeclAst.Option option) {
    declarations.claim("option", option.name());
    options.put(
        option.name().text(), option.extensions().stream().map(DeclAst.Word::text).toList());
  }

  /** Takes in a further name of a register. */
  public void synonym(DeclAst.Synonym synonym) {
    String name = synonym.name().text();
    String register = synonym.register().text();
    if (declarations.registerNumber(register) == null) {
      throw new Failure(
          "E25",
          synonym.register().span(),
          "there is no register '" + register + "'",
          DidYouMean.help(register, names(), "Name one of a register file."));
    }
    if (declarations.registerNumber(name) != null || synonyms.put(name, register) != null) {
      throw new Failure(
          "E26",
          synonym.name().span(),
          "there is a register called '" + name + "' already",
          "Use another name.");
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    declarations.registerNames().forEach(names::add);
    return names;
  }

  /**
   * All of it.
   *
   * @param written conditions of rows that stand for others
   */
  public AsmSpec lower(Map<Row, Expr> written) {
    partners.forEach(
        (name, partner) -> {
          if (!operators.containsKey(partner.text())) {
            diagnostics.error(
                "E25",
                partner.span(),
                "there is no operator '" + partner.text() + "'",
                DidYouMean.help(partner.text(), operators.keySet(), "Declare it with `reloc`."));
          }
        });
    return new AsmSpec(written, pseudos, operators, options, synonyms);
  }

  /** A number as wide as the program counter. */
  private Field number(String name, Span span) {
    BitField bits =
        new BitField(List.of(BitField.Part.of(declarations.pcWidth() - 1, 0)), false, 0);
    return new Field(name, Field.Kind.BITS, bits, null, List.of(), span);
  }

  private RowLowering lowering(RowDecl decl, List<Operand> operands) {
    Map<String, Operand> byName = new LinkedHashMap<>();
    operands.forEach(o -> byName.put(o.name(), o));
    return new RowLowering(decl, byName, declarations, diagnostics);
  }
}

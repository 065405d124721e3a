package dev.orrery.spec.lang.declare;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.ast.StmtAst;
import dev.orrery.spec.lang.source.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row with its bits settled; what it does is still text.
 *
 * @param name mnemonic
 * @param id what other rows call it; rows made from one line of a table share it
 * @param suffix what its variants add to the mnemonic, {@code name} has it already
 * @param constants parameters, and the sizes of the row
 * @param span where the mnemonic stands
 * @param table where its table stands
 * @param extension extension of its file
 * @param bytes length of the word
 * @param mask bits that are fixed
 * @param match their values
 * @param fields the fields that are left free, in the format's order
 * @param given the values of the declared fields that are not
 * @param bindings what names stand for, besides the fields
 * @param ranges values that the table allows in some of them
 * @param insnClass class; null for an expansion that takes the one of its target
 * @param asm template; null for none
 * @param legal conditions that must all hold
 * @param call when a jump is a call; null means never, or as the target
 * @param ret when a jump is a return; null means never, or as the target
 * @param over name of the row that this one wins over; null for none
 * @param written when an assembler may write an expansion for its target; null means always
 * @param body statements; null for an expansion
 * @param target the row that an expansion means; null otherwise
 */
public record RowDecl(
    String name,
    String id,
    String suffix,
    Constants constants,
    Span span,
    Span table,
    String extension,
    int bytes,
    long mask,
    long match,
    List<Field> fields,
    Map<Field, Long> given,
    Map<String, ExprAst> bindings,
    List<Range> ranges,
    @Nullable String insnClass,
    DeclAst.@Nullable Word asm,
    List<ExprAst> legal,
    @Nullable ExprAst call,
    @Nullable ExprAst ret,
    DeclAst.@Nullable Word over,
    @Nullable ExprAst written,
    @Nullable List<StmtAst> body,
    DeclAst.@Nullable Target target) {

  /** What has operands, but no word: they are told by their fields. */
  public static RowDecl ofFields(String name, Constants constants, Span span, List<Field> fields) {
    return new RowDecl(
        name, name, "", constants, span, span, "", 0, 0, 0, fields, Map.of(), Map.of(), List.of(),
        null, null, List.of(), null, null, null, null, null, null);
  }

  /** Values {@code lo} to {@code hi} that the bits of a field may have. */
  public record Range(Field field, long lo, long hi) {}

  /** Whether the line of the table stands for several rows, of which this is one. */
  public boolean isOneOfSeveral() {
    return constants.isOfRow();
  }

  /** The free field called {@code name}, null if there is none. */
  public @Nullable Field field(String name) {
    for (Field f : fields) {
      if (f.name().equals(name)) {
        return f;
      }
    }
    return null;
  }
}

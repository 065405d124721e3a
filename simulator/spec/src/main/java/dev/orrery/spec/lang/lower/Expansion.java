package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.declare.Field;
import dev.orrery.spec.lang.declare.RowDecl;
import dev.orrery.spec.lang.declare.View;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operands of a row that stands for another one, position by position those of the other: a
 * field of its own, or a fixed register or number.
 */
final class Expansion {
  private final RowDecl row;
  private final Row meaning;
  private final Declarations declarations;
  private final Diagnostics diagnostics;

  Expansion(RowDecl row, Row meaning, Declarations declarations, Diagnostics diagnostics) {
    this.row = row;
    this.meaning = meaning;
    this.declarations = declarations;
    this.diagnostics = diagnostics;
  }

  List<Operand> operands(DeclAst.Target target) {
    List<Operand> wanted = meaning.operands();
    if (target.args().size() != wanted.size()) {
      List<String> names = wanted.stream().map(Operand::name).toList();
      throw new Failure(
          "E00",
          target.name().span(),
          "'"
              + meaning.name()
              + "' has "
              + wanted.size()
              + " operands, here are "
              + target.args().size(),
          "Give: " + meaning.name() + " " + String.join(", ", names) + ".");
    }
    List<Operand> out = new ArrayList<>();
    Set<String> passed = new HashSet<>();
    for (Operand w : wanted) {
      if (w.from() != null) {
        throw new Failure(
            "E29",
            target.name().span(),
            "'" + meaning.name() + "' has an operand without bits of its own, '" + w.name() + "'",
            "Write a row with statements instead.");
      }
      ExprAst arg = target.args().get(w.index());
      Field field = arg instanceof ExprAst.Name n ? row.field(n.name()) : null;
      if (field != null) {
        passed.add(field.name());
        out.add(fromField(w, field, arg));
      } else {
        out.add(new Operand(w.name(), w.index(), w.file(), null, fixed(w, arg), null, w.names()));
      }
    }
    for (Field f : row.fields()) {
      if (!passed.contains(f.name())) {
        diagnostics.error(
            "E06",
            row.span(),
            "'" + row.name() + "' does not pass its operand '" + f.name() + "' on",
            "Use it in `do`, or give it bits in the table: " + f.name() + "=...");
      }
    }
    return out;
  }

  private Operand fromField(Operand wanted, Field field, ExprAst arg) {
    RegisterFile file = field.view() == null ? null : field.view().file();
    if (file != wanted.file()) {
      throw new Failure(
          "E04",
          arg.span(),
          "'"
              + field.name()
              + "' is "
              + kind(file)
              + ", but '"
              + meaning.name()
              + "' takes "
              + kind(wanted.file())
              + " here",
          "The operands of '" + meaning.name() + "' are in the order of its format.");
    }
    BitField target = Objects.requireNonNull(wanted.field());
    if (file == null
        && (least(field.bits()) < least(target) || most(field.bits()) > most(target))) {
      throw new Failure(
          "E10",
          arg.span(),
          "'"
              + field.name()
              + "' has values from "
              + least(field.bits())
              + " to "
              + most(field.bits())
              + ", '"
              + wanted.name()
              + "' of '"
              + meaning.name()
              + "' only from "
              + least(target)
              + " to "
              + most(target),
          "Make it signed or unsigned as the other is, or narrower.");
    }
    View view = field.view();
    List<String> names = view == null ? List.of() : view.names();
    return new Operand(field.name(), wanted.index(), file, field.bits(), 0, null, names);
  }

  private static String kind(@Nullable RegisterFile file) {
    return file == null ? "an immediate" : "a register of " + file.name();
  }

  private static long least(BitField f) {
    return (f.signed() && f.width() < 64 ? -1L << (f.width() - 1) : 0) + f.bias();
  }

  private static long most(BitField f) {
    return Bits.mask(f.signed() ? f.width() - 1 : Math.min(f.width(), 63)) + f.bias();
  }

  private long fixed(Operand wanted, ExprAst arg) {
    RegisterFile file = wanted.file();
    if (file != null && arg instanceof ExprAst.Name n && declarations.fileOf(n.name()) == file) {
      return Objects.requireNonNull(declarations.registerNumber(n.name()));
    }
    if (arg instanceof ExprAst.Name n && !row.constants().has(n.name())) {
      throw new Failure(
          "E25",
          arg.span(),
          "'"
              + n.name()
              + "' is no operand of '"
              + row.name()
              + "' and no "
              + (file == null ? "number" : "register of " + file.name()),
          "Its operands are: " + row.fields().stream().map(Field::name).toList() + ".");
    }
    long value = row.constants().eval(arg);
    BitField field = Objects.requireNonNull(wanted.field());
    long most = file == null ? most(field) : file.count() - 1;
    if (value < least(field) || value > most) {
      throw new Failure(
          "E10",
          arg.span(),
          value
              + " is no value of '"
              + wanted.name()
              + "' of '"
              + meaning.name()
              + "': it has "
              + least(field)
              + " to "
              + most,
          "Use another value.");
    }
    return value;
  }
}

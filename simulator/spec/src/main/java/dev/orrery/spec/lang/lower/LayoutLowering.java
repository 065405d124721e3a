package dev.orrery.spec.lang.lower;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.declare.Constants;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.declare.View;
import dev.orrery.spec.lang.parse.Numbers;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.AbiSpec.ContextItem;
import dev.orrery.spec.model.Register;
import java.util.ArrayList;
import java.util.List;

/** Makes the parts of an operating system's structures from the lines that list them. */
final class LayoutLowering {
  private final Declarations declarations;
  private final Constants constants;

  LayoutLowering(Declarations declarations) {
    this.declarations = declarations;
    this.constants = declarations.constants();
  }

  /** The parts of {@code struct stat}. */
  List<AbiSpec.StatItem> stat(DeclAst.Layout l) {
    List<AbiSpec.StatItem> out = new ArrayList<>();
    for (DeclAst.LayoutItem item : l.items()) {
      String name = item.name().text();
      if (!AbiSpec.StatItem.NAMES.contains(name) || !item.parts().isEmpty()) {
        throw new Failure(
            "E25",
            item.span(),
            "there is no 'st_" + name + "' in struct stat",
            DidYouMean.help(
                name,
                AbiSpec.StatItem.NAMES,
                "It has: " + String.join(", ", AbiSpec.StatItem.NAMES) + "."));
      }
      int bytes = bytes(item);
      out.add(new AbiSpec.StatItem(name, name.equals("pad") ? bytes : checked(bytes, item)));
    }
    return out;
  }

  /** The parts of a machine context, or of its area. */
  List<ContextItem> items(DeclAst.Layout l) {
    List<ContextItem> out = new ArrayList<>();
    for (DeclAst.LayoutItem item : l.items()) {
      int bytes = bytes(item);
      boolean alone = item.parts().isEmpty() && item.from() == null;
      View view = declarations.view(item.name().text());
      if (alone && item.name().text().equals("pad")) {
        out.add(new ContextItem.Padding(bytes));
      } else if (alone && item.name().text().equals("PC")) {
        out.add(new ContextItem.Pc(checked(bytes, item)));
      } else if (alone && item.name().text().equals("mask")) {
        out.add(new ContextItem.Mask(checked(bytes, item)));
      } else if (alone && item.name().text().equals("area")) {
        out.add(new ContextItem.Area(checked(bytes, item)));
      } else if (view != null && item.from() != null) {
        int last = view.file().count() - 1;
        int from = AbiLowering.number(item.from(), 0, last);
        int to = item.to() == null ? from : AbiLowering.number(item.to(), from, last);
        for (int i = from; i <= to; i++) {
          out.add(new ContextItem.Slot(view.file().readSlot(i), checked(bytes, item)));
        }
      } else {
        List<AbiSpec.Part> parts = new ArrayList<>();
        parts.add(part(item.name()));
        item.parts().forEach(p -> parts.add(part(p)));
        out.add(new ContextItem.Composed(parts, checked(bytes, item)));
      }
    }
    return out;
  }

  private int bytes(DeclAst.LayoutItem item) {
    return constants.count(item.bytes(), 1, 1 << 16, "the number of bytes");
  }

  private static int checked(int bytes, DeclAst.LayoutItem item) {
    if (bytes > 8 || Integer.bitCount(bytes) != 1) {
      throw new Failure("E10", item.span(), "this has " + bytes + " bytes", "Use 1, 2, 4 or 8.");
    }
    return bytes;
  }

  private AbiSpec.Part part(DeclAst.Word w) {
    if (w.text().startsWith("'")) {
      String bits = w.text().substring(1);
      Long value = bits.length() > 64 ? null : Numbers.bits(bits);
      if (value == null) {
        throw new Failure(
            "E10", w.span(), "'" + bits + "' are no bits", "Write up to 64 digits 0 and 1.");
      }
      return new AbiSpec.Part(null, bits.length(), value);
    }
    Register r = declarations.register(w.text());
    if (r == null) {
      throw new Failure(
          "E25",
          w.span(),
          "there is no register '" + w.text() + "'",
          "Write PC, pad, a register, bits such as '0, or X[1..31].");
    }
    return new AbiSpec.Part(r, r.width(), 0);
  }
}

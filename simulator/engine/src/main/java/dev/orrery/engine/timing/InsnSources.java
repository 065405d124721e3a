package dev.orrery.engine.timing;

import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;

/** Which registers of files a row's instructions read, in the order in which models count them. */
final class InsnSources {
  private InsnSources() {}

  /** Those that operands name, in their order; then those that the row names. */
  static List<Expr.GetFile> of(Row row) {
    Row meaning = row.meaning();
    var reads = Effects.of(meaning.body()).reads();
    List<Expr.GetFile> sources = new ArrayList<>();
    for (Operand o : meaning.operands()) {
      RegisterFile file = o.file();
      if (file != null && reads.contains(new Location.InFile(file, new Expr.Index.Of(o)))) {
        sources.add(new Expr.GetFile(file, new Expr.Index.Of(o)));
      }
    }
    for (Location l : reads) {
      if (l instanceof Location.InFile(RegisterFile file, Expr.Index.Fixed f)) {
        sources.add(new Expr.GetFile(file, f));
      }
    }
    return sources;
  }
}

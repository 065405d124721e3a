package dev.orrery.engine.interp;

import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import java.util.List;
import java.util.Map;

/** What instructions do, as it is translated: the bodies of their rows, specialised. */
interface Bodies {
  /** The body of {@code insn}. */
  List<Stmt> of(DecodedInsn insn);

  /** What is left of it if some registers hold what they are taken to hold. */
  List<Stmt> assuming(DecodedInsn insn, Map<Register, Long> assumed);
}

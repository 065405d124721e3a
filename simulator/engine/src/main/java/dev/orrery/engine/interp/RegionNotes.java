package dev.orrery.engine.interp;

import dev.orrery.engine.explain.ExitKind;
import dev.orrery.engine.explain.Reason;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.List;
import java.util.function.Function;

/** Told how a region comes about, step by step. Here nobody listens: see {@link RegionRecorder}. */
class RegionNotes {
  /** Notes that nobody reads. */
  static final RegionNotes NONE = new RegionNotes();

  /** The block at {@code pc} is reached and does not become part of the region. */
  void leftOut(long pc, Reason why) {}

  /** The call at the end of the block at {@code pc} is not followed. */
  void notFollowed(long pc, Reason why) {}

  /** No region is made. */
  void refused(Reason why) {}

  /** {@code plan} makes too much bytecode: {@code smaller} is tried. */
  void shortened(RegionPlan plan, RegionPlan smaller, Reason why) {}

  /** Whether the class has to be generated once more, with code that counts. */
  boolean wantsCounts() {
    return false;
  }

  /** That was done. */
  void hasCounts() {}

  /** The code for {@code plan} begins, perhaps anew. */
  void begin(CodeBuilder code, RegionConstants constants, RegionPlan plan) {}

  /** A local of the code holds something all the time. */
  void local(CodeBuilder code, int local, TypeKind kind, String name) {}

  /** A local of the code holds the register of a slot. */
  void register(CodeBuilder code, int local, TypeKind kind, int slot) {}

  /** The code of {@code node} begins. */
  void node(CodeBuilder code, RegionPlan.Node node) {}

  /** The code of instruction {@code i} of the present node begins. */
  void insn(CodeBuilder code, int i) {}

  /** The code behind all nodes begins. */
  void end(CodeBuilder code) {}

  /** The code leaves the region in the present instruction. */
  void exit(CodeBuilder code, ExitKind kind, long target) {}

  /**
   * The code leaves the region as an instruction, whose number local {@code site} holds, raised.
   */
  void raised(CodeBuilder code, int site) {}

  /** The class was made. */
  void made(
      RegionPlan plan,
      Function<DecodedInsn, List<Stmt>> specialised,
      List<List<List<Stmt>>> narrowed,
      byte[] bytes,
      String className) {}
}

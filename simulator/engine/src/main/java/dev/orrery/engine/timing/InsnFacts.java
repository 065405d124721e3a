package dev.orrery.engine.timing;

import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * What a core model may ask of an instruction before it is executed. Registers are numbered over
 * all files, in the order of the instruction set, from 1; 0 is none, or one that always reads 0.
 *
 * @param row the row it belongs to, which says its class
 * @param pc its address
 * @param length its bytes
 * @param word its first eight bytes
 * @param dst the register that it writes first
 * @param src1 the first register that it reads
 * @param src2 the second one
 * @param src3 the third one
 * @param slot1 where a hart keeps {@code src1}; -1 if there is none
 * @param slot2 where a hart keeps {@code src2}; -1 if there is none
 * @param width1 bits of {@code src1}
 * @param width2 bits of {@code src2}
 * @param imm its last operand that is no register, 0 if there is none
 * @param size bytes of its first access to memory, 0 if there is none
 * @param call whether it is a call
 * @param ret whether it is a return
 */
public record InsnFacts(
    @org.jspecify.annotations.Nullable Row row,
    long pc,
    int length,
    long word,
    int dst,
    int src1,
    int src2,
    int src3,
    int slot1,
    int slot2,
    int width1,
    int width2,
    long imm,
    int size,
    boolean call,
    boolean ret) {

  /** No instruction at all. */
  static final InsnFacts NONE =
      new InsnFacts(null, 0, 0, 0, 0, 0, 0, 0, -1, -1, 64, 64, 0, 0, false, false);

  /** The facts of {@code insn}. */
  public static InsnFacts of(Isa isa, DecodedInsn insn) {
    Row meaning = insn.row().meaning();
    Effects effects = Effects.of(meaning.body());
    List<Integer> sources = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    for (Expr.GetFile source : InsnSources.of(meaning)) {
      int number = number(insn, source.index());
      sources.add(number(isa, source.file(), number));
      slots.add(source.file().readSlot(number));
      widths.add(source.width());
    }
    int dst = 0;
    for (Location l : effects.writes()) {
      if (dst == 0 && l instanceof Location.InFile(RegisterFile file, Expr.Index index)) {
        dst = number(isa, file, number(insn, index));
      }
    }
    long imm = 0;
    for (Operand o : meaning.operands()) {
      imm = o.file() == null ? insn.value(o) : imm;
    }
    JumpKind jump = insn.jumpKind();
    return new InsnFacts(
        insn.row(),
        insn.pc(),
        insn.length(),
        insn.word(),
        dst,
        at(sources, 0, 0),
        at(sources, 1, 0),
        at(sources, 2, 0),
        at(slots, 0, -1),
        at(slots, 1, -1),
        at(widths, 0, Long.SIZE),
        at(widths, 1, Long.SIZE),
        imm,
        effects.memory().stream()
            .filter(Stmt.Access.class::isInstance)
            .mapToInt(s -> ((Stmt.Access) s).bytes())
            .findFirst()
            .orElse(0),
        jump == JumpKind.CALL,
        jump == JumpKind.RETURN);
  }

  private static int at(List<Integer> list, int index, int none) {
    return index < list.size() ? list.get(index) : none;
  }

  private static int number(DecodedInsn insn, Expr.Index index) {
    return switch (index) {
      case Expr.Index.Fixed f -> f.number();
      case Expr.Index.Of of -> (int) insn.value(of.operand());
    };
  }

  private static int number(Isa isa, RegisterFile file, int number) {
    if (number == file.zero()) {
      return 0;
    }
    int before = 1;
    for (RegisterFile f : isa.files()) {
      if (f.equals(file)) {
        return before + number;
      }
      before += f.count();
    }
    throw new IllegalArgumentException(file.name());
  }
}

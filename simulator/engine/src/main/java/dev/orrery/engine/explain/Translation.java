package dev.orrery.engine.explain;

import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A region: blocks of guest code that were made into one method.
 *
 * @param entry address at which it is entered
 * @param className name of the class that has the method, as HotSpot's events have it
 * @param parts its blocks in the order of their code, the first entered first
 * @param exits the ways out, in the order of their code
 * @param bytecode the method, without what counts
 * @param counted whether what ran was counted; else counts are {@link #UNKNOWN}
 * @param nanos time from the decision to the finished class, in nanoseconds
 * @param forgotten why it is not used any more; null if it is
 */
public record Translation(
    long entry,
    String className,
    List<Part> parts,
    List<Exit> exits,
    Bytecode bytecode,
    boolean counted,
    long nanos,
    @Nullable String forgotten) {
  /** Name of the method that has the code. */
  public static final String METHOD = "call";

  /** A count that was not kept. */
  public static final long UNKNOWN = -1;

  public Translation {
    parts = List.copyOf(parts);
    exits = List.copyOf(exits);
  }

  /** Guest instructions, those of a block as often as it is a part. */
  public int insns() {
    return parts.stream().mapToInt(p -> p.insns().size()).sum();
  }

  /**
   * A block in it.
   *
   * @param insns its instructions
   * @param inside where the calls come back to that the region follows around it, the outermost
   *     first
   * @param seen how often it had been found executed when the region was planned, which is what the
   *     plan goes by
   * @param count how often it was begun in the region
   */
  public record Part(List<Insn> insns, List<Long> inside, int seen, long count) {
    public Part {
      insns = List.copyOf(insns);
      inside = List.copyOf(inside);
    }

    /** Address of its first instruction. */
    public long pc() {
      return insns.getFirst().decoded().pc();
    }
  }

  /**
   * An instruction and what becomes of its row's IR.
   *
   * @param row the row's body
   * @param specialised without what is fixed for this instruction
   * @param narrowed with bitwise operations of as few bits as they need: what bytecode is made of
   */
  public record Insn(
      DecodedInsn decoded, List<Stmt> row, List<Stmt> specialised, List<Stmt> narrowed) {
    public Insn {
      row = List.copyOf(row);
      specialised = List.copyOf(specialised);
      narrowed = List.copyOf(narrowed);
    }
  }

  /**
   * A way out.
   *
   * @param part position in {@link #parts} of the block that it leaves
   * @param pc address of the instruction that it leaves behind, or before if it cannot be completed
   * @param target address that it goes to; null if that is computed or an interruption
   * @param count how often it was taken
   * @param reason why the region does not go on there; null where there is none to give
   */
  public record Exit(
      ExitKind kind,
      int part,
      long pc,
      @Nullable Long target,
      long count,
      @Nullable Reason reason) {}
}

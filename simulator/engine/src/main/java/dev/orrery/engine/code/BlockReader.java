package dev.orrery.engine.code;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.MemoryPort;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Cuts code into blocks: straight-line runs of instructions that are entered at the first one. A
 * block ends
 *
 * <ul>
 *   <li>behind an instruction that may transfer control, always raises an exception, or orders
 *       instruction fetch;
 *   <li>before an instruction that reads a counter, so that the count of retired instructions is
 *       exact at a block's head, which is where engines keep it;
 *   <li>before an instruction that starts in another page than the block, so that a block belongs
 *       to the page of its head (its last instruction may reach into the next one);
 *   <li>before one that cannot be fetched or decoded now, and after {@link #MAX_LENGTH}
 *       instructions.
 * </ul>
 */
public final class BlockReader {
  /** Most instructions of a block: bounds the work between two looks at the budget. */
  public static final int MAX_LENGTH = 64;

  /** A row's instructions never delimit blocks. */
  private static final byte INSIDE = 1;

  /** A row's instructions always end blocks, and never have to start one. */
  private static final byte ENDS = 2;

  /** It depends on the instruction. */
  private static final byte DEPENDS = 3;

  private final InsnReader reader;
  private final long addressMask;

  /** What is known of rows, by their ids; 0 is nothing yet. */
  private final byte[] roles;

  /** A reader of {@code isa}'s code in {@code space}. */
  public BlockReader(Isa isa, AddressSpace space) {
    this.reader = new InsnReader(isa, space);
    this.addressMask = Bits.mask(isa.xlen());
    this.roles = new byte[isa.rows().size()];
  }

  /** Reads single instructions of the same code. */
  public InsnReader insns() {
    return reader;
  }

  /**
   * The block that starts at {@code pc}; never empty.
   *
   * @throws GuestFault if its first instruction cannot be fetched
   * @throws GuestTrap if its first instruction cannot be decoded
   */
  public List<DecodedInsn> read(long pc) {
    List<DecodedInsn> block = new ArrayList<>();
    DecodedInsn insn = reader.read(pc);
    block.add(insn);
    while (block.size() < MAX_LENGTH && !ends(insn)) {
      long next = insn.nextPc() & addressMask;
      if (next >>> MemoryPort.PAGE_SHIFT != pc >>> MemoryPort.PAGE_SHIFT) {
        break;
      }
      try {
        insn = reader.readOn(next);
      } catch (GuestFault | GuestTrap e) {
        break; // not reached yet, perhaps never: it is reported when it is the next to execute
      }
      if (role(insn.row()) == DEPENDS && startsBlock(insn)) {
        break;
      }
      block.add(insn);
    }
    return block;
  }

  private boolean ends(DecodedInsn insn) {
    byte role = role(insn.row());
    return role == ENDS || role == DEPENDS && endsBlock(insn);
  }

  private byte role(Row row) {
    byte known = roles[row.id()];
    if (known == 0) {
      known = roleIn(row.body());
      roles[row.id()] = known;
    }
    return known;
  }

  private static byte roleIn(List<Stmt> body) {
    byte role = INSIDE;
    for (Stmt s : body) {
      byte here = INSIDE;
      if (s instanceof Stmt.Goto) {
        here = ENDS;
      } else if (s instanceof Stmt.Trap
          || s instanceof Stmt.InstructionFence
          || s instanceof Stmt.Counter) {
        here = DEPENDS;
      } else if (s instanceof Stmt.If i) {
        here = (byte) Math.max(roleIn(i.then()), roleIn(i.otherwise()));
      }
      role = (byte) Math.max(role, here);
    }
    return role;
  }

  /** Whether a block ends behind {@code insn}. */
  public static boolean endsBlock(DecodedInsn insn) {
    return insn.jumpKind() != JumpKind.NONE
        || always(insn.row().body(), insn, s -> s instanceof Stmt.Trap)
        || maybe(insn.row().body(), insn, s -> s instanceof Stmt.InstructionFence);
  }

  /** Whether a block must start with {@code insn}. */
  public static boolean startsBlock(DecodedInsn insn) {
    return readsCounter(insn);
  }

  /** Whether {@code insn} may read a counter: one that its operands name. */
  public static boolean readsCounter(DecodedInsn insn) {
    return maybe(insn.row().body(), insn, s -> s instanceof Stmt.Counter);
  }

  /** Whether a statement that fits is executed whenever {@code insn} is. */
  private static boolean always(List<Stmt> body, DecodedInsn insn, Predicate<Stmt> fits) {
    for (Stmt s : body) {
      if (fits.test(s)) {
        return true;
      }
      if (s instanceof Stmt.If i
          && DecodeTime.isFixed(i.condition())
          && always(chosen(i, insn), insn, fits)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a statement that fits may be executed when {@code insn} is. */
  private static boolean maybe(List<Stmt> body, DecodedInsn insn, Predicate<Stmt> fits) {
    for (Stmt s : body) {
      if (fits.test(s)) {
        return true;
      }
      if (s instanceof Stmt.If i) {
        boolean inside =
            DecodeTime.isFixed(i.condition())
                ? maybe(chosen(i, insn), insn, fits)
                : maybe(i.then(), insn, fits) || maybe(i.otherwise(), insn, fits);
        if (inside) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Stmt> chosen(Stmt.If i, DecodedInsn insn) {
    return DecodeTime.value(i.condition(), insn) != 0 ? i.then() : i.otherwise();
  }
}

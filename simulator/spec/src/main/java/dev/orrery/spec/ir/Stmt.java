package dev.orrery.spec.ir;

import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of a row's body; the order in a body is the normal form of this package's page. */
public sealed interface Stmt {

  /** An access to memory, whatever else it does. */
  sealed interface Access extends Stmt {
    /** Where. */
    Expr address();

    /** How many bytes from there on, or in the block that holds it. */
    int bytes();
  }

  /** Defines a temporary by a pure expression. */
  record Let(Expr.Tmp tmp, Expr value) implements Stmt {}

  /**
   * Reads memory: {@code bytes} (1, 2, 4, 8) at {@code address}, little-endian; the temporary is as
   * wide.
   */
  record Load(Expr.Tmp tmp, int bytes, Expr address) implements Access {}

  /**
   * Faults as a store of {@code bytes} bytes (1, 2, 4, 8) at {@code address} would, and does
   * nothing else: what lets a row store several times and still do all or nothing.
   */
  record Probe(int bytes, Expr address) implements Stmt {}

  /** Writes the {@code bytes} low bytes of {@code value}, which is exactly that wide. */
  record Store(int bytes, Expr address, Expr value) implements Access {}

  /** Load-reserved of 4 or 8 naturally aligned bytes; misaligned addresses fault. */
  record LoadReserved(Expr.Tmp tmp, int bytes, Expr address, MemoryOrder order) implements Access {}

  /** Store-conditional; the one-bit temporary is 1 when the store failed. */
  record StoreConditional(Expr.Tmp tmp, int bytes, Expr address, Expr value, MemoryOrder order)
      implements Access {}

  /** Atomic read-modify-write of 4 or 8 naturally aligned bytes; the temporary is the old value. */
  record Amo(Expr.Tmp tmp, AmoOp op, int bytes, Expr address, Expr value, MemoryOrder order)
      implements Access {}

  /**
   * Atomic compare-and-swap of 4 or 8 naturally aligned bytes: stores {@code value} if memory holds
   * {@code expected}; the temporary is the old value. The access is a store in any case.
   */
  record CompareAndSwap(
      Expr.Tmp tmp, int bytes, Expr address, Expr expected, Expr value, MemoryOrder order)
      implements Access {}

  /**
   * Atomic compare-and-swap of 16 naturally aligned bytes, as two values of 64 bits, the lower one
   * at the lower address: stores both values if memory holds both expected ones; the temporaries
   * are the old ones. The access is a store in any case.
   */
  record CompareAndSwapPair(
      Expr.Tmp low,
      Expr.Tmp high,
      Expr address,
      Expr expectedLow,
      Expr expectedHigh,
      Expr valueLow,
      Expr valueHigh,
      MemoryOrder order)
      implements Access {
    @Override
    public int bytes() {
      return 16;
    }
  }

  /**
   * Zeroes the naturally aligned block of {@code bytes}, a power of two from 8 to 4096, that holds
   * {@code address}.
   */
  record ZeroBlock(int bytes, Expr address) implements Access {}

  /**
   * A floating-point operation. {@code roundingMode} is a 3-bit expression with a value of 0..4
   * (RNE, RTZ, RDN, RUP, RMM), null where the operation does not round. Exceptions are or-ed into
   * the register {@code flags} (order NX, UF, OF, DZ, NV from bit 0), which accrues and never
   * traps.
   */
  record Fp(
      Expr.Tmp tmp,
      FpOp op,
      FpFormat format,
      List<Expr> args,
      @Nullable Expr roundingMode,
      Register flags)
      implements Stmt {}

  /** Reads a counter of the machine, 64 bits wide. */
  record Counter(Expr.Tmp tmp, CounterKind kind) implements Stmt {}

  /** Orders memory operations; a single hart needs nothing done. */
  record Fence() implements Stmt {}

  /** Makes earlier stores visible to instruction fetch; ends a block. */
  record InstructionFence() implements Stmt {}

  /** Writes a register of a file. A write to a file's zero register is dropped. */
  record PutFile(RegisterFile file, Expr.Index index, Expr value) implements Stmt {}

  /** Writes a single register. */
  record PutReg(Register register, Expr value) implements Stmt {}

  /**
   * Tells whoever models a core that the instruction retires on this path. No table says so:
   * engines add it to bodies, as the last statement of a path or before the jump that ends it.
   *
   * @param address effective address of the first access to memory; 0 if there is none
   * @param taken one bit: whether a jump follows
   * @param target address of the next instruction
   * @param value1 what the first register that is read held before
   * @param value2 the same for the second one
   */
  record Retire(Expr address, Expr taken, Expr target, Expr value1, Expr value2) implements Stmt {
    /** All of these, in their order. */
    public List<Expr> inputs() {
      return List.of(address, taken, target, value1, value2);
    }
  }

  /** Statements under a one-bit condition. {@code otherwise} may be empty. */
  record If(Expr condition, List<Stmt> then, List<Stmt> otherwise) implements Stmt {}

  /**
   * Continues at {@code target}. A body without one that is taken continues at the next
   * instruction. Whether it is a call or a return is said by the row ({@code Row.jumpKind}).
   */
  record Goto(Expr target) implements Stmt {}

  /**
   * Raises a synchronous exception: nothing of the row has been committed, the pc is the row's own.
   */
  record Trap(TrapKind kind, Expr cause, Expr value) implements Stmt {}
}

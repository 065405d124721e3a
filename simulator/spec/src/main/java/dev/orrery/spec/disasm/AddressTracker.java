package dev.orrery.spec.disasm;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Says which address an instruction completes, going down a listing: an instruction that puts a
 * fixed value into a register (lui, auipc) makes the upper part, the next one that adds an
 * immediate to that register the rest. What an instruction does is read off its row's meaning. Like
 * objdump, it follows the text, not the control flow: its word is a help to the reader, not a fact.
 */
final class AddressTracker {
  private final Isa isa;
  private final OptionalLong globalPointer;
  private final int globalPointerSlot;
  private final int threadPointer;
  private final Map<Row, Role> roles = new HashMap<>();
  private final Map<Integer, Long> upper = new HashMap<>();

  /** What a row does to addresses. */
  private sealed interface Role {
    record Nothing() implements Role {}

    /** Puts a fixed value into the register that an operand names. */
    record MakesUpper(Operand destination, RegisterFile file, Expr value) implements Role {}

    /** Adds a fixed offset to the register that an operand names. */
    record Completes(Sum sum, Use use) implements Role {}
  }

  /** What a completed address is for. */
  private enum Use {
    /** It is put into a register. */
    VALUE,
    /** Memory is read or written there. */
    ACCESS,
    /** Control goes there. */
    JUMP
  }

  /** A register plus a fixed offset; {@code narrow} when the sum is cut to 32 bits and extended. */
  private record Sum(Operand base, RegisterFile file, Expr offset, boolean narrow) {}

  /**
   * Starts without any known register.
   *
   * @param globalPointer value that the program keeps in the register called {@code gp}, if it is
   *     known
   */
  AddressTracker(Isa isa, OptionalLong globalPointer) {
    this.isa = isa;
    this.globalPointer = globalPointer;
    this.globalPointerSlot = slotOf(isa, "gp");
    AbiSpec abi = isa.abi();
    this.threadPointer = abi == null ? -1 : abi.threadPointer();
  }

  private static int slotOf(Isa isa, String register) {
    for (RegisterFile file : isa.files()) {
      int number = file.names().indexOf(register);
      if (number >= 0) {
        return file.slot() + number;
      }
    }
    return -1;
  }

  /**
   * The address that {@code insn} completes, if it does. Instructions must come in listing order.
   *
   * @param isShown whether an operand, by its position, is part of the printed text: a plain move
   *     is not taken for a sum
   */
  OptionalLong next(DecodedInsn insn, IntPredicate isShown) {
    return switch (roles.computeIfAbsent(insn.row().meaning(), this::role)) {
      case Role.Nothing n -> OptionalLong.empty();
      case Role.MakesUpper m -> {
        upper.put(m.file.slot() + (int) insn.value(m.destination), DecodeTime.value(m.value, insn));
        yield OptionalLong.empty();
      }
      case Role.Completes c -> complete(c, insn, isShown);
    };
  }

  private OptionalLong complete(Role.Completes role, DecodedInsn insn, IntPredicate isShown) {
    Sum sum = role.sum;
    boolean isValue = role.use == Use.VALUE;
    boolean showsOffset =
        !(sum.offset instanceof Expr.Field f) || isShown.test(f.operand().index());
    boolean compressed = insn.row().length() < insn.row().meaning().length();
    if (insn.row().operands().get(sum.base.index()).field() == null
        || (compressed && !isValue)
        || !isShown.test(sum.base.index())
        || (isValue && !showsOffset)) {
      return OptionalLong.empty();
    }
    int number = (int) insn.value(sum.base);
    boolean zero = number == sum.file.zero();
    if (zero && isValue) {
      return OptionalLong.empty();
    }
    int slot = sum.file.slot() + number;
    Long known = upper.remove(slot);
    Long byConvention = zero ? Long.valueOf(0) : byConvention(slot);
    boolean conventionFirst = zero || (role.use == Use.JUMP && showsOffset && byConvention != null);
    Long base = known == null || conventionFirst ? byConvention : known;
    if (base == null) {
      return OptionalLong.empty();
    }
    long address = base + DecodeTime.value(sum.offset, insn);
    return OptionalLong.of(Bits.zext(sum.narrow ? Bits.sext(address, 32) : address, isa.xlen()));
  }

  /**
   * What a register holds all the time, as far as objdump knows: the thread pointer's block starts
   * at 0.
   */
  private @Nullable Long byConvention(int slot) {
    if (slot == globalPointerSlot && globalPointer.isPresent()) {
      return globalPointer.getAsLong();
    }
    return slot == threadPointer ? Long.valueOf(0) : null;
  }

  private Role role(Row row) {
    Map<Expr.Tmp, Expr> names = new HashMap<>();
    List<Stmt> body = row.body();
    for (Stmt s : body) {
      switch (s) {
        case Stmt.Let l -> names.put(l.tmp(), l.value());
        case Stmt.Load l -> {
          return completes(l.address(), names, Use.ACCESS);
        }
        case Stmt.Store st -> {
          return completes(st.address(), names, Use.ACCESS);
        }
        case Stmt.Goto g -> {
          return completes(g.target(), names, Use.JUMP);
        }
        case Stmt.PutFile p -> {
          boolean last = s.equals(body.getLast());
          if (!last) {
            continue; // a jump: the link register is written, too
          }
          if (DecodeTime.isFixed(p.value()) && p.index() instanceof Expr.Index.Of of) {
            return new Role.MakesUpper(of.operand(), p.file(), p.value());
          }
          return completes(p.value(), names, Use.VALUE);
        }
        default -> {}
      }
    }
    return new Role.Nothing();
  }

  private static Role completes(Expr address, Map<Expr.Tmp, Expr> names, Use use) {
    Sum sum = sum(address, names);
    return sum == null ? new Role.Nothing() : new Role.Completes(sum, use);
  }

  private static @Nullable Sum sum(Expr e, Map<Expr.Tmp, Expr> names) {
    return switch (named(e, names)) {
      case Expr.Extend x when x.signed() -> sum(x.a(), names);
      case Expr.Binary b when b.op() == BinaryOp.AND && b.b() instanceof Expr.Const ->
          sum(b.a(), names);
      case Expr.Binary b when b.op() == BinaryOp.ADD && DecodeTime.isFixed(b.b()) ->
          sum(named(b.a(), names), b.b(), false, names);
      default -> null;
    };
  }

  private static @Nullable Sum sum(
      Expr base, Expr offset, boolean narrow, Map<Expr.Tmp, Expr> names) {
    return switch (base) {
      case Expr.GetFile g when g.index() instanceof Expr.Index.Of of ->
          new Sum(of.operand(), g.file(), offset, narrow);
      case Expr.Slice s when s.lo() == 0 && s.hi() == 31 ->
          sum(named(s.a(), names), offset, true, names);
      default -> null;
    };
  }

  private static Expr named(Expr e, Map<Expr.Tmp, Expr> names) {
    return e instanceof Expr.Tmp t && names.get(t) instanceof Expr value ? value : e;
  }
}

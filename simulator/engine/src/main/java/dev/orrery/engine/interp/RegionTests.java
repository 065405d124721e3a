package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.MemorySpan;
import dev.orrery.engine.MemoryWindow;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.explain.ExitKind;
import dev.orrery.spec.ir.Stmt;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * The tests before a {@link Region}'s direct accesses to memory: whether an address is in the span
 * where it is expected, or, where nothing is expected, what the window's tables say of its page.
 */
final class RegionTests {
  private static final ClassDesc SPAN = Types.of(MemorySpan.class);

  private final RegionFrame frame;
  private final RegionConstants constants;
  private final MemoryWindow window;
  private final Spans spans;

  /** By span, the local that holds its start. */
  private final int[] starts;

  /** By span, the local that holds how far behind its start an access may begin. */
  private final int[] rooms;

  private final int guest;
  private AccessGroups groups = AccessGroups.NONE;

  /** Host address of guest address 0. In a local, HotSpot adds it once for several accesses. */
  private final int base;

  RegionTests(
      CodeBuilder code,
      RegionFrame frame,
      RegionConstants constants,
      MemoryWindow window,
      Spans spans,
      RegionNotes notes) {
    this.frame = frame;
    this.constants = constants;
    this.window = window;
    this.spans = spans;
    this.starts = new int[spans.all().size()];
    this.rooms = new int[spans.all().size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = code.allocateLocal(TypeKind.LONG);
      rooms[i] = code.allocateLocal(TypeKind.LONG);
      notes.local(code, starts[i], TypeKind.LONG, "start" + i);
      notes.local(code, rooms[i], TypeKind.LONG, "room" + i);
    }
    this.guest = code.allocateLocal(TypeKind.LONG);
    this.base = code.allocateLocal(TypeKind.LONG);
    notes.local(code, guest, TypeKind.LONG, "guest");
    notes.local(code, base, TypeKind.LONG, "base");
  }

  /** The part of the code that every entry goes through. */
  void enter(CodeBuilder code) {
    constants.pushBase(code);
    code.lstore(base);
    for (int i = 0; i < starts.length; i++) {
      constants.pushSpan(code, i);
      code.dup().getfield(SPAN, "start", CD_long).lstore(starts[i]);
      code.getfield(SPAN, "bytes", CD_long).loadConstant((long) spans.reach() - 1).lsub();
      code.lstore(rooms[i]);
    }
  }

  /** The code that follows is that of {@code block}, whose bodies are {@code bodies}. */
  void start(Block block, List<List<Stmt>> bodies) {
    groups = AccessGroups.of(block.insns, bodies);
  }

  /**
   * Pushes the host address of what instruction {@code insn} of {@code block} accesses, or leaves
   * the region if the access is not allowed.
   *
   * @param address emits the push of the guest address
   */
  void host(
      CodeBuilder code,
      Block block,
      int insn,
      Stmt access,
      boolean store,
      int bytes,
      Runnable address) {
    long table = store ? window.writable() : window.readable();
    AccessGroups.Group group = groups.of(insn, access);
    if (group == null || !group.isShared()) {
      address.run();
      code.lstore(guest);
      Label miss = code.newLabel();
      Label hit = code.newLabel();
      for (int span : spans.of(table, group, block, insn)) {
        testSpan(code, span, () -> code.lload(guest), hit);
      }
      if (spans.isOpen(table, group, block, insn)) {
        boolean crosses = bytes > 1 && block.crosses(insn);
        code.lload(guest);
        testPlace(code, crosses ? 1 : bytes, miss);
        testPage(code, table, () -> code.lload(guest));
        if (crosses) {
          code.ifeq(miss);
          testPage(code, table, () -> code.lload(guest).loadConstant(bytes - 1L).ladd());
        }
        code.ifne(hit);
      }
      code.labelBinding(miss);
      frame.leaveBefore(code, ExitKind.ACCESS);
      code.labelBinding(hit).lload(guest);
    } else {
      if (group.isFirst(insn, access)) {
        Label miss = code.newLabel();
        Label hit = code.newLabel();
        for (int span : spans.of(table, group, block, insn)) {
          testSpan(code, span, () -> at(code, group, group.low()), hit);
        }
        if (spans.isOpen(table, group, block, insn)) {
          at(code, group, group.low());
          testPlace(code, 1, miss);
          testPage(code, table, () -> at(code, group, group.low()));
          code.ifeq(miss);
          testPage(code, table, () -> at(code, group, group.last()));
          code.ifne(hit);
        }
        code.labelBinding(miss);
        frame.leaveBefore(code, ExitKind.ACCESS);
        code.labelBinding(hit);
      }
      address.run();
    }
    code.lload(base).ladd();
  }

  /** Goes to {@code hit} if a span holds all that is accessed from an address on. */
  private void testSpan(CodeBuilder code, int span, Runnable address, Label hit) {
    address.run();
    code.lload(starts[span]).lsub().lload(rooms[span]);
    code.invokestatic(CD_Long, "compareUnsigned", MethodTypeDesc.of(CD_int, CD_long, CD_long));
    code.iflt(hit);
  }

  private void at(CodeBuilder code, AccessGroups.Group group, long distance) {
    if (group.base() == AccessGroups.NO_BASE) {
      code.loadConstant(distance);
      return;
    }
    frame.push(code, group.base());
    if (distance != 0) {
      code.loadConstant(distance).ladd();
    }
  }

  /** Goes to {@code miss} if the address on the stack is misaligned or not in the window. */
  private void testPlace(CodeBuilder code, int bytes, Label miss) {
    code.loadConstant(-window.bytes() | bytes - 1).land().lconst_0().lcmp().ifne(miss);
  }

  /** Pushes what a table says of the page of an address. */
  private void testPage(CodeBuilder code, long table, Runnable address) {
    address.run();
    code.loadConstant(MemoryPort.PAGE_SHIFT).lshr().loadConstant(table).ladd();
    code.invokestatic(Types.HOST_ACCESS, "get8", MethodTypeDesc.of(CD_byte, CD_long));
  }
}

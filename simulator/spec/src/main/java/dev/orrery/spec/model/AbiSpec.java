package dev.orrery.spec.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operating system's calling convention on an instruction set, from the tables: where system
 * calls find their number and arguments, and what a signal frame looks like. Locations are slots of
 * a hart's register array.
 *
 * @param name for example {@code linux}
 * @param machine name that uname reports, for example {@code riscv64}
 * @param number slot of the call number
 * @param arguments slots of the arguments, in order
 * @param result slot of the result
 * @param stackPointer slot of the stack pointer
 * @param threadPointer slot of the thread pointer; -1 if no register holds it
 * @param returnAddress slot of the return address; -1 if calls put it into memory
 * @param calls number to name, for example 64 to {@code write}
 * @param contextOffset offset in a signal frame's ucontext of the machine context
 * @param context what the machine context holds, in order
 * @param sigreturn instruction bytes that make the sigreturn call; none if signals cannot be
 *     handled
 * @param hwcap value of the auxiliary vector's AT_HWCAP
 * @param failed where a failed call is told from others, its result then being the positive error
 *     number; null where the result is the negative error number
 * @param entry slot of the register that holds the entry address when a program starts; -1 for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record AbiSpec(
    String name,
    String machine,
    int number,
    List<Integer> arguments,
    int result,
    int stackPointer,
    int threadPointer,
    int returnAddress,
    Map<Integer, String> calls,
    int contextOffset,
    List<ContextItem> context,
    byte[] sigreturn,
    long hwcap,
    @Nullable Flag failed,
    int entry) {

  /** A convention whose results are negative where a call failed. */
  public AbiSpec(
      String name,
      String machine,
      int number,
      List<Integer> arguments,
      int result,
      int stackPointer,
      int threadPointer,
      int returnAddress,
      Map<Integer, String> calls,
      int contextOffset,
      List<ContextItem> context,
      byte[] sigreturn,
      long hwcap) {
    this(
        name,
        machine,
        number,
        arguments,
        result,
        stackPointer,
        threadPointer,
        returnAddress,
        calls,
        contextOffset,
        context,
        sigreturn,
        hwcap,
        null,
        -1);
  }

  /** Bit {@code bit} of the register in {@code slot}. */
  public record Flag(int slot, int bit) {}

  /** One item of a machine context: {@code bytes} wide. */
  public sealed interface ContextItem {
    /** Width in bytes. */
    int bytes();

    /** The program counter. */
    record Pc(int bytes) implements ContextItem {}

    /** A register of the hart's register array. */
    record Slot(int slot, int bytes) implements ContextItem {}

    /** Registers side by side, the first one uppermost, as in a control register such as fcsr. */
    record Composed(List<Register> parts, int bytes) implements ContextItem {}

    /** Bytes that hold nothing. */
    record Padding(int bytes) implements ContextItem {}
  }
}

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
 * @param meanings number to what a call means, for those that are another call
 * @param bases what {@code arch_prctl} reads and writes
 * @param stat parts of {@code struct stat}; none if programs cannot ask about files
 * @param handler how a signal handler is entered, beyond the context
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
    int entry,
    Map<Integer, Meaning> meanings,
    List<Base> bases,
    List<StatItem> stat,
    Handler handler) {

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
        -1,
        Map.of(),
        List.of(),
        List.of(),
        Handler.PLAIN);
  }

  /** Another call, and its arguments. */
  public record Meaning(String call, List<Given> arguments) {}

  /** An argument: the one at {@code position}, or {@code constant} if that is -1. */
  public record Given(int position, long constant) {}

  /** A register that {@code arch_prctl} reads or writes under a code. */
  public record Base(long code, int slot, boolean writes) {}

  /** A part of {@code struct stat}, by its name in C without {@code st_}; pad holds nothing. */
  public record StatItem(String name, int bytes) {
    /** The names that there are. */
    public static final List<String> NAMES =
        List.of(
            "dev",
            "ino",
            "mode",
            "nlink",
            "uid",
            "gid",
            "rdev",
            "size",
            "blksize",
            "blocks",
            "atime",
            "atimensec",
            "mtime",
            "mtimensec",
            "ctime",
            "ctimensec",
            "pad");
  }

  /** A part of a signal frame. */
  public enum FramePart {
    /** The address that a handler returns to, where calls put it into memory. */
    RETURN,
    /** {@code siginfo_t}. */
    SIGINFO,
    /** {@code ucontext_t}, with the machine context. */
    UCONTEXT
  }

  /**
   * How a signal handler is entered.
   *
   * @param frame parts of the frame, from the stack pointer on
   * @param restorer the flag of an action that says where its handler returns to, which then stands
   *     before the mask; 0 if actions say nothing of the kind
   * @param redZone bytes below the stack pointer that stay as they are
   * @param cleared slots of registers that are zero when a handler starts
   * @param area what an {@link ContextItem.Area} of the context points to
   * @param areaAlignment bytes to which the area is aligned
   */
  public record Handler(
      List<FramePart> frame,
      long restorer,
      int redZone,
      List<Integer> cleared,
      List<ContextItem> area,
      int areaAlignment) {
    /** The frame of most machines. */
    public static final Handler PLAIN =
        new Handler(List.of(FramePart.SIGINFO, FramePart.UCONTEXT), 0, 0, List.of(), List.of(), 1);
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

    /** Parts side by side, the first one uppermost, as in a control register such as fcsr. */
    record Composed(List<Part> parts, int bytes) implements ContextItem {}

    /** The mask of blocked signals, if it does not stand before the machine context. */
    record Mask(int bytes) implements ContextItem {}

    /** The address of the handler's area. */
    record Area(int bytes) implements ContextItem {}

    /** Bytes that hold nothing. */
    record Padding(int bytes) implements ContextItem {}
  }

  /**
   * Bits of a composed item.
   *
   * @param register whose value they are; null if they are constant
   * @param width how many
   * @param constant what they are otherwise
   */
  public record Part(@Nullable Register register, int width, long constant) {}
}

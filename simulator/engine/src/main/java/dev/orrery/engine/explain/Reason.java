package dev.orrery.engine.explain;

/** Why some code is not part of a region, or why no region was made. */
public sealed interface Reason {

  /** It was never executed when the region was planned. */
  record NeverRun() implements Reason {}

  /**
   * It was executed too seldom to be worth its code.
   *
   * @param seen how often it was found
   * @param least how often it would have had to be, which follows from the region's entry
   */
  record Cold(int seen, int least) implements Reason {}

  /** It begins with an instruction that reads a counter, which must be exact there. */
  record ReadsCount() implements Reason {}

  /** It is a function of its own, which is jumped to in place of a call and a return. */
  record OtherFunction() implements Reason {}

  /**
   * The region was full.
   *
   * @param insns instructions of the block
   * @param most instructions of a region
   */
  record NoRoom(int insns, int most) implements Reason {}

  /**
   * The call does not go to one known function.
   *
   * @param targets how many it was seen to go to
   */
  record UnknownCallee(int targets) implements Reason {}

  /**
   * The call is inside of as many others as are followed.
   *
   * @param most that number
   */
  record TooDeep(int most) implements Reason {}

  /**
   * The function calls itself, and is part of the region as often as it may be.
   *
   * @param most that number
   */
  record Recursive(int most) implements Reason {}

  /**
   * The function is too long to be copied to where it is called.
   *
   * @param insns its hot instructions
   * @param most of a function that is copied
   */
  record LongCallee(int insns, int most) implements Reason {}

  /**
   * The bytecode would be longer than HotSpot compiles well.
   *
   * @param bytes its length
   * @param most the longest
   */
  record TooMuchBytecode(int bytes, int most) implements Reason {}

  /** The region that was planned does not hold the code that it was wanted for. */
  record NotReached() implements Reason {}

  /** There is a region already, and another one would hold no more, or it was remade too often. */
  record NothingNew() implements Reason {}

  /** HotSpot did not compile the regions that were entered there. */
  record NotCompiled() implements Reason {}

  /**
   * The host could not make it.
   *
   * @param what what it said
   */
  record Failed(String what) implements Reason {}

  /** A sentence without its subject and full stop: {@code was never executed}. */
  default String text() {
    return switch (this) {
      case NeverRun n -> "was not executed before";
      case Cold c -> "is cold: seen %,d times, less than %,d".formatted(c.seen, c.least);
      case ReadsCount r -> "begins by reading a counter, which must be exact";
      case OtherFunction o -> "is a function of its own";
      case NoRoom n ->
          "does not fit: its %d instructions would make more than %d".formatted(n.insns, n.most);
      case UnknownCallee u ->
          u.targets == 0
              ? "calls what is not known"
              : "calls any of %,d functions".formatted(u.targets);
      case TooDeep t -> "is inside of %d calls that are followed, the most".formatted(t.most);
      case Recursive r ->
          "calls a function that is in the region %d times, the most".formatted(r.most);
      case LongCallee l ->
          "calls a function of %d hot instructions, more than the %d that are copied"
              .formatted(l.insns, l.most);
      case TooMuchBytecode t ->
          "would make %,d bytes of bytecode, more than %,d".formatted(t.bytes, t.most);
      case NotReached n -> "is not reached on a hot way from that entry";
      case NotCompiled n -> "was not compiled by HotSpot, which was asked several times";
      case Failed f -> "could not be translated: " + f.what;
      case NothingNew n -> "would get nothing that the region there does not have";
    };
  }
}

package dev.orrery.spec.ir;

import dev.orrery.spec.model.BitField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in English what a body does: a sentence a statement, for documentation. */
public final class IrWords {
  private final List<Sentence> out = new ArrayList<>();

  /**
   * A sentence.
   *
   * @param depth how many conditions are around it
   */
  public record Sentence(int depth, String text) {}

  private IrWords() {}

  /** What {@code body} does, in order. */
  public static List<Sentence> of(List<Stmt> body) {
    IrWords words = new IrWords();
    words.body(body, 0);
    if (words.out.isEmpty()) {
      words.say(0, "Nothing happens.");
    }
    return List.copyOf(words.out);
  }

  /** An expression as a phrase. */
  public static String of(Expr e) {
    return phrase(e);
  }

  private void body(List<Stmt> body, int depth) {
    body.forEach(s -> stmt(s, depth));
  }

  private void say(int depth, String text) {
    out.add(new Sentence(depth, text));
  }

  private void stmt(Stmt s, int depth) {
    switch (s) {
      case Stmt.Let l -> say(depth, "Let %s be %s.".formatted(name(l.tmp()), phrase(l.value())));
      case Stmt.Load l ->
          say(
              depth,
              "Let %s be the %s in memory at %s."
                  .formatted(name(l.tmp()), bytes(l.bytes()), phrase(l.address())));
      case Stmt.Probe p ->
          say(
              depth,
              "Memory at %s (%s) must be writable."
                  .formatted(phrase(p.address()), bytes(p.bytes())));
      case Stmt.Store t ->
          say(
              depth,
              "Memory at %s (%s) becomes %s."
                  .formatted(phrase(t.address()), bytes(t.bytes()), phrase(t.value())));
      case Stmt.LoadReserved l ->
          say(
              depth,
              "Let %s be the %s in memory at %s, and reserve that place."
                  .formatted(name(l.tmp()), bytes(l.bytes()), phrase(l.address())));
      case Stmt.StoreConditional t ->
          say(
              depth,
              "If memory at %s (%s) is still reserved, it becomes %s; %s is 0 then, else 1."
                  .formatted(
                      phrase(t.address()), bytes(t.bytes()), phrase(t.value()), name(t.tmp())));
      case Stmt.Amo a ->
          say(
              depth,
              "At once, let %s be the %s in memory at %s, and combine them there with %s (%s)."
                  .formatted(
                      name(a.tmp()),
                      bytes(a.bytes()),
                      phrase(a.address()),
                      phrase(a.value()),
                      lower(a.op())));
      case Stmt.CompareAndSwap c ->
          say(
              depth,
              "At once, let %s be the %s in memory at %s, which become %s if they are %s."
                  .formatted(
                      name(c.tmp()),
                      bytes(c.bytes()),
                      phrase(c.address()),
                      phrase(c.value()),
                      phrase(c.expected())));
      case Stmt.CompareAndSwapPair c ->
          say(
              depth,
              "At once, let %s and %s be the two %s in memory at %s, which become %s and %s if they are %s and %s."
                  .formatted(
                      name(c.low()),
                      name(c.high()),
                      bytes(Long.BYTES),
                      phrase(c.address()),
                      phrase(c.valueLow()),
                      phrase(c.valueHigh()),
                      phrase(c.expectedLow()),
                      phrase(c.expectedHigh())));
      case Stmt.ZeroBlock z ->
          say(
              depth,
              "The aligned block of %d bytes that holds %s becomes 0."
                  .formatted(z.bytes(), phrase(z.address())));
      case Stmt.Retire r -> say(depth, "The model of the core is told that it retires.");
      case Stmt.Fp f -> floating(f, depth);
      case Stmt.Counter c ->
          say(depth, "Let %s be the counter '%s'.".formatted(name(c.tmp()), lower(c.kind())));
      case Stmt.Fence f -> say(depth, "Memory accesses before it are seen before those behind it.");
      case Stmt.InstructionFence f ->
          say(depth, "Stores before it are seen by the fetch of instructions behind it.");
      case Stmt.PutFile p ->
          say(
              depth,
              "%s becomes %s."
                  .formatted(sentence(register(p.file().name(), p.index())), phrase(p.value())));
      case Stmt.PutReg p ->
          say(depth, "%s becomes %s.".formatted(p.register().name(), phrase(p.value())));
      case Stmt.If i -> {
        say(depth, "If %s:".formatted(phrase(i.condition())));
        body(i.then(), depth + 1);
        if (!i.otherwise().isEmpty()) {
          say(depth, "Otherwise:");
          body(i.otherwise(), depth + 1);
        }
      }
      case Stmt.Goto g -> say(depth, "Execution continues at %s.".formatted(phrase(g.target())));
      case Stmt.Trap t ->
          say(depth, "Raises the exception '%s'; nothing is changed.".formatted(lower(t.kind())));
    }
  }

  private void floating(Stmt.Fp f, int depth) {
    List<String> args = f.args().stream().map(IrWords::phrase).toList();
    String rounding = f.roundingMode() == null ? "" : ", rounded as " + phrase(f.roundingMode());
    say(
        depth,
        "Let %s be the %s operation '%s' of %s%s; exceptions accrue in %s."
            .formatted(
                name(f.tmp()),
                lower(f.format()),
                lower(f.op()),
                String.join(", ", args),
                rounding,
                f.flags().name()));
  }

  private static String phrase(Expr e) {
    return switch (e) {
      case Expr.Const c -> number(c);
      case Expr.Field f -> field(f);
      case Expr.Pc p -> "the address of this instruction";
      case Expr.NextPc p -> "the address of the next instruction";
      case Expr.GetFile g -> register(g.file().name(), g.index());
      case Expr.GetReg g -> g.register().name();
      case Expr.Tmp t -> name(t);
      case Expr.Unary u -> unary(u);
      case Expr.Binary b -> binary(b);
      case Expr.Extend x ->
          "%s, extended with %s to %d bits"
              .formatted(inner(x.a()), x.signed() ? "its sign" : "zeros", x.width());
      case Expr.Slice s when s.hi() == s.lo() -> "bit %d of %s".formatted(s.hi(), inner(s.a()));
      case Expr.Slice s -> "bits %d to %d of %s".formatted(s.hi(), s.lo(), inner(s.a()));
      case Expr.Concat c -> "%s above %s".formatted(inner(c.hi()), inner(c.lo()));
      case Expr.Select s ->
          "%s if %s, else %s".formatted(inner(s.a()), inner(s.cond()), inner(s.b()));
    };
  }

  /** As part of a longer phrase: in parentheses if it is itself one. */
  private static String inner(Expr e) {
    return switch (e) {
      case Expr.Const c -> phrase(e);
      case Expr.Field f -> phrase(e);
      case Expr.Pc p -> phrase(e);
      case Expr.NextPc p -> phrase(e);
      case Expr.GetFile g -> phrase(e);
      case Expr.GetReg g -> phrase(e);
      case Expr.Tmp t -> phrase(e);
      default -> "(" + phrase(e) + ")";
    };
  }

  private static String field(Expr.Field f) {
    BitField bits = f.operand().field();
    String name = f.operand().name();
    if (bits == null || f.width() >= bits.width()) {
      return name;
    }
    return f.width() == 1 ? "bit 0 of " + name : "the low %d bits of %s".formatted(f.width(), name);
  }

  private static String unary(Expr.Unary u) {
    String of = inner(u.a());
    return switch (u.op()) {
      case NOT -> u.width() == 1 ? of + " is 0" : "the complement of " + of;
      case NEG -> "minus " + of;
      case POPCOUNT -> "the number of ones in " + of;
      case CLZ -> "the number of leading zeros of " + of;
      case CTZ -> "the number of trailing zeros of " + of;
      case BYTE_SWAP -> "the bytes in reverse order of " + of;
      default -> "'" + lower(u.op()) + "' of " + of;
    };
  }

  private static String binary(Expr.Binary e) {
    String a = inner(e.a());
    String b = inner(e.b());
    return switch (e.op()) {
      case ADD -> "the sum of " + a + " and " + b;
      case SUB -> a + " minus " + b;
      case MUL -> "the product of " + a + " and " + b;
      case AND -> a + " and " + b + (e.width() == 1 ? "" : ", bit by bit");
      case OR -> a + " or " + b + (e.width() == 1 ? "" : ", bit by bit");
      case XOR -> "the bits in which " + a + " and " + b + " differ";
      case SHL -> a + " shifted left by " + b;
      case EQ -> a + " equals " + b;
      case NE -> a + " differs from " + b;
      default -> "'" + lower(e.op()) + "' of " + a + " and " + b;
    };
  }

  private static String register(String file, Expr.Index index) {
    return switch (index) {
      case Expr.Index.Fixed f -> file + f.number();
      case Expr.Index.Of of -> "register " + of.operand().name();
    };
  }

  private static String number(Expr.Const c) {
    long signed = Bits.sext(c.value(), c.width());
    boolean small = signed > -10_000 && signed < 10_000;
    return small && c.width() > 1
        ? Long.toString(signed)
        : c.width() == 1 ? Long.toString(c.value()) : "0x" + Long.toHexString(c.value());
  }

  private static String bytes(int n) {
    return n == 1 ? "byte" : n + " bytes";
  }

  private static String name(Expr.Tmp t) {
    return "t" + t.id();
  }

  private static String sentence(String s) {
    return Character.toUpperCase(s.charAt(0)) + s.substring(1);
  }

  private static String lower(Enum<?> e) {
    return e.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

package dev.orrery.machine.demangle;

import java.math.BigInteger;
import java.util.Map;

/**
 * Rust's names of today (RFC 2603, "v0"). They are read and written in one go: where a name refers
 * back to a part of itself, the reader goes there and comes back.
 */
final class RustV0 {
  private static final int START = 2;

  private static final Map<Character, String> BASIC =
      Map.ofEntries(
          Map.entry('a', "i8"),
          Map.entry('b', "bool"),
          Map.entry('c', "char"),
          Map.entry('d', "f64"),
          Map.entry('e', "str"),
          Map.entry('f', "f32"),
          Map.entry('h', "u8"),
          Map.entry('i', "isize"),
          Map.entry('j', "usize"),
          Map.entry('l', "i32"),
          Map.entry('m', "u32"),
          Map.entry('n', "i128"),
          Map.entry('o', "u128"),
          Map.entry('p', "_"),
          Map.entry('s', "i16"),
          Map.entry('t', "u16"),
          Map.entry('u', "()"),
          Map.entry('v', "..."),
          Map.entry('x', "i64"),
          Map.entry('y', "u64"),
          Map.entry('z', "!"));

  private final MangledText in;
  private final StringBuilder out = new StringBuilder();
  private final Limits limits = new Limits();

  /** Whether what is read is not written: where an impl block stands, for example. */
  private boolean silent;

  private long boundLifetimes;

  private RustV0(String symbol) {
    in = new MangledText(symbol, START);
  }

  /** {@code symbol} as Rust has it. */
  static String demangle(String symbol) throws UnreadableException {
    RustV0 name = new RustV0(symbol);
    if (name.in.atDigit()) {
      throw UnreadableException.INSTANCE; // a version that is not known
    }
    name.path(true);
    if (name.in.peek() >= 'A' && name.in.peek() <= 'Z') { // the crate that made an instance of it
      name.silent = true;
      name.path(false);
      name.silent = false;
    }
    String suffix = name.in.rest();
    if (!suffix.isEmpty() && suffix.charAt(0) != '.' && suffix.charAt(0) != '$') {
      throw UnreadableException.INSTANCE;
    }
    return name.out.toString();
  }

  private void text(String s) throws UnreadableException {
    if (silent) {
      return;
    }
    out.append(s);
    if (out.length() > Limits.MAX_OUTPUT) {
      throw UnreadableException.INSTANCE;
    }
  }

  /** {@code <base-62-number>} of 64 bits: hashes have no sign. */
  private long base62() throws UnreadableException {
    if (in.accept('_')) {
      return 0;
    }
    long value = 0;
    while (!in.accept('_')) {
      char c = in.next();
      int digit;
      if (MangledText.isDigit(c)) {
        digit = c - '0';
      } else if (c >= 'a' && c <= 'z') {
        digit = c - 'a' + 10;
      } else if (c >= 'A' && c <= 'Z') {
        digit = c - 'A' + 36;
      } else {
        throw UnreadableException.INSTANCE;
      }
      if (Math.unsignedMultiplyHigh(value, 62) != 0) {
        throw UnreadableException.INSTANCE;
      }
      value = value * 62 + digit;
    }
    return value + 1;
  }

  /** {@code [<tag> <base-62-number>]}, 0 where it is missing. */
  private long optional(char tag) throws UnreadableException {
    return in.accept(tag) ? base62() + 1 : 0;
  }

  /** Something that may refer to an earlier part. */
  private interface Part {
    void read() throws UnreadableException;
  }

  /** {@code <backref>} behind its {@code B}. */
  private void backReference(int here, Part part) throws UnreadableException {
    long target = START + base62();
    if (target < START || target >= here) {
      throw UnreadableException.INSTANCE;
    }
    if (silent) {
      return;
    }
    int after = in.position();
    in.back((int) target);
    part.read();
    in.back(after);
  }

  private String identifier() throws UnreadableException {
    boolean punycode = in.accept('u');
    int length = in.accept('0') ? 0 : in.decimal(); // a digit behind a 0 is another number's
    in.accept('_');
    String raw = in.take(length);
    if (!punycode) {
      return raw;
    }
    String decoded = Punycode.decode(raw);
    return decoded == null ? "punycode{" + raw + "}" : decoded;
  }

  /**
   * {@code <path>}.
   *
   * @param value whether it names a value, where arguments have {@code ::} in front
   */
  private void path(boolean value) throws UnreadableException {
    limits.enter();
    int here = in.position();
    switch (in.next()) {
      case 'C' -> {
        long ignored = optional('s');
        text(identifier());
      }
      case 'N' -> nested(value);
      case 'M' -> {
        implementation();
        text("<");
        type();
        text(">");
      }
      case 'X' -> {
        implementation();
        trait();
      }
      case 'Y' -> trait();
      case 'I' -> {
        path(value);
        text(value ? "::<" : "<");
        arguments();
        text(">");
      }
      case 'B' -> backReference(here, () -> path(value));
      default -> throw UnreadableException.INSTANCE;
    }
    limits.leave();
  }

  private void nested(boolean value) throws UnreadableException {
    char namespace = in.next();
    path(value);
    long number = optional('s');
    String name = identifier();
    if (namespace >= 'A' && namespace <= 'Z') {
      String kind =
          switch (namespace) {
            case 'C' -> "closure";
            case 'S' -> "shim";
            default -> String.valueOf(namespace);
          };
      text(
          "::{"
              + kind
              + (name.isEmpty() ? "" : ":" + name)
              + "#"
              + Long.toUnsignedString(number)
              + "}");
    } else if (namespace < 'a' || namespace > 'z') {
      throw UnreadableException.INSTANCE;
    } else if (!name.isEmpty()) {
      text("::" + name);
    }
  }

  /** {@code <impl-path>}, which only tells names apart. */
  private void implementation() throws UnreadableException {
    long ignored = optional('s');
    boolean saved = silent;
    silent = true;
    path(false);
    silent = saved;
  }

  private void trait() throws UnreadableException {
    text("<");
    type();
    text(" as ");
    path(false);
    text(">");
  }

  private void arguments() throws UnreadableException {
    for (int i = 0; !in.accept('E'); i++) {
      text(i > 0 ? ", " : "");
      argument();
    }
  }

  private void argument() throws UnreadableException {
    if (in.accept('L')) {
      lifetime(base62());
    } else if (in.accept('K')) {
      constant();
    } else {
      type();
    }
  }

  /** A lifetime by how many binders lie between it and where it is used. */
  private void lifetime(long index) throws UnreadableException {
    if (index == 0) {
      text("'_");
      return;
    }
    long depth = boundLifetimes - index;
    if ((index < 0 || depth < 0) && !silent) {
      throw UnreadableException.INSTANCE;
    }
    text(depth < 26 ? "'" + (char) ('a' + depth) : "'_" + depth);
  }

  /** {@code [<binder>]} and what it is for. */
  private void binder(Part part) throws UnreadableException {
    long count = optional('G');
    if (count < 0 || count > Limits.MAX_STEPS) {
      throw UnreadableException.INSTANCE;
    }
    if (count > 0) {
      text("for<");
      for (long i = 0; i < count; i++) {
        limits.step();
        text(i > 0 ? ", " : "");
        boundLifetimes++;
        lifetime(1);
      }
      text("> ");
    }
    part.read();
    boundLifetimes -= count;
  }

  private void type() throws UnreadableException {
    limits.enter();
    int here = in.position();
    String basic = BASIC.get(in.peek());
    if (basic != null) {
      in.next();
      text(basic);
      limits.leave();
      return;
    }
    switch (in.next()) {
      case 'R', 'Q' -> {
        in.back(here);
        boolean mutable = in.next() == 'Q';
        text("&");
        if (in.accept('L')) {
          long lifetime = base62();
          if (lifetime != 0) {
            lifetime(lifetime);
            text(" ");
          }
        }
        text(mutable ? "mut " : "");
        type();
      }
      case 'P' -> {
        text("*const ");
        type();
      }
      case 'O' -> {
        text("*mut ");
        type();
      }
      case 'A' -> {
        text("[");
        type();
        text("; ");
        constant();
        text("]");
      }
      case 'S' -> {
        text("[");
        type();
        text("]");
      }
      case 'T' -> {
        text("(");
        int count = 0;
        for (; !in.accept('E'); count++) {
          text(count > 0 ? ", " : "");
          type();
        }
        text(count == 1 ? ",)" : ")");
      }
      case 'F' -> binder(this::function);
      case 'D' -> dynamic();
      case 'B' -> backReference(here, this::type);
      default -> {
        in.back(here);
        path(false);
      }
    }
    limits.leave();
  }

  private void function() throws UnreadableException {
    text(in.accept('U') ? "unsafe " : "");
    if (in.accept('K')) {
      String abi = in.accept('C') ? "C" : identifier().replace('_', '-');
      text("extern \"" + abi + "\" ");
    }
    text("fn(");
    for (int i = 0; !in.accept('E'); i++) {
      text(i > 0 ? ", " : "");
      type();
    }
    text(")");
    if (!in.accept('u')) {
      text(" -> ");
      type();
    }
  }

  private void dynamic() throws UnreadableException {
    text("dyn ");
    binder(
        () -> {
          for (int i = 0; !in.accept('E'); i++) {
            text(i > 0 ? " + " : "");
            dynamicTrait();
          }
        });
    in.expect('L');
    long lifetime = base62();
    if (lifetime != 0) {
      text(" + ");
      lifetime(lifetime);
    }
  }

  /** A trait, and the types that belong to it, in its list of arguments. */
  private void dynamicTrait() throws UnreadableException {
    boolean open = openPath();
    while (in.accept('p')) {
      text(open ? ", " : "<");
      open = true;
      text(identifier() + " = ");
      type();
    }
    text(open ? ">" : "");
  }

  /** A path whose list of arguments, if it has one, is not closed yet; says whether. */
  private boolean openPath() throws UnreadableException {
    limits.enter();
    int here = in.position();
    boolean[] open = {false};
    if (in.accept('B')) {
      backReference(here, () -> open[0] = openPath());
    } else if (in.accept('I')) {
      path(false);
      text("<");
      arguments();
      open[0] = true;
    } else {
      path(false);
    }
    limits.leave();
    return open[0];
  }

  /** {@code <const>}. */
  private void constant() throws UnreadableException {
    limits.enter();
    int here = in.position();
    char type = in.next();
    switch (type) {
      case 'B' -> backReference(here, this::constant);
      case 'p' -> text("_");
      case 'b' -> {
        String digits = hexadecimal();
        if (!digits.equals("0") && !digits.equals("1")) {
          throw UnreadableException.INSTANCE;
        }
        text(digits.equals("0") ? "false" : "true");
      }
      case 'c' -> text(character(hexadecimal()));
      case 'a', 's', 'l', 'x', 'n', 'i' -> {
        text(in.accept('n') ? "-" : "");
        number(hexadecimal());
      }
      case 'h', 't', 'm', 'y', 'o', 'j' -> number(hexadecimal());
      default -> throw UnreadableException.INSTANCE;
    }
    limits.leave();
  }

  private String hexadecimal() throws UnreadableException {
    String digits = in.takeUntil('_');
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (!MangledText.isDigit(c) && (c < 'a' || c > 'f')) {
        throw UnreadableException.INSTANCE;
      }
    }
    return digits;
  }

  private void number(String digits) throws UnreadableException {
    boolean large = digits.length() > 16;
    text(large ? "0x" + digits : new BigInteger("0" + digits, 16).toString());
  }

  private static String character(String digits) throws UnreadableException {
    if (digits.isEmpty() || digits.length() > 6) {
      throw UnreadableException.INSTANCE;
    }
    int code = Integer.parseInt(digits, 16);
    return switch (code) {
      case '\t' -> "'\\t'";
      case '\r' -> "'\\r'";
      case '\n' -> "'\\n'";
      case '\'' -> "'\\''";
      case '\\' -> "'\\\\'";
      default -> code >= ' ' && code < 0x7f ? "'" + (char) code + "'" : "'\\u{" + digits + "}'";
    };
  }
}

package dev.orrery.spec.lang.lower;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.declare.Constants;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.parse.Numbers;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes an operating system's conventions from an {@code abi} block and its {@code syscalls}. */
public final class AbiLowering {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of("machine", "number", "args", "result", "sp", "tp", "ra", "hwcap", "sigreturn"));

  /** Keys that an instruction set may do without: it then has no such register, or no signals. */
  private static final Set<String> OPTIONAL =
      new TreeSet<>(
          Set.of(
              "tp",
              "ra",
              "sigreturn",
              "entry",
              "failed",
              "bases",
              "frame",
              "restorer",
              "redzone",
              "clears"));

  private final Declarations declarations;
  private final Constants constants;
  private final LayoutLowering layouts;
  private final Map<Integer, String> calls = new TreeMap<>();
  private final Map<Integer, DeclAst.Meaning> meanings = new TreeMap<>();
  private DeclAst.@Nullable Abi abi;

  /** Starts on what was declared. */
  public AbiLowering(Declarations declarations) {
    this.declarations = declarations;
    this.constants = declarations.constants();
    layouts = new LayoutLowering(declarations);
  }

  /** Takes in an {@code abi} block. */
  public void block(DeclAst.Abi a) {
    if (abi != null) {
      throw new Failure(
          "E26", a.span(), "there is an abi already, at " + abi.span().at(), "Remove one.");
    }
    abi = a;
  }

  /** Takes in a {@code syscalls} block. */
  public void calls(DeclAst.Syscalls s) {
    if (!constants.holds(s.need())) {
      return;
    }
    if (abi == null || !abi.name().text().equals(s.abi().text())) {
      throw new Failure(
          "E25",
          s.abi().span(),
          "there is no abi '" + s.abi().text() + "'",
          "Declare it: abi " + s.abi().text() + ".");
    }
    for (DeclAst.Syscall c : s.calls()) {
      int number = constants.count(c.number(), 0, Integer.MAX_VALUE, "the number of a call");
      String other = calls.putIfAbsent(number, c.name().text());
      if (other != null) {
        throw new Failure(
            "E26",
            c.number().span(),
            "call " + number + " is '" + other + "' already",
            "Use another.");
      }
      if (c.meaning() != null) {
        meanings.put(number, c.meaning());
      }
    }
  }

  /** The conventions, null if no block declares any. */
  public @Nullable AbiSpec lower() {
    if (abi == null) {
      return null;
    }
    DeclAst.Abi block = abi;
    Map<String, DeclAst.Keyed> lines = new HashMap<>();
    for (DeclAst.Keyed k : block.lines()) {
      if (!KEYS.contains(k.key().text()) && !OPTIONAL.contains(k.key().text())) {
        Set<String> all = new TreeSet<>(KEYS);
        all.addAll(OPTIONAL);
        throw new Failure(
            "E25",
            k.key().span(),
            "an abi has no '" + k.key().text() + "'",
            DidYouMean.help(k.key().text(), all, "It has: " + String.join(", ", all) + "."));
      }
      if (constants.holds(k.need()) && lines.putIfAbsent(k.key().text(), k) != null) {
        throw new Failure("E26", k.key().span(), "this is given already", "Remove one.");
      }
    }
    for (String key : KEYS) {
      if (!lines.containsKey(key) && !OPTIONAL.contains(key)) {
        throw new Failure(
            "E00", block.span(), "this abi lacks '" + key + "'", "Add a line: " + key + " ...");
      }
    }
    Map<String, DeclAst.Layout> structures = new HashMap<>();
    for (DeclAst.Layout l : block.layouts()) {
      if (constants.holds(l.need()) && structures.putIfAbsent(l.key().text(), l) != null) {
        throw new Failure(
            "E26",
            l.key().span(),
            "there is a " + l.key().text() + " already",
            "Give one of them `need`.");
      }
    }
    ExprAst hwcap = line(lines, "hwcap").value();
    return new AbiSpec(
        block.name().text(),
        expanded(one(line(lines, "machine"))),
        slot(one(line(lines, "number"))),
        line(lines, "args").words().stream().map(this::slot).toList(),
        slot(one(line(lines, "result"))),
        slot(one(line(lines, "sp"))),
        optionalSlot(lines.get("tp")),
        optionalSlot(lines.get("ra")),
        new TreeMap<>(calls),
        number(structures.get("context")),
        items(structures.get("context")),
        lines.containsKey("sigreturn") ? bytes(line(lines, "sigreturn")) : new byte[0],
        hwcap == null ? 0 : constants.eval(hwcap),
        lines.containsKey("failed") ? flag(line(lines, "failed")) : null,
        lines.containsKey("entry") ? slot(one(line(lines, "entry"))) : -1,
        meanings(line(lines, "args")),
        lines.containsKey("bases") ? bases(line(lines, "bases")) : List.of(),
        stat(structures.get("stat")),
        handler(lines, structures.get("area")));
  }

  private int number(DeclAst.@Nullable Layout l) {
    return l == null ? 0 : constants.count(l.number(), 0, 1 << 20, "the number");
  }

  private List<AbiSpec.ContextItem> items(DeclAst.@Nullable Layout l) {
    return l == null ? List.of() : layouts.items(l);
  }

  private List<AbiSpec.StatItem> stat(DeclAst.@Nullable Layout l) {
    return l == null ? List.of() : layouts.stat(l);
  }

  /** What calls mean that are another one; their arguments are registers of {@code given}. */
  private Map<Integer, AbiSpec.Meaning> meanings(DeclAst.Keyed given) {
    List<String> registers = given.words().stream().map(DeclAst.Word::text).toList();
    Map<Integer, AbiSpec.Meaning> out = new TreeMap<>();
    meanings.forEach(
        (number, meaning) -> {
          List<AbiSpec.Given> arguments = new ArrayList<>();
          for (DeclAst.Argument a : meaning.arguments()) {
            DeclAst.Word register = a.register();
            if (register == null) {
              long value = constants.eval(Objects.requireNonNull(a.constant()));
              arguments.add(new AbiSpec.Given(-1, value));
              continue;
            }
            int position = registers.indexOf(register.text());
            if (position < 0) {
              throw new Failure(
                  "E25",
                  register.span(),
                  "no argument is in '" + register.text() + "'",
                  "Use one of: " + String.join(", ", registers) + ".");
            }
            arguments.add(new AbiSpec.Given(position, 0));
          }
          out.put(number, new AbiSpec.Meaning(meaning.call().text(), arguments));
        });
    return out;
  }

  /** {@code set CODE REGISTER} and {@code get CODE REGISTER}, any number of times. */
  private List<AbiSpec.Base> bases(DeclAst.Keyed k) {
    List<AbiSpec.Base> out = new ArrayList<>();
    List<DeclAst.Word> words = k.words();
    for (int i = 0; i < words.size(); i += 3) {
      boolean writes = words.get(i).text().equals("set");
      if (!writes && !words.get(i).text().equals("get") || i + 2 >= words.size()) {
        throw new Failure(
            "E00",
            words.get(i).span(),
            "'bases' has get or set, a code and a register, again and again",
            "Write bases set 0x1002 FS get 0x1003 FS.");
      }
      int code = number(words.get(i + 1), 0, Integer.MAX_VALUE);
      out.add(new AbiSpec.Base(code, slot(words.get(i + 2)), writes));
    }
    return out;
  }

  private AbiSpec.Handler handler(Map<String, DeclAst.Keyed> lines, DeclAst.@Nullable Layout area) {
    List<AbiSpec.FramePart> frame = new ArrayList<>(AbiSpec.Handler.PLAIN.frame());
    if (lines.containsKey("frame")) {
      frame.clear();
      line(lines, "frame").words().forEach(w -> frame.add(framePart(w)));
    }
    DeclAst.Keyed clears = lines.get("clears");
    return new AbiSpec.Handler(
        frame,
        lines.containsKey("restorer") ? number(one(line(lines, "restorer")), 0, 1 << 30) : 0,
        lines.containsKey("redzone") ? number(one(line(lines, "redzone")), 0, 1 << 16) : 0,
        clears == null ? List.of() : clears.words().stream().map(this::slot).toList(),
        items(area),
        Math.max(1, number(area)));
  }

  private static AbiSpec.FramePart framePart(DeclAst.Word w) {
    for (AbiSpec.FramePart p : AbiSpec.FramePart.values()) {
      if (p.name().toLowerCase(Locale.ROOT).equals(w.text())) {
        return p;
      }
    }
    throw new Failure(
        "E25", w.span(), "a frame has no '" + w.text() + "'", "Write return, siginfo or ucontext.");
  }

  /** {@code REGISTER BIT}. */
  private AbiSpec.Flag flag(DeclAst.Keyed k) {
    if (k.words().size() != 2) {
      throw new Failure(
          "E00", k.key().span(), "'failed' has a register and a bit", "Write failed cr0 0.");
    }
    return new AbiSpec.Flag(slot(k.words().getFirst()), number(k.words().getLast(), 0, 63));
  }

  private int optionalSlot(DeclAst.@Nullable Keyed k) {
    return k == null ? -1 : slot(one(k));
  }

  private static DeclAst.Keyed line(Map<String, DeclAst.Keyed> lines, String key) {
    DeclAst.Keyed k = lines.get(key);
    if (k == null) {
      throw new IllegalStateException(key);
    }
    return k;
  }

  private static DeclAst.Word one(DeclAst.Keyed k) {
    if (k.words().size() != 1) {
      throw new Failure(
          "E00",
          k.key().span(),
          "'" + k.key().text() + "' has one value, not " + k.words().size(),
          "Give one.");
    }
    return k.words().getFirst();
  }

  /** A text with {@code {PARAM}} replaced by the parameter's value. */
  private String expanded(DeclAst.Word w) {
    String text = w.text();
    int open = text.indexOf('{');
    int close = text.indexOf('}', open + 1);
    if (open < 0 || close < 0) {
      return text;
    }
    String name = text.substring(open + 1, close);
    Long value = constants.value(name);
    if (value == null) {
      throw new Failure(
          "E25", w.span(), "'" + name + "' is no parameter", "Write {XLEN}, or the text itself.");
    }
    return text.substring(0, open) + value + text.substring(close + 1);
  }

  private int slot(DeclAst.Word w) {
    Register single = declarations.register(w.text());
    if (single != null && !single.fpFlags()) {
      return single.slot();
    }
    RegisterFile file = declarations.fileOf(w.text());
    Integer number = declarations.registerNumber(w.text());
    if (file == null || number == null) {
      throw new Failure(
          "E25", w.span(), "there is no register '" + w.text() + "'", "Use an assembler name.");
    }
    return file.readSlot(number);
  }

  private static byte[] bytes(DeclAst.Keyed k) {
    byte[] out = new byte[k.words().size()];
    for (int i = 0; i < out.length; i++) {
      DeclAst.Word w = k.words().get(i);
      Long v = w.text().length() == 2 ? Numbers.parse("0x" + w.text()) : null;
      if (v == null) {
        throw new Failure(
            "E10", w.span(), "'" + w.text() + "' is no byte", "Write two hexadecimal digits.");
      }
      out[i] = v.byteValue();
    }
    return out;
  }

  static int number(DeclAst.Word w, int min, int max) {
    Long v = Numbers.parse(w.text());
    if (v == null || v < min || v > max) {
      throw new Failure(
          "E10",
          w.span(),
          "'" + w.text() + "' is not " + min + " to " + max,
          "Use another number.");
    }
    return v.intValue();
  }
}

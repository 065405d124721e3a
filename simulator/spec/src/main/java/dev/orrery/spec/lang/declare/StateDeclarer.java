package dev.orrery.spec.lang.declare;

import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Declares registers, files, views, causes and control registers, and gives registers their slots.
 */
final class StateDeclarer {
  private static final int MAX_REGISTERS = 4096;

  private final Declarations d;
  private final Constants constants;

  StateDeclarer(Declarations d) {
    this.d = d;
    this.constants = d.constants();
  }

  void register(DeclAst.Reg r) {
    int width = constants.count(r.width(), 1, 64, "the width of a register");
    if (r.name().text().equals("PC")) {
      d.claim("value", r.name());
      d.claim("value", new DeclAst.Word(r.name().span(), "NPC"));
      if (width != 32 && width != 64) {
        throw new Failure(
            "E10", r.width().span(), "the program counter has " + width + " bits", "Use 32 or 64.");
      }
      d.pcWidth = width;
      return;
    }
    d.claim("value", r.name());
    long reset = r.reset() == null ? 0 : constants.eval(r.reset());
    int slot = r.accrues() ? -1 : d.slots++;
    Register reg = new Register(r.name().text(), width, slot, r.accrues(), reset);
    if (r.accrues()) {
      if (d.fpFlags != null) {
        throw new Failure(
            "E26",
            r.span(),
            "'" + d.fpFlags.name() + "' accrues exceptions already",
            "Only one register can.");
      }
      d.fpFlags = reg;
    }
    d.registers.put(reg.name(), reg);
  }

  void flags(DeclAst.Flags flags) {
    for (DeclAst.Word name : flags.names()) {
      d.claim("value", name);
      d.registers.put(name.text(), new Register(name.text(), 1, d.slots++, false, 0));
    }
  }

  void file(DeclAst.File f) {
    d.claim("value", f.name());
    int count = constants.count(f.count(), 1, MAX_REGISTERS, "the number of registers");
    int width = constants.count(f.width(), 1, 64, "the width of a register");
    int zero = f.zero() == null ? -1 : constants.count(f.zero(), 0, count - 1, "the zero register");
    List<String> names = registerNames(f.names(), f.name().span(), count);
    if (names.isEmpty()) {
      for (int i = 0; i < count; i++) {
        names.add(f.name().text().toLowerCase(Locale.ROOT) + i);
      }
    }
    int slot = d.slots;
    d.slots += count;
    int sink = zero < 0 ? -1 : d.slots++;
    String name = f.name().text();
    RegisterFile file = new RegisterFile(name, count, width, zero, names, slot, sink);
    for (int i = 0; i < count; i++) {
      d.nameRegister(names.get(i), file, i, f.name().span());
      d.nameRegister(name.toLowerCase(Locale.ROOT) + i, file, i, f.name().span());
    }
    d.files.put(name, file);
    d.views.put(name, View.whole(file));
  }

  private static List<String> registerNames(List<DeclAst.Word> words, Span span, int count) {
    List<String> names = new ArrayList<>();
    for (DeclAst.Word w : words) {
      addNames(w, names, count);
    }
    if (!names.isEmpty() && names.size() != count) {
      throw new Failure(
          "E00",
          span,
          "there are " + count + " registers, but " + names.size() + " names",
          "Give each register a name.");
    }
    return names;
  }

  /** Adds the names that {@code a0-7} or {@code a0-7h} stands for. */
  private static void addNames(DeclAst.Word w, List<String> names, int max) {
    String text = w.text();
    int dash = text.indexOf('-');
    if (dash < 0) {
      names.add(text);
      return;
    }
    int start = dash;
    while (start > 0 && Character.isDigit(text.charAt(start - 1))) {
      start--;
    }
    int end = dash + 1;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    int from = smallNumber(text.substring(start, dash));
    int to = smallNumber(text.substring(dash + 1, end));
    if (from < 0 || to < from || to - from >= max) {
      throw new Failure(
          "E00", w.span(), "'" + text + "' is no range of names", "Write a0-7 for a0 to a7.");
    }
    for (int i = from; i <= to; i++) {
      names.add(text.substring(0, start) + i + text.substring(end));
    }
  }

  private static int smallNumber(String digits) {
    if (digits.isEmpty() || digits.length() > 4) {
      return -1;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (!Character.isDigit(digits.charAt(i))) {
        return -1;
      }
    }
    return Integer.parseInt(digits);
  }

  void view(DeclAst.View v) {
    d.claim("value", v.name());
    RegisterFile file = d.files.get(v.file().text());
    if (file == null) {
      throw new Failure(
          "E25",
          v.file().span(),
          "there is no register file '" + v.file().text() + "'",
          DidYouMean.help(v.file().text(), d.files.keySet(), "Declare it with `file`."));
    }
    int top = file.width() - 1;
    int hi = v.hi() == null ? top : constants.count(v.hi(), 0, top, "the highest bit");
    int lo = v.lo() == null ? 0 : constants.count(v.lo(), 0, hi, "the lowest bit");
    View.Read read = rule(View.Read.class, v.read(), View.Read.PLAIN);
    View.Write write = rule(View.Write.class, v.write(), View.Write.MERGE);
    boolean boxes = read == View.Read.UNBOX || write == View.Write.NANBOX;
    boolean whole = hi == file.width() - 1 && lo == 0;
    boolean hasFormat =
        lo == 0 && (hi == 15 || hi == 31) && (file.width() == 32 || file.width() == 64);
    if (boxes && !whole && !hasFormat) {
      throw new Failure(
          "E04",
          v.span(),
          "only bits 15:0 or 31:0 of a wider register of 32 or 64 can be boxed, these are "
              + hi
              + ":"
              + lo
              + " of "
              + file.width(),
          "Use another rule.");
    }
    if (lo != 0 && write != View.Write.MERGE) {
      throw new Failure(
          "E04", v.span(), "a view that does not start at bit 0 can only merge", "Drop the rule.");
    }
    List<String> names = v.names().isEmpty() ? file.names() : viewNames(v, file);
    BitField.Special special = v.special() == null ? null : special(v.special(), file);
    d.views.put(
        v.name().text(), new View(v.name().text(), file, hi, lo, read, write, special, names));
  }

  private List<String> viewNames(DeclAst.View v, RegisterFile file) {
    List<String> names = registerNames(v.names(), v.name().span(), file.count());
    for (int i = 0; i < names.size(); i++) {
      d.nameRegister(names.get(i), file, i, v.name().span());
    }
    return names;
  }

  private BitField.Special special(DeclAst.Special s, RegisterFile file) {
    int code = constants.count(s.code(), 0, file.count() - 1, "the number of a register");
    Integer number = d.registerNumber(s.register().text());
    if (number == null || d.fileOf(s.register().text()) != file) {
      throw new Failure(
          "E25",
          s.register().span(),
          "there is no register '" + s.register().text() + "' in " + file.name(),
          DidYouMean.help(s.register().text(), file.names(), "Use one of its names."));
    }
    return new BitField.Special(code, number);
  }

  private static <E extends Enum<E>> E rule(Class<E> type, DeclAst.@Nullable Word word, E none) {
    if (word == null) {
      return none;
    }
    List<String> known = new ArrayList<>();
    for (E e : type.getEnumConstants()) {
      String name = e.name().toLowerCase(Locale.ROOT);
      known.add(name);
      if (name.equals(word.text())) {
        return e;
      }
    }
    throw new Failure(
        "E25",
        word.span(),
        "there is no rule '" + word.text() + "'",
        "Rules are: " + String.join(", ", known) + ".");
  }

  void causes(DeclAst.Causes causes) {
    for (DeclAst.Param p : causes.kinds()) {
      String kind = p.name().text();
      if (!TrapKind.KEYWORDS.contains(kind)) {
        throw new Failure(
            "E25",
            p.name().span(),
            "there is no kind of trap '" + kind + "'",
            DidYouMean.help(
                kind,
                TrapKind.KEYWORDS,
                "Kinds are: breakpoint, divide, illegal, misaligned, syscall."));
      }
      d.claim("cause", p.name());
      d.causes.put(kind, constants.count(p.value(), 0, Integer.MAX_VALUE, "the cause"));
    }
  }

  void csr(DeclAst.Csr c) {
    if (!constants.holds(c.need())) {
      return;
    }
    numbered(c.numbers())
        .forEach(
            (number, name) -> {
              d.claim("csr", name);
              CsrDecl csr = new CsrDecl(number, name.text(), c.readOnly(), c.value(), name.span());
              CsrDecl other = d.csrs.putIfAbsent(number, csr);
              if (other != null) {
                throw new Failure(
                    "E26",
                    c.numbers().first().span(),
                    "'"
                        + other.name()
                        + "' has the number "
                        + number
                        + " already, at "
                        + other.span().at(),
                    "Use another number.");
              }
            });
  }

  /** Names for listings; a register that is declared by itself keeps its declaration. */
  void csrNames(DeclAst.CsrNames block) {
    for (DeclAst.CsrName c : block.names()) {
      numbered(c)
          .forEach(
              (number, name) ->
                  d.csrs.putIfAbsent(
                      number, new CsrDecl(number, name.text(), false, null, name.span())));
    }
  }

  private Map<Integer, DeclAst.Word> numbered(DeclAst.CsrName c) {
    String what = "the number of a control register";
    int first = constants.count(c.first(), 0, 0xffff, what);
    int last = c.last() == null ? first : constants.count(c.last(), first, 0xffff, what);
    List<String> names = new ArrayList<>();
    addNames(c.name(), names, 0x10000);
    if (names.size() != last - first + 1) {
      throw new Failure(
          "E00",
          c.span(),
          "there are " + (last - first + 1) + " numbers, but " + names.size() + " names",
          "Write 0x7a1..0x7a3 tdata1-3.");
    }
    Map<Integer, DeclAst.Word> out = new LinkedHashMap<>();
    for (int i = first; i <= last; i++) {
      out.put(i, new DeclAst.Word(c.name().span(), names.get(i - first)));
    }
    return out;
  }
}

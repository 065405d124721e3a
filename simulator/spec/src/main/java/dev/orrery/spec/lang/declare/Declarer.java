package dev.orrery.spec.lang.declare;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.parse.Mentions;
import dev.orrery.spec.lang.parse.ParsedFile;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Declares what all files of an instruction set say. Blocks may stand in any order, so each kind is
 * taken from all files before the kinds that need it.
 */
public final class Declarer {
  private final List<ParsedFile> files;
  private final Diagnostics diagnostics;
  private final Constants constants;
  private final Declarations declarations;
  private DeclAst.@Nullable IsaBlock isa;

  /** Starts on {@code files}, the main one last. */
  public Declarer(List<ParsedFile> files, Diagnostics diagnostics) {
    this.files = files;
    this.diagnostics = diagnostics;
    Set<String> extensions = new LinkedHashSet<>();
    for (ParsedFile f : files) {
      extensions.add(f.extension());
    }
    this.constants = new Constants(extensions);
    this.declarations = new Declarations(constants);
  }

  /** The main block; null if it is missing or {@link #declare} has not met it yet. */
  public DeclAst.@Nullable IsaBlock isa() {
    return isa;
  }

  /** What was declared. */
  public Declarations declarations() {
    return declarations;
  }

  /**
   * Declares everything and returns the rows, in the files' order. What needs something that has
   * errors is not looked at: it would only seem to have errors too.
   *
   * @return null if something other than rows has errors
   */
  public @Nullable List<RowDecl> declare() {
    if (!parameters() || !state() || !fields() || !formats()) {
      return null;
    }
    RowDeclarer rows = new RowDeclarer(declarations, diagnostics);
    each(DeclAst.Table.class, (t, f) -> rows.table(t, f.extension()));
    return rows.rows();
  }

  private boolean parameters() {
    int before = diagnostics.size();
    isaBlocks();
    each(DeclAst.ParamBlock.class, (p, f) -> param(p.param()));
    if (isa != null) {
      isa.parameters().forEach(p -> guarded(() -> value(p)));
    }
    each(DeclAst.ParamBlock.class, (p, f) -> value(p.param()));
    if (isa == null && before == diagnostics.size()) {
      diagnostics.error(
          "E00",
          new Span(files.getLast().file(), 0, 0),
          "this file has no `isa` block, so it is no instruction set by itself",
          "Check or run the main file that imports it, such as rv64gc.isa.");
    }
    return before == diagnostics.size();
  }

  private boolean state() {
    int before = diagnostics.size();
    StateDeclarer state = new StateDeclarer(declarations);
    each(DeclAst.File.class, (r, f) -> state.file(r));
    each(DeclAst.Reg.class, (r, f) -> state.register(r));
    each(DeclAst.Flags.class, (r, f) -> state.flags(r));
    each(DeclAst.View.class, (v, f) -> state.view(v));
    each(DeclAst.Causes.class, (c, f) -> state.causes(c));
    each(DeclAst.Classes.class, (c, f) -> classes(c));
    each(DeclAst.Csr.class, (c, f) -> state.csr(c));
    each(DeclAst.CsrNames.class, (c, f) -> state.csrNames(c));
    each(DeclAst.Sem.class, (s, f) -> sem(s));
    each(DeclAst.Names.class, (n, f) -> names(n));
    each(DeclAst.Forms.class, (n, f) -> forms(n));
    each(DeclAst.Variants.class, (v, f) -> variants(v));
    each(DeclAst.NamedBits.class, (b, f) -> namedBits(b));
    each(DeclAst.Suffix.class, (v, f) -> suffix(v));
    each(DeclAst.Let.class, (l, f) -> let(l));
    return before == diagnostics.size();
  }

  private boolean fields() {
    int before = diagnostics.size();
    declarations.wordBits = wordBits();
    EncodingDeclarer encoding = new EncodingDeclarer(declarations, diagnostics);
    each(DeclAst.Field.class, (e, f) -> encoding.field(e));
    each(DeclAst.OperandTable.class, (e, f) -> encoding.operandTable(e));
    return before == diagnostics.size();
  }

  private boolean formats() {
    int before = diagnostics.size();
    EncodingDeclarer encoding = new EncodingDeclarer(declarations, diagnostics);
    each(DeclAst.Format.class, (e, f) -> encoding.format(e));
    return before == diagnostics.size();
  }

  /**
   * Reports fields and operand tables that nothing names (E14): a format, a template, a row or a
   * computed field would, and any of them will do. Meant for tables without other errors, of which
   * they would often be a consequence.
   */
  public void checkFields() {
    Mentions mentions = new Mentions();
    files.forEach(mentions::add);
    for (Field field : declarations.fields.values()) {
      if (mentions.count(field.name()) == 1) { // where it is declared
        diagnostics.error(
            "E14",
            field.span(),
            "'" + field.name() + "' is declared, and nothing names it",
            "Name it in a format, or remove it.");
      }
    }
  }

  /** Hands every block of a type to {@code action}; a failure in one does not touch the others. */
  public <T extends DeclAst> void each(Class<T> type, BiConsumer<T, ParsedFile> action) {
    for (ParsedFile f : files) {
      for (DeclAst block : f.blocks()) {
        if (type.isInstance(block)) {
          guarded(() -> action.accept(type.cast(block), f));
        }
      }
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Failure e) {
      diagnostics.add(e.diagnostic());
    }
  }

  /** The main file, the main file that it extends, and so on. */
  private List<ParsedFile> mainFiles() {
    List<ParsedFile> out = new ArrayList<>();
    ParsedFile main = files.getLast();
    while (main != null) {
      out.add(main);
      main = main.base() == null ? null : read(main.base().path());
    }
    return out;
  }

  private @Nullable ParsedFile read(String path) {
    for (ParsedFile f : files) {
      if (f.file().path().equals(path)) {
        return f;
      }
    }
    return null; // it could not be read, which has been reported
  }

  /** Settles the block of the instruction set: the main file's, then what those it extends add. */
  private void isaBlocks() {
    List<ParsedFile> mains = mainFiles();
    Map<ParsedFile, DeclAst.IsaBlock> blocks = new HashMap<>();
    each(
        DeclAst.IsaBlock.class,
        (block, f) -> {
          if (!mains.contains(f) || blocks.putIfAbsent(f, block) != null) {
            throw new Failure(
                "E26",
                block.span(),
                "an `isa` block stands in the main file, once",
                "Write `isa NAME extends OTHER`, or import the files that the other one imports.");
          }
        });
    for (ParsedFile f : mains) {
      DeclAst.IsaBlock block = blocks.get(f);
      if (block != null) {
        isa = isa == null ? block : isa.extending(block);
      }
    }
    if (isa != null) {
      declarations.msb0 = isa.msb0();
      declarations.insnOrder = order(isa.bigInsns());
      declarations.dataOrder = order(isa.bigData());
      isa.parameters().forEach(p -> guarded(() -> param(p)));
    }
  }

  private static ByteOrder order(@Nullable Boolean big) {
    return big != null && big ? ByteOrder.BIG : ByteOrder.LITTLE;
  }

  private void param(DeclAst.Param p) {
    declarations.claim("value", p.name());
    constants.declare(p.name().text(), p.value());
  }

  private void value(DeclAst.Param p) {
    constants.value(p.name().text());
  }

  private int wordBits() {
    if (isa == null || isa.word() == null) {
      return 32;
    }
    try {
      int bits = constants.count(isa.word(), 8, 64, "the width of a word");
      if (bits % 8 == 0) {
        return bits;
      }
      throw new Failure("E10", isa.word().span(), bits + " bits are no bytes", "Use 16 or 32.");
    } catch (Failure e) {
      diagnostics.add(e.diagnostic());
      return 32;
    }
  }

  private void sem(DeclAst.Sem s) {
    if (s.hook()) {
      if (declarations.gotoHook != null) {
        throw new Failure(
            "E26", s.span(), "there is a goto hook already", "Remove one of the two.");
      }
      if (s.params().size() != 1) {
        throw new Failure("E00", s.span(), "the goto hook has one parameter", "Write goto(t).");
      }
      declarations.gotoHook = s;
      return;
    }
    declarations.claim("value", s.name());
    declarations.sems.put(s.name().text(), s);
  }

  private void variants(DeclAst.Variants v) {
    declarations.claim("variants", v.name());
    declarations.variants.put(v.name().text(), v);
  }

  private void namedBits(DeclAst.NamedBits b) {
    declarations.claim("bits", b.name());
    declarations.namedBits.put(b.name().text(), b);
  }

  private void let(DeclAst.Let l) {
    declarations.claim("value", l.name());
    declarations.lets.put(l.name().text(), l.value());
  }

  private void forms(DeclAst.Forms n) {
    declarations.claim("names", n.name());
    declarations.forms.put(n.name().text(), n.templates());
  }

  private void suffix(DeclAst.Suffix v) {
    declarations.claim("suffix", v.name());
    declarations.suffixes.put(v.name().text(), v);
  }

  private void classes(DeclAst.Classes c) {
    for (DeclAst.Word name : c.names()) {
      declarations.claim("class", name);
      declarations.classes.add(name.text());
    }
  }

  private void names(DeclAst.Names n) {
    declarations.claim("names", n.name());
    declarations.names.put(n.name().text(), n.values());
  }
}

package dev.orrery.spec.lang;

import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.decode.ByteScheme;
import dev.orrery.spec.decode.LengthRule;
import dev.orrery.spec.decode.Precedence;
import dev.orrery.spec.decode.TableDecoder;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.disasm.InsnText;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.check.FlagDiagnostics;
import dev.orrery.spec.lang.check.RowSetDiagnostics;
import dev.orrery.spec.lang.check.TextDiagnostics;
import dev.orrery.spec.lang.declare.CsrDecl;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.declare.Declarer;
import dev.orrery.spec.lang.declare.Lengths;
import dev.orrery.spec.lang.declare.RowDecl;
import dev.orrery.spec.lang.lower.AbiLowering;
import dev.orrery.spec.lang.lower.AsmLowering;
import dev.orrery.spec.lang.lower.ByteSchemes;
import dev.orrery.spec.lang.lower.Lowerer;
import dev.orrery.spec.lang.parse.Loader;
import dev.orrery.spec.lang.parse.ParsedFile;
import dev.orrery.spec.lang.source.DeepStack;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles table files to an instruction set. */
public final class IsaCompiler {
  /** Raised whenever the same text may compile to something else. */
  public static final int LANGUAGE_VERSION = 2;

  private final SourceTree sources;
  private final String main;
  private final Diagnostics diagnostics = new Diagnostics();
  private @Nullable Isa isa;

  private IsaCompiler(SourceTree sources, String main) {
    this.sources = sources;
    this.main = main;
  }

  /**
   * Compiles {@code mainFile} of {@code sources} and what it imports.
   *
   * @throws OrreryException if there are errors, with all of them, or if the file cannot be read
   */
  public static Isa compile(SourceTree sources, String mainFile) {
    Outcome outcome = check(sources, mainFile);
    Isa isa = outcome.isa();
    if (isa == null) {
      throw new OrreryException(ExitCode.BAD_INPUT, outcome.diagnostics().render());
    }
    return isa;
  }

  /**
   * Compiles a file of the user's; what it imports and does not lie beside it comes from the stock
   * tables.
   *
   * @throws OrreryException if there are errors, with all of them, or if the file cannot be read
   */
  public static Isa compile(Path file) {
    return compile(beside(file), name(file));
  }

  /** Checks a file of the user's; as {@link #compile(Path)}, but errors are returned. */
  public static Outcome check(Path file) {
    return check(beside(file), name(file));
  }

  private static SourceTree beside(Path file) {
    Path folder = file.getParent();
    return SourceTree.folder(folder == null ? Path.of("") : folder).orElse(SourceTree.stock());
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  /**
   * Compiles {@code mainFile} of {@code sources} and what it imports, returning errors.
   *
   * @throws OrreryException if the file cannot be read
   */
  public static Outcome check(SourceTree sources, String mainFile) {
    IsaCompiler compiler = new IsaCompiler(sources, mainFile);
    DeepStack.run("compiling " + mainFile, compiler::run);
    return new Outcome(compiler.isa, compiler.diagnostics);
  }

  /**
   * What came of compiling.
   *
   * @param isa null if there were errors
   * @param diagnostics the errors and warnings
   */
  public record Outcome(@Nullable Isa isa, Diagnostics diagnostics) {}

  private void run() {
    List<ParsedFile> files = load();
    if (!isWhole(files)) {
      return; // what follows would report everything that needs the missing parts
    }
    Declarer declarer = new Declarer(files, diagnostics);
    List<RowDecl> decls = declarer.declare();
    Declarations declarations = declarer.declarations();
    DeclAst.IsaBlock block = declarer.isa();
    if (decls == null || block == null) {
      return;
    }
    Lowerer lowerer = new Lowerer(declarations, diagnostics);
    List<Row> rows = lowerer.rows(decls);
    LengthRule lengths = lengths(declarer, declarations);
    ByteScheme scheme = scheme(declarer, new ByteSchemes(declarations, diagnostics, lowerer, rows));
    Precedence precedence = lowerer.precedence(rows);
    List<Csr> csrs = csrs(declarations);
    InsnText texts = new InsnText(declarations.files(), csrs, declarations.pcWidth());
    new RowSetDiagnostics(lowerer, diagnostics, texts).check(rows, precedence, lengths);
    List<Alias> aliases = new ArrayList<>();
    declarer.each(DeclAst.Alias.class, (a, f) -> lowerer.aliases(a, aliases));
    AsmSpec asm = asm(declarer, declarations, lowerer);
    AbiSpec abi = abi(declarer, declarations);
    int elf = elf(block.elf(), declarations, 0xffff, "the ELF machine number");
    int flags = elf(block.elfFlags(), declarations, Integer.MAX_VALUE, "the ELF flags");
    if (diagnostics.isEmpty()) {
      declarer.checkFields();
      TextDiagnostics text = new TextDiagnostics(texts, aliases, diagnostics);
      rows.forEach(r -> text.check(r, lowerer.span(r)));
      aliases.forEach(a -> text.check(a, lowerer.span(a)));
    }
    if (!diagnostics.isEmpty()) {
      return;
    }
    new FlagDiagnostics(lowerer, diagnostics).check(rows);
    isa =
        new Isa(
            block.name().text(),
            declarations.pcWidth(),
            elf,
            flags,
            declarations.insnOrder(),
            declarations.dataOrder(),
            extensions(files, rows),
            declarations.constants().values(),
            declarations.files(),
            declarations.registers(),
            csrs,
            declarations.slots(),
            rows,
            aliases,
            asm,
            scheme == null
                ? words(rows, lengths, precedence, declarations)
                : new ByteDecoder(words(rows, lengths, precedence, declarations), scheme),
            abi,
            Objects.requireNonNullElse(declarations.cause("illegal"), 0),
            SourceHash.of(files, LANGUAGE_VERSION));
  }

  private List<ParsedFile> load() {
    try {
      List<ParsedFile> files = Loader.load(sources, main, diagnostics);
      if (files == null) {
        throw new OrreryException(
            ExitCode.BAD_INPUT, "There is no table file '" + main + "'. Check the path.");
      }
      return files;
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, "The table file '" + main + "' cannot be read: " + e.getMessage(), e);
    }
  }

  private boolean isWhole(List<ParsedFile> files) {
    return files.stream().allMatch(ParsedFile::isWhole)
        && diagnostics.sorted().stream().noneMatch(d -> d.code().equals("E27"));
  }

  private LengthRule lengths(Declarer declarer, Declarations declarations) {
    LengthRule[] rule = new LengthRule[1];
    declarer.each(
        DeclAst.Length.class,
        (l, f) -> {
          if (rule[0] != null) {
            throw new Failure("E26", l.span(), "there is a `length` already", "Remove one.");
          }
          rule[0] = Lengths.rule(l, declarations);
        });
    return rule[0] != null ? rule[0] : LengthRule.fixed(declarations.wordBits() / 8);
  }

  private AsmSpec asm(Declarer declarer, Declarations declarations, Lowerer lowerer) {
    AsmLowering lowering = new AsmLowering(declarations, diagnostics);
    declarer.each(DeclAst.Reloc.class, (r, f) -> lowering.reloc(r));
    declarer.each(DeclAst.Pseudo.class, (p, f) -> lowering.pseudos(p));
    declarer.each(DeclAst.Option.class, (o, f) -> lowering.option(o));
    declarer.each(DeclAst.Synonym.class, (s, f) -> lowering.synonym(s));
    return lowering.lower(lowerer.written());
  }

  private static TableDecoder words(
      List<Row> rows, LengthRule lengths, Precedence precedence, Declarations declarations) {
    return new TableDecoder(rows, lengths, precedence, declarations.insnOrder());
  }

  /** How words are put together from bytes; null if they are what stands in memory. */
  private @Nullable ByteScheme scheme(Declarer declarer, ByteSchemes schemes) {
    ByteScheme[] scheme = new ByteScheme[1];
    boolean[] lengths = {false};
    declarer.each(DeclAst.Length.class, (l, f) -> lengths[0] = true);
    declarer.each(
        DeclAst.Bytes.class,
        (b, f) -> {
          if (scheme[0] != null || lengths[0]) {
            throw new Failure(
                "E26", b.span(), "the length of instructions is said already", "Remove one.");
          }
          scheme[0] = schemes.scheme(b);
        });
    return scheme[0];
  }

  private @Nullable AbiSpec abi(Declarer declarer, Declarations declarations) {
    AbiLowering lowering = new AbiLowering(declarations);
    declarer.each(DeclAst.Abi.class, (a, f) -> lowering.block(a));
    declarer.each(DeclAst.Syscalls.class, (s, f) -> lowering.calls(s));
    try {
      return lowering.lower();
    } catch (Failure e) {
      diagnostics.add(e.diagnostic());
      return null;
    }
  }

  private int elf(@Nullable ExprAst number, Declarations declarations, int most, String what) {
    if (number == null) {
      return 0;
    }
    try {
      return declarations.constants().count(number, 0, most, what);
    } catch (Failure e) {
      diagnostics.add(e.diagnostic());
      return 0;
    }
  }

  /** Extensions that have rows, in the order in which they were taken in. */
  private static List<String> extensions(List<ParsedFile> files, List<Row> rows) {
    Set<String> used = new LinkedHashSet<>();
    rows.forEach(r -> used.add(r.extension()));
    Set<String> out = new LinkedHashSet<>();
    for (ParsedFile f : files) {
      boolean declares = f.blocks().stream().anyMatch(DeclAst.Extension.class::isInstance);
      if (declares || used.contains(f.extension())) {
        out.add(f.extension());
      }
    }
    return List.copyOf(out);
  }

  private static List<Csr> csrs(Declarations declarations) {
    List<Csr> out = new ArrayList<>();
    for (CsrDecl c : declarations.csrs()) {
      Register whole = c.value() instanceof ExprAst.Name n ? declarations.register(n.name()) : null;
      out.add(new Csr(c.number(), c.name(), c.readOnly(), whole));
    }
    return out;
  }
}

package dev.orrery.spec.lang.core;

import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.ast.CoreAst;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.parse.CoreParser;
import dev.orrery.spec.lang.source.DeepStack;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.SourceTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles a core table. */
public final class CoreCompiler {
  /** Where the tables of cores are in the tree, and how their files end. */
  public static final String FOLDER = "cores/";

  /** How files of core tables end. */
  public static final String ENDING = ".core";

  private static final int MAX_BASES = 10;

  private final SourceTree sources;
  private final Map<String, Long> settings;
  private final Diagnostics diagnostics = new Diagnostics();

  /** The headers from the core itself to the one that has the rules. */
  private final List<CoreAst.Header> headers = new ArrayList<>();

  private @Nullable CoreTable core;

  private CoreCompiler(SourceTree sources, Map<String, Long> settings) {
    this.sources = sources;
    this.settings = settings;
  }

  /**
   * What came of compiling.
   *
   * @param core null if there were errors
   * @param diagnostics the errors
   */
  public record Outcome(@Nullable CoreTable core, Diagnostics diagnostics) {}

  /**
   * Compiles {@code file} of {@code sources}, with other values for some parameters.
   *
   * @throws OrreryException if the file cannot be read, or a setting names no parameter
   */
  public static Outcome check(SourceTree sources, String file, Map<String, Long> settings) {
    CoreCompiler compiler = new CoreCompiler(sources, settings);
    DeepStack.run("compiling " + file, () -> compiler.run(file));
    return new Outcome(compiler.core, compiler.diagnostics);
  }

  /**
   * As {@link #check}, of a table that must be right.
   *
   * @throws OrreryException with all errors, if there are any
   */
  public static CoreTable compile(SourceTree sources, String file, Map<String, Long> settings) {
    Outcome outcome = check(sources, file, settings);
    CoreTable core = outcome.core();
    if (core == null) {
      throw new OrreryException(ExitCode.BAD_INPUT, outcome.diagnostics().render());
    }
    return core;
  }

  private void run(String file) {
    SourceFile main = load(file);
    if (main == null) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, "There is no core table '" + file + "'. Check the path.");
    }
    List<CoreAst> blocks = read(main, new LinkedHashSet<>());
    if (diagnostics.isEmpty() && !blocks.isEmpty()) {
      CoreModules modules = new CoreModules(this::find, diagnostics);
      List<CoreAst> all = modules.expand(blocks);
      if (diagnostics.isEmpty()) {
        core = new CoreLowering(headers, all, modules.used(), settings, diagnostics).lower();
      }
    }
  }

  private @Nullable SourceFile load(String file) {
    try {
      return sources.load(file);
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, "The core table '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }

  /** The blocks that have the rules: the file's own, or those of the core that it extends. */
  private List<CoreAst> read(SourceFile file, Set<String> open) {
    List<CoreAst> blocks = CoreParser.parse(file, diagnostics);
    List<CoreAst.Header> own = new ArrayList<>();
    for (CoreAst b : blocks) {
      if (b instanceof CoreAst.Header h) {
        own.add(h);
      } else if (b instanceof CoreAst.Module m) {
        diagnostics.error(
            "C11",
            m.span(),
            "a module is no core",
            "Name a core that uses it; in a core's file, remove this line.");
        return List.of();
      }
    }
    if (own.size() != 1) {
      if (diagnostics.isEmpty()) {
        report(file, own);
      }
      return List.of();
    }
    CoreAst.Header header = own.getFirst();
    headers.add(header);
    DeclAst.Word base = header.base();
    if (base == null) {
      return blocks;
    }
    if (blocks.size() > 1) {
      diagnostics.error(
          "C02",
          blocks.get(1).span(),
          "a core that extends another has its rules, and none of its own",
          "Make it a parameter of '" + base.text() + "'.");
    }
    open.add(header.name().text());
    if (open.contains(base.text()) || open.size() > MAX_BASES) {
      diagnostics.error(
          "C02",
          base.span(),
          open.contains(base.text())
              ? "this makes a circle: " + String.join(" extends ", open) + " extends " + base.text()
              : "more than " + MAX_BASES + " cores, each extending the next",
          "Extend the core that has the rules.");
      return List.of();
    }
    SourceFile next = find(file, base, FOLDER);
    if (next == null) {
      diagnostics.error(
          "C02",
          base.span(),
          "there is no core table '" + base.text() + ENDING + "' to extend",
          "Tables are looked up beside this one and among the stock ones: orrery core list.");
      return List.of();
    }
    return read(next, open);
  }

  /** The file of that name beside {@code from}, else in {@code folder}; null if there is none. */
  private @Nullable SourceFile find(SourceFile from, DeclAst.Word name, String folder) {
    if (!name.text().matches("[A-Za-z0-9_][A-Za-z0-9_-]*")) {
      return null;
    }
    String own = from.path().substring(0, from.path().lastIndexOf('/') + 1);
    SourceFile beside = load(own + name.text() + ENDING);
    return beside != null ? beside : load(folder + name.text() + ENDING);
  }

  private void report(SourceFile file, List<CoreAst.Header> own) {
    if (own.isEmpty()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          file + ": has no line 'core NAME : isa ...', and so is no core table.");
    }
    diagnostics.error(
        "C02", own.get(1).span(), "this file has a `core` already", "Give it a file of its own.");
  }
}

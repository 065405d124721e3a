package dev.orrery.spec.lang.core;

import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.lang.ast.CoreAst;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.parse.CoreParser;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the blocks of modules where a table uses them, under names of their own: what models are
 * made of afterwards knows of no modules.
 */
final class CoreModules {
  /** Where the stock modules are. */
  static final String FOLDER = CoreCompiler.FOLDER + "lib/";

  /** Modules in use in one core, at most: each may use others more than once. */
  private static final int MAX_USES = 200;

  private final Finder finder;
  private final Diagnostics diagnostics;
  private final Map<String, CoreTable.Module> used = new LinkedHashMap<>();

  /** Modules that are being expanded, each inside the one before. */
  private final Set<String> open = new LinkedHashSet<>();

  /** Finds the file of a module; null if there is none. */
  interface Finder {
    @Nullable SourceFile find(SourceFile from, Word name, String folder);
  }

  CoreModules(Finder finder, Diagnostics diagnostics) {
    this.finder = finder;
    this.diagnostics = diagnostics;
  }

  /** What is in use, in the order of the table. */
  List<CoreTable.Module> used() {
    return List.copyOf(used.values());
  }

  /** {@code blocks} with those of modules where they are used. */
  List<CoreAst> expand(List<CoreAst> blocks) {
    List<CoreAst> out = new ArrayList<>();
    for (CoreAst b : blocks) {
      if (b instanceof CoreAst.Use u) {
        try {
          out.addAll(module(u, u.name().text()));
        } catch (Failure e) {
          diagnostics.add(e.diagnostic());
        }
      } else {
        out.add(b);
      }
    }
    return out;
  }

  /** The blocks of the module that {@code use} names, whose names begin with {@code name}. */
  private List<CoreAst> module(CoreAst.Use use, String name) {
    String module = use.module().text();
    check(use, name);
    SourceFile file = finder.find(use.span().file(), use.module(), FOLDER);
    if (file == null) {
      throw new Failure(
          "C11",
          use.module().span(),
          "there is no module '" + module + CoreCompiler.ENDING + "'",
          "Modules are looked up beside this file and among the stock ones: see CORES.md.");
    }
    int errors = diagnostics.size();
    List<CoreAst> parsed = CoreParser.parse(file.usedBy(note(use, name)), diagnostics);
    List<CoreAst> out = new ArrayList<>();
    List<CoreAst.Module> headers = new ArrayList<>();
    ModuleNames names = new ModuleNames(name, parsed);
    open.add(module);
    try {
      for (CoreAst b : parsed) {
        switch (b) {
          case CoreAst.Module m when headers.isEmpty() -> headers.add(m);
          case CoreAst.Use u -> out.addAll(module(names.use(u), names.own(u.name().text())));
          case CoreAst.Parameter p -> out.add(names.parameter(p));
          case CoreAst.Requirement r -> out.add(names.requirement(r));
          case CoreAst.State s -> out.add(names.state(s));
          case CoreAst.Function f -> out.add(names.function(f));
          default -> throw notOfModules(b);
        }
      }
    } finally {
      open.remove(module);
    }
    if (headers.isEmpty() && diagnostics.size() > errors) {
      return List.of(); // what was said is why
    }
    if (headers.isEmpty()) {
      throw new Failure(
          "C11",
          use.module().span(),
          "'" + file + "' has no line `module " + module + "`, and so is no module",
          "A core cannot be used by another; it can be extended.");
    }
    CoreAst.Module header = headers.getFirst();
    String title = header.title() == null ? "" : header.title();
    used.put(name, new CoreTable.Module(name, module, title, header.sources()));
    return given(use, name, out);
  }

  private void check(CoreAst.Use use, String name) {
    String module = use.module().text();
    if (open.contains(module)) {
      throw new Failure(
          "C11",
          use.module().span(),
          "this makes a circle: " + String.join(" uses ", open) + " uses " + module,
          "Make a module of what both need.");
    }
    if (used.containsKey(name)) {
      throw new Failure(
          "C04", use.name().span(), "'" + name + "' already is a module in use", "Rename one.");
    }
    if (used.size() + open.size() >= MAX_USES) {
      throw new Failure(
          "E28",
          use.span(),
          "more than " + MAX_USES + " modules in use, counting those that modules use",
          "Use fewer.");
    }
  }

  /** What findings in the module say about this use of it. */
  private static String note(CoreAst.Use use, String name) {
    Span span = use.span();
    String outer = span.file().use();
    return "In use as '" + name + "' at " + span.atLine() + (outer == null ? "." : ". " + outer);
  }

  /** The blocks with the values that {@code use} gives. */
  private List<CoreAst> given(CoreAst.Use use, String name, List<CoreAst> blocks) {
    Map<String, ExprAst> values = new LinkedHashMap<>();
    Set<String> declared = new LinkedHashSet<>();
    for (CoreAst b : blocks) {
      if (b instanceof CoreAst.Parameter p && !p.isFixed()) {
        declared.add(p.name().text().substring(name.length() + 1));
      }
    }
    for (DeclAst.Param p : use.values()) {
      String parameter = p.name().text();
      if (!declared.contains(parameter)) {
        diagnostics.error(
            "C11",
            p.name().span(),
            "the module '" + use.module().text() + "' has no parameter '" + parameter + "'",
            DidYouMean.help(
                parameter,
                declared,
                declared.isEmpty()
                    ? "It has none."
                    : "There are: " + String.join(", ", declared) + "."));
      } else if (values.put(name + "." + parameter, p.value()) != null) {
        diagnostics.error(
            "C11", p.name().span(), "'" + parameter + "' has a value already", "Remove one.");
      }
    }
    return blocks.stream()
        .map(
            b ->
                b instanceof CoreAst.Parameter p && values.get(p.name().text()) instanceof ExprAst e
                    ? new CoreAst.Parameter(p.span(), p.name(), e, p.meaning(), false)
                    : b)
        .toList();
  }

  private static Failure notOfModules(CoreAst block) {
    String keyword = block.span().text().split("[^a-z]", 2)[0];
    return new Failure(
        "C11",
        block.span(),
        "this `" + keyword + "` cannot stand in a module",
        "A module begins with `module NAME` and has param, const, require, state, fn and use;"
            + " what instructions do with it is the core's.");
  }
}

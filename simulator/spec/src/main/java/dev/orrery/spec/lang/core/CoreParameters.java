package dev.orrery.spec.lang.core;

import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.ast.CoreAst;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a core's parameters: what the user sets, else what the core that extends says, else
 * what the table with the rules says, in the order of that table.
 */
final class CoreParameters {
  private final List<CoreAst.Header> headers;
  private final List<CoreAst> blocks;
  private final Map<String, Long> settings;
  private final CoreNames names;

  CoreParameters(
      List<CoreAst.Header> headers,
      List<CoreAst> blocks,
      Map<String, Long> settings,
      CoreNames names) {
    this.headers = headers;
    this.blocks = blocks;
    this.settings = settings;
    this.names = names;
  }

  /** Evaluates them into the names, and lists them. */
  List<CoreTable.Parameter> evaluate(Diagnostics diagnostics) {
    Map<String, ExprAst> given = new LinkedHashMap<>();
    List<DeclAst.Word> words = new ArrayList<>();
    for (CoreAst.Header h : headers.reversed()) {
      for (DeclAst.Param p : h.values()) {
        given.put(p.name().text(), p.value());
        words.add(p.name());
      }
    }
    List<CoreTable.Parameter> out = new ArrayList<>();
    for (CoreAst b : blocks) {
      if (b instanceof CoreAst.Parameter p) {
        try {
          names.fresh(p.name());
          String name = p.name().text();
          Long set = settings.get(name);
          long value = set != null ? set : names.constant(given.getOrDefault(name, p.value()));
          names.parameters.put(name, value);
          out.add(new CoreTable.Parameter(name, value, p.meaning()));
        } catch (Failure e) {
          diagnostics.add(e.diagnostic());
        }
      }
    }
    for (DeclAst.Word w : words) {
      if (!names.parameters.containsKey(w.text())) {
        diagnostics.error("C02", w.span(), unknown(w.text()), help(w.text()));
      }
    }
    if (diagnostics.isEmpty()) {
      settings.keySet().forEach(this::requireParameter);
    }
    return out;
  }

  private void requireParameter(String name) {
    if (!names.parameters.containsKey(name)) {
      throw new OrreryException(
          ExitCode.USAGE, "--set %s: %s. %s".formatted(name, unknown(name), help(name)));
    }
  }

  private String unknown(String name) {
    return headers.getFirst().name().text() + " has no parameter '" + name + "'";
  }

  private String help(String name) {
    return DidYouMean.help(
        name,
        names.parameters.keySet(),
        names.parameters.isEmpty()
            ? "It has none."
            : "There are: " + String.join(", ", names.parameters.keySet()) + ".");
  }
}

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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The values of a core's parameters: what the user sets, else what the core that extends says, else
 * what the table with the rules says, in the order of that table; and of its constants, which only
 * the table says.
 */
final class CoreParameters {
  private final List<CoreAst.Header> headers;
  private final List<CoreAst> blocks;
  private final Map<String, Long> settings;
  private final CoreNames names;

  /** The values, in the order of the table. */
  record Values(List<CoreTable.Parameter> parameters, List<CoreTable.Parameter> constants) {}

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

  /**
   * Evaluates them into the names, and lists both kinds; in the order of the table, with what it
   * requires.
   */
  Values evaluate(Diagnostics diagnostics) {
    Values out = new Values(new ArrayList<>(), new ArrayList<>());
    Map<String, ExprAst> given = given(diagnostics);
    for (CoreAst b : blocks) {
      try {
        if (b instanceof CoreAst.Parameter p) {
          names.fresh(p.name());
          String name = p.name().text();
          Long set = settings.get(name);
          if (set != null) {
            names.set(name, set);
          } else {
            names.compute(name, given.getOrDefault(name, p.value()));
          }
          long value = Objects.requireNonNull(names.parameters.get(name));
          (p.isFixed() ? out.constants() : out.parameters())
              .add(new CoreTable.Parameter(name, value, p.meaning()));
        } else if (b instanceof CoreAst.Requirement r) {
          require(r);
        }
      } catch (Failure e) {
        diagnostics.add(e.diagnostic());
        return out; // what else there is to say would follow from this
      }
    }
    return out;
  }

  /** The values that the headers give to parameters, which must exist. */
  private Map<String, ExprAst> given(Diagnostics diagnostics) {
    Set<String> declared = new LinkedHashSet<>();
    for (CoreAst b : blocks) {
      if (b instanceof CoreAst.Parameter p && p.isFixed()) {
        names.fix(p);
      } else if (b instanceof CoreAst.Parameter p) {
        declared.add(p.name().text());
      }
    }
    Map<String, ExprAst> given = new LinkedHashMap<>();
    for (CoreAst.Header h : headers.reversed()) {
      Set<String> here = new HashSet<>();
      for (DeclAst.Param p : h.values()) {
        String name = p.name().text();
        if (names.isFixed(name)) {
          diagnostics.add(names.fixed(p.name()).diagnostic());
        } else if (!declared.contains(name)) {
          diagnostics.error("C02", p.name().span(), unknown(name), help(name, declared));
        } else if (!here.add(name)) {
          diagnostics.error(
              "C02", p.name().span(), "'" + name + "' has a value already", "Remove one of them.");
        }
        given.put(name, p.value());
      }
    }
    for (String name : settings.keySet()) {
      if (names.isFixed(name)) {
        throw new OrreryException(
            ExitCode.USAGE, "--set %s: %s".formatted(name, names.whyFixed(name)));
      }
      if (!declared.contains(name)) {
        throw new OrreryException(
            ExitCode.USAGE,
            "--set %s: %s. %s".formatted(name, unknown(name), help(name, declared)));
      }
    }
    return given;
  }

  private void require(CoreAst.Requirement r) {
    if (names.constant(r.condition()) == 0) {
      throw new Failure(
          "C10",
          r.condition().span(),
          r.reason() + names.valuesIn(r.condition()),
          "Give the parameters other values.");
    }
  }

  private String unknown(String name) {
    return headers.getFirst().name().text() + " has no parameter '" + name + "'";
  }

  private static String help(String name, Set<String> declared) {
    return DidYouMean.help(
        name,
        declared,
        declared.isEmpty() ? "It has none." : "There are: " + String.join(", ", declared) + ".");
  }
}

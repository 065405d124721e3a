package dev.orrery.spec.lang.core;

import dev.orrery.spec.Isas;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreStage;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.ast.CoreAst;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the blocks of a core table to its model. */
final class CoreLowering {
  /** Name of the rule for what happens before the first instruction. */
  private static final String RESET = "reset";

  private static final String ALL_OTHERS = "*";
  private static final long MAX_CELLS = 1 << 24;
  private static final long MAX_MOVES = 1 << 20;
  private static final long MAX_WIDTH = 64;

  private final List<CoreAst.Header> headers;
  private final List<CoreAst> blocks;
  private final List<CoreTable.Module> modules;
  private final Map<String, Long> settings;
  private final Diagnostics diagnostics;
  private final CoreNames names;
  private final List<CoreTable.Ideal> ideals = new ArrayList<>();
  private final Set<String> stagesSeen = new HashSet<>();

  /**
   * Of a core's blocks.
   *
   * @param headers from the core itself to the one that has the blocks
   * @param blocks with those of the modules in their places
   * @param modules what it uses
   * @param settings values of parameters, before which no other value counts
   */
  CoreLowering(
      List<CoreAst.Header> headers,
      List<CoreAst> blocks,
      List<CoreTable.Module> modules,
      Map<String, Long> settings,
      Diagnostics diagnostics) {
    this.headers = headers;
    this.blocks = blocks;
    this.modules = modules;
    this.settings = settings;
    this.diagnostics = diagnostics;
    this.names =
        new CoreNames(modules.stream().map(CoreTable.Module::name).collect(Collectors.toSet()));
  }

  /** The model; null if there were errors. */
  @Nullable CoreTable lower() {
    List<Isa> isas = isas();
    for (Isa isa : isas) {
      for (Row row : isa.rows()) {
        names.classes.putIfAbsent(row.meaning().insnClass(), names.classes.size());
      }
    }
    CoreParameters.Values values =
        new CoreParameters(headers, blocks, settings, names).evaluate(diagnostics);
    if (!diagnostics.isEmpty()) {
      return null;
    }
    each(CoreAst.Stage.class, this::stage);
    each(CoreAst.CauseBlock.class, this::cause);
    each(CoreAst.Ideal.class, this::ideal);
    each(CoreAst.State.class, this::state);
    Map<String, Integer> classOfInsn = classes(isas);
    each(CoreAst.Function.class, names::declare);
    if (!diagnostics.isEmpty()) {
      return null;
    }
    CoreRoutines routines = new CoreRoutines(names);
    each(CoreAst.Function.class, f -> routines.function(f.name().text(), f.span()));
    Map<String, CoreRoutine> rules = new LinkedHashMap<>();
    each(CoreAst.Rule.class, r -> rule(r, routines, rules));
    if (!diagnostics.isEmpty()) {
      return null;
    }
    List<CoreRoutine> byClass = rulesByClass(rules);
    CoreTable.Measured measured = measured();
    int width = width();
    if (!diagnostics.isEmpty()) {
      return null;
    }
    return new CoreTable(
        headers.getFirst().name().text(),
        title(),
        headers.stream().flatMap(h -> h.sources().stream()).toList(),
        isas.stream().map(Isa::name).toList(),
        measured,
        modules,
        width,
        values.parameters(),
        values.constants(),
        List.copyOf(names.stages.values()),
        List.copyOf(names.causes.values()),
        List.copyOf(ideals),
        List.copyOf(names.states.values()),
        List.copyOf(names.classes.keySet()),
        classOfInsn,
        rules.getOrDefault(RESET, routines.nothing()),
        byClass,
        routines.functions());
  }

  /** What the first header that speaks of it says. */
  private int width() {
    for (CoreAst.Header h : headers) {
      if (h.width() != null) {
        ExprAst e = h.width();
        attempt(
            () -> {
              long width = names.constant(e);
              if (width < 1 || width > MAX_WIDTH) {
                throw new Failure(
                    "C05",
                    e.span(),
                    "a core of width " + width + ", which is not 1 to " + MAX_WIDTH,
                    "Say how many instructions can retire in a cycle.");
              }
            });
        return diagnostics.isEmpty() ? (int) names.constant(e) : 1;
      }
    }
    return 1;
  }

  private CoreTable.@Nullable Measured measured() {
    CoreAst.Measured m = headers.getFirst().measured();
    if (m == null) {
      return null;
    }
    try {
      return new CoreTable.Measured(
          m.core(),
          m.config(),
          m.programs(),
          m.traces(),
          limit(m.max()),
          limit(m.mean()),
          limit(m.deltas()),
          m.trailing() == null ? 0 : names.constant(m.trailing()),
          m.skip() == null ? 0 : Math.clamp(names.constant(m.skip()), 0, 1 << 20));
    } catch (Failure e) {
      diagnostics.add(e.diagnostic());
      return null;
    }
  }

  private long limit(@Nullable ExprAst e) {
    return e == null ? -1 : names.constant(e);
  }

  private String title() {
    for (CoreAst.Header h : headers) {
      if (h.title() != null) {
        return h.title();
      }
    }
    return "";
  }

  private <T extends CoreAst> void each(Class<T> kind, java.util.function.Consumer<T> work) {
    for (CoreAst b : blocks) {
      if (kind.isInstance(b)) {
        attempt(() -> work.accept(kind.cast(b)));
      }
    }
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (Failure e) {
      diagnostics.add(e.diagnostic());
    }
  }

  private List<Isa> isas() {
    List<Isa> isas = new ArrayList<>();
    for (Word w : headers.getLast().isas()) {
      try {
        isas.add(Isas.stock(w.text()));
      } catch (OrreryException e) {
        String why = e.getMessage();
        diagnostics.error("C03", w.span(), why == null ? w.text() : why, "See: orrery isa list.");
      }
    }
    return isas;
  }

  private void stage(CoreAst.Stage s) {
    String name = s.name().text();
    if (!stagesSeen.add(name)) {
      throw new Failure(
          "C04", s.name().span(), "there is a stage '" + name + "' already", "Remove one of them.");
    }
    if (s.condition() == null || names.constant(s.condition()) != 0) {
      names.stages.put(name, new CoreStage(names.stages.size(), name, s.meaning()));
    }
  }

  private void cause(CoreAst.CauseBlock c) {
    String name = c.name().text();
    CoreStage stage = c.stage() == null ? null : names.stage(c.stage().span(), c.stage().text());
    if (c.isBehind() && names.stages.isEmpty()) {
      throw new Failure(
          "C09",
          c.span(),
          "nothing can be held behind an instruction in a core without stages",
          "Declare them, in order: stage IF \"fetch\".");
    }
    long moves = c.moves() == null ? 0 : names.constant(c.moves());
    if (moves < 0 || moves > MAX_MOVES) {
      throw new Failure(
          "C05",
          c.span(),
          "'" + name + "' moves " + moves + " bytes, not 0 to " + MAX_MOVES,
          "Say the bytes of a line, or of what else moves each time.");
    }
    Cause cause =
        new Cause(
            names.causes.size(),
            name,
            stage,
            c.isBehind(),
            c.category(),
            c.blame(),
            moves,
            c.meaning());
    if (names.causes.putIfAbsent(name, cause) != null) {
      throw new Failure(
          "C04", c.name().span(), "there is a cause '" + name + "' already", "Remove one of them.");
    }
  }

  private void ideal(CoreAst.Ideal i) {
    Cause cause = names.cause(i.cause().span(), i.cause().text());
    List<CoreTable.Parameter> values = new ArrayList<>();
    for (DeclAst.Param p : i.values()) {
      String name = p.name().text();
      if (names.isFixed(name)) {
        throw names.fixed(p.name());
      }
      if (!names.parameters.containsKey(name)) {
        throw new Failure(
            "C02",
            p.name().span(),
            "there is no parameter '" + name + "'",
            DidYouMean.help(
                name, names.parameters.keySet(), "Declare it: param " + name + " = 1."));
      }
      values.add(new CoreTable.Parameter(name, names.constant(p.value()), ""));
    }
    if (ideals.stream().anyMatch(o -> o.cause().equals(cause))) {
      throw new Failure(
          "C04",
          i.cause().span(),
          "'" + cause.name() + "' has an ideal already",
          "Say in one what the core has without it.");
    }
    // A core whose parameters say so already has nothing to gain.
    if (values.stream()
        .anyMatch(v -> !Long.valueOf(v.value()).equals(names.parameters.get(v.name())))) {
      ideals.add(new CoreTable.Ideal(cause, values, i.meaning()));
    }
  }

  private void state(CoreAst.State s) {
    names.fresh(s.name());
    long cells = 0;
    if (s.count() != null) {
      cells = names.constant(s.count());
      long others = names.states.values().stream().mapToLong(CoreState::cells).sum();
      if (cells < 1 || cells > MAX_CELLS || others + cells > MAX_CELLS) {
        throw new Failure(
            "C05",
            s.count().span(),
            (cells < 1 || cells > MAX_CELLS
                    ? "'" + s.name().text() + "' has " + cells + " cells, not 1 to " + MAX_CELLS
                    : "the states have more than " + MAX_CELLS + " cells together")
                + names.valuesIn(s.count()),
            "Give it another number of cells, or the parameters in it other values.");
      }
    }
    long reset = s.reset() == null ? 0 : names.constant(s.reset());
    String name = s.name().text();
    names.states.put(name, new CoreState(names.states.size(), name, (int) cells, reset));
  }

  /** Numbers the classes, and says which instructions have one of the core's own. */
  private Map<String, Integer> classes(List<Isa> isas) {
    Set<String> insns = new LinkedHashSet<>();
    for (Isa isa : isas) {
      for (Row row : isa.rows()) {
        insns.add(row.meaning().name());
      }
    }
    Map<String, Integer> classOfInsn = new LinkedHashMap<>();
    each(
        CoreAst.ClassBlock.class,
        c -> {
          if (!names.classes.containsKey(c.name().text())) {
            names.fresh(c.name());
          }
          int number = names.classes.computeIfAbsent(c.name().text(), n -> names.classes.size());
          for (Word w : c.insns()) {
            if (!insns.contains(w.text())) {
              throw new Failure(
                  "C06",
                  w.span(),
                  "no instruction of this core is called '" + w.text() + "'",
                  DidYouMean.help(w.text(), insns, "See: orrery isa list ISA."));
            }
            if (classOfInsn.put(w.text(), number) != null) {
              throw new Failure(
                  "C06",
                  w.span(),
                  "'" + w.text() + "' is in a class already",
                  "Leave it in one of them.");
            }
          }
        });
    // A class whose instructions all have gone to others has none left, and needs no rule.
    names.used.addAll(classOfInsn.values());
    for (Isa isa : isas) {
      for (Row row : isa.rows()) {
        if (!classOfInsn.containsKey(row.meaning().name())) {
          names.used.add(names.classes.get(row.meaning().insnClass()));
        }
      }
    }
    return classOfInsn;
  }

  private void rule(CoreAst.Rule r, CoreRoutines routines, Map<String, CoreRoutine> rules) {
    List<String> of = new ArrayList<>();
    for (Word w : r.classes()) {
      String name = w.text();
      if (!name.equals(ALL_OTHERS) && !name.equals(RESET) && !names.classes.containsKey(name)) {
        throw new Failure(
            "C06",
            w.span(),
            "there is no class '" + name + "'",
            DidYouMean.help(
                name,
                names.classes.keySet(),
                "Classes are: " + String.join(", ", names.classes.keySet()) + ", and reset."));
      }
      of.add(name);
    }
    CoreRoutine routine = routines.rule(String.join(", ", of), of.contains(RESET), r.body());
    for (Word w : r.classes()) {
      if (rules.put(w.text(), routine) != null) {
        throw new Failure(
            "C07", w.span(), "'" + w.text() + "' has a rule already", "Remove one of them.");
      }
    }
  }

  private List<CoreRoutine> rulesByClass(Map<String, CoreRoutine> rules) {
    List<CoreRoutine> out = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    CoreRoutine others = rules.get(ALL_OTHERS);
    CoreRoutine any = others;
    for (Map.Entry<String, Integer> c : names.classes.entrySet()) {
      CoreRoutine rule = rules.getOrDefault(c.getKey(), others);
      if (rule == null && names.used.contains(c.getValue())) {
        missing.add(c.getKey());
      }
      any = any == null ? rule : any;
      out.add(rule);
    }
    if (!missing.isEmpty() || any == null) {
      Span span = headers.getLast().span();
      diagnostics.error(
          "C07",
          span,
          missing.isEmpty()
              ? "there is no rule at all"
              : "these classes have no rule: " + String.join(", ", missing),
          "Write `on CLASS : ...`, or `on * : ...` for all that have none.");
      return List.of();
    }
    CoreRoutine unused = any;
    out.replaceAll(r -> r == null ? unused : r);
    return out;
  }
}

package dev.orrery.spec.lang.ast;

import dev.orrery.spec.core.Blame;
import dev.orrery.spec.core.Category;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.source.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block of a core table as written. */
public sealed interface CoreAst {
  /** Where it stands. */
  Span span();

  /**
   * {@code core NAME : isa A, B} or {@code core NAME extends BASE : parameter = value}.
   *
   * @param base the core whose rules it shares; null if it has its own
   * @param isas instruction sets it runs; empty with a base, which then says them
   * @param values parameters that get other values
   * @param title its title, without the quotes; null if the base's stays
   * @param sources where its facts come from
   * @param measured what it is held against; null if nothing is said
   * @param width most instructions that retire in a cycle; null if nothing is said
   */
  record Header(
      Span span,
      Word name,
      @Nullable Word base,
      List<Word> isas,
      List<DeclAst.Param> values,
      @Nullable String title,
      List<String> sources,
      @Nullable Measured measured,
      @Nullable ExprAst width)
      implements CoreAst {}

  /**
   * Measurements of the core's RTL. Limits are in millionths; null where there is none.
   *
   * @param core its name among the measurements
   * @param config name of its configuration there
   * @param programs folder of programs by instruction set, where it is not the set's name
   * @param traces folder of retire traces by instruction set
   * @param max most that the cycles of a program may differ by
   * @param mean most that they may differ by in the mean
   * @param deltas most of the instructions whose cycles may differ
   * @param trailing cycles from the retirement of a store to its place on the bus; null for 0
   * @param skip instructions that traces have before the program's; null for 0
   */
  record Measured(
      Span span,
      String core,
      String config,
      Map<String, String> programs,
      Map<String, String> traces,
      @Nullable ExprAst max,
      @Nullable ExprAst mean,
      @Nullable ExprAst deltas,
      @Nullable ExprAst trailing,
      @Nullable ExprAst skip)
      implements CoreAst {}

  /**
   * {@code module NAME}: the file is no core, but something that cores use.
   *
   * @param title its title, without the quotes; null if there is none
   * @param sources where its facts come from
   */
  record Module(Span span, Word name, @Nullable String title, List<String> sources)
      implements CoreAst {}

  /**
   * {@code use MODULE as NAME : parameter = value}.
   *
   * @param values parameters of the module that get other values
   */
  record Use(Span span, Word module, Word name, List<DeclAst.Param> values) implements CoreAst {}

  /**
   * {@code param NAME = VALUE "what it is"}, or {@code const} instead of it.
   *
   * @param isFixed {@code const}: whether nothing can give it another value
   */
  record Parameter(Span span, Word name, ExprAst value, String meaning, boolean isFixed)
      implements CoreAst {}

  /** {@code require CONDITION "why not"}: what must hold of the parameters. */
  record Requirement(Span span, ExprAst condition, String reason) implements CoreAst {}

  /**
   * {@code stage NAME if CONDITION "what it does"}.
   *
   * @param condition whether the core has it; null if it always has
   */
  record Stage(Span span, Word name, @Nullable ExprAst condition, String meaning)
      implements CoreAst {}

  /**
   * {@code cause NAME in STAGE : CATEGORY after branch moves BYTES "where cycles go"}.
   *
   * @param stage in which an instruction is held; null if it is not
   * @param isBehind {@code behind}: whether what comes behind it is held
   * @param category its place in the top-down view; null if nothing is said
   * @param blame what else the cycles are about
   * @param moves bytes that move each time; null if nothing is said
   */
  record CauseBlock(
      Span span,
      Word name,
      @Nullable Word stage,
      boolean isBehind,
      @Nullable Category category,
      Blame blame,
      @Nullable ExprAst moves,
      String meaning)
      implements CoreAst {}

  /** {@code ideal CAUSE : parameter = value "what the core has then"}. */
  record Ideal(Span span, Word cause, List<DeclAst.Param> values, String meaning)
      implements CoreAst {}

  /**
   * {@code state NAME[COUNT] = VALUE}.
   *
   * @param count cells of an array; null if it is a single value
   * @param reset value at reset; null for 0
   */
  record State(Span span, Word name, @Nullable ExprAst count, @Nullable ExprAst reset)
      implements CoreAst {}

  /** {@code class NAME : insn insn}. */
  record ClassBlock(Span span, Word name, List<Word> insns) implements CoreAst {}

  /** {@code fn NAME(a, b) : body}. */
  record Function(Span span, Word name, List<Word> parameters, List<CoreStmtAst> body)
      implements CoreAst {}

  /** {@code on CLASS, CLASS : body}; {@code *} for all that have no rule of their own. */
  record Rule(Span span, List<Word> classes, List<CoreStmtAst> body) implements CoreAst {}
}

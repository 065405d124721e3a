package dev.orrery.machine.validate.repro;

import dev.orrery.machine.shrink.DeltaDebugging;
import dev.orrery.machine.validate.Side;
import dev.orrery.machine.validate.Step;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.Validator;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the smallest program on which engines still differ. Tried are the one instruction, then all
 * that were recorded; then both in a loop, as an engine that translates may be wrong only there;
 * and at last each of the others that may be to blame, in a loop by itself. If it took more than
 * one, parts of them are left out as long as the engines differ.
 */
public final class Shrinker {
  /** Most instructions worth recording for {@link #shrink}. */
  public static final int WINDOW = 48;

  /** Enough to be translated early, and soon done. */
  private static final int TIMES = 20_000;

  private static final int MOST_TRIED = 200;

  /** Of what executed the same instruction, how many are tried that found different registers. */
  private static final int OF_EACH = 2;

  private static final String FILE = "reproducer.S";

  private final Isa isa;
  private final List<Side> sides;
  private final Phrases phrases;
  private int tried;
  private String why = "";

  /** Programs for {@code isa} on which these sides differ. */
  public Shrinker(Isa isa, List<Side> sides) {
    this.isa = isa;
    this.sides = List.copyOf(sides);
    this.phrases = new Phrases(isa);
  }

  /**
   * Makes a program.
   *
   * @param steps what was executed before, and last the instruction that made the difference
   * @param suspects what else may have made it, in the order of execution
   */
  public Reproduction shrink(List<Step> steps, List<Step> suspects) {
    if (steps.isEmpty()) {
      return new Reproduction.NotMade("it is not an instruction that made the difference");
    }
    List<Step> last = List.of(steps.getLast());
    List<Step> straight = new ArrayList<>(steps.subList(0, steps.size() - 1));
    straight.removeIf(s -> Effects.of(s.insn().row().body()).jumps());
    straight.add(steps.getLast());
    for (int times : new int[] {1, TIMES}) {
      for (List<Step> some : List.of(last, straight)) {
        for (boolean words : new boolean[] {false, true}) {
          Recipe recipe = new Recipe(some, times, words);
          if (differ(recipe) != null) {
            return smallest(recipe);
          }
        }
      }
    }
    for (Step s : alone(suspects)) {
      for (boolean words : new boolean[] {false, true}) {
        Recipe recipe = new Recipe(List.of(s), TIMES, words);
        if (tried < MOST_TRIED && differ(recipe) != null) {
          return smallest(recipe);
        }
      }
    }
    return new Reproduction.NotMade(
        why.isEmpty()
            ? "the engines agree on the instruction with the registers and the memory that it"
                + " reads, and on the %d before it".formatted(straight.size() - 1)
            : why);
  }

  /**
   * What is worth trying by itself: the last executions of each instruction, all last ones first.
   */
  private static List<Step> alone(List<Step> suspects) {
    List<List<Step>> rounds = new ArrayList<>();
    Map<Long, List<Step>> seen = new HashMap<>();
    for (Step s : suspects.reversed()) {
      List<Step> of = seen.computeIfAbsent(s.insn().pc(), pc -> new ArrayList<>());
      if (of.size() < OF_EACH && of.stream().noneMatch(o -> o.inputs().equals(s.inputs()))) {
        if (of.size() == rounds.size()) {
          rounds.add(new ArrayList<>());
        }
        rounds.get(of.size()).add(s);
        of.add(s);
      }
    }
    return rounds.stream().flatMap(List::stream).toList();
  }

  private Reproduction smallest(Recipe from) {
    Recipe best = DeltaDebugging.smallest(from, r -> r.steps().size(), this::without);
    String text = differ(best);
    if (text == null) {
      return new Reproduction.NotMade("an engine does not do the same on every run");
    }
    return new Reproduction.Made(text, best.steps(), best.times() > 1, tried);
  }

  /** The recipe without some of its steps, if the engines differ on it; else null. */
  private @Nullable Recipe without(Recipe recipe, int from, int to) {
    List<Step> rest = new ArrayList<>(recipe.steps().subList(0, from));
    rest.addAll(recipe.steps().subList(to, recipe.steps().size()));
    Recipe smaller = new Recipe(rest, recipe.times(), recipe.words());
    return tried < MOST_TRIED && differ(smaller) != null ? smaller : null;
  }

  /** The program, if the engines differ on it; else null. */
  private @Nullable String differ(Recipe recipe) {
    tried++;
    try {
      String text = RecipeText.of(isa, phrases, recipe);
      Validator validator =
          new Validator(Subject.assembled(isa, FILE, text), sides, Validator.PACE);
      return validator.run(() -> false) instanceof Verdict.Differed ? text : null;
    } catch (Impossible e) {
      why = String.valueOf(e.getMessage());
      return null;
    } catch (OrreryException e) {
      return null; // a jump that does not reach, for example
    }
  }
}

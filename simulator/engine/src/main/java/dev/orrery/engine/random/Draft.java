package dev.orrery.engine.random;

import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that is being written: words, and places in it that jumps and registers refer to. */
final class Draft {
  private final Isa isa;

  /** What takes the place of a jump that does not reach its target. */
  private final List<Insn> neutral;

  private final @Nullable Definitions definitions;

  private final List<Insn> insns = new ArrayList<>();
  private final Map<Integer, Place> targets = new HashMap<>();

  /** A place in the program, perhaps one that is not known yet. */
  static final class Place {
    private int position = -1;
  }

  /**
   * An empty program.
   *
   * @param definitions defines what the manual leaves open before it is read; null for nobody
   */
  Draft(Isa isa, List<Insn> neutral, @Nullable Definitions definitions) {
    this.isa = isa;
    this.neutral = neutral;
    this.definitions = definitions;
  }

  /** How many words there are so far. */
  int size() {
    return insns.size();
  }

  void add(Insn insn) {
    if (definitions != null) {
      Insn definition = definitions.before(insn);
      if (definition != null) {
        insns.add(definition);
      }
    }
    insns.add(insn);
  }

  /** Adds a direct jump to {@code target}. */
  void add(Insn insn, Place target) {
    add(insn);
    targets.put(insns.size() - 1, target);
  }

  /** The place of the next word. */
  Place here() {
    Place place = new Place();
    put(place);
    return place;
  }

  /** Says that {@code place} is that of the next word. */
  void put(Place place) {
    place.position = insns.size();
    if (definitions != null) {
      definitions.entered();
    }
  }

  /** The address of {@code place} when the first word is at {@code base}. */
  long address(Place place, long base) {
    long at = base;
    for (Insn insn : insns.subList(0, place.position)) {
      at += insn.bytes();
    }
    return at;
  }

  /** Position of {@code place} among the words. */
  int position(Place place) {
    return place.position;
  }

  /** The words, with jumps that go to their targets; those that cannot reach them do nothing. */
  List<Insn> words(long base) {
    List<Insn> words = new ArrayList<>();
    long at = base;
    for (int i = 0; i < insns.size(); i++) {
      Insn insn = insns.get(i);
      Place target = targets.get(i);
      words.add(target == null ? insn : aimed(insn, at, address(target, base)));
      at += insn.bytes();
    }
    return words;
  }

  private Insn aimed(Insn insn, long pc, long target) {
    Insn aimed = Targets.aim(isa, insn, pc, target);
    return aimed != null ? aimed : replacement(insn);
  }

  private Insn replacement(Insn insn) {
    for (Insn n : neutral) {
      if (n.bytes() == insn.bytes()) {
        return n;
      }
    }
    return insn;
  }
}

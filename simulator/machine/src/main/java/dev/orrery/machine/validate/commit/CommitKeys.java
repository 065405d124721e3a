package dev.orrery.machine.validate.commit;

import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.machine.log.CommitNames;
import dev.orrery.spec.model.Isa;
import java.util.Arrays;
import java.util.List;

/**
 * Keys for the names of registers in a log: letter and number, which say all. A control register's
 * name behind its number is for people.
 */
final class CommitKeys {
  private static final int NUMBERS = 1 << 12;
  private static final int LETTERS = 'z' - 'a' + 1;

  private final int[] positions = new int[LETTERS * NUMBERS];

  /** Keys for {@code places}, which are registers of {@code isa}. */
  CommitKeys(Isa isa, List<Place> places) {
    CommitNames names = new CommitNames(isa);
    Arrays.fill(positions, -1);
    for (int i = 0; i < places.size(); i++) {
      String name = names.of(places.get(i));
      int number = 0;
      int at = 1;
      while (at < name.length() && Character.isDigit(name.charAt(at))) {
        number = 10 * number + Character.digit(name.charAt(at++), 10);
      }
      int key = of(name.charAt(0), number);
      if (key >= 0) {
        positions[key] = i;
      }
    }
  }

  /** The key of a name; -1 if it cannot be one. */
  static int of(int letter, int number) {
    return letter < 'a' || letter > 'z' || number >= NUMBERS
        ? -1
        : (letter - 'a') * NUMBERS + number;
  }

  /** The position of a register among the places; -1 if it is none of them. */
  int position(int key) {
    return positions[key];
  }
}

package dev.orrery.machine.dwarf;

import dev.orrery.spec.diag.SafeText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was ignored and why, each once, in the order of discovery. */
final class Notes {
  private static final int MOST = 16;

  private final Set<String> notes = new LinkedHashSet<>();
  private boolean more;

  /** Adds a sentence without its end. It may hold names from the file. */
  void add(String sentence) {
    String note = SafeText.clean(sentence);
    if (notes.size() < MOST) {
      notes.add(note);
    } else {
      more |= !notes.contains(note);
    }
  }

  List<String> list() {
    if (!more) {
      return List.copyOf(notes);
    }
    Set<String> all = new LinkedHashSet<>(notes);
    all.add("there is more of this kind");
    return List.copyOf(all);
  }
}

package dev.orrery.spec.asm.encode;

import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that registers can be written by. */
final class RegisterNames {
  /** A register of a file. */
  record Numbered(RegisterFile file, int number) {}

  private final Map<String, List<Numbered>> byName = new HashMap<>();

  private final Set<String> ofViews = new HashSet<>();

  /** Numbers by what an operand's registers are called; operands share their lists of names. */
  private final Map<List<String>, Map<String, Integer>> numbers = new IdentityHashMap<>();

  RegisterNames(Isa isa) {
    for (RegisterFile file : isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        add(file.names().get(i), file, i);
        add(file.name().toLowerCase(Locale.ROOT) + i, file, i);
      }
    }
    isa.rows().forEach(r -> r.operands().forEach(o -> ofViews.addAll(o.names())));
    isa.asm()
        .synonyms()
        .forEach(
            (name, register) ->
                byName.getOrDefault(register, List.of()).forEach(r -> add(name, r.file, r.number)));
  }

  private void add(String name, RegisterFile file, int number) {
    byName.computeIfAbsent(name, n -> new ArrayList<>(1)).add(new Numbered(file, number));
  }

  /** Whether {@code name} is a register. */
  boolean has(String name) {
    return byName.containsKey(name) || ofViews.contains(name);
  }

  /** Whether {@code name} is a register of a file. */
  boolean isOfFile(String name) {
    return byName.containsKey(name);
  }

  /** The numbers of the registers that operand {@code o} can be, by all their names. */
  synchronized Map<String, Integer> numbers(Operand o) {
    return numbers.computeIfAbsent(o.names(), names -> numbersByName(o));
  }

  private Map<String, Integer> numbersByName(Operand o) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < o.names().size(); i++) {
      numbers.putIfAbsent(o.names().get(i), i);
    }
    RegisterFile file = o.file();
    // A view with names of its own is not written by those of its file.
    if (file != null && o.names().equals(file.names())) {
      byName.forEach(
          (name, all) -> {
            int number = number(file, name);
            if (number >= 0) {
              numbers.putIfAbsent(name, number);
            }
          });
    }
    return numbers;
  }

  /** The number of the register of {@code file} that is written {@code name}; -1 if none is. */
  int number(RegisterFile file, String name) {
    for (Numbered n : byName.getOrDefault(name, List.of())) {
      if (n.file == file) {
        return n.number;
      }
    }
    return -1;
  }

  /** Whether both names are of one register. */
  boolean same(String a, String b) {
    List<Numbered> of = byName.get(a);
    return of != null && of.stream().anyMatch(n -> number(n.file, b) == n.number);
  }

  /** A register that operand {@code o} can be, for messages; null if it has no names. */
  static @Nullable String example(Operand o) {
    for (int number = o.names().size() - 1; number >= 0; number--) {
      if (o.field() == null || Encodable.holds(o.field(), number)) {
        return o.names().get(number);
      }
    }
    return null;
  }
}

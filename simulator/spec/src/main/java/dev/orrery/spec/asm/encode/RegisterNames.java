package dev.orrery.spec.asm.encode;

import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that registers can be written by. */
final class RegisterNames {
  /** A register of a file. */
  record Numbered(RegisterFile file, int number) {}

  private final Map<String, List<Numbered>> byName = new HashMap<>();

  RegisterNames(Isa isa) {
    for (RegisterFile file : isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        add(file.names().get(i), file, i);
        add(file.name().toLowerCase(Locale.ROOT) + i, file, i);
      }
    }
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
    return byName.containsKey(name);
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

  /** One of the names of a file's registers, for messages. */
  static @Nullable String example(RegisterFile file) {
    return file.names().isEmpty() ? null : file.names().getLast();
  }
}

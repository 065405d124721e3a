package dev.orrery.machine.fuzz.processor;

import dev.orrery.engine.random.Confines;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What programs at random start with and leave out, by instruction set: a resource with lines
 * {@code start REGISTER = VALUES}, {@code pin REGISTERS = REASON} and {@code omit MNEMONICS =
 * REASON}.
 *
 * @param pinned registers that always hold addresses where a processor runs programs as well
 * @param starts what single registers hold at first: one of these values
 * @param omitted why rows are left out where a processor runs programs as well, by mnemonic
 */
public record ProcessorFacts(
    Set<String> pinned, Map<String, List<Long>> starts, Map<String, String> omitted) {
  public ProcessorFacts {
    pinned = Set.copyOf(pinned);
    starts = Map.copyOf(starts);
    omitted = new TreeMap<>(omitted);
  }

  /** Those of {@code isa}; of one that there is nothing to say about, empty. */
  public static ProcessorFacts of(Isa isa) {
    Set<String> pinned = new HashSet<>();
    Map<String, List<Long>> starts = new TreeMap<>();
    Map<String, String> omitted = new TreeMap<>();
    String text = resource(isa.name() + ".facts");
    for (String line : text == null ? List.<String>of() : text.lines().toList()) {
      String[] sides = line.split(" = ", 2);
      List<String> words = List.of(sides[0].split(" ", -1));
      if (words.getFirst().equals("start")) {
        List<Long> values = new ArrayList<>();
        for (String value : sides[1].split(" ", -1)) {
          values.add(Long.decode(value));
        }
        starts.put(words.getLast(), values);
      } else if (words.getFirst().equals("pin")) {
        pinned.addAll(words.subList(1, words.size()));
      } else if (words.getFirst().equals("omit")) {
        words.subList(1, words.size()).forEach(name -> omitted.put(name, sides[1]));
      }
    }
    return new ProcessorFacts(pinned, starts, omitted);
  }

  /** Whether a processor's result may be compared with that of {@code row}. */
  public boolean isComparable(Row row) {
    return !omitted.containsKey(row.name());
  }

  /** What programs of engines alone keep to. */
  public Confines forEngines() {
    return new Confines(row -> true, Set.of(), starts, false);
  }

  /** The text of a resource of this package's, or null. */
  static @Nullable String resource(String name) {
    try (InputStream in = ProcessorFacts.class.getResourceAsStream(name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
